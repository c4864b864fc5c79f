// Where every voter of the kiosk begins: scan the slip, or type its code on the keys shown here. What
// is typed is no text field (see keys.js).

import { ALPHABET } from "../../crypto/base32.js";
import { chinese, fill, h, ICONS, icon } from "../view/dom.js";

const GROUPS = 7;
const GROUP = 4;

/** The 28 places of the code in groups of four, filled as far as typed. */
function drawCode(element, symbols, wrong) {
  const groups = [];
  for (let i = 0; i < GROUPS; i += 1) {
    const part = symbols.slice(i * GROUP, (i + 1) * GROUP);
    const here = symbols.length >= i * GROUP && symbols.length < (i + 1) * GROUP;
    const style = `${wrong === i + 1 ? " bad" : ""}${here ? " here" : ""}`;
    const places = Array.from({ length: GROUP }, (_, place) => h("i", null, part[place] || null));
    groups.push(h("span", { class: `four${style}` }, places));
  }
  fill(element, groups);
}

/** @param {import("./page.js").KioskPage} ui page with `kiosk` {typed, key, remove, clear, submit} */
export function entry(ui, state) {
  const code = h("div", { class: "typed", "aria-hidden": "true", translate: "no" });
  const told = h("p", { class: "live", id: "code-told" });
  const problem = h("p", { class: "problem", role: "alert" });
  const counter = h("p", { class: "small", role: "status" });
  const network = h("p", { class: "trouble", id: "kiosk-network", role: "status", hidden: true });
  const go = h(
    "button",
    { type: "button", class: "main", onclick: ui.kiosk.submit },
    ui.say("entryGo"),
    icon(ICONS.next),
  );
  const refresh = (fault) => {
    const { symbols } = ui.kiosk.typed;
    drawCode(code, symbols, fault ? fault.values?.group : null);
    counter.textContent = ui.say("entryCount", { n: symbols.length });
    told.textContent = symbols ? symbols.replace(/(.{4})(?=.)/g, "$1-") : "";
    problem.textContent = fault ? ui.say(fault.key, fault.values) : "";
    go.className = ui.kiosk.typed.full ? "main" : "main pale";
  };
  ui.kiosk.onTyped = refresh;
  refresh(state.problem || null);
  const { info } = state;
  return h(
    "section",
    { class: "kiosk-entry" },
    h(
      "div",
      { class: "how" },
      info
        ? h(
            "div",
            { class: "meeting" },
            chinese("p", "title", info.title),
            chinese("p", "unit", info.unit),
          )
        : null,
      h("h1", { tabindex: "-1" }, ui.say("entryTitle")),
      h(
        "ol",
        { class: "steps" },
        ["step1", "step2", "step3"].map((key, place) =>
          h(
            "li",
            null,
            h("b", { "aria-hidden": "true" }, String(place + 1)),
            h("span", null, ui.say(key)),
          ),
        ),
      ),
      h("p", { class: "privacy" }, icon(ICONS.lock), h("span", null, ui.say("entryPrivacy"))),
    ),
    h(
      "div",
      { class: "desk" },
      h("p", null, ui.say("entryText")),
      network,
      h("div", { role: "group", "aria-label": ui.say("entryLabel") }, code, told),
      counter,
      problem,
      keypad(ui),
      go,
    ),
  );
}

/** The 32 symbols a code is made of; a tap leaves the focus where it is. */
function keypad(ui) {
  const key = (text, action, more) =>
    h(
      "button",
      Object.assign(
        {
          type: "button",
          class: "key",
          onclick: action,
          onmousedown: (event) => event.preventDefault(),
        },
        more,
      ),
      text,
    );
  return h(
    "div",
    { class: "keypad" },
    ALPHABET.split("").map((symbol) => key(symbol, () => ui.kiosk.key(symbol))),
    key(ui.say("entryDelete"), ui.kiosk.remove, {
      class: "key wide",
      "aria-label": ui.say("entryDeleteLabel"),
    }),
    key(ui.say("entryClear"), ui.kiosk.empty, { class: "key wide" }),
  );
}
