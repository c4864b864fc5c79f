// What the phone keeps of a ballot being filled: enough to go on, nothing that says anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesToHex } from "@noble/hashes/utils.js";
import { Choices } from "../../static/src/booth/choices.js";
import { Drafts, packed, unpacked } from "../../static/src/booth/drafts.js";
import { credentialOfCode } from "../../static/src/crypto/credential.js";
import { draftKeyOf, openDraft, sealDraft } from "../../static/src/crypto/draft.js";
import { CODE, choose, Hall, MEETING, OTHER, phone, storage, until } from "./booth-hall.js";
import { form, manifestData, option, question } from "./manifests.js";
import { randomScalars } from "./random.js";

const DAY = 24 * 3600 * 1000;
const drafts = (store) =>
  Array.from(store.kept.keys()).filter((key) => key.startsWith("qingping-draft"));
const settled = (voter) => until(() => !voter.session.draft.busy);

test("packed choices come back, whatever they are, and all take the same bytes", () => {
  const wide = Object.assign(question("w"), {
    max: 3,
    min: 1,
    options: Array.from({ length: 11 }, (_, i) => option(`o${i}`)),
  });
  const manifest = manifestData([form("cadre", 3, [question("q1"), wide])]);
  const numbers = randomScalars(6000, 4);
  const random = (below) => Number(numbers.pop() % BigInt(below));
  for (let round = 0; round < 100; round += 1) {
    const choices = new Choices(manifest);
    choices.questions.forEach(({ index, definition }) => {
      const what = random(4);
      if (what === 1) choices.leaveBlank(index);
      for (let i = 1; i < what; i += 1) choices.choose(index, random(definition.options.length));
    });
    const again = new Choices(manifest);
    const bytes = packed(choices);
    assert.equal(bytes.length, 3 * (2 + 3));
    assert.equal(unpacked(again, bytes), choices.started());
    assert.deepEqual(again.answers, choices.answers);
  }
});

test("bytes that no choices have are left out", () => {
  const choices = new Choices(manifestData([form("cadre", 1, [question("q1"), question("q2")])]));
  assert.equal(
    unpacked(choices, Uint8Array.of(1, 3, 0, 1)),
    false,
    "two options of a single choice",
  );
  assert.equal(unpacked(choices, Uint8Array.of(1, 1)), false, "another length");
  assert.deepEqual(choices.answers, [null, null]);
});

test("a draft opens with its slip, its meeting and its manifest only", () => {
  const secret = new Uint8Array(16).fill(3);
  const [context, plain] = [new Uint8Array(32).fill(1), Uint8Array.of(1, 2, 3)];
  const own = draftKeyOf(secret, MEETING);
  const box = sealDraft(own, context, plain);
  assert.deepEqual(openDraft(own, context, box), plain);
  const bent = box.map((byte, i) => (i === 14 ? byte ^ 1 : byte));
  const cases = [
    [draftKeyOf(secret, "aaaaaaaa"), context, box],
    [own, new Uint8Array(32), box],
    [own, context, bent],
    [draftKeyOf(new Uint8Array(16), MEETING), context, box],
    [own, context, box.slice(0, 20)],
  ];
  for (const one of cases) assert.throws(() => openDraft(...one), { code: "draft" });
  assert.notDeepEqual(sealDraft(own, context, plain), box, "the same choices look different");
});

test("a reload: scan again and go on; nothing on the phone names the slip or a choice", async () => {
  const [hall, store] = [new Hall(), storage()];
  const first = phone(hall, store);
  await first.session.begin(CODE);
  choose(first, [1, "blank", 3]);
  await settled(first);
  first.kill();
  const credential = bytesToHex(credentialOfCode(CODE, MEETING).public);
  const texts = store.writes.flat().join(" ");
  assert.ok(!texts.includes(credential) && !texts.includes(CODE), "no slip is named");
  assert.equal(new Set(store.writes.map(([, text]) => text.length)).size, 1, "one length for all");
  const blind = phone(hall, store);
  await blind.session.begin(null);
  assert.deepEqual([blind.screen, blind.session.kept()], ["entry", true]);
  const other = phone(hall, store);
  await other.session.begin(OTHER);
  assert.equal(other.session.choices.started(), false, "another slip sees nothing of it");
  const again = phone(hall, store);
  await again.session.begin(CODE);
  assert.deepEqual([again.screen, again.session.state.restored], ["intro", true]);
  assert.deepEqual(again.session.choices.answers, [[1], [], [3], null]);
});

