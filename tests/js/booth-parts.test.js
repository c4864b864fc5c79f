// Texts, path, storage, retry, requests and the typed code: each alone.
import "./support/english.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApi } from "../../static/src/booth/api.js";
import { missingFeatures } from "../../static/src/booth/compat.js";
import { FILLING, move, START, screenOf } from "../../static/src/booth/flow.js";
import { Outbox, safeStorage } from "../../static/src/booth/outbox.js";
import { delayAfter, Unreachable, untilAnswered } from "../../static/src/booth/sender.js";
import { addTexts, localised, say, TEXTS } from "../../static/src/booth/texts.js";
import { EN } from "../../static/src/booth/texts_en.js";
import { count, cursorAfter, tidy } from "../../static/src/booth/view/entry.js";
import { columns } from "../../static/src/booth/view/question.js";

const holes = (text) => (text.match(/\{\w+\}/g) || []).sort();

addTexts("en", EN);

test("both languages say the same things with the same values", () => {
  assert.deepEqual(Object.keys(TEXTS.zh), Object.keys(TEXTS.en));
  for (const key of Object.keys(TEXTS.zh)) {
    assert.ok(TEXTS.zh[key] && TEXTS.en[key], `${key} is empty`);
    assert.deepEqual(holes(TEXTS.zh[key]), holes(TEXTS.en[key]), key);
    if (key !== "otherLanguage") assert.doesNotMatch(TEXTS.en[key], /[\u4e00-\u9fff]/, key);
  }
});

test("texts are filled, unknown ones are a mistake, empty English shows Chinese", () => {
  assert.equal(say("zh", "progressLeft", { n: 3 }), "还剩 3 题");
  assert.throws(() => say("zh", "nonsense"));
  assert.equal(localised("en", { zh: "德", en: "" }), "德");
  assert.equal(localised("en", { zh: "德", en: "Virtue" }), "Virtue");
});

test("late answers take nobody away from the receipt or a ballot being filled", () => {
  const done = { screen: "done", tracker: "T" };
  for (const screen of ["closed", "failed", "counted", "sending", "intro"]) {
    assert.equal(move(done, { screen }), done);
  }
  for (const screen of FILLING) {
    assert.equal(move({ screen }, { screen: "closed" }).screen, screen);
    assert.equal(move({ screen }, { screen: "done" }).screen, screen, "no receipt unsent");
  }
  assert.equal(move({ screen: "sending" }, done), done);
  assert.throws(() => move(START, { screen: "nowhere" }));
});

test("what a slip and a meeting say decides the screen; a counted slip is told first", () => {
  const slip = (state) => ({ state, tracker: "T" });
  assert.deepEqual(screenOf("closed", slip("counted")), { screen: "counted", tracker: "T" });
  assert.equal(screenOf("open", slip("voided")).screen, "voided");
  assert.equal(screenOf("tallied", slip("unused")).screen, "closed");
  assert.equal(screenOf("printed", slip("unused")).screen, "waiting");
  assert.equal(screenOf("open", slip("unused")).screen, "intro");
});

class FakeStorage {
  constructor() {
    this.map = new Map();
  }
  get length() {
    return this.map.size;
  }
  key(i) {
    return [...this.map.keys()][i];
  }
  getItem(key) {
    return this.map.has(key) ? this.map.get(key) : null;
  }
  setItem(key, value) {
    this.map.set(key, value);
  }
  removeItem(key) {
    this.map.delete(key);
  }
}

test("sealed bytes survive a reload exactly, are never replaced, and are erased", () => {
  const storage = new FakeStorage();
  storage.setItem("qingping-language", "en");
  const bytes = Uint8Array.from({ length: 58196 }, (_, i) => i * 7);
  new Outbox(storage).put("m", "cc", bytes);
  const later = new Outbox(storage);
  assert.deepEqual(later.get("m", "cc"), bytes);
  assert.deepEqual(
    later.all().map((item) => [item.meeting, item.credential]),
    [["m", "cc"]],
  );
  assert.throws(() => later.put("m", "cc", bytes.slice(1)));
  later.erase("m", "cc");
  assert.deepEqual([...storage.map.keys()], ["qingping-language"]);
  assert.deepEqual(later.all(), []);
});

test("without storage, or with one that throws, sealed bytes live in memory", () => {
  const broken = new Proxy(
    {},
    {
      get() {
        throw new Error("denied");
      },
    },
  );
  for (const storage of [null, broken]) {
    const outbox = new Outbox(storage);
    outbox.put("m", "cc", Uint8Array.of(1, 2));
    assert.deepEqual(outbox.all()[0].bytes, Uint8Array.of(1, 2));
    outbox.erase("m", "cc");
    assert.equal(outbox.get("m", "cc"), null);
  }
  globalThis.self = {
    get localStorage() {
      throw new Error("denied");
    },
  };
  assert.equal(safeStorage(), null);
  delete globalThis.self;
});

