// The first page of a ballot: which meeting, how much there is to do, what happens to it.

import { chinese, code, h, ICONS, icon } from "./dom.js";

export function intro(ui, state) {
  const { manifest, choices, fingerprint, voterClass } = ui.session;
  const { title, unit, date, place } = manifest.meeting;
  const size = { subjects: choices.cards.length, questions: choices.questions.length };
  const point = (name, key) => h("li", null, icon(ICONS[name]), h("span", null, ui.say(key)));
  return h(
    "section",
    { class: "intro" },
    h("p", { class: "eyebrow" }, ui.say("introVoter")),
    h("h1", { tabindex: "-1", lang: "zh-CN" }, title),
    h(
      "div",
      { class: "facts" },
      chinese("p", "unit", unit),
      date || place ? chinese("p", "when", [date, place].filter(Boolean).join("　")) : null,
      h(
        "p",
        { class: "class" },
        ui.say("introClass", { id: voterClass.id }),
        h("span", { lang: "zh-CN" }, voterClass.name),
        h("span", { class: "small" }, ui.say("introClassHint")),
      ),
      h("p", { class: "size" }, ui.say("introSize", size)),
    ),
    state.restored ? h("p", { class: "kept" }, ui.say("introRestored")) : null,
    ui.session.unkept ? h("p", { class: "trouble" }, ui.say("introUnkept")) : null,
    h(
      "ul",
      { class: "points" },
      point("check", "introPointTap"),
      point("pencil", "introPointChange"),
      point("lock", "introPointSecret"),
    ),
    h(
      "button",
      { type: "button", class: "main", onclick: ui.actions.start },
      ui.say(choices.started() ? "introContinue" : "introStart"),
      icon(ICONS.next),
    ),
    fingerprint === null
      ? null
      : h(
          "div",
          { class: "print" },
          h("p", { class: "small" }, ui.say("fingerprint"), ui.say("fingerprintHint")),
          code("fingerprint", fingerprint),
        ),
  );
}
