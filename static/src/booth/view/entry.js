// Typing the slip's code: 28 symbols in 7 groups of 4, hyphens added by themselves.

import { ALPHABET } from "../../crypto/base32.js";
import { h, ICONS, icon } from "./dom.js";

const SYMBOLS = 28;
const GROUP = 4;

/** What was typed, as groups of four in capitals; a pasted address counts from its "#". */
export function tidy(text) {
  const raw = text
    .slice(text.indexOf("#") + 1)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
  return raw.slice(0, SYMBOLS).replace(/(.{4})(?=.)/g, "$1-");
}

/** Symbols typed so far. */
export function count(text) {
  return text.replace(/-/g, "").length;
}

/** Where the cursor belongs in `after` so that as many symbols stand before it as in `before`. */
export function cursorAfter(before, after) {
  const symbols = before.slice(before.indexOf("#") + 1).replace(/[^0-9A-Za-z]/g, "").length;
  let place = 0;
  for (let seen = 0; place < after.length && seen < symbols; place += 1) {
    if (after[place] !== "-") seen += 1;
  }
  return after[place] === "-" ? place + 1 : place;
}

/** The wrong group named by a problem, 1 … 7, or null. */
function wrongGroup(problem) {
  return problem && problem.key !== "code-length" && problem.values.group;
}

export function entry(ui, state) {
  const field = h("textarea", {
    id: "code",
    rows: "2",
    autocomplete: "off",
    autocapitalize: "characters",
    autocorrect: "off",
    spellcheck: "false",
    maxlength: "200",
    "aria-describedby": "code-problem code-count",
    "aria-invalid": state.problem ? "true" : null,
  });
  const counter = h("p", { id: "code-count", class: "small" });
  const problem = h("p", { id: "code-problem", class: "problem", role: "alert" });
  const groups = h("div", { class: "groups", "aria-hidden": "true" });
  field.value = tidy(state.code || "");
  ui.draft = field.value; // so that it stays when the language changes
  const update = (fault) => {
    counter.textContent = ui.say("entryCount", { n: count(field.value) });
    drawGroups(groups, field.value, wrongGroup(fault));
    problem.textContent = fault ? ui.say(fault.key, fault.values) : "";
  };
  field.addEventListener("input", () => {
    const before = field.value.slice(0, field.selectionStart);
    field.value = tidy(field.value);
    const place = cursorAfter(before, field.value);
    field.setSelectionRange(place, place);
    ui.draft = field.value;
    update(null);
  });
  const submit = (event) => {
    event.preventDefault();
    ui.actions.useCode(field.value);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") submit(event);
  });
  update(state.problem || null);
  return h(
    "section",
    { class: "entry" },
    h("div", { class: "medal calm" }, icon(ICONS.slip)),
    h("h1", { tabindex: "-1" }, ui.say("entryTitle")),
    ui.session.kept() ? h("p", { class: "kept" }, ui.say("entryKept")) : null,
    h("p", null, ui.say("entryText")),
    h(
      "form",
      { onsubmit: submit },
      h("label", { for: "code" }, ui.say("entryLabel")),
      field,
      groups,
      problem,
      counter,
      h("button", { type: "submit", class: "main" }, ui.say("entryGo")),
      h(
        "p",
        { class: "small" },
        ui.say("entryHint"),
        " ",
        ui.session.kept() ? null : ui.say("entryReload"),
      ),
    ),
  );
}

function drawGroups(groups, text, wrong) {
  groups.textContent = "";
  const raw = text.replace(/-/g, "");
  for (let i = 0; i < SYMBOLS / GROUP; i += 1) {
    const part = raw.slice(i * GROUP, (i + 1) * GROUP);
    const bad = wrong === i + 1 || !isReadable(part);
    const full = part.length === GROUP && !bad;
    groups.appendChild(
      h("span", { class: `group${full ? " full" : ""}${bad ? " bad" : ""}` }, String(i + 1)),
    );
  }
}

/** I, L and O are read as 1, 1 and 0; U does not occur. */
function isReadable(part) {
  return part.split("").every((c) => `${ALPHABET}ILO`.indexOf(c) >= 0);
}
