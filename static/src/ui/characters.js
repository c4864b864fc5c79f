/**
 * Characters (字) of a text, counted as the server does (docs/counting.md); it only helps while
 * writing, the server decides.
 * @module
 */

// The same classes as voting/assessment/characters.py: letters and digits written in runs.
const IN_RUN =
  "(?:(?![\\u1100-\\u11ff\\u2460-\\u24ff\\u2776-\\u2793\\u2e80-\\u2fff" +
  "\\u3005-\\u30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u33ff\\u3400-\\u4dbf" +
  "\\u4e00-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff" +
  "\\uff66-\\uffdc\\u{16fe0}-\\u{18aff}\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}])[\\p{L}\\p{N}])";
const RUN = new RegExp(`${IN_RUN}+(?:[.,:'’/_@&+\\-‐‑]${IN_RUN}+)*[%‰％℃°]?`, "gu");
const UNCOUNTED = /[\p{Z}\p{C}\p{M}]/gu;

/** How many characters a text has. */
export function count(text) {
  let runs = 0;
  const rest = text.normalize("NFC").replace(RUN, () => {
    runs += 1;
    return " ";
  });
  return runs + Array.from(rest.replace(UNCOUNTED, "")).length;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Show the count of a form's texts while they are written; entries of a list can be added. */
export function startCounting(root) {
  for (const form of root.querySelectorAll("form[data-count]")) {
    const most = Number(form.dataset.limit);
    const output = form.querySelector("[data-counted]");
    const show = () => {
      const fields = [...form.querySelectorAll("textarea")];
      const n = fields.reduce((sum, one) => sum + count(one.value), 0);
      const over = most > 0 && n > most;
      const { text, limitText, overText } = output.dataset;
      output.textContent = fill(over ? overText : most > 0 ? limitText : text, {
        n,
        most,
        over: n - most,
      });
      output.classList.toggle("over", over);
    };
    form.addEventListener("input", show);
    show();
    startEntries(form);
  }
}

function startEntries(form) {
  const list = form.querySelector("[data-entries]");
  const button = form.querySelector("[data-add-entry]");
  if (!list || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const entry = list.lastElementChild.cloneNode(true);
    const field = entry.querySelector("textarea");
    field.value = "";
    field.id = `i-${list.children.length + 1}`;
    entry.querySelector("label").htmlFor = field.id;
    list.append(entry);
    field.focus();
  });
}
