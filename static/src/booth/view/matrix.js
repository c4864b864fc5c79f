// A page about one question: every subject of the form is a row of it. The tabs are its other questions.

import { localised } from "../texts.js";
import { eyebrow, photo } from "./card.js";
import { chinese, h } from "./dom.js";
import { explanation, Question } from "./question.js";
import { Counters } from "./quota.js";
import { readingButton } from "./reading.js";

/** The head of a page: {element, name, counters, refresh}. `pages` are all there are. */
export function matrixHead(ui, page, pages) {
  const { choices } = ui.session;
  const definition = choices.definition(page.questions[0]);
  const { form } = choices.cards[page.card];
  const text = localised(ui.language, definition.text);
  const help = explanation(ui, definition, "aspect-help");
  const counters = new Counters(ui, page.questions[0]);
  const tabs = pages.filter((one) => one.card === page.card).map((one) => tab(ui, one, page));
  return {
    name: h("b", null, text),
    element: h(
      "div",
      { class: "who" },
      eyebrow(ui, [form.text, definition.section], true),
      h("nav", { class: "tabs", "aria-label": localised(ui.language, form.text) }, tabs),
      h("div", { class: "head" }, h("h1", { tabindex: "-1" }, text), help[0]),
      help[1],
    ),
    counters: counters.element,
    refresh: (complete) => {
      tabs[page.place].classList.toggle("complete", complete);
      counters.refresh();
    },
  };
}

function tab(ui, { card, place, questions }, page) {
  const { choices } = ui.session;
  const done = choices.missingOn({ questions }).length === 0;
  return h(
    "button",
    {
      type: "button",
      class: `tab${done ? " complete" : ""}`,
      "aria-current": place === page.place ? "page" : null,
      onclick: () => ui.actions.open({ card, place }),
    },
    localised(ui.language, choices.definition(questions[0]).text),
  );
}

/** Makers of the rows; `add` takes each Question. */
export function matrixRows(ui, page, add) {
  const { choices } = ui.session;
  return page.questions.map((index) => () => {
    const { subject } = choices.cards[choices.questions[index].card];
    return add(
      new Question(ui, index, {
        row: true,
        tag: "h2",
        title: [
          photo(ui, subject),
          chinese("span", "name", subject.name),
          subject.post ? chinese("span", "post", subject.post) : null,
        ],
        tools: [readingButton(ui, subject, true)],
      }),
    );
  });
}
