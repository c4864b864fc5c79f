// Quotas on a ballot ("优秀 at most K of N"): the count beside the options, and what a tap beyond
// it is answered: refused under "block", asked once under "warn".

import { localised } from "../texts.js";
import { chinese, fill, h, ICONS, icon } from "./dom.js";

const NAMED = 6;

/** The counts of a question's quotas, "优秀 2/4"; those that nobody can pass are not shown. */
export class Counters {
  constructor(ui, index) {
    this.ui = ui;
    this.index = index;
    this.element = h("p", { class: "quotas" });
    this.refresh();
  }

  refresh() {
    const { ui, index, element } = this;
    const shown = ui.session.choices.quotasOn(index).filter(within);
    element.hidden = shown.length === 0;
    fill(
      element,
      shown.map((quota) => counter(ui, quota)),
    );
  }
}

/** Whether a quota can be passed at all. */
export function within(quota) {
  return quota.atMost < quota.form.subjects.length;
}

export function counter(ui, quota) {
  const { chosen, atMost, policy } = quota;
  const state = chosen > atMost ? "over" : chosen === atMost ? "full" : "";
  const key = policy === "block" ? "quotaCount" : "quotaCountWarn";
  const label = ui.say(key, { option: optionText(ui, quota), n: chosen, most: atMost });
  return h(
    "span",
    { class: `quota ${state}` },
    h(
      "span",
      { "aria-hidden": "true" },
      `${optionText(ui, quota)} `,
      h("b", null, `${chosen}/${atMost}`),
      state ? h("i", null, ui.say(markOf(state, policy))) : null,
    ),
    h("span", { class: "live" }, label),
  );
}

function markOf(state, policy) {
  if (state === "over") return "quotaOverMark";
  return policy === "block" ? "quotaFull" : "quotaReached";
}

function optionText(ui, quota) {
  return localised(ui.language, quota.option.text);
}

/** What a refused tap says; `agree` chooses all the same, `leave` lets it be. */
export function refusal(ui, { reason, quota }, agree, leave) {
  const values = {
    option: optionText(ui, quota),
    most: quota.atMost,
    n: quota.chosen,
    next: quota.chosen + 1,
  };
  const names = h(
    "div",
    { class: "given" },
    quota.cards.slice(0, NAMED).map((card) =>
      h(
        "button",
        {
          type: "button",
          class: "to",
          onclick: () => ui.actions.question(card.questions[quota.questionIndex]),
        },
        chinese("span", null, card.subject.name),
        icon(ICONS.next),
      ),
    ),
  );
  const more = quota.cards.length - NAMED;
  return [
    h("p", null, ui.say(reason === "block" ? "quotaRefused" : "quotaAsk", values)),
    reason === "block" ? names : null,
    reason === "block" && more > 0
      ? h("p", { class: "small" }, ui.say("quotaMore", { n: more }))
      : null,
    reason === "warn"
      ? h(
          "div",
          { class: "ask" },
          h(
            "button",
            { type: "button", class: "agree", onclick: agree },
            ui.say("quotaAgree", values),
          ),
          h("button", { type: "button", class: "agree", onclick: leave }, ui.say("quotaLeave")),
        )
      : null,
  ];
}

/** A quota that is exceeded, as a sentence. */
export function quotaText(ui, over) {
  return ui.say(over.policy === "block" ? "quotaOver" : "quotaOverWarn", {
    option: optionText(ui, over),
    most: over.atMost,
    n: over.chosen,
    over: over.chosen - over.atMost,
  });
}
