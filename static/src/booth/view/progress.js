// What is left, always in sight; a tap goes to the next question that is still open.

import { fill, h, icon, ICONS } from "./dom.js";

/** @returns {{element: HTMLElement, refresh: () => void}} */
export function progress(ui, card) {
  const { choices } = ui.session;
  const all = choices.cards.length;
  const bar = h("progress", { max: choices.questions.length, "aria-hidden": "true" });
  const button = h("button", { type: "button", class: "left", onclick: ui.actions.nextMissing });
  const element = h("div", { class: "progress" },
    h("div", { class: "row" },
      h("p", { class: "place" }, ui.say("progressPlace", { n: card + 1, all })), button),
    bar);

  function refresh() {
    const left = choices.missing().length;
    bar.value = choices.questions.length - left;
    button.classList.toggle("complete", left === 0);
    button.setAttribute("aria-label", left
      ? `${ui.say("progressLeft", { n: left })}，${ui.say("progressGo")}` : ui.say("progressDone"));
    fill(button, [left ? ui.say("progressLeft", { n: left }) : ui.say("progressDone"),
      icon(ICONS.next)]);
    ui.announce(left ? ui.say("leftStatus", { n: left }) : ui.say("leftNone"));
  }

  refresh();
  return { element, refresh };
}
