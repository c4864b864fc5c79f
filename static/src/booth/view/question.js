// One question: its options as large buttons, and the quiet 弃权 beside its name or after them.

import { localised } from "../texts.js";
import { fill, h } from "./dom.js";
import { Counters, quotaText, refusal } from "./quota.js";

/** Width of a label in Chinese characters: letters count half. */
function width(text) {
  return Array.from(text).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 1 : 0.55), 0);
}

/** A longer Chinese word may break in its middle only: 基本／称职, never 基本称／职. */
function halves(text) {
  if (!/^[\u4e00-\u9fff]{4,8}$/.test(text)) return text;
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), h("wbr"), text.slice(middle)];
}

/** How many options stand in a row: "4" short words, else "2", else "1". */
export function columns(texts) {
  const longest = Math.max.apply(null, texts.map(width));
  if (longest > 11) return 1;
  if (longest > 4.2 || texts.length === 2) return 2;
  return texts.length % 4 === 0 || texts.length > 5 ? 4 : 3;
}

/**
 * `tag`: "h2", or "h3" under a section's own; `tools`: a button of the head, and what stands below.
 * @typedef {{title: (string|Element)[], tag: string, row?: boolean, tools: Element[]}} QuestionParts
 */

/**
 * A question, under its own name or (a row of a page that asks the same of everybody) under the
 * subject's. It shows what the choices say;
 * `changed`, set by the page, is told of every tap.
 */
export class Question {
  /** @param {QuestionParts} parts */
  constructor(ui, index, parts) {
    this.ui = ui;
    this.index = index;
    this.choices = ui.session.choices;
    this.definition = this.choices.definition(index);
    this.single = this.choices.kind(index) === "single";
    /** @type {(finished: boolean) => void} */
    this.changed = () => {};
    this.name = `q${index}`;
    this.problem = h("div", { class: "problem", role: "status" });
    this.limits = this.single ? null : h("p", { class: "limits" });
    this.counters = parts.row ? null : new Counters(ui, index);
    this.blank = this.drawBlank();
    this.options = this.drawOptions(parts.row);
    this.inputs = this.options.querySelectorAll("input:not([id$=blank])");
    this.element = this.draw(parts);
    this.refresh();
  }

  /** @param {QuestionParts} parts */
  draw({ title, tag, row, tools }) {
    const { definition, name, single, options, blank } = this;
    return h(
      "div",
      {
        id: name,
        class: `question${row ? " row" : ""}${definition.role === "overall" && !row ? " overall" : ""}`,
        role: single ? "radiogroup" : "group",
        "aria-labelledby": `${name}-title`,
      },
      h(
        "div",
        { class: "head" },
        h(tag, { id: `${name}-title` }, title),
        h("div", { class: "tools" }, tools[0], options.contains(blank) ? null : blank),
      ),
      tools[1],
      this.limits,
      this.counters?.element,
      options,
      this.problem,
    );
  }

  /** The options; in a row of four short words 弃权 is the fifth. */
  drawOptions(row) {
    const { ui, definition } = this;
    const texts = definition.options.map((option) => localised(ui.language, option.text));
    const five = row && this.blank && texts.length === 4 && columns(texts) === 4;
    return h(
      "div",
      { class: `options by${five ? 5 : columns(texts)}` },
      texts.map((text, option) =>
        h(
          "div",
          { class: "option" },
          this.button(option, halves(text), () => this.choose(option)),
        ),
      ),
      five ? this.blank : null,
    );
  }

  drawBlank() {
    const { ui, choices, index, definition } = this;
    const kind = choices.blank(index);
    if (kind === null) return null;
    const text =
      kind === "abstain" ? localised(ui.language, definition.abstain.text) : ui.say("none");
    return h(
      "div",
      { class: "blank" },
      this.button("blank", text, () =>
        this.act(() => {
          choices.leaveBlank(index);
          return null;
        }),
      ),
    );
  }

  /** A native input under its label: what the thumb taps is the label, what is read the input. */
  button(suffix, text, action) {
    const id = `${this.name}-${suffix}`;
    const type = this.single ? "radio" : "checkbox";
    return [
      h("input", { type, name: this.name, id, onchange: action }),
      h("label", { for: id }, h("span", null, text)),
    ];
  }

  choose(option, agreed) {
    this.act(() => this.choices.choose(this.index, option, agreed), option);
  }

  act(action, option) {
    const wasOpen = this.choices.status(this.index) !== "done";
    const refused = action();
    this.refresh();
    this.changed(wasOpen && !refused && this.single);
    if (refused) this.refuse(option, refused);
  }

  /** Say why an option was not taken, and ask where that may be. */
  refuse(option, refused) {
    const { ui, problem } = this;
    if (refused.reason === "max") {
      problem.textContent = ui.say("tooMany", { max: this.definition.max });
      return;
    }
    fill(
      problem,
      refusal(
        ui,
        refused,
        () => {
          this.choose(option, true);
          this.focus(option);
        },
        () => {
          this.refresh();
          this.focus(option);
        },
      ),
    );
    ui.actions.reveal(this.element);
  }

  focus(option) {
    document.getElementById(`${this.name}-${option}`).focus({ preventScroll: true });
  }

  refresh() {
    const { choices, index, inputs, blank, counters } = this;
    const answer = choices.answers[index];
    const done = choices.status(index) === "done";
    for (let i = 0; i < inputs.length; i += 1) {
      inputs[i].checked = answer !== null && answer.indexOf(i) >= 0;
    }
    if (blank) blank.querySelector("input").checked = answer !== null && answer.length === 0;
    if (this.limits) this.limits.textContent = limits(this.ui, this.definition, answer);
    this.element.classList.toggle(
      "full",
      !this.single && answer !== null && answer.length === this.definition.max,
    );
    if (done) this.element.classList.remove("sought");
    if (counters) counters.refresh();
    this.problem.textContent = trouble(this.ui, choices, index);
  }
}

/** What an aspect means, folded away as a card has six of them: [button, text], or nothing. */
export function explanation(ui, definition, id) {
  const text = localised(ui.language, definition.help);
  if (!text) return [];
  const body = h("p", { class: "help", id, hidden: true }, text);
  const button = h(
    "button",
    {
      type: "button",
      class: "explain",
      "aria-expanded": "false",
      "aria-controls": id,
      onclick: () => {
        body.hidden = !body.hidden;
        button.setAttribute("aria-expanded", String(!body.hidden));
      },
    },
    ui.say("explain"),
  );
  return [button, body];
}

/** "Choose 2 to 3 · 1 chosen", for multiple choices. */
function limits(ui, { min, max }, answer) {
  const rule =
    min === max
      ? ui.say("chooseExactly", { max })
      : min === 0
        ? ui.say("chooseUpTo", { max })
        : ui.say("chooseRange", { min, max });
  return answer?.length ? `${rule} · ${ui.say("chosenSoFar", { n: answer.length })}` : rule;
}

/** Too few chosen, or a quota exceeded by this question's choice. */
function trouble(ui, choices, index) {
  if (choices.status(index) === "few") {
    const n = choices.answers[index].length;
    return ui.say("tooFew", { min: choices.definition(index).min, n });
  }
  const card = choices.questions[index].card;
  const over = choices
    .exceeded("block")
    .find(
      (quota) =>
        quota.cards.some((c) => c.index === card) &&
        choices.cards[card].questions[quota.questionIndex] === index,
    );
  return over ? quotaText(ui, over) : "";
}
