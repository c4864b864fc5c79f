// Screens that tell one thing: opening, waiting, refused, counted, done.

import { chinese, code, h, ICONS, icon } from "./dom.js";

/**
 * @param {{icon: string, tone: string, title: string}} head
 */
export function notice(head, ...content) {
  return h(
    "section",
    { class: `notice ${head.tone}` },
    head.icon === "busy"
      ? h("div", { class: "busy", "aria-hidden": "true" })
      : h("div", { class: "medal" }, icon(ICONS[head.icon])),
    h("h1", { tabindex: "-1" }, head.title),
    content,
  );
}

export const paragraph = (text, className) => h("p", { class: className || null }, text);

function button(text, className, onclick) {
  return h("button", { type: "button", class: className, onclick }, text);
}

function meetingLine(info) {
  return info?.title
    ? h(
        "div",
        { class: "meeting" },
        chinese("p", "title", info.title),
        chinese("p", "unit", info.unit),
      )
    : null;
}

/** Why an answer is waited for, and that it is asked for again; null where all goes well. */
export function troubleText(ui, state) {
  const { tries: n, delay, busy } = state;
  if (!n) return null;
  if (state.screen !== "sending") {
    const key = busy ? "busy" : "retrying";
    return navigator.onLine === false ? ui.say("offline") : ui.say(key, { n });
  }
  const seconds = Math.max(1, Math.round(delay / 1000));
  if (navigator.onLine === false) return ui.say("sendingOffline", { n });
  return ui.say(busy ? "sendingBusy" : "sendingAgain", { seconds, n });
}

/** Shown under whatever waits for the network; after some seconds without a word, "slow". */
function troubleLine(ui, state) {
  const text = troubleText(ui, state);
  return text
    ? h("p", { class: "trouble" }, text)
    : h("p", { class: "late small" }, ui.say("slow"));
}

const again = (ui) => button(ui.say("entryAgain"), "quiet", ui.actions.enter);
const retry = (ui) => button(ui.say("tryAgain"), "main", () => ui.session.retry());
const recordsLink = (ui) => h("a", { href: ui.records }, ui.say("recordsLink"));

export function unsupported(ui) {
  return notice(
    { icon: "alert", tone: "warn", title: ui.say("unsupportedTitle") },
    paragraph(ui.say("unsupportedText")),
    paragraph(ui.say("unsupportedHelp")),
  );
}

export function opening(ui, state) {
  return notice(
    { icon: "busy", tone: "calm", title: ui.say("openingTitle") },
    paragraph(ui.say("openingText")),
    troubleLine(ui, state),
  );
}

export function waiting(ui, state) {
  return notice(
    { icon: "clock", tone: "calm", title: ui.say("waitingTitle") },
    meetingLine(state.info),
    paragraph(ui.say("waitingText")),
    state.tries ? troubleLine(ui, state) : h("p", { class: "pulse" }, ui.say("waitingState")),
  );
}

export function unknown(ui) {
  return notice(
    { icon: "alert", tone: "warn", title: ui.say("unknownTitle") },
    paragraph(ui.say("unknownText")),
    retry(ui),
    again(ui),
  );
}

export function foreign(ui, state) {
  return notice(
    { icon: "alert", tone: "warn", title: ui.say("foreignTitle") },
    meetingLine(state.info),
    paragraph(ui.say("foreignText")),
    again(ui),
  );
}

export function voided(ui) {
  return notice(
    { icon: "stop", tone: "warn", title: ui.say("voidedTitle") },
    paragraph(ui.say("voidedText")),
    again(ui),
  );
}

export function closed(ui, state) {
  return notice(
    { icon: "stop", tone: "warn", title: ui.say("closedTitle") },
    meetingLine(state.info),
    paragraph(ui.say(state.lost ? "closedLost" : state.unknown ? "closedKept" : "closedText")),
    h("p", null, ui.say("closedHelp"), recordsLink(ui)),
    again(ui),
  );
}

export function failed(ui, state) {
  const reason = state.message ? state.message[ui.language] : "";
  return notice(
    { icon: "alert", tone: "warn", title: ui.say("failedTitle") },
    paragraph(ui.say(state.reason, { reason })),
    state.tracker ? tracker(ui, state.tracker) : null,
    state.reason === "failedRefused" ? paragraph(ui.say("failedText")) : null,
    state.reason === "failedReceipt"
      ? h("p", null, ui.say("trackerWhere"), recordsLink(ui))
      : retry(ui),
    again(ui),
  );
}

function tracker(ui, text) {
  return h(
    "div",
    { class: "receipt" },
    h("p", { class: "label" }, ui.say("trackerLabel")),
    code("tracker", text),
  );
}

function whatItProves(ui) {
  return h(
    "div",
    { class: "proof" },
    paragraph(ui.say("trackerKeep")),
    paragraph(ui.say("trackerProof")),
    h("p", null, ui.say("trackerWhere"), recordsLink(ui)),
  );
}

export function counted(ui, state) {
  return notice(
    { icon: "check", tone: state.other ? "warn" : "good", title: ui.say("countedTitle") },
    paragraph(ui.say(state.other ? "countedOther" : "countedText")),
    tracker(ui, state.tracker),
    whatItProves(ui),
    paragraph(ui.say("countedAlarm"), "small"),
    button(ui.say("entryOther"), "quiet", ui.actions.enter),
  );
}

export function done(ui, state) {
  return notice(
    { icon: "check", tone: "good", title: ui.say("doneTitle") },
    paragraph(ui.say("doneText"), "lead"),
    tracker(ui, state.tracker),
    whatItProves(ui),
    button(ui.say("entryOther"), "quiet", ui.actions.enter),
  );
}

export function sending(ui, state) {
  const title = ui.say("sendingTitle");
  if (state.phase === "sealing") {
    return notice({ icon: "busy", tone: "calm", title }, paragraph(ui.say("sealing")));
  }
  return notice(
    { icon: "busy", tone: "calm", title },
    paragraph(ui.say("sendingText")),
    troubleLine(ui, state),
    state.phase === "trouble" ? paragraph(ui.say("sendingSafe")) : null,
  );
}
