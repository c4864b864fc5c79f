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
  assert.deepEqual(
    choices.cards.map((card) => card.questions),
    [
      [0, 1],
      [2, 3],
      [4, 5],
    ],
  );
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
  const pages = choices.pages(false);
  choices.choose(2, 0);
  assert.equal(choices.nextMissing(pages, 1), 3);
  choices.choose(3, 0);
  assert.equal(choices.nextMissing(pages, 1), 0);
  choices.leaveAllBlank([0, 1]);
  assert.equal(choices.nextMissing(pages, 1), null);
});

test("a page a subject, or a page a question with every subject of its form; each question once", () => {
  const choices = choicesOf([form("team", 1, two()), form("cadre", 3, two())]);
  assert.deepEqual(
    choices.pages(false).map((page) => page.questions),
    [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ],
  );
  assert.deepEqual(choices.pages(true), [
    { card: 0, place: undefined, questions: [0, 1] }, // one subject: nothing to turn round
    { card: 1, place: 0, questions: [2, 4, 6] },
    { card: 1, place: 1, questions: [3, 5, 7] },
  ]);
  assert.deepEqual(
    choices.page({ card: 3, place: 1 }),
    choices.pages(true)[2],
    "by any of its subjects",
  );
  choices.choose(0, 0);
  choices.choose(1, 0);
  choices.choose(2, 0);
  assert.equal(
    choices.nextMissing(choices.pages(true), 1),
    4,
    "the same question of the next subject",
  );
  assert.equal(
    choices.nextMissing(choices.pages(false), 1),
    3,
    "the next question of this subject",
  );
});

test("several options: toggled, never above the maximum, too few is not an answer", () => {
  const choices = choicesOf([form("other", 1, [single("q1", { min: 2, max: 3 })])]);
  assert.equal(choices.kind(0), "multiple");
  choices.choose(0, 3);
  assert.equal(choices.status(0), "few");
  choices.choose(0, 0);
  assert.equal(choices.status(0), "done");
  choices.choose(0, 1);
  assert.deepEqual(choices.choose(0, 2), { reason: "max" }, "a fourth of three");
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

/** Three cadres, two questions; of the second the first option goes to `most` at most. */
function limited(policy, most = 1) {
  const questions = two();
  const option = questions[1].options[0].id;
  const quota = { form: "cadre", question: "q2", option, at_most: most, policy };
  return choicesOf([form("team", 1, two()), form("cadre", 3, questions)], [quota]);
}

test("a quota that blocks: the one above it is refused, and who has it is named", () => {
  const choices = limited("block");
  assert.equal(choices.choose(1, 0), null, "the team is of another form");
  assert.equal(choices.choose(3, 0), null);
  const refused = choices.choose(5, 0, true);
  assert.equal(refused.reason, "block");
  assert.deepEqual([refused.quota.chosen, refused.quota.atMost], [1, 1]);
  assert.deepEqual(
    refused.quota.cards.map((card) => card.index),
    [1],
  );
  assert.equal(choices.answers[5], null, "nothing was changed");
  assert.equal(choices.choose(3, 0), null, "the same again is no further one");
  assert.equal(choices.choose(4, 0), null, "another question of the form is free");
  choices.choose(3, 1);
  assert.equal(choices.choose(5, 0), null, "given back, it may be given elsewhere");
  assert.equal(choices.quotasOn(7)[0].chosen, 1, "every card shows the count");
  assert.deepEqual(choices.quotasOn(1), []);
});

test("a quota that warns asks at the one above it, and once only", () => {
  const choices = limited("warn");
  choices.choose(3, 0);
  assert.equal(choices.choose(5, 0).reason, "warn");
  assert.equal(choices.answers[5], null);
  assert.equal(choices.choose(5, 0, true), null);
  assert.equal(choices.choose(7, 0), null, "not asked again");
  assert.deepEqual(
    choices.exceeded("warn").map((quota) => quota.chosen),
    [3],
  );
  assert.deepEqual(choices.exceeded("block"), []);
  [0, 1].forEach((index) => choices.leaveBlank(index));
  [2, 4, 6].forEach((index) => choices.choose(index, 1));
  assert.equal(choices.ready(), true, "a warning stops nothing");
});

test("where both hold, blocking comes first", () => {
  const questions = two();
  const quota = (policy, most) => ({
    form: "cadre",
    question: "q2",
    option: questions[1].options[0].id,
    at_most: most,
    policy,
  });
  const choices = choicesOf([form("cadre", 3, questions)], [quota("warn", 1), quota("block", 1)]);
  choices.choose(1, 0);
  assert.equal(choices.choose(3, 0, true).reason, "block");
});

test("the same for all leaves out what a quota refuses, and says which", () => {
  const choices = limited("block");
  assert.deepEqual(choices.chooseAll(1, 0), []);
  assert.deepEqual(
    choices.chooseAll(2, 0).map(({ index, reason }) => [index, reason]),
    [[5, "block"]],
  );
  assert.deepEqual(choices.answers.slice(4, 6), [[0], null]);
});

test("a ballot over a quota, however it came to be, is never sealed", () => {
  const choices = limited("block");
  choices.answers = choices.answers.map(() => [0]);
  assert.equal(choices.exceeded("block")[0].chosen, 3);
  assert.equal(choices.ready(), false);
});

test("questions in a row with the same section stand under it", () => {
  const under = (id, zh) => single(id, { section: { zh, en: "" } });
  const questions = [under("a", "一"), under("b", "一"), under("c", ""), under("d", "一")];
  assert.deepEqual(choicesOf([form("other", 1, questions)]).sections(0), [
    { title: { zh: "一", en: "" }, questions: [0, 1] },
    { title: { zh: "", en: "" }, questions: [2] },
    { title: { zh: "一", en: "" }, questions: [3] },
  ]);
});

test("whatever is ready here is accepted by the sealing, and its limits are the same", () => {
  const questions = [
    single("q1"),
    single("q2", { min: 2, max: 3 }),
    single("q3", { min: 0, max: 2, abstain: null }),
  ];
  const data = manifestData([form("other", 1, questions)]);
  const layout = layoutOf(data);
  const choices = new Choices(data);
  for (let first = 0; first < 16; first += 1) {
    choices.forget();
    choices.choose(0, first % 4);
    for (let option = 0; option < 4; option += 1)
      if ((first >> option) & 1) choices.choose(1, option);
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
