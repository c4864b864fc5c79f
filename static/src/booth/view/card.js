// A page about one subject: its name and post, the report, "the same for all", its questions.

import { localised } from "../texts.js";
import { chinese, h } from "./dom.js";
import { explanation, Question } from "./question.js";
import { readingButton } from "./reading.js";

/** The head of a page: {element, name, refresh}. `all` is told when all questions were given one option. */
export function cardHead(ui, page, all) {
  const { choices } = ui.session;
  const card = choices.cards[page.card];
  const { form, subject } = card;
  return {
    name: chinese("b", null, subject.name),
    element: h(
      "div",
      { class: "who" },
      eyebrow(ui, [form.text], form.subjects.length > 1),
      h(
        "div",
        { class: "person" },
        photo(ui, subject),
        h(
          "div",
          null,
          h("h1", { tabindex: "-1", lang: "zh-CN" }, subject.name),
          subject.post ? chinese("p", "post", subject.post) : null,
        ),
      ),
      readingButton(ui, subject),
      sameForAll(ui, card, all),
    ),
    refresh: () => {},
  };
}

/** What the page is part of, and the button that orders the questions the other way. */
export function eyebrow(ui, texts, several) {
  const { view } = ui.preferences;
  return h(
    "div",
    { class: "eyebrow" },
    h(
      "p",
      null,
      texts
        .map((text) => localised(ui.language, text))
        .filter(Boolean)
        .join(" · "),
    ),
    several
      ? h(
          "button",
          { type: "button", class: "turn", onclick: ui.actions.turn },
          ui.say(view === "subject" ? "byAspect" : "bySubject"),
        )
      : null,
  );
}

/** The photo of a subject, where there is one: it comes when it comes. */
export function photo(ui, subject) {
  if (!ui.readings) return null;
  const image = h("img", { class: "photo", alt: "", width: 96, height: 128, hidden: true });
  ui.readings.whenPhoto(subject.id, (uri) => {
    image.src = uri;
    image.hidden = false;
  });
  return image;
}

/** Makers of the page's questions under their sections; `add` takes each Question. */
export function cardQuestions(ui, page, add) {
  const { choices } = ui.session;
  const sections = choices
    .sections(page.card)
    .map(({ title, questions }) => ({ title: localised(ui.language, title), questions }));
  const tag = sections.some(({ title }) => title) ? "h3" : "h2";
  const question = (index) => () => {
    const definition = choices.definition(index);
    return add(
      new Question(ui, index, {
        tag,
        title: [
          h("span", { class: "number" }, `${choices.questions[index].place + 1}.`),
          localised(ui.language, definition.text),
        ],
        tools: explanation(ui, definition, `q${index}-help`),
      }),
    );
  };
  return sections
    .map(({ title, questions }) => [
      title ? () => h("h2", { class: "section" }, title) : [],
      questions.map(question),
    ])
    .flat(2);
}

/**
 * Opened on purpose, never preset: one tap gives all aspects of this subject the same option;
 * `all` is told which questions refused it.
 */
function sameForAll(ui, card, all) {
  const { choices } = ui.session;
  const options = choices.shared(card.index);
  if (!options) return null;
  const choose = (action, option) => () => {
    const refused = action() || [];
    box.open = false;
    box.firstChild.focus({ preventScroll: true });
    all(refused, option);
  };
  const buttons = options.map((option, place) =>
    h(
      "button",
      {
        type: "button",
        onclick: choose(() => choices.chooseAll(card.index, place), place),
      },
      localised(ui.language, option.text),
    ),
  );
  const blank = card.questions.every((index) => choices.blank(index) === "abstain")
    ? h(
        "button",
        { type: "button", onclick: choose(() => choices.leaveAllBlank(card.questions)) },
        ui.say("abstain"),
      )
    : null;
  const box = h(
    "details",
    { class: "same" },
    h("summary", null, ui.say("sameFor")),
    h("p", { class: "small" }, ui.say("sameTitle")),
    h("div", { class: "same-options" }, buttons, blank),
  );
  return box;
}
