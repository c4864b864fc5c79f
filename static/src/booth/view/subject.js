// One page of the ballot: a subject with all its questions, or one question with all its subjects.

import { cardHead, cardQuestions } from "./card.js";
import { h, ICONS, icon } from "./dom.js";
import { matrixHead, matrixRows } from "./matrix.js";
import { progress } from "./progress.js";

/**
 * @param {{card: number, place: ?number, question: ?number, back: ?boolean, arriving: ?boolean}} state
 *   `place`: the question's, on a page of one question; `question`: to be brought into sight;
 *   `back`: the voter came from the review; `arriving`: the page came by itself
 */
export function subject(ui, state) {
  return new BallotPage(ui, state).element;
}

class BallotPage {
  constructor(ui, state) {
    this.ui = ui;
    this.choices = ui.session.choices;
    this.page = this.choices.page(state);
    this.parts = [];
    const { pages, at } = ui.actions.path(state);
    const whole = state.place === undefined;
    this.head = whole
      ? cardHead(ui, this.page, (...told) => this.all(...told))
      : matrixHead(ui, this.page, pages);
    this.bar = progress(ui, this.head.name, `${at + 1} / ${pages.length}`, this.head.counters);
    this.onward = h(
      "button",
      { type: "button", class: "main", onclick: ui.actions.next },
      this.onwardText(state, at === pages.length - 1),
      icon(ICONS.next),
    );
    const list = h("div", { class: "questions" });
    this.element = h(
      "section",
      { class: `subject${state.arriving ? " arriving" : ""}` },
      this.bar.element,
      this.head.element,
      list,
      h(
        "nav",
        { class: "way" },
        h(
          "button",
          { type: "button", class: "side", onclick: ui.actions.previous },
          icon(ICONS.previous),
          ui.say("previous"),
        ),
        this.onward,
      ),
    );
    this.refresh();
    ui.grow(
      list,
      (whole ? cardQuestions : matrixRows)(ui, this.page, (question) => this.add(question)),
      () => {
        if (state.question !== undefined) ui.seek(state.question);
      },
    );
  }

  onwardText(state, last) {
    return this.ui.say(state.back ? "backToReview" : last ? "toReview" : "next");
  }

  add(question) {
    question.changed = (wasOpen) => this.changed(question, wasOpen);
    this.parts.push(question);
    return question.element;
  }

  /** Show what is left. */
  refresh() {
    const complete = this.choices.missingOn(this.page).length === 0;
    this.bar.refresh();
    this.head.refresh(complete);
    this.onward.classList.toggle("pale", !complete);
  }

  /** A question was answered, for the first time or not: to the next one, or to the next page. */
  changed(question, wasOpen) {
    const { ui, parts } = this;
    ui.session.changed();
    ui.soon([
      () => {
        this.refresh();
        parts.forEach((part) => {
          if (part !== question && part.problem.firstChild) part.refresh();
        });
      },
      () => {
        if (wasOpen) this.follow(question);
      },
    ]);
  }

  follow(question) {
    const { ui, choices, parts } = this;
    const open = parts.filter((part) => choices.status(part.index) !== "done");
    const [next] = open.filter((part) => part.index > question.index).concat(open);
    if (!ui.thumb) return; // who goes by keys or by ear goes on alone
    if (next) ui.reveal(next.element);
    else if (choices.missingOn(this.page).length === 0) ui.actions.advance();
  }

  /** All questions were given the same option; `refused` are those that did not take it. */
  all(refused, option) {
    this.ui.session.changed();
    this.parts.forEach((part) => part.refresh());
    this.refresh();
    refused.reverse().forEach((one) => {
      this.parts.find((part) => part.index === one.index).refuse(option, one);
    });
  }
}
