// The kiosk's parts without a browser: keys, time, the trail, the door, the words.
import "./support/english.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Door, screenFor } from "../../static/src/booth/kiosk/door.js";
import { Burst, characterOf, isEnd, TypedCode } from "../../static/src/booth/kiosk/keys.js";
import { KIOSK_TEXTS } from "../../static/src/booth/kiosk/texts.js";
import { history as trail } from "../../static/src/booth/kiosk/trail.js";
import { planOf, TIMES, Watch } from "../../static/src/booth/kiosk/watch.js";
import { Unreachable } from "../../static/src/booth/sender.js";
import { EN } from "../../static/src/booth/texts_en.js";
import { ZH } from "../../static/src/booth/texts_zh.js";

const CODE = "0123456789ABCDEFGHJKMNPQRSTV";

/** Type a text, `gap` milliseconds between the keys. */
function typed(text, { code = new TypedCode(), at = 0, gap = 5 } = {}) {
  Array.from(text).forEach((character, place) => code.add(character, at + place * gap));
  return code;
}

test("an address counts from its #, whatever stood there before", () => {
  for (const address of [
    `http://192.168.1.5:8000/v/ab12cd34#${CODE}`,
    `https://host/v/ab12cd34#${CODE.toLowerCase()}`,
    `HTTP://H/V/X#${CODE}`,
  ]) {
    assert.equal(typed(address).symbols, CODE);
    assert.equal(typed(address, { code: typed("ABC") }).symbols, CODE, "after half a code");
    assert.equal(typed(address, { code: typed(CODE) }).symbols, CODE, "after a whole one");
  }
  assert.equal(typed(CODE.replace(/(.{4})(?=.)/g, "$1-")).symbols, CODE, "with hyphens");
  assert.equal(typed(`${CODE}99`).symbols, CODE, "no more than 28");
});

test("an address without a code is no code", () => {
  const code = typed("http://host/v/ab12cd34/test");
  assert.equal(code.symbols, "");
  assert.ok(code.inAddress);
  const given = typed("7", { code, at: 1e6 });
  assert.equal(given.symbols, "7", "after a pause typing begins anew");
});

test("keys behind an input method are told by their place", () => {
  assert.equal(characterOf({ key: "Process", code: "KeyA" }), "A");
  assert.equal(characterOf({ key: "Process", code: "Digit7" }), "7");
  assert.equal(characterOf({ key: "Process", code: "Digit3", shiftKey: true }), "#");
  assert.equal(characterOf({ key: "Process", code: "Slash" }), "/");
  assert.equal(characterOf({ key: "Process", code: "Semicolon", shiftKey: true }), ":");
  assert.equal(characterOf({ key: "Unidentified", code: "Numpad5" }), "5");
  assert.equal(characterOf({ key: "Ａ", code: "KeyA" }), "A", "wide letters are narrow");
  assert.equal(characterOf({ key: "＃", code: "Digit3" }), "#");
  for (const key of ["Shift", "Enter", "ArrowLeft", "Process"]) {
    assert.equal(characterOf({ key, code: "" }), "");
  }
  assert.ok(isEnd("Enter") && isEnd("Tab") && !isEnd("a"));
});

test("a scanner is faster than any person", () => {
  const scanner = new Burst();
  const fast = Array.from("http://").map((_, place) => scanner.typed(place * 8));
  assert.deepEqual(fast, [false, false, false, false, true, true, true]);
  assert.ok(scanner.running(60) && !scanner.running(2000));
  const person = new Burst();
  assert.ok(Array.from("0123456789").every((_, place) => !person.typed(place * 120)));
});

/** A watch on a clock of its own; `log` is what it did. */
function watched(plan, dirty = true) {
  const log = [];
  const clock = { now: 1e6 };
  const watch = new Watch({
    now: () => clock.now,
    dirty: () => dirty,
    ask: (left) => log.push(left === null ? "withdrawn" : `ask ${left}`),
    left: (left) => log.push(`left ${left}`),
    clear: () => log.push("clear"),
  });
  watch.begin(plan);
  const pass = (seconds) => {
    clock.now += seconds * 1000;
    watch.tick();
    return log.splice(0);
  };
  return { watch, pass };
}

test("who is quiet is asked, and cleared without an answer", () => {
  const { watch, pass } = watched("ask");
  assert.deepEqual(pass(TIMES.ask - 1), []);
  watch.touched();
  assert.deepEqual(pass(TIMES.ask - 1), []);
  assert.deepEqual(pass(1), [`ask ${TIMES.answer}`]);
  watch.touched();
  assert.deepEqual(pass(1), [`ask ${TIMES.answer - 1}`], "only an answer is an answer");
  watch.stay();
  assert.deepEqual(pass(1), ["withdrawn"]);
  assert.deepEqual(pass(TIMES.ask), [`ask ${TIMES.answer - 1}`]);
  assert.deepEqual(pass(TIMES.answer), ["withdrawn", "clear"]);
  assert.deepEqual(pass(1e6), [], "once");
});

