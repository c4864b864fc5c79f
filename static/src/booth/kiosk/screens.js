// The kiosk's screens where they differ from a phone's: nothing leads away from the page, and what
// tells one thing clears itself after a time that is shown.

import { h } from "../view/dom.js";
import {
  closed,
  counted,
  done,
  failed,
  foreign,
  notice,
  paragraph,
  unknown,
  voided,
} from "../view/notices.js";
import { entry } from "./entry.js";

/** A link would leave the kiosk: its address stands there to be noted. */
function withoutLinks(element) {
  for (const link of Array.from(element.querySelectorAll("a"))) {
    const shown = h("span", null, `${link.textContent} `, h("b", { translate: "no" }, link.href));
    link.parentNode.replaceChild(shown, link);
  }
  return element;
}

/** A phone's notice, with the time it stays and a way to keep it longer. */
const leaving = (draw) => (ui, state) => {
  const element = withoutLinks(draw(ui, state));
  const buttons = Array.from(element.querySelectorAll("button"));
  if (ui.kiosk.vacant()) {
    // the door opens by itself
    buttons.forEach((button) => button.parentNode.removeChild(button));
    return element;
  }
  const next = buttons[buttons.length - 1];
  if (buttons.length === 1) next.className = "main next";
  element.appendChild(
    h(
      "div",
      { class: "leaving" },
      h("p", { id: "clears-in", class: "small" }),
      next,
      h("button", { type: "button", class: "quiet", onclick: ui.kiosk.longer }, ui.say("longer")),
    ),
  );
  return element;
};

function clearing(ui) {
  return notice(
    { icon: "busy", tone: "calm", title: ui.say("clearingTitle") },
    paragraph(ui.say("clearingText")),
    h("p", { class: "trouble", id: "kiosk-network", hidden: true }, ui.say("clearingWait")),
  );
}

export const SCREENS = {
  entry,
  clearing,
  unknown: leaving(unknown),
  foreign: leaving(foreign),
  voided: leaving(voided),
  closed: leaving(closed),
  counted: leaving(counted),
  failed: leaving(failed),
  done: leaving(done),
};
