// What the voter chooses: one tap a question, explicit 弃权, limits and quotas.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Choices } from "../../static/src/booth/choices.js";
import { bitsOf } from "../../static/src/crypto/choices.js";
import { layoutOf } from "../../static/src/crypto/layout.js";
import { form, manifestData, question } from "./manifests.js";

const ABSTAIN = { text: { zh: "弃权", en: "" }, counts: true };
const single = (id, extra) => question(id, { abstain: ABSTAIN, ...extra });
const two = () => [single("q1"), single("q2")];
const choicesOf = (forms, quotas = []) => new Choices(manifestData(forms, { quotas }));

test("cards follow the manifest: forms, then subjects, each with all its questions", () => {
  const choices = choicesOf([form("team", 1, two()), form("cadre", 2, two())]);
  assert.deepEqual(choices.cards.map((card) => card.questions), [[0, 1], [2, 3], [4, 5]]);
  assert.deepEqual(choices.missing(), [0, 1, 2, 3, 4, 5]);
  assert.equal(choices.started(), false);
});

test("one tap answers, another replaces it, 弃权 is an answer of its own", () => {
  const choices = choicesOf([form("cadre", 1, two())]);
  choices.choose(0, 1);
  choices.choose(0, 3);
  choices.leaveBlank(1);
  assert.deepEqual(choices.sealed(), [[3], []]);
  choices.choose(1, 0);
  assert.deepEqual(choices.sealed(), [[3], [0]]);
});

test("nothing is preset, and an incomplete ballot is never sealed", () => {
  const choices = choicesOf([form("cadre", 2, two())]);
  choices.chooseAll(0, 2);
  assert.deepEqual(choices.answers, [[2], [2], null, null]);
  assert.equal(choices.ready(), false);
  assert.throws(() => choices.sealed());
});

test("a question without 弃权 cannot be left blank", () => {
  const choices = choicesOf([form("cadre", 1, [single("q1", { abstain: null, min: 1 })])]);
  assert.equal(choices.blank(0), null);
  choices.leaveBlank(0);
  assert.equal(choices.status(0), "open");
});

test("the next missing question goes round and ends", () => {
  const choices = choicesOf([form("cadre", 2, two())]);
  choices.choose(2, 0);
  assert.equal(choices.nextMissing(2), 3);
  choices.choose(3, 0);
  assert.equal(choices.nextMissing(2), 0);
  choices.leaveAllBlank([0, 1]);
  assert.equal(choices.nextMissing(0), null);
});

test("several options: toggled, never above the maximum, too few is not an answer", () => {
  const choices = choicesOf([form("other", 1, [single("q1", { min: 2, max: 3 })])]);
  assert.equal(choices.kind(0), "multiple");
  choices.choose(0, 3);
  assert.equal(choices.status(0), "few");
  choices.choose(0, 0);
  assert.equal(choices.status(0), "done");
  choices.choose(0, 1);
  assert.equal(choices.choose(0, 2), false, "a fourth of three");
  assert.deepEqual(choices.sealed(), [[0, 1, 3]]);
  [0, 1, 3].forEach((option) => choices.choose(0, option));
  assert.equal(choices.status(0), "open", "all taken back: not answered, not 弃权 either");
});

test("where nothing need be chosen, none is chosen on purpose", () => {
  const choices = choicesOf([form("other", 1, [single("q1", { min: 0, max: 2, abstain: null })])]);
  assert.equal(choices.blank(0), "none");
  assert.equal(choices.ready(), false);
  choices.leaveBlank(0);
  assert.deepEqual(choices.sealed(), [[]]);
});

test("the same for all only where every question has the same single choice", () => {
  const mixed = [single("q1"), single("q2", { max: 2 })];
  assert.equal(choicesOf([form("cadre", 1, two())]).shared(0).length, 4);
  assert.equal(choicesOf([form("cadre", 1, mixed)]).shared(0), null);
  assert.equal(choicesOf([form("cadre", 1, [single("q1")])]).shared(0), null, "only one");
});

test("a quota exceeded names the option and the cards, and stops the sealing", () => {
  const questions = two();
  const option = questions[1].options[0].id;
  const quota = { form: "cadre", question: "q2", option, at_most: 1, policy: "block" };
  const choices = choicesOf([form("cadre", 3, questions)], [quota]);
  for (const card of [0, 1, 2]) choices.chooseAll(card, 0);
  const [over] = choices.exceeded();
  assert.equal(over.chosen, 3);
  assert.deepEqual(over.cards.map((card) => card.index), [0, 1, 2]);
  assert.equal(choices.ready(), false);
  choices.choose(1, 1);
  choices.choose(3, 1);
  assert.equal(choices.ready(), true);
});

test("whatever is ready here is accepted by the sealing, and its limits are the same", () => {
  const questions = [single("q1"), single("q2", { min: 2, max: 3 }),
    single("q3", { min: 0, max: 2, abstain: null })];
  const data = manifestData([form("other", 1, questions)]);
  const layout = layoutOf(data);
  const choices = new Choices(data);
  for (let first = 0; first < 16; first += 1) {
    choices.forget();
    choices.choose(0, first % 4);
    for (let option = 0; option < 4; option += 1) if (first >> option & 1) choices.choose(1, option);
    if (first & 1) choices.leaveBlank(2);
    else choices.choose(2, first % 4);
    if (choices.ready()) bitsOf(layout, choices.sealed());
    else assert.ok([0, 1].includes((choices.answers[1] || []).length));
  }
});

test("forgetting leaves nothing", () => {
  const choices = choicesOf([form("cadre", 1, two())]);
  choices.chooseAll(0, 1);
  choices.forget();
  assert.equal(choices.started(), false);
});
