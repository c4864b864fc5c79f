// The kiosk: the voter's page for a tablet or a computer of the hall that many vote on, one after the
// other. Nothing is stored: no draft, no sealed ballot, no preference, no step in the browser's
// history. Between two voters everything in memory is dropped and the page is loaded anew.

import { createApi } from "./api.js";
import { missingFeatures } from "./compat.js";
import { Engine } from "./engine.js";
import { FILLING } from "./flow.js";
import { KioskActions } from "./kiosk/actions.js";
import { clearing } from "./kiosk/clearing.js";
import { Door } from "./kiosk/door.js";
import { guard } from "./kiosk/guard.js";
import { TypedCode } from "./kiosk/keys.js";
import { listenToKeys } from "./kiosk/listening.js";
import { KioskPage } from "./kiosk/page.js";
import { history as trail } from "./kiosk/trail.js";
import { planOf, Watch } from "./kiosk/watch.js";
import { Outbox } from "./outbox.js";
import { Preferences } from "./prefs.js";
import { Readings } from "./readings.js";
import { pause } from "./sender.js";
import { codeProblem, Session } from "./session.js";
import { spawn } from "./spawn.js";
import { addTexts } from "./texts.js";
import { EN } from "./texts_en.js";

const FIRST_SIZE = new Preferences(null, document.createElement("div")).size;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchmove", "mousemove"];

class Kiosk {
  /** @param {DOMStringMap} data `meeting`, `worker` and `records`: the body's */
  constructor({ meeting, worker, records }) {
    const api = createApi(location.pathname.replace(/\/kiosk$/, ""), self.fetch.bind(self));
    this.api = api;
    this.page = new KioskPage({
      page: document.documentElement,
      main: document.getElementById("screen"),
      bar: document.getElementById("bar"),
      live: document.getElementById("live"),
      preferences: new Preferences(null, document.documentElement),
      records,
    });
    this.session = new Session({
      meeting,
      api,
      apiOf: () => api,
      engine: new Engine((onTrouble) => spawn(worker, onTrouble)),
      outbox: new Outbox(null),
      pause,
      show: (state) => this.show(state),
    });
    this.watch = new Watch({
      now: () => Date.now(),
      dirty: () =>
        this.typed.symbols !== "" ||
        this.page.preferences.language !== "zh" ||
        this.page.preferences.size !== FIRST_SIZE,
      ask: (left) => this.page.stillThere(left, () => this.watch.stay(), this.clear),
      left: (seconds) => this.page.countDown(seconds),
      clear: () => this.clear(),
    });
    this.typed = new TypedCode();
    /** @type {(fault: ?{key: string, values: object}) => void} */
    this.onTyped = () => {};
    this.clear = this.clear.bind(this);
    this.page.session = this.session;
    this.page.actions = new KioskActions(this.session, this.page, this.clear);
    this.page.readings = new Readings({ api, pause });
    this.page.kiosk = this;
    this.door = new Door({
      session: this.session,
      api,
      pause,
      trouble: (tries) => this.trouble(tries),
    });
    for (const name of ["leave", "longer", "submit", "key", "remove", "empty", "vacant"]) {
      this[name] = this[name].bind(this);
    }
  }

  begin() {
    this.page.drawBar();
    if (missingFeatures(self).length) {
      this.page.show({ screen: "unsupported" });
      return;
    }
    guard(this);
    listenToKeys(this);
    trail.onstep = (state) => this.step(state || { depth: 0, step: { screen: "intro" } });
    TOUCHES.forEach((name) =>
      document.addEventListener(name, () => this.watch.touched(), { passive: true }),
    );
    setInterval(() => this.watch.tick(), 1000);
    this.door.watch();
  }

  show(state) {
    this.page.show(state);
    if (state.screen === "intro") this.page.readings.begin();
    const plan = planOf(state.screen, this.vacant());
    if (plan !== this.watch.plan || plan !== "ask") this.watch.begin(plan);
  }

  /** A step back or forward on the trail; see main.js. */
  step({ step, run, depth }) {
    if (this.page.sheet) {
      this.page.closeSheet();
      return;
    }
    const known = step && (depth === 0 || run === this.session.run);
    if (known && this.filling()) this.session.go(step);
  }

  filling() {
    return FILLING.indexOf(this.session.state.screen) >= 0;
  }

  vacant() {
    return this.session.run === 0;
  }

  /** A sealed ballot that has no receipt yet is in this page only. */
  sending() {
    return this.session.state.screen === "sending";
  }

  trouble(tries) {
    const line = document.getElementById("kiosk-network");
    if (!line) return;
    line.hidden = tries === 0;
    const { page } = this;
    if (tries > 0) {
      line.textContent =
        navigator.onLine === false ? page.say("offline") : page.say("retrying", { n: tries });
    }
  }

  key(symbol) {
    this.typed.add(symbol, Date.now());
    this.onTyped(null);
    if (this.typed.full) this.submit();
  }

  remove() {
    this.typed.remove();
    this.onTyped(null);
  }

  empty() {
    this.typed.clear();
    this.onTyped(null);
  }

  submit() {
    if (this.typed.inAddress) {
      this.typed.clear();
      this.onTyped({ key: "notSlip", values: {} });
      return;
    }
    const code = this.typed.symbols;
    const problem = codeProblem(code);
    if (problem) {
      this.onTyped(problem);
      return;
    }
    this.typed.clear();
    trail.wipe();
    this.session.begin(code);
  }

  longer() {
    this.watch.longer();
  }

  leave() {
    const { page } = this;
    if (!this.filling() || !this.session.choices.started()) {
      this.clear();
      return;
    }
    page.ask({
      title: page.say("leaveTitle"),
      text: page.say("leaveText"),
      buttons: [
        { text: page.say("leaveNo"), main: true, action: () => this.watch.stay() },
        { text: page.say("leaveYes"), main: false, action: this.clear },
      ],
    });
  }

  clear() {
    if (!this.sending()) clearing(this);
  }
}

addTexts("en", EN);
new Kiosk(document.body.dataset).begin();