test("asking again: the same attempt, pauses that double up to five seconds, no end", async () => {
  const answers = [
    new Unreachable(),
    { status: 503 },
    { status: 429, after: 7 },
    new Unreachable(),
    new Unreachable(),
    new Unreachable(),
    { status: 201, body: {} },
  ];
  const waits = [];
  const told = [];
  const answer = await untilAnswered(
    async () => {
      const next = answers.shift();
      if (next instanceof Error) throw next;
      return next;
    },
    {
      wait: async (ms) => waits.push(ms),
      onTrouble: (n, _, busy) => told.push([n, busy]),
      wanted: () => true,
    },
  );
  assert.equal(answer.status, 201);
  const about = [500, 1000, 7000 + 2000, 4000, 5000, 5000];
  const pauses = [500, 1000, 2000, 4000, 5000, 5000];
  waits.forEach((ms, i) => assert.ok(Math.abs(ms - about[i]) <= pauses[i] / 2, `${i}: ${ms}`));
  assert.deepEqual(told, [
    [1, false],
    [2, true],
    [3, true],
    [4, false],
    [5, false],
    [6, false],
  ]);
  assert.equal(delayAfter(100, 0.5), 5000);
  assert.deepEqual(
    [delayAfter(1, 0), delayAfter(1, 1)],
    [250, 750],
    "a hall does not come back at once",
  );
});

test("asking ends with a refusal, when no longer wanted, and with a fault of the program", async () => {
  const options = { wait: async () => {}, onTrouble: () => {}, wanted: () => true };
  assert.equal((await untilAnswered(async () => ({ status: 409 }), options)).status, 409);
  const unwanted = { ...options, wanted: () => false };
  assert.equal(await untilAnswered(async () => ({ status: 200 }), unwanted), null);
  await assert.rejects(
    untilAnswered(async () => {
      throw new TypeError("bug");
    }, options),
  );
});

test("requests carry no cookie, no referrer, and of a ballot nothing but its bytes", async () => {
  const seen = [];
  const api = createApi("/v/m0000000", async (url, options) => {
    seen.push([url, options]);
    return new Response(JSON.stringify({ tracker: "T" }), { status: 201 });
  });
  const ballot = Uint8Array.of(1, 2, 3);
  assert.deepEqual(await api.cast(ballot), { status: 201, body: { tracker: "T" } });
  const [[url, options]] = seen;
  assert.equal(url, "/v/m0000000/ballots");
  assert.equal(options.body, ballot);
  assert.equal(options.credentials, "omit");
  assert.equal(options.referrerPolicy, "no-referrer");
  assert.deepEqual(Object.keys(options.headers), ["Content-Type"]);
});

test("a cut line is Unreachable, and so is the page of a proxy, whatever its status", async () => {
  const cut = createApi("/v/m", async () => {
    throw new TypeError("Failed to fetch");
  });
  await assert.rejects(cut.state(), Unreachable);
  for (const status of [200, 403, 404]) {
    const proxy = createApi("/v/m", async () => new Response("<html>", { status }));
    await assert.rejects(proxy.cast(Uint8Array.of(1)), Unreachable);
    await assert.rejects(proxy.state(), Unreachable);
    // JSON that is neither an answer nor a refusal of this server must not cost a sealed ballot
    for (const text of ['{"code":511,"msg":"login"}', "null", "[]", '"no"', '{"error":{}}', "{}"]) {
      const portal = createApi("/v/m", async () => new Response(text, { status }));
      await assert.rejects(portal.cast(Uint8Array.of(1)), Unreachable, text);
      await assert.rejects(portal.slip("00"), Unreachable, text);
      await assert.rejects(portal.state(), Unreachable, text);
    }
  }
});

test("a busy server says when to come back, in whatever words", async () => {
  for (const [body, wait, after] of [
    ["<html>", "7", 7],
    ['{"error":"slip-busy"}', "soon", 0],
  ]) {
    const headers = { "Retry-After": wait };
    const busy = createApi("/v/m", async () => new Response(body, { status: 503, headers }));
    assert.deepEqual(await busy.state(), { status: 503, body: null, after });
  }
});

test("a typed code gets its hyphens, a pasted address counts from its fragment", () => {
  assert.equal(tidy("abcd efgh-i"), "ABCD-EFGH-I");
  assert.equal(
    tidy("https://h.example/v/00000000#0123456789ABCDEFGHJKMNPQRSTV"),
    "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV",
  );
  assert.equal(count(tidy("01234567890123456789012345678999")), 28);
  assert.equal(cursorAfter("abcd", "ABCD-EFGH"), 5);
  assert.equal(cursorAfter("ABCD-E", "ABCD-EFGH"), 6);
  assert.equal(cursorAfter("", "ABCD"), 0);
});

test("an engine without BigInt is told so", () => {
  const scope = {
    ...globalThis,
    BigInt,
    fetch,
    Promise,
    Uint8Array,
    TextDecoder,
    AbortController,
    MessageChannel,
    crypto: globalThis.crypto,
  };
  assert.deepEqual(missingFeatures(scope), []);
  assert.deepEqual(missingFeatures({ ...scope, BigInt: undefined, crypto: undefined }), [
    "BigInt",
    "crypto.getRandomValues",
  ]);
});

test("four short words stand in a row, longer ones do not", () => {
  assert.equal(columns(["优秀", "称职", "基本称职", "不称职"]), 4);
  assert.equal(columns(["Excellent", "Competent", "Basically competent", "Incompetent"]), 2);
  assert.equal(columns(["加强理论学习", "改进工作作风", "强化责任担当"]), 2);
  assert.equal(columns(["赞成", "反对", "不了解"]), 3);
});
