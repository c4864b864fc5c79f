// The voter's page: takes the slip's code out of the address, then wires session, page and history.

import { createApi } from "./api.js";
import { missingFeatures } from "./compat.js";
import { Engine } from "./engine.js";
import { FILLING } from "./flow.js";
import { Outbox, safeStorage } from "./outbox.js";
import { Preferences } from "./prefs.js";
import { pause } from "./sender.js";
import { codeProblem, Session } from "./session.js";
import { spawn } from "./spawn.js";
import { Page } from "./view/page.js";

/** The code in the address, which leaves the address bar and the history at once; null if none. */
function takeFragment() {
  const code = location.hash.slice(1);
  history.replaceState({ depth: 0, step: { screen: "intro" } }, "", location.pathname);
  return code || null;
}

function start() {
  const code = takeFragment();
  const { meeting, worker, records } = document.body.dataset;
  const storage = safeStorage();
  const page = new Page({
    page: document.documentElement,
    main: document.getElementById("screen"),
    bar: document.getElementById("bar"),
    live: document.getElementById("live"),
    preferences: new Preferences(storage, document.documentElement),
    records,
  });
  page.drawBar();
  if (missingFeatures(self).length) {
    page.show({ screen: "unsupported" });
    return;
  }
  const fetcher = self.fetch.bind(self);
  const base = location.pathname.slice(0, location.pathname.lastIndexOf("/") + 1);
  const apiOf = (id) => createApi(base + id, fetcher);
  const session = new Session({
    meeting,
    api: apiOf(meeting),
    apiOf,
    engine: new Engine(() => spawn(worker)),
    outbox: new Outbox(storage),
    pause,
    show: (state) => page.show(state),
  });
  page.session = session;
  page.actions = new Actions(session, page);
  listen(session);
  session.begin(code);
}

/** What the buttons do. Every step of the filling is a step of the phone's back button too. */
class Actions {
  constructor(session, page) {
    this.session = session;
    this.page = page;
    for (const name of ["start", "intro", "review", "nextMissing", "send", "enter"]) {
      this[name] = this[name].bind(this);
    }
  }

  step(to) {
    const depth = ((history.state && history.state.depth) || 0) + 1;
    history.pushState({ depth, step: to, run: this.session.run }, "");
    this.session.go(to);
  }

  start() { this.card(0); }

  intro() { this.step({ screen: "intro" }); }

  review() { this.step({ screen: "review" }); }

  card(index, back) { this.step({ screen: "subject", card: index, back: Boolean(back) }); }

  /** Show a question: on its card, or where it is if that is open already. */
  question(index) {
    const { state, choices } = this.session;
    const { card } = choices.questions[index];
    if (state.screen === "subject" && state.card === card) {
      this.page.reveal(this.page.questionElement(index), true);
      return;
    }
    const back = state.screen === "review" || Boolean(state.back);
    this.step({ screen: "subject", card, back, question: index });
  }

  nextMissing() {
    const { state, choices } = this.session;
    const here = state.screen === "subject" ? choices.cards[state.card].questions[0] : 0;
    const index = choices.nextMissing(here);
    if (index === null) this.review();
    else this.question(index);
  }

  reveal(element) { this.page.reveal(element); }

  leaveBlank(indices) {
    this.session.choices.leaveAllBlank(indices);
    this.page.redraw();
    this.page.arrive(this.session.state);
  }

  send() {
    const { depth } = history.state || {};
    if (depth) history.go(-depth); // after this, "back" leaves the page instead of the receipt
    this.session.cast();
  }

  enter() { this.session.go({ screen: "entry" }); }

  useCode(text) {
    const problem = codeProblem(text);
    if (!problem) {
      this.page.draft = "";
      this.session.begin(text);
      return;
    }
    this.session.go({ screen: "entry", problem, code: text });
    document.getElementById("code").focus();
  }
}

function listen(session) {
  self.addEventListener("popstate", (event) => {
    const { step, run, depth } = event.state || {};
    const known = step && (depth === 0 || run === session.run);
    if (known && FILLING.indexOf(session.state.screen) >= 0) session.go(step);
  });
  // Another slip scanned into the same tab changes only the fragment: the page is not loaded again.
  self.addEventListener("hashchange", () => {
    const code = location.hash.length > 1 ? takeFragment() : null;
    if (code !== null) session.begin(code);
  });
  self.addEventListener("beforeunload", (event) => {
    const filling = FILLING.indexOf(session.state.screen) >= 0 && session.choices.started();
    if (!filling) return;
    event.preventDefault();
    event.returnValue = "";
  });
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
}

start();
