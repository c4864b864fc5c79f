// Draws the screen of a state, keeps focus, scrolling, history and the live region in order.

import { FILLING } from "../flow.js";
import { fetchTexts, say } from "../texts.js";
import { fill, h } from "./dom.js";
import { entry } from "./entry.js";
import { intro } from "./intro.js";
import * as notices from "./notices.js";
import { keepOnSheet } from "./reading.js";
import { rehearse } from "./rehearsal.js";
import { review } from "./review.js";
import { subject } from "./subject.js";

const SCREENS = Object.assign({ entry, intro, review, subject }, notices);

/** Longer than sealing takes: the ballot goes out before anything is drawn. */
const SEALING_MS = 80;

/** @param {() => void} work */
const afterTap = (work) => {
  setTimeout(work);
};

export class Page {
  /**
   * @param {{page: HTMLElement, main: HTMLElement, bar: HTMLElement, live: HTMLElement,
   *          preferences: import("../prefs.js").Preferences, records: string,
   *          screens?: object}} parts elements of the shell; `screens` stand in the place of the
   *   voter's own
   */
  constructor(parts) {
    this.page = parts.page;
    this.main = parts.main;
    this.bar = parts.bar;
    this.live = parts.live;
    this.preferences = parts.preferences;
    this.records = parts.records;
    /**
     * The session, or what stands in its place (preview.js), and what the buttons do: set by who
     * makes the page.
     * @type {any}
     */
    this.session = null;
    /** @type {import("../actions.js").Actions} */
    this.actions = null;
    this.screens = Object.assign({}, SCREENS, parts.screens);
    this.shown = null;
    this.readings = null;
    this.sheet = null;
    this.draft = "";
    this.said = "";
    this.later = 0;
    this.sealing = 0;
    this.busy = 0;
    this.thumb = false; // whether the last thing touched was the glass, not a key
    document.addEventListener("pointerdown", () => this.touched(true), true);
    document.addEventListener("keydown", () => this.touched(false), true);
  }

  touched(thumb) {
    this.thumb = thumb;
    clearTimeout(this.later);
  }

  get language() {
    return this.preferences.language;
  }

  say(key, values) {
    return say(this.language, key, values);
  }

  /** Draw a state; that a ballot is being sealed only where it takes its time. */
  show(state) {
    clearTimeout(this.sealing);
    if (state.phase === "sealing")
      this.sealing = self.setTimeout(() => this.draw(state), SEALING_MS);
    else this.draw(state);
  }

  /** A new screen starts at its top with the focus on its heading. */
  draw(state) {
    this.closeSheet();
    const fresh =
      !this.shown ||
      this.shown.screen !== state.screen ||
      this.shown.card !== state.card ||
      FILLING.indexOf(state.screen) >= 0;
    if (!this.shown || this.shown.screen !== state.screen) this.announce("");
    this.shown = state;
    this.busy = 0;
    this.main.removeAttribute("aria-busy");
    if (fresh) self.scrollTo(0, 0); // before drawing: the place of what is drawn need not be known
    fill(this.main, [this.screens[state.screen](this, state)]);
    if (FILLING.indexOf(state.screen) >= 0) this.soon([() => this.arrive(state)]);
    else if (fresh) this.arrive(state);
    const trouble = notices.troubleText(this, state);
    if (trouble) this.announce(trouble);
  }

  arrive(state) {
    const heading = this.main.querySelector("h1");
    this.page.setAttribute("data-screen", state.screen);
    heading.focus({ preventScroll: true });
    this.entitle();
    if (state.screen === "intro") rehearse(this);
  }

  entitle() {
    document.title = `${this.main.querySelector("h1").textContent} · ${this.say("brand")}`;
  }

  /** Bring a question into sight, marked until it is answered, with the focus on it. */
  seek(index) {
    const element = document.getElementById(`q${index}`);
    if (element) this.reveal(element, true);
  }

