// Draws the screen of a state, keeps focus, scrolling, history and the live region in order.

import { FILLING } from "../flow.js";
import { fetchTexts, say } from "../texts.js";
import { fill, h } from "./dom.js";
import { entry } from "./entry.js";
import { intro } from "./intro.js";
import * as notices from "./notices.js";
import { keepOnSheet } from "./reading.js";
import { review } from "./review.js";
import { subject } from "./subject.js";

const SCREENS = Object.assign({ entry, intro, review, subject }, notices);

export class Page {
  /**
   * @param {{main, bar, live, preferences, records: string, screens?: object}} parts elements of
   *   the shell; `screens` stand in the place of the voter's own
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.screens = Object.assign({}, SCREENS, parts.screens);
    this.shown = null;
    this.readings = null;
    this.sheet = null;
    this.draft = "";
    this.said = "";
  }

  get language() {
    return this.preferences.language;
  }

  say(key, values) {
    return say(this.language, key, values);
  }

  /** Draw a state. A new screen starts at its top with the focus on its heading. */
  show(state) {
    this.closeSheet();
    const fresh = !this.shown || this.shown.screen !== state.screen
      || this.shown.card !== state.card || FILLING.indexOf(state.screen) >= 0;
    this.shown = state;
    fill(this.main, [this.screens[state.screen](this, state)]);
    this.page.setAttribute("data-screen", state.screen);
    if (fresh) this.arrive(state);
    if (state.screen === "sending" && state.phase === "trouble") {
      this.announce(notices.sendingTrouble(this, state));
    }
  }

  arrive(state) {
    const heading = this.main.querySelector("h1");
    self.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
    document.title = `${heading.textContent} · ${this.say("brand")}`;
    if (state.question !== undefined) this.reveal(this.questionElement(state.question), true);
  }

  questionElement(index) {
    const title = document.getElementById(`q${index}-title`);
    return title && title.parentElement.parentElement;
  }

  /** Lay a sheet over the page; the phone's back button takes it away again. */
  openSheet(element) {
    const { depth = 0 } = history.state || {};
    history.pushState({ depth: depth + 1, step: this.shown, run: this.session.run }, "");
    this.sheet = { element, opener: document.activeElement, keys: (e) => keepOnSheet(element, e) };
    document.body.appendChild(element);
    document.body.classList.add("sheet-open");
    document.addEventListener("keydown", this.sheet.keys);
    element.querySelector("h2").focus({ preventScroll: true });
  }

  closeSheet() {
    if (!this.sheet) return;
    const { element, opener, keys } = this.sheet;
    this.sheet = null;
    document.removeEventListener("keydown", keys);
    document.body.classList.remove("sheet-open");
    document.body.removeChild(element);
    if (opener && document.body.contains(opener)) opener.focus({ preventScroll: true });
  }

  /** Draw the same screen again: another language. */
  redraw() {
    const top = self.pageYOffset;
    this.drawBar();
    if (!this.shown) return;
    const state = this.shown;
    const again = state.screen === "entry" ? Object.assign({}, state, { code: this.draft }) : state;
    fill(this.main, [this.screens[state.screen](this, again)]);
    self.scrollTo(0, top);
  }

  drawBar() {
    const { preferences } = this;
    fill(this.bar, [
      h("p", { class: "brand" }, this.say("brand")),
      h("button", {
        type: "button",
        class: "tool size",
        "aria-label": this.say("sizeLabel", { n: preferences.size }),
        onclick: () => {
          preferences.nextSize();
          this.drawBar();
          this.bar.querySelector(".size").focus();
        },
      }, ["A", "A+", "A++"][preferences.size - 1]),
      h("button", {
        type: "button",
        class: "tool language",
        "aria-label": this.say("otherLanguageLabel"),
        onclick: () => this.speak(preferences.otherLanguage()).then(() => {
          this.bar.querySelector(".language").focus();
        }),
      }, this.say("otherLanguage")),
    ]);
  }

  /** Go on in a language, as soon as its texts are here; without network it stays as it is. */
  speak(language) {
    return fetchTexts(language).then(() => {
      this.preferences.setLanguage(language);
      this.redraw();
    }, () => {
      this.bar.querySelector(".language").textContent = "English: no network";
    });
  }

  /** Scroll an element into view, gently, unless it is fully in sight. */
  reveal(element, focus) {
    if (!element) return;
    const still = self.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = element.getBoundingClientRect();
    const header = this.main.querySelector(".progress");
    const footer = this.main.querySelector(".way");
    const top = header ? header.getBoundingClientRect().bottom : 0;
    const bottom = footer ? Math.min(footer.getBoundingClientRect().top, self.innerHeight)
      : self.innerHeight;
    if (box.top < top || box.bottom > bottom) {
      self.scrollBy({
        top: (box.top + box.bottom) / 2 - (top + bottom) / 2,
        behavior: still ? "auto" : "smooth",
      });
    }
    const input = focus && element.querySelector("input");
    if (input) input.focus({ preventScroll: true });
  }

  /** Tell a screen reader; the same sentence is not said twice. */
  announce(text) {
    if (text === this.said) return;
    this.said = text;
    this.live.textContent = text;
  }
}
