// Screens that tell one thing: opening, waiting, refused, counted, done.

import { chinese, code, h, icon, ICONS } from "./dom.js";

/**
 * @param {object} ui {say, session, actions}
 * @param {{icon: string, tone: string, title: string}} head
 */
export function notice(ui, head, ...content) {
  return h("section", { class: `notice ${head.tone}` },
    head.icon === "busy"
      ? h("div", { class: "busy", "aria-hidden": "true" })
      : h("div", { class: "medal" }, icon(ICONS[head.icon])),
    h("h1", { tabindex: "-1" }, head.title),
    content);
}

export const paragraph = (text, className) => h("p", { class: className || null }, text);

function button(text, className, onclick) {
  return h("button", { type: "button", class: className, onclick }, text);
}

function meetingLine(info) {
  return info && info.title
    ? h("div", { class: "meeting" }, chinese("p", "title", info.title), chinese("p", "unit", info.unit))
    : null;
}

/** "No network, trying again": shown under whatever is waiting for the network. */
function troubleLine(ui, state) {
  if (!state.tries) return null;
  const text = navigator.onLine === false ? ui.say("offline") : ui.say("retrying", { n: state.tries });
  return h("p", { class: "trouble" }, text);
}

const again = (ui) => button(ui.say("entryAgain"), "quiet", ui.actions.enter);

export function unsupported(ui) {
  return notice(ui, { icon: "alert", tone: "warn", title: ui.say("unsupportedTitle") },
    paragraph(ui.say("unsupportedText")), paragraph(ui.say("unsupportedHelp")));
}

export function opening(ui, state) {
  return notice(ui, { icon: "busy", tone: "calm", title: ui.say("openingTitle") },
    troubleLine(ui, state) || paragraph(ui.say("openingText")));
}

export function waiting(ui, state) {
  return notice(ui, { icon: "clock", tone: "calm", title: ui.say("waitingTitle") },
    meetingLine(state.info), paragraph(ui.say("waitingText")),
    troubleLine(ui, state) || h("p", { class: "pulse" }, ui.say("waitingState")));
}

export function unknown(ui) {
  return notice(ui, { icon: "alert", tone: "warn", title: ui.say("unknownTitle") },
    paragraph(ui.say("unknownText")));
}

export function foreign(ui, state) {
  return notice(ui, { icon: "alert", tone: "warn", title: ui.say("foreignTitle") },
    meetingLine(state.info), paragraph(ui.say("foreignText")), again(ui));
}

export function voided(ui) {
  return notice(ui, { icon: "stop", tone: "warn", title: ui.say("voidedTitle") },
    paragraph(ui.say("voidedText")), again(ui));
}

export function closed(ui, state) {
  return notice(ui, { icon: "stop", tone: "warn", title: ui.say("closedTitle") },
    meetingLine(state.info), paragraph(ui.say(state.lost ? "closedLost" : "closedText")));
}

export function failed(ui, state) {
  const reason = state.message ? state.message[ui.language] : "";
  return notice(ui, { icon: "alert", tone: "warn", title: ui.say("failedTitle") },
    paragraph(ui.say(state.reason, { reason })),
    state.tracker ? tracker(ui, state.tracker) : null,
    state.reason === "failedRefused" ? paragraph(ui.say("failedText")) : null);
}

function tracker(ui, text) {
  return h("div", { class: "receipt" },
    h("p", { class: "label" }, ui.say("trackerLabel")), code("tracker", text));
}

function whatItProves(ui) {
  return h("div", { class: "proof" },
    paragraph(ui.say("trackerKeep")),
    paragraph(ui.say("trackerProof")),
    h("p", null, ui.say("trackerWhere"),
      h("a", { href: ui.records }, ui.say("recordsLink"))));
}

export function counted(ui, state) {
  return notice(ui, { icon: "check", tone: state.other ? "warn" : "good", title: ui.say("countedTitle") },
    paragraph(ui.say(state.other ? "countedOther" : "countedText")),
    tracker(ui, state.tracker), whatItProves(ui),
    paragraph(ui.say("countedAlarm"), "small"),
    button(ui.say("entryOther"), "quiet", ui.actions.enter));
}

export function done(ui, state) {
  return notice(ui, { icon: "check", tone: "good", title: ui.say("doneTitle") },
    paragraph(ui.say("doneText"), "lead"),
    tracker(ui, state.tracker), whatItProves(ui),
    button(ui.say("entryOther"), "quiet", ui.actions.enter));
}

export function sending(ui, state) {
  const title = ui.say("sendingTitle");
  if (state.phase === "sealing") {
    return notice(ui, { icon: "busy", tone: "calm", title }, paragraph(ui.say("sealing")));
  }
  return notice(ui, { icon: "busy", tone: "calm", title },
    paragraph(ui.say("sendingText")),
    state.phase === "trouble" ? h("p", { class: "trouble" }, sendingTrouble(ui, state)) : null,
    state.phase === "trouble" ? paragraph(ui.say("sendingSafe")) : null);
}

export function sendingTrouble(ui, state) {
  const seconds = Math.max(1, Math.round(state.delay / 1000));
  return navigator.onLine === false
    ? ui.say("sendingOffline", { n: state.tries })
    : ui.say("sendingAgain", { seconds, n: state.tries });
}