test("changes while one is being sealed: the last one is what is kept", async () => {
  const [hall, store] = [new Hall(), storage()];
  const voter = phone(hall, store);
  await voter.session.begin(CODE);
  for (let i = 0; i < 20; i += 1) choose(voter, [i % 4]);
  await settled(voter);
  assert.ok(store.writes.length < 10, "coalesced");
  const again = phone(hall, store);
  await again.session.begin(CODE);
  assert.deepEqual(again.session.choices.answers[0], [3]);
});

test("nothing is kept once counted, voided or closed; a refused ballot may be tried again", async () => {
  const credential = bytesToHex(credentialOfCode(CODE, MEETING).public);
  const ends = {
    done: () => {},
    voided: (hall) => {
      hall.voided = [credential];
    },
    closed: (hall) => {
      hall.state = "closed";
    },
  };
  for (const [screen, happen] of Object.entries(ends)) {
    for (const reload of [false, true]) {
      const [hall, store] = [new Hall(), storage()];
      let voter = phone(hall, store);
      await voter.session.begin(CODE);
      choose(voter, [0, 0, 0, 0]);
      await settled(voter);
      assert.equal(drafts(store).length, 1);
      happen(hall);
      if (reload && screen !== "done") {
        voter.kill();
        voter = phone(hall, store);
        await voter.session.begin(CODE);
      } else {
        voter.session.go({ screen: "review" });
        await voter.session.cast();
      }
      assert.equal(voter.screen, screen);
      assert.deepEqual(Array.from(store.kept.keys()), [], screen);
      assert.equal(voter.session.code, null, "the code is forgotten");
    }
  }
  const [hall, store] = [new Hall(), storage()];
  const voter = phone(hall, store);
  await voter.session.begin(CODE);
  choose(voter, [0, 1, 2, 3]);
  await settled(voter);
  voter.session.go({ screen: "review" });
  hall.refuse = "proof";
  await voter.session.cast();
  assert.equal(voter.session.state.reason, "failedRefused");
  hall.refuse = null;
  await voter.session.retry();
  assert.deepEqual(voter.session.choices.answers, [[0], [1], [2], [3]]);
});

test("without a slip in hand: drafts of a meeting that is over go, and it is said", async () => {
  const [hall, store] = [new Hall(), storage()];
  const voter = phone(hall, store);
  await voter.session.begin(CODE);
  choose(voter, [2]);
  await settled(voter);
  hall.state = "tallied";
  const later = phone(hall, store);
  await later.session.begin(null);
  assert.deepEqual([later.screen, later.session.state.unknown], ["closed", true]);
  assert.deepEqual(drafts(store), []);
});

test("drafts that nobody came back to go after days; of the time the day is kept", () => {
  const store = storage();
  const kept = new Drafts(store);
  kept.put("aaaaaaaa", "00", Uint8Array.of(1));
  const [[key, text]] = store.writes;
  const today = Math.floor(Date.now() / DAY);
  assert.equal(text.split(".")[0], String(today));
  for (const [age, stays] of [
    [0, true],
    [2, true],
    [3, false],
    [-3, false],
    [NaN, false],
  ]) {
    store.setItem(key, `${today - age}.AQ==`);
    kept.sweep();
    assert.equal(store.kept.has(key), stays, `${age} days`);
  }
});

test("without storage, or with one that throws, choices live as long as the page", async () => {
  const thrower = () => {
    throw new Error("switched off");
  };
  const broken = {
    length: 0,
    key: thrower,
    getItem: thrower,
    setItem: thrower,
    removeItem: thrower,
  };
  for (const store of [null, broken]) {
    assert.equal(new Drafts(store).works(), false);
    const hall = new Hall();
    const voter = phone(hall, store);
    await voter.session.begin(CODE);
    choose(voter, [1]);
    await settled(voter);
    await voter.session.begin(CODE); // scanned again into the same page
    assert.deepEqual(voter.session.choices.answers[0], [1]);
  }
  assert.equal(new Drafts(storage()).works(), true);
});
