// The voter's page as the department sees it before a meeting: the same screens and the same buttons
// over forms that are still being edited. There is no slip, no key and no worker here, and nothing
// is ever sent: what is shown is fetched once from the address in `data-preview`.

import { Actions } from "./actions.js";
import { Choices } from "./choices.js";
import { FILLING, move, START } from "./flow.js";
import { safeStorage } from "./outbox.js";
import { Preferences } from "./prefs.js";
import { PREVIEW_ZH } from "./preview_zh.js";
import { addTexts, localised } from "./texts.js";
import { EN } from "./texts_en.js";
import { h } from "./view/dom.js";
import { notice, paragraph } from "./view/notices.js";
import { Page } from "./view/page.js";

const TEXTS = { zh: PREVIEW_ZH, en: PREVIEW_ENGLISH };

/** Stands where the voter's session stands; see session.js. */
class Preview {
  constructor(show) {
    this.show = show;
    this.run = 0;
    this.fingerprint = null;
    this.voterClass = null;
    this.begin();
  }

  begin() {
    this.state = START;
    this.choices = null;
  }

  /** @param {import("../crypto/manifest.js").ManifestData} manifest the parts of it that are seen */
  open(manifest) {
    this.run += 1;
    this.manifest = manifest;
    [this.voterClass] = manifest.classes;
    this.choices = new Choices(manifest);
    this.state = START;
    this.go({ screen: "intro" });
  }

  go(to) {
    const next = move(this.state, to);
    if (next === this.state) return;
    this.state = next;
    this.show(next);
  }

  /** Nothing is kept of what is tried here. */
  changed() {}

  /** What "send" does here: it ends. */
  cast() {
    if (this.state.screen !== "review" || !this.choices.ready()) return;
    this.state = { screen: "sending" };
    this.go({ screen: "done" });
  }
}

/** The screens that differ from a voter's. */
const SCREENS = {
  done: (ui) =>
    notice(
      { icon: "check", tone: "calm", title: word(ui, "end") },
      paragraph(word(ui, "endText")),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          onclick: () => ui.session.open(ui.session.manifest),
        },
        word(ui, "again"),
      ),
    ),
  failed: (ui, state) =>
    notice(
      { icon: "alert", tone: "warn", title: word(ui, "failedTitle") },
      paragraph(state.message ? localised(ui.language, state.message) : word(ui, "failed")),
    ),
};

const word = (ui, key) => TEXTS[ui.language][key];

async function fetchForms(address) {
  const response = await self.fetch(address, { credentials: "same-origin", cache: "no-store" });
  const body = await response.json();
  return response.ok ? { manifest: body } : { message: body.message || null };
}

async function start() {
  addTexts("en", EN);
  const page = new Page({
    page: document.documentElement,
    main: document.getElementById("screen"),
    bar: document.getElementById("bar"),
    live: document.getElementById("live"),
    preferences: new Preferences(safeStorage(), document.documentElement),
    records: "",
    screens: SCREENS,
  });
  const preview = new Preview((state) => page.show(state));
  page.session = preview;
  page.actions = new Actions(preview, page);
  page.drawBar();
  page.speak(page.preferences.wanted);
  history.replaceState({ depth: 0, step: { screen: "intro" } }, "");
  self.addEventListener("popstate", (event) => {
    const { step, run, depth } = event.state || {};
    const known = step && (depth === 0 || run === preview.run);
    if (known && FILLING.indexOf(preview.state.screen) >= 0) preview.go(step);
  });
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
  let found;
  try {
    found = await fetchForms(document.body.dataset.preview);
  } catch {
    found = { message: null };
  }
  if (found.manifest) preview.open(found.manifest);
  else preview.go({ screen: "failed", message: found.message });
}

start();
