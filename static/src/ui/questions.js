/**
 * The editor of a question: what is typed shows at once on the picture of the phone, and a scale of
 * the library comes in without leaving the place. The server draws both; this only asks it.
 * @module
 */
const PAUSE = 350;

/** What the page would be after pressing the button `wish`; null where that cannot be asked now. */
async function ask(form, wish) {
  const data = new FormData(form);
  data.set("do", wish);
  try {
    const answer = await fetch(location.href, { method: "POST", body: data });
    const text = await answer.text();
    return answer.ok ? new DOMParser().parseFromString(text, "text/html") : null;
  } catch {
    return null; // no network just now: saving will say so
  }
}

function take(form, page, names) {
  for (const name of names) {
    const fresh = page.querySelector(`[data-live="${name}"]`);
    const old = form.querySelector(`[data-live="${name}"]`);
    if (fresh && old) old.replaceWith(document.importNode(fresh, true));
  }
}

/** Show or hide how many may be chosen. */
function fold(form) {
  const several = form.querySelector("input[name=kind][value=several]").checked;
  form.querySelector("[data-several]").hidden = !several;
}

/** Start it where there is a question to edit. */
export function startQuestions(root) {
  const form = root.querySelector("[data-question-editor]");
  if (!form) return;
  let waiting = 0;
  let asked = 0;
  const show = async (wish, names) => {
    asked += 1;
    const mine = asked;
    const page = await ask(form, wish);
    if (page && mine === asked) take(form, page, names);
  };
  form.querySelector("[data-show]").hidden = true;
  fold(form);
  form.addEventListener("input", () => {
    fold(form);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => show("show", ["look"]), PAUSE);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button || button.value === "save") return;
    event.preventDefault();
    window.clearTimeout(waiting);
    show(button.value, ["told", "options", "english", "look"]);
  });
}
