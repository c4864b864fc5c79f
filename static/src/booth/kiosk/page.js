// The voter's page on a computer of the hall: its own words where those for a phone do not fit, a
// way out in the bar, and questions laid over everything.

import { localised } from "../texts.js";
import { h } from "../view/dom.js";
import { Page } from "../view/page.js";
import { SCREENS } from "./screens.js";
import { KIOSK_TEXTS } from "./texts.js";

/** Screens on which a voter may give up; a ballot that is on its way cannot be called back. */
const LEAVING = ["opening", "waiting", "intro", "subject", "review"];

export class KioskPage extends Page {
  constructor(parts) {
    super(Object.assign({ screens: SCREENS }, parts));
    /**
     * The kiosk, set by kiosk.js.
     * @type {any}
     */
    this.kiosk = null;
    this.question = null;
  }

  say(key, values) {
    const own = KIOSK_TEXTS[this.language][key];
    if (own === undefined) return super.say(key, values);
    return own.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  show(state) {
    super.show(state);
    this.drawBar();
  }

  drawBar() {
    super.drawBar();
    const busy =
      this.kiosk && this.shown && !this.kiosk.vacant() && LEAVING.indexOf(this.shown.screen) >= 0;
    if (!busy) return;
    this.bar.appendChild(
      h(
        "button",
        {
          type: "button",
          class: "tool leave",
          "aria-label": this.say("leaveLabel"),
          onclick: this.kiosk.leave,
        },
        this.say("leave"),
      ),
    );
  }

  /**
   * Lay a question over everything; there is one at a time.
   * @param {{title: string, text: string, buttons: {text: string, main: boolean,
   *          action: () => void}[]}} question
   */
  ask({ title, text, buttons }) {
    this.withdraw();
    const opener = /** @type {HTMLElement} */ (document.activeElement);
    const told = h("p", { id: "ask-text" }, text);
    const made = buttons.map(({ text: label, main, action }) =>
      h(
        "button",
        {
          type: "button",
          class: main ? "main" : "quiet",
          onclick: () => {
            this.withdraw();
            action();
          },
        },
        label,
      ),
    );
    const element = h(
      "div",
      { class: "veil" },
      h(
        "div",
        {
          class: "question-box",
          role: "alertdialog",
          "aria-modal": "true",
          "aria-labelledby": "ask-title",
          "aria-describedby": "ask-text",
        },
        h("h2", { id: "ask-title" }, title),
        told,
        made,
      ),
    );
    const keys = (event) => keepInside(element, event);
    document.addEventListener("keydown", keys);
    document.body.appendChild(element);
    made[0].focus({ preventScroll: true });
    this.question = { element, opener, keys, told };
  }

  withdraw() {
    if (!this.question) return;
    const { element, opener, keys } = this.question;
    this.question = null;
    document.removeEventListener("keydown", keys);
    document.body.removeChild(element);
    if (opener && document.body.contains(opener)) opener.focus({ preventScroll: true });
  }

  /** "Still there?", counting down; null takes it away. */
  stillThere(seconds, stay, clear) {
    if (seconds === null) {
      this.withdraw();
    } else if (this.question?.still) {
      this.question.told.textContent = this.say("stillText", { n: seconds });
    } else {
      this.ask({
        title: this.say("stillTitle"),
        text: this.say("stillText", { n: seconds }),
        buttons: [
          { text: this.say("stillYes"), main: true, action: stay },
          { text: this.say("leaveYes"), main: false, action: clear },
        ],
      });
      this.question.still = true;
    }
  }

  /** The seconds until a notice is cleared, in the line that the screen has for it. */
  countDown(seconds) {
    const line = document.getElementById("clears-in");
    if (line) line.textContent = this.say("clearsIn", { n: seconds });
  }

  localised(text) {
    return localised(this.language, text);
  }
}

/** Tab stays among the buttons of the question. */
function keepInside(element, event) {
  if (event.key !== "Tab") return;
  const buttons = Array.from(element.querySelectorAll("button"));
  const at = buttons.indexOf(document.activeElement);
  const by = event.shiftKey ? buttons.length - 1 : 1;
  event.preventDefault();
  buttons[(Math.max(at, 0) + by) % buttons.length].focus();
}
