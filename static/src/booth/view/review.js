// Every choice on one page before it is sent; what is missing stands first, one tap away.

import { localised } from "../texts.js";
import { chinese, h, ICONS, icon } from "./dom.js";
import { counter, quotaText, within } from "./quota.js";

const SHOWN = 12;

export function review(ui) {
  const { choices } = ui.session;
  const missing = choices.missing();
  const cards = h("ol", { class: "cards" });
  ui.grow(
    cards,
    choices.cards.map((card) => () => cardItem(ui, card)),
  );
  return h(
    "section",
    { class: "review" },
    h("h1", { tabindex: "-1" }, ui.say("reviewTitle")),
    missing.length ? missingBox(ui, missing) : h("p", { class: "lead" }, ui.say("reviewText")),
    choices.exceeded("block").map((over) => quotaBox(ui, over, "missing")),
    choices.exceeded("warn").map((over) => quotaBox(ui, over, "missing advised")),
    quotaList(ui),
    cards,
    h(
      "nav",
      { class: "way" },
      h(
        "button",
        {
          type: "button",
          class: "side",
          onclick: ui.actions.previous,
        },
        icon(ICONS.previous),
        ui.say("previous"),
      ),
      sendButton(ui, missing),
    ),
  );
}

function sendButton(ui, missing) {
  const { choices } = ui.session;
  if (missing.length) {
    return h(
      "button",
      { type: "button", class: "main pale", onclick: ui.actions.nextMissing },
      ui.say("sendMissing", { n: missing.length }),
      icon(ICONS.next),
    );
  }
  const over = choices.exceeded("block");
  if (over.length) {
    const card = over[0].cards[over[0].cards.length - 1].index;
    return h(
      "button",
      {
        type: "button",
        class: "main pale",
        onclick: () => ui.actions.card(card, true),
      },
      ui.say("sendQuota"),
    );
  }
  return h(
    "button",
    {
      type: "button",
      class: "main send",
      "aria-describedby": "send-note",
      onclick: ui.actions.send,
    },
    h("span", null, ui.say("send"), h("small", { id: "send-note" }, ui.say("sendNote"))),
  );
}

function missingBox(ui, missing) {
  const { choices } = ui.session;
  const rows = missing.slice(0, SHOWN).map((index) => {
    const { card, definition } = choices.questions[index];
    return h(
      "li",
      null,
      h(
        "button",
        {
          type: "button",
          class: "jump",
          onclick: () => ui.actions.question(index),
        },
        chinese("strong", null, choices.cards[card].subject.name),
        h("span", null, localised(ui.language, definition.text)),
        icon(ICONS.next),
      ),
    );
  });
  const blankable = missing.filter((index) => choices.blank(index) === "abstain");
  return h(
    "div",
    { class: "missing" },
    h("h2", null, ui.say("reviewMissing", { n: missing.length })),
    h("p", null, ui.say("reviewMissingText")),
    h(
      "ul",
      null,
      rows,
      missing.length > SHOWN
        ? h("li", { class: "small" }, ui.say("reviewMore", { n: missing.length - SHOWN }))
        : null,
    ),
    blankable.length > 1
      ? h(
          "button",
          {
            type: "button",
            class: "quiet",
            onclick: () => ui.actions.leaveBlank(blankable),
          },
          ui.say("reviewAllBlank", { n: blankable.length }),
        )
      : null,
  );
}

/** How often each limited option was given. */
function quotaList(ui) {
  const { choices } = ui.session;
  const shown = choices.quotas.filter(within).map((quota) => choices.counted(quota));
  return shown.length === 0
    ? null
    : h(
        "ul",
        { class: "given-all" },
        shown.map((quota) =>
          h(
            "li",
            null,
            h(
              "span",
              null,
              `${localised(ui.language, quota.form.text)} · ` +
                `${localised(ui.language, quota.question.text)}`,
            ),
            counter(ui, quota),
          ),
        ),
      );
}

function quotaBox(ui, over, style) {
  return h(
    "div",
    { class: style },
    h("h2", null, quotaText(ui, over)),
    h("p", null, ui.say("quotaWhere", { option: localised(ui.language, over.option.text) })),
    h(
      "ul",
      null,
      over.cards.map((card) =>
        h(
          "li",
          null,
          h(
            "button",
            {
              type: "button",
              class: "jump",
              onclick: () => ui.actions.card(card.index, true),
            },
            chinese("strong", null, card.subject.name),
            icon(ICONS.next),
          ),
        ),
      ),
    ),
  );
}

function cardItem(ui, card) {
  const { choices } = ui.session;
  const pairOf = (index) => {
    const answered = choices.status(index) === "done";
    const overall = choices.definition(index).role === "overall";
    return h(
      "div",
      { class: `pair${answered ? "" : " open"}${overall ? " overall" : ""}` },
      h("dt", null, localised(ui.language, choices.definition(index).text)),
      h("dd", null, answered ? answerText(ui, index) : ui.say("notChosen")),
    );
  };
  return h(
    "li",
    null,
    h(
      "div",
      { class: "head" },
      h(
        "div",
        null,
        chinese("h2", null, card.subject.name),
        card.subject.post ? chinese("p", "post", card.subject.post) : null,
      ),
      h(
        "button",
        {
          type: "button",
          class: "change",
          "aria-label": `${ui.say("change")} ${card.subject.name}`,
          onclick: () => ui.actions.card(card.index, true),
        },
        ui.say("change"),
      ),
    ),
    choices
      .sections(card.index)
      .flatMap(({ title, questions }) => [
        localised(ui.language, title)
          ? h("h3", { class: "section" }, localised(ui.language, title))
          : null,
        h("dl", { class: pairClass(ui, card) }, questions.map(pairOf)),
      ]),
  );
}

/** Short names (德能勤绩廉) stand three in a row, longer ones two; 总体评价 has its own row. */
function pairClass(ui, card) {
  const { choices } = ui.session;
  const names = card.questions
    .map((index) => choices.definition(index))
    .filter((definition) => definition.role !== "overall")
    .map((definition) => localised(ui.language, definition.text).length);
  return Math.max(0, ...names) <= 2 ? "pairs short" : "pairs";
}

function answerText(ui, index) {
  const { choices } = ui.session;
  const definition = choices.definition(index);
  const answer = choices.answers[index];
  if (answer.length === 0) {
    return definition.abstain ? localised(ui.language, definition.abstain.text) : ui.say("none");
  }
  return answer
    .map((option) => localised(ui.language, definition.options[option].text))
    .join(ui.language === "zh" ? "、" : ", ");
}
