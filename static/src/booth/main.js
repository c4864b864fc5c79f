// The voter's page: takes the slip's code out of the address, then wires session, page and history.

import { Actions } from "./actions.js";
import { createApi } from "./api.js";
import { missingFeatures } from "./compat.js";
import { Drafts } from "./drafts.js";
import { Engine } from "./engine.js";
import { FILLING } from "./flow.js";
import { Outbox, safeStorage } from "./outbox.js";
import { Preferences } from "./prefs.js";
import { Readings } from "./readings.js";
import { pause } from "./sender.js";
import { Session } from "./session.js";
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
  if (page.preferences.wanted !== page.language) page.speak(page.preferences.wanted);
  if (missingFeatures(self).length) {
    page.show({ screen: "unsupported" });
    return;
  }
  const fetcher = self.fetch.bind(self);
  const base = location.pathname.slice(0, location.pathname.lastIndexOf("/") + 1);
  const apiOf = (id) => createApi(base + id, fetcher);
  const api = apiOf(meeting);
  const drafts = new Drafts(storage);
  page.readings = new Readings({ api, pause });
  const session = new Session({
    meeting,
    api,
    apiOf,
    engine: new Engine((onTrouble) => spawn(worker, onTrouble)),
    outbox: new Outbox(storage),
    drafts,
    unkept: !drafts.works(),
    pause,
    show: (state) => {
      page.show(state);
      if (state.screen === "intro") page.readings.begin();
    },
  });
  page.session = session;
  page.actions = new Actions(session, page);
  listen(session, page);
  session.begin(code);
}

function listen(session, page) {
  self.addEventListener("popstate", (event) => {
    if (page.sheet) {
      page.closeSheet();
      return;
    }
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
    if (FILLING.indexOf(session.state.screen) < 0 || !session.unsaved()) return;
    event.preventDefault();
    event.returnValue = "";
  });
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
}

start();
