// The network cut at every request, before the server got it and after it had done what was asked,
// and the page killed at any of these moments: exactly one ballot, with what was chosen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CODE, choose, DEAD, Hall, phone, storage, until } from "./booth-hall.js";

const ANSWERS = [1, "blank", 3, 0];
const SEALED = [[1], [], [3], [0]];

/** From wherever the page is to the receipt; what was restored is not chosen again. */
async function finish(voter) {
  if (voter.screen !== "intro") return;
  const { choices } = voter.session;
  if (!choices.started()) choose(voter, ANSWERS);
  else assert.equal(voter.session.state.restored, true);
  await until(() => !voter.session.draft.busy);
  voter.session.go({ screen: "review" });
  await voter.session.cast();
}

function assertOneBallot(hall, store, pages) {
  assert.equal(hall.box.size, 1, "counted once");
  const sealed = pages.flatMap((page) => page.sealed);
  for (const choices of sealed) assert.deepEqual(choices, SEALED, "what was chosen");
  const last = pages[pages.length - 1];
  assert.ok(["done", "counted"].includes(last.screen), last.screen);
  assert.equal(last.session.state.other, undefined, "no ballot that does not count was made");
  assert.deepEqual(Array.from(store.kept.keys()), [], "nothing is left on the phone");
}

async function wayOf(hall, store, code = CODE, pause = undefined) {
  const voter = phone(hall, store, pause);
  await voter.session.begin(code);
  await finish(voter);
  return voter;
}

test("the line is cut at each request: it goes on by itself", async () => {
  const plain = new Hall();
  await wayOf(plain, storage());
  assert.deepEqual(plain.asked, ["manifest", "state", "slip", "ballots"]);
  for (const fate of ["before", "after"]) {
    for (let at = 0; at < plain.asked.length; at += 1) {
      const [hall, store] = [new Hall(), storage()];
      hall.cut = (n) => (n === at || n === at + 2 ? fate : null);
      const voter = await wayOf(hall, store);
      assert.equal(voter.screen, "done");
      assert.equal(voter.sealed.length, 1);
      assertOneBallot(hall, store, [voter]);
    }
  }
});

test("the page is killed at each request: scanned again, or opened again without the slip", async () => {
  const requests = ["manifest", "state", "slip", "ballots"];
  for (const fate of ["before", "after"]) {
    for (let at = 0; at < requests.length; at += 1) {
      const [hall, store] = [new Hall(), storage()];
      const first = phone(hall, store, () => DEAD);
      let killed = false;
      hall.cut = (n) => {
        if (n !== at || killed) return null;
        killed = true;
        first.kill();
        return fate;
      };
      first.session.begin(CODE).then(() => finish(first));
      await until(() => killed);
      await new Promise(setImmediate);
      const pages = [first];
      const ballots = requests[at] === "ballots";
      for (const code of ballots ? [null, CODE] : [null, null, CODE]) {
        pages.push(await wayOf(hall, store, code));
      }
      assertOneBallot(hall, store, pages);
      if (ballots) assert.equal(first.sealed.length, 1);
    }
  }
});

test("killed after any tap: the choices so far are there, and the ballot is one", async () => {
  for (let taps = 1; taps <= ANSWERS.length; taps += 1) {
    const [hall, store] = [new Hall(), storage()];
    const first = phone(hall, store);
    await first.session.begin(CODE);
    choose(first, ANSWERS.slice(0, taps));
    await until(() => !first.session.draft.busy);
    first.kill();
    const second = phone(hall, store);
    await second.session.begin(CODE);
    assert.deepEqual(second.session.choices.answers.slice(0, taps), SEALED.slice(0, taps));
    choose(second, ANSWERS);
    await finish(second);
    assertOneBallot(hall, store, [first, second]);
  }
});

test("ten minutes without network between the last tap and the receipt, with and without a kill", async () => {
  for (const kill of [false, true]) {
    const [hall, store] = [new Hall(), storage()];
    let clock = 0;
    let down = false;
    hall.cut = () => (down && clock < 600000 ? "before" : null);
    const tick = async (ms) => {
      clock += ms;
      await new Promise(setImmediate);
    };
    const voter = phone(hall, store, tick);
    await voter.session.begin(CODE);
    choose(voter, ANSWERS);
    await until(() => !voter.session.draft.busy);
    voter.session.go({ screen: "review" });
    down = true;
    const pages = [voter];
    const cast = voter.session.cast();
    if (kill) {
      await until(() => clock > 300000);
      voter.kill();
      pages.push(await wayOf(hall, store, null, tick));
    } else await cast;
    assert.ok(clock >= 600000, "ten minutes went by");
    assert.ok(hall.asked.length < 300, "and the server was not run over");
    assertOneBallot(hall, store, pages);
  }
});

test("two tabs with one slip: one ballot, and both say that it is counted", async () => {
  const [hall, store] = [new Hall(), storage()];
  const tabs = [phone(hall, store), phone(hall, store)];
  for (const tab of tabs) await tab.session.begin(CODE);
  for (const tab of tabs) await finish(tab);
  assert.equal(hall.box.size, 1);
  assert.equal(tabs[0].screen, "done");
  assert.equal(tabs[1].screen, "counted");
  assert.deepEqual(Array.from(store.kept.keys()), []);
});
