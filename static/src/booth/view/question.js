// One question: its options as large buttons, and the quiet 弃权 beside its name.

import { localised } from "../texts.js";
import { h } from "./dom.js";

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
 * @returns {{element: HTMLElement, index: number, refresh: () => void,
 *            onchange: (f: (wasOpen: boolean) => void) => void}}
 */
export function question(ui, index, place) {
  const { choices } = ui.session;
  const definition = choices.definition(index);
  const single = choices.kind(index) === "single";
  const texts = definition.options.map((option) => localised(ui.language, option.text));
  const name = `q${index}`;
  const problem = h("p", { class: "problem", role: "status" });
  let changed = () => {};
  const act = (action) => () => {
    const wasOpen = choices.status(index) !== "done";
    const accepted = action();
    changed(wasOpen && accepted !== false && single);
    refresh();
    if (accepted === false) problem.textContent = ui.say("tooMany", { max: definition.max });
  };
  const input = (type, id, action) => h("input", { type, name, id, onchange: act(action) });
  const choice = (text, option) => {
    const id = `${name}-${option}`;
    return [
      input(single ? "radio" : "checkbox", id, () => choices.choose(index, option)),
      h("label", { for: id }, h("span", null, halves(text))),
    ];
  };
  const blankKey = choices.blank(index);
  const blank = blankKey
    ? h("div", { class: "blank" },
      input(single ? "radio" : "checkbox", `${name}-blank`, () => choices.leaveBlank(index)),
      h("label", { for: `${name}-blank` }, h("span", null, blankText(ui, definition, blankKey))))
    : null;
  const options = h("div", { class: `options by${columns(texts)}` },
    texts.map((text, option) => h("div", { class: "option" }, choice(text, option))));
  const help = explanation(ui, localised(ui.language, definition.help), `${name}-help`);
  const element = h("div", {
    class: `question${definition.role === "overall" ? " overall" : ""}`,
    role: single ? "radiogroup" : "group",
    "aria-labelledby": `${name}-title`,
  },
  h("div", { class: "head" },
    h("h2", { id: `${name}-title` }, h("span", { class: "number" }, `${place}.`),
      localised(ui.language, definition.text)),
    help && help.button, blank),
  help && help.text,
  single ? null : h("p", { class: "limits" }, limits(ui, definition)),
  options,
  problem);

  function refresh() {
    const answer = choices.answers[index];
    const inputs = options.querySelectorAll("input");
    for (let i = 0; i < inputs.length; i += 1) {
      inputs[i].checked = answer !== null && answer.indexOf(i) >= 0;
    }
    if (blank) blank.querySelector("input").checked = answer !== null && answer.length === 0;
    element.classList.toggle("answered", choices.status(index) === "done");
    problem.textContent = trouble(ui, choices, index);
  }

  refresh();
  return { element, index, refresh, onchange: (f) => { changed = f; } };
}

/** What an aspect means, folded away: a card has six of them. */
function explanation(ui, text, id) {
  if (!text) return null;
  const body = h("p", { class: "help", id, hidden: true }, text);
  const button = h("button", {
    type: "button",
    class: "explain",
    "aria-expanded": "false",
    "aria-controls": id,
    onclick: () => {
      body.hidden = !body.hidden;
      button.setAttribute("aria-expanded", String(!body.hidden));
    },
  }, ui.say("explain"));
  return { button, text: body };
}

function blankText(ui, definition, key) {
  return key === "abstain" ? localised(ui.language, definition.abstain.text) : ui.say("none");
}

/** "Choose 2 to 3", for multiple choices. */
function limits(ui, { min, max }) {
  if (min === max) return ui.say("chooseExactly", { max });
  return min === 0 ? ui.say("chooseUpTo", { max }) : ui.say("chooseRange", { min, max });
}

/** Too few chosen, or a quota exceeded by this question's choice. */
function trouble(ui, choices, index) {
  if (choices.status(index) === "few") {
    const n = choices.answers[index].length;
    return ui.say("tooFew", { min: choices.definition(index).min, n });
  }
  const card = choices.questions[index].card;
  const over = choices.exceeded().find((quota) => quota.cards.some((c) => c.index === card)
    && choices.cards[card].questions[quota.questionIndex] === index);
  return over ? quotaText(ui, over) : "";
}

export function quotaText(ui, over) {
  return ui.say("quotaOver", {
    option: localised(ui.language, over.option.text),
    most: over.atMost,
    n: over.chosen,
    over: over.chosen - over.atMost,
  });
}
