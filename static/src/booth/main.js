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
  page.actions = actionsOf(session, page);
  listen(session);
  session.begin(code);
}

/** What the buttons do. Every step of the filling is a step of the phone's back button too. */
function actionsOf(session, page) {
  const step = (to) => {
    const depth = ((history.state && history.state.depth) || 0) + 1;
    history.pushState({ depth, step: to, run: session.run }, "");
    session.go(to);
  };
  const card = (index, back) => step({ screen: "subject", card: index, back: Boolean(back) });
  const question = (index) => {
    const { state, choices } = session;
    const target = choices.questions[index].card;
    if (state.screen === "subject" && state.card === target) {
      page.reveal(page.questionElement(index), true);
      return;
    }
    const back = state.screen === "review" || Boolean(state.back);
    step({ screen: "subject", card: target, back, question: index });
  };
  return {
    card,
    question,
    start: () => card(0),
    intro: () => step({ screen: "intro" }),
    review: () => step({ screen: "review" }),
    reveal: (element) => page.reveal(element),
    nextMissing: () => {
      const { state, choices } = session;
      const here = state.screen === "subject" ? choices.cards[state.card].questions[0] : 0;
      const index = choices.nextMissing(here);
      if (index === null) step({ screen: "review" });
      else question(index);
    },
    leaveBlank: (indices) => {
      session.choices.leaveAllBlank(indices);
      page.redraw();
      page.arrive(session.state);
    },
    send: () => {
      const { depth } = history.state || {};
      if (depth) history.go(-depth); // after this, "back" leaves the page instead of the receipt
      session.cast();
    },
    enter: () => session.go({ screen: "entry" }),
    useCode: (text) => {
      const problem = codeProblem(text);
      if (!problem) {
        page.draft = "";
        session.begin(text);
        return;
      }
      session.go({ screen: "entry", problem, code: text });
      document.getElementById("code").focus();
    },
  };
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