test("a device that slept through everything clears at once", () => {
  assert.deepEqual(watched("ask").pass(3600), ["clear"]);
});

test("a clock put back clears nothing", () => {
  const { pass } = watched("ask");
  assert.deepEqual(pass(-7200), []);
  assert.deepEqual(pass(TIMES.ask - 1), []);
});

test("a receipt stays for its time, and longer on demand", () => {
  const { watch, pass } = watched("tracker");
  assert.deepEqual(pass(10), [`left ${TIMES.tracker - 10}`]);
  watch.longer();
  assert.deepEqual(pass(TIMES.tracker), [
    `left ${TIMES.tracker - 10 + TIMES.longer}`,
    `left ${TIMES.longer - 10}`,
  ]);
  assert.deepEqual(pass(TIMES.longer), ["clear"]);
});

test("a half-typed code goes; an untouched first page stays as it is", () => {
  assert.deepEqual(watched("quiet", false).pass(1e6), []);
  const { watch, pass } = watched("quiet");
  assert.deepEqual(pass(TIMES.quiet - 1), []);
  watch.touched();
  assert.deepEqual(pass(TIMES.quiet - 1), []);
  assert.deepEqual(pass(2), ["clear"]);
});

test("a ballot on its way is never cleared", () => {
  assert.equal(planOf("sending", false), null);
  assert.deepEqual(watched(planOf("sending", false)).pass(1e7), []);
  for (const screen of ["intro", "subject", "review", "opening", "waiting"]) {
    assert.equal(planOf(screen, false), "ask");
  }
  for (const screen of ["done", "counted", "failed"])
    assert.equal(planOf(screen, false), "tracker");
});

test("the trail goes back like a browser's history and is told of it", async () => {
  const told = [];
  trail.onstep = (state) => told.push(state);
  trail.wipe();
  trail.pushState({ n: 1 }, "");
  trail.pushState({ n: 2 }, "");
  trail.back();
  await new Promise((done) => setTimeout(done, 5));
  trail.pushState({ n: 3 }, "");
  assert.deepEqual(trail.state, { n: 3 });
  trail.go(-2);
  trail.go(1);
  trail.go(-7);
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual(told, [{ n: 1 }, null, { n: 1 }]);
  trail.wipe();
  assert.equal(trail.state, null);
  assert.equal(JSON.stringify(trail.steps), "[null]");
});

test("the door follows the meeting until a voter comes", async () => {
  assert.equal(screenFor({ status: 404, body: {} }).screen, "unknown");
  const answers = ["printed", "printed", "cut", "open", "open", "closed"];
  const shown = [];
  const session = { run: 0, state: { screen: "opening" } };
  session.go = (to) => {
    session.state = to;
    if (to.screen !== "opening") shown.push(to.screen);
  };
  const troubles = [];
  const door = new Door({
    session,
    api: {
      state: async () => {
        const state = answers.shift();
        if (state === "cut") throw new Unreachable("cut");
        if (answers.length === 0) session.run = 1;
        return { status: 200, body: { state } };
      },
    },
    pause: async () => {},
    trouble: (tries) => troubles.push(tries),
  });
  await door.watch();
  assert.deepEqual(shown, ["waiting", "entry"], "drawn once each; a voter's screen is left alone");
  assert.ok(troubles.indexOf(1) > 0);
});

test("the words are complete in both languages, and none speaks of a phone", () => {
  assert.deepEqual(Object.keys(KIOSK_TEXTS.zh).sort(), Object.keys(KIOSK_TEXTS.en).sort());
  // what a kiosk never says: it stores nothing, and shows no phone's first page
  const unsaid = ["entryKept", "closedKept", "introUnkept", "introRestored", "noscript"];
  for (const [language, all] of Object.entries({ zh: ZH, en: EN })) {
    for (const [key, text] of Object.entries(Object.assign({}, all, KIOSK_TEXTS[language]))) {
      if (unsaid.indexOf(key) >= 0) continue;
      assert.ok(!/手机|微信|截图|\bphone|WeChat|screenshot/i.test(text), `${key}: ${text}`);
    }
  }
  const values = (text) => (text.match(/\{\w+\}/g) || []).sort();
  for (const key of Object.keys(KIOSK_TEXTS.zh)) {
    assert.deepEqual(values(KIOSK_TEXTS.zh[key]), values(KIOSK_TEXTS.en[key]), key);
    if (ZH[key]) assert.deepEqual(values(KIOSK_TEXTS.zh[key]), values(ZH[key]), key);
  }
});
