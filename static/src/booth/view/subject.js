// One subject: its name and post, every question about it, and the way on.

import { localised } from "../texts.js";
import { chinese, h, icon, ICONS } from "./dom.js";
import { progress } from "./progress.js";
import { Question } from "./question.js";
import { readingButton } from "./reading.js";

/** @param {{card: number, back: boolean}} state `back`: the voter came from the review */
export function subject(ui, state) {
  const { choices } = ui.session;
  const card = choices.cards[state.card];
  const bar = progress(ui, state.card);
  const way = h("nav", { class: "way" });
  const refresh = () => {
    bar.refresh();
    fillWay(ui, state, way);
    parts.forEach((part) => part.refresh());
  };
  const sections = choices.sections(card.index)
    .map(({ title, questions }) => ({ title: localised(ui.language, title), questions }));
  const heading = sections.some(({ title }) => title) ? "h3" : "h2";
  const parts = card.questions.map((index, place) => new Question(ui, index, {
    place: place + 1,
    heading,
    changed: (wasOpen) => {
      refresh();
      if (wasOpen) ui.actions.reveal(nextPlace(choices, parts, index));
    },
  }));
  const same = sameForAll(ui, card, (refused, option) => {
    refresh();
    refused.reverse().forEach((one) => {
      parts.find((part) => part.index === one.index).refuse(option, one);
    });
  });
  fillWay(ui, state, way);
  return h("section", { class: "subject" },
    bar.element,
    h("div", { class: "who" },
      h("p", { class: "eyebrow" }, localised(ui.language, card.form.text)),
      h("h1", { tabindex: "-1", lang: "zh-CN" }, card.subject.name),
      card.subject.post ? chinese("p", "post", card.subject.post) : null,
      readingButton(ui, card.subject)),
    same,
    sections.map(({ title, questions }) => [
      title ? h("h2", { class: "section" }, title) : null,
      parts.filter((part) => questions.indexOf(part.index) >= 0).map((part) => part.element),
    ]).flat(2),
    way);
}

/** The next unanswered question after `index` on this card, or null when none is left. */
function nextPlace(choices, parts, index) {
  const open = parts.filter((part) => choices.status(part.index) !== "done");
  if (open.length === 0) return null;
  return (open.find((part) => part.index > index) || open[0]).element;
}

/**
 * Opened on purpose, never preset: one tap gives all aspects of this subject the same option;
 * `onchange` is told which questions refused it.
 */
function sameForAll(ui, card, onchange) {
  const { choices } = ui.session;
  const options = choices.shared(card.index);
  if (!options) return null;
  const choose = (action, option) => () => {
    const refused = action() || [];
    box.open = false;
    onchange(refused, option);
  };
  const buttons = options.map((option, place) => h("button", {
    type: "button", onclick: choose(() => choices.chooseAll(card.index, place), place),
  }, localised(ui.language, option.text)));
  const blank = card.questions.every((index) => choices.blank(index) === "abstain")
    ? h("button", { type: "button", onclick: choose(() => choices.leaveAllBlank(card.questions)) },
      ui.say("abstain"))
    : null;
  const box = h("details", { class: "same" },
    h("summary", null, ui.say("sameFor")),
    h("p", { class: "small" }, ui.say("sameTitle")),
    h("div", { class: "same-options" }, buttons, blank));
  return box;
}

function fillWay(ui, state, way) {
  const { choices } = ui.session;
  const last = choices.cards.length - 1;
  const complete = choices.missingIn(state.card).length === 0;
  const onward = state.back || state.card === last
    ? { text: ui.say(state.back ? "backToReview" : "toReview"), go: ui.actions.review }
    : { text: ui.say("next"), go: () => ui.actions.card(state.card + 1) };
  way.textContent = "";
  way.appendChild(h("button", {
    type: "button",
    class: "side",
    onclick: () => (state.card === 0 ? ui.actions.intro() : ui.actions.card(state.card - 1)),
  }, icon(ICONS.previous), ui.say("previous")));
  way.appendChild(h("button", {
    type: "button", class: complete ? "main" : "main pale", onclick: onward.go,
  }, onward.text, icon(ICONS.next)));
}
