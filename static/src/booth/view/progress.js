// Where one is and what is left, always in sight; a tap goes to the next question that is still open.

import { h, ICONS, icon } from "./dom.js";

/**
 * @param {Element} name of the subject or the question the page is about
 * @param {string} place as "3 / 13"
 * @param {?Element} counters of a quota that every row of the page counts for
 * @returns {{element: HTMLElement, refresh: () => void}}
 */
export function progress(ui, name, place, counters) {
  const { choices } = ui.session;
  const bar = h("progress", { max: choices.questions.length, "aria-hidden": "true" });
  const label = h("span", null);
  const button = h(
    "button",
    { type: "button", class: "left", onclick: ui.actions.nextMissing },
    label,
    icon(ICONS.next),
  );
  const element = h(
    "div",
    { class: "progress" },
    h("div", { class: "inner" }, h("p", { class: "place" }, name, h("span", null, place)), button),
    counters,
    bar,
  );

  function refresh() {
    const left = choices.missing().length;
    const text = left ? ui.say("progressLeft", { n: left }) : ui.say("progressDone");
    bar.value = choices.questions.length - left;
    button.classList.toggle("complete", left === 0);
    if (left) button.setAttribute("aria-label", text + ui.say("progressGo"));
    else button.removeAttribute("aria-label");
    label.textContent = text;
    ui.announce(left ? ui.say("leftStatus", { n: left }) : ui.say("leftNone"));
  }

  refresh();
  return { element, refresh };
}