  /**
   * Do one thing after another, none in the same breath as the tap: slow phones stay quick to tap.
   * What belongs to a screen that has been left is not done any more.
   */
  soon(tasks, wait = afterTap) {
    const screen = this.shown;
    this.busy += 1;
    this.main.setAttribute("aria-busy", "true");
    const run = () => {
      if (this.shown !== screen) return;
      const task = tasks.shift();
      if (task) {
        task();
        wait(run);
        return;
      }
      this.busy -= 1;
      if (this.busy === 0) this.main.removeAttribute("aria-busy");
    };
    wait(run);
  }

  /** Append what the `makers` make, each in a frame of its own, unless in a hurry; then `done`. */
  grow(parent, makers, done = () => {}) {
    const tasks = makers.map((make) => () => {
      parent.appendChild(make());
    });
    if (this.hurried) tasks.forEach((task) => task());
    else this.soon([() => {}].concat(tasks, done), requestAnimationFrame); // first what is there
  }

  /** Lay a sheet over the page; the phone's back button takes it away again. */
  openSheet(element) {
    const { depth = 0 } = history.state || {};
    history.pushState({ depth: depth + 1, step: this.shown, run: this.session.run }, "");
    const opener = /** @type {HTMLElement} */ (document.activeElement);
    this.sheet = { element, opener, keys: (e) => keepOnSheet(element, e) };
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

  /** Draw the same screen again, at once and where it is: another language. */
  redraw() {
    const top = self.pageYOffset;
    this.drawBar();
    if (!this.shown) return;
    const state = this.shown;
    const again = Object.assign({}, state, { question: undefined, arriving: false });
    if (state.screen === "entry") again.code = this.draft;
    this.announce("");
    this.hurried = true;
    fill(this.main, [this.screens[state.screen](this, again)]);
    this.hurried = false;
    this.entitle();
    self.scrollTo(0, top);
  }

  drawBar() {
    const { preferences } = this;
    fill(this.bar, [
      h("p", { class: "brand" }, this.say("brand")),
      h(
        "button",
        {
          type: "button",
          class: "tool size",
          "aria-label": this.say("sizeLabel", { n: preferences.size }),
          onclick: () => {
            preferences.nextSize();
            this.drawBar();
            /** @type {HTMLElement} */ (this.bar.querySelector(".size")).focus();
          },
        },
        this.say("size", { n: preferences.size }),
      ),
      h(
        "button",
        {
          type: "button",
          class: "tool language",
          lang: this.language === "zh" ? "en" : "zh-CN",
          onclick: () =>
            this.speak(preferences.otherLanguage()).then(() => {
              /** @type {HTMLElement} */ (this.bar.querySelector(".language")).focus();
            }),
        },
        this.say("otherLanguage"),
      ),
    ]);
  }

  /** Go on in a language, as soon as its texts are here; without network it stays as it is. */
  speak(language) {
    return fetchTexts(language).then(
      () => {
        this.preferences.setLanguage(language);
        this.redraw();
      },
      () => {
        this.bar.querySelector(".language").textContent = "English: no network";
      },
    );
  }

  /** Scroll an element into view, gently, unless it is fully in sight. */
  reveal(element, focus) {
    if (!element) return;
    const still = self.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = element.getBoundingClientRect();
    const edge = (bar, side, other) => {
      const found = this.main.querySelector(bar);
      return found ? found.getBoundingClientRect()[side] : other;
    };
    const top = Math.max(0, edge(".progress", "bottom", 0));
    const bottom = Math.min(edge(".way", "top", self.innerHeight), self.innerHeight);
    if (box.top < top || box.bottom > bottom) {
      self.scrollBy({
        top: box.top - top - Math.max(8, (bottom - top - box.height) / 2),
        behavior: still ? "auto" : "smooth",
      });
    }
    if (!focus) return;
    element.classList.add("sought");
    element.querySelector("input").focus({ preventScroll: true });
  }

  /** Tell a screen reader; the same sentence is not said twice. */
  announce(text) {
    if (text === this.said) return;
    this.said = text;
    this.live.textContent = text;
  }
}
