// The whole way of a voter, with the real ballot service and a small server in this process.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesToHex } from "@noble/hashes/utils.js";
import { createApi } from "../../static/src/booth/api.js";
import { Engine } from "../../static/src/booth/engine.js";
import { Outbox } from "../../static/src/booth/outbox.js";
import { BallotService } from "../../static/src/booth/service.js";
import { codeProblem, Session } from "../../static/src/booth/session.js";
import { tracker } from "../../static/src/crypto/ballot.js";
import { fingerprint } from "../../static/src/crypto/base32.js";
import { credentialOfCode } from "../../static/src/crypto/credential.js";
import { readManifest } from "../../static/src/crypto/manifest.js";
import { encodeCode } from "../../static/src/crypto/slipcode.js";
import { bytesOf, form, manifestData, question } from "./manifests.js";

const MEETING = "abcdefgh";
const data = manifestData([form("cadre", 1, [question("q1"), question("q2")])]);
const manifest = bytesOf(data);
const mark = fingerprint(readManifest(manifest).context);
const CODE = encodeCode(new Uint8Array(16).fill(7));
const CREDENTIAL = bytesToHex(credentialOfCode(CODE, MEETING).public);

/** A server of one meeting and one slip; `fail` says how often the next requests are cut off. */
class Hall {
  constructor() {
    this.state = "open";
    this.voided = false;
    this.box = new Map();
    this.posts = [];
    this.fail = 0;
    this.fingerprint = mark;
    this.refuse = null;
    this.voterClass = data.classes[0].id;
  }

  async fetch(url, options) {
    if (this.fail > 0) {
      this.fail -= 1;
      throw new TypeError("no network");
    }
    const [, , meeting, what] = url.split("/");
    const answer = (status, body) => new Response(JSON.stringify(body), { status });
    if (meeting !== MEETING) return answer(404, { error: "meeting-unknown" });
    if (what === "state") return answer(200, { state: this.state, fingerprint: this.fingerprint });
    if (what === "manifest") return new Response(manifest);
    if (what === "slip") return this.slip(JSON.parse(options.body).credential, answer);
    return this.cast(options.body, answer);
  }

  slip(credential, answer) {
    if (credential !== CREDENTIAL) return answer(404, { error: "slip-unknown" });
    const own = this.box.get(credential);
    const told = { class: { id: this.voterClass, name: "服务器说的" } };
    if (own) return answer(200, Object.assign({ state: "counted", tracker: tracker(own) }, told));
    const state = this.voided ? "voided" : "unused";
    return answer(200, Object.assign({ state, tracker: null }, told));
  }

  cast(ballot, answer) {
    this.posts.push(ballot);
    if (this.refuse) return answer(422, { error: this.refuse, message: { zh: "坏", en: "bad" } });
    const own = this.box.get(CREDENTIAL);
    if (!own && this.voided) return answer(409, { error: "slip-voided" });
    if (!own && this.state !== "open") return answer(409, { error: "meeting-closed" });
    if (own && tracker(own) !== tracker(ballot)) return answer(409, { error: "slip-used" });
    this.box.set(CREDENTIAL, ballot);
    return answer(own ? 200 : 201, { tracker: tracker(ballot) });
  }
}

/** A Worker around the real service, in this process. */
function spawnLocal() {
  const worker = {
    onmessage: null,
    onerror: null,
    terminate() {
      worker.onmessage = null;
    },
  };
  const service = new BallotService(
    (message) => queueMicrotask(() => worker.onmessage?.({ data: message })),
    setImmediate,
  );
  worker.postMessage = (message) => setImmediate(() => service.receive(message));
  return worker;
}

function phone(hall, outbox = new Outbox(null)) {
  const screens = [];
  const apiOf = (id) => createApi(`/v/${id}`, (url, options) => hall.fetch(url, options));
  const session = new Session({
    meeting: MEETING,
    api: apiOf(MEETING),
    apiOf,
    engine: new Engine(spawnLocal),
    outbox,
    pause: async () => {
      hall.paused = (hall.paused || 0) + 1;
      if (hall.onPause) hall.onPause();
    },
    show: (state) => screens.push(state.screen),
  });
  return { session, screens, outbox };
}

async function fill({ session }) {
  session.go({ screen: "subject", card: 0 });
  session.choices.choose(0, 1);
  session.choices.leaveBlank(1);
  session.go({ screen: "review" });
}

test("from the slip to the receipt", async () => {
  const hall = new Hall();
  const voter = phone(hall);
  await voter.session.begin(CODE);
  assert.equal(voter.session.fingerprint, mark);
  await fill(voter);
  await voter.session.cast();
  assert.equal(voter.session.state.screen, "done");
  assert.equal(voter.session.state.tracker, tracker(hall.box.get(CREDENTIAL)));
  assert.deepEqual(voter.outbox.all(), [], "nothing is kept after the receipt");
  assert.equal(voter.session.choices.started(), false, "the choices are forgotten");
  assert.equal(hall.posts.length, 1);
});

test("a lost connection: identical bytes until the receipt comes", async () => {
  const hall = new Hall();
  const voter = phone(hall);
  await voter.session.begin(CODE);
  await fill(voter);
  const lost = hall.cast.bind(hall);
  hall.cast = (ballot, answer) => {
    lost(ballot, answer);
    if (hall.posts.length < 4) throw new TypeError("the answer was lost");
    return lost(ballot, answer);
  };
  await voter.session.cast();
  assert.equal(voter.session.state.screen, "done");
  assert.ok(hall.posts.length >= 4);
  for (const post of hall.posts) assert.deepEqual(post, hall.posts[0]);
});

test("a reload between sealing and receipt sends the same bytes, with the code or without", async () => {
  for (const code of [null, CODE]) {
    const hall = new Hall();
    const before = phone(hall);
    await before.session.begin(CODE);
    await fill(before);
    before.session.pause = () => new Promise(() => {}); // the page is gone
    hall.fail = 1;
    before.session.cast();
    while (before.outbox.all().length === 0) await new Promise(setImmediate);
    const [{ bytes }] = before.outbox.all();
    await new Promise(setImmediate);
    const after = phone(hall, before.outbox);
    await after.session.begin(code);
    assert.equal(after.session.state.screen, "done");
    assert.ok(!after.screens.includes("intro"), "no second ballot is offered");
    assert.deepEqual(hall.posts, [bytes]);
    assert.deepEqual(after.outbox.all(), []);
  }
});

test("another ballot of the same slip: told with the tracker of the one that counts", async () => {
  const hall = new Hall();
  const [first, second] = [phone(hall), phone(hall)];
  for (const voter of [first, second]) {
    await voter.session.begin(CODE);
    await fill(voter);
  }
  await first.session.cast();
  await second.session.cast();
  const { state } = second.session;
  assert.equal(state.screen, "counted");
  assert.equal(state.other, true);
  assert.equal(state.tracker, first.session.state.tracker);
  assert.deepEqual(second.outbox.all(), []);
  const third = phone(hall);
  await third.session.begin(CODE);
  assert.equal(third.session.state.screen, "counted");
  assert.equal(third.session.state.other, undefined);
});

test("the meeting closes before the ballot arrives: said, and nothing is kept", async () => {
  const hall = new Hall();
  const voter = phone(hall);
  await voter.session.begin(CODE);
  await fill(voter);
  hall.state = "closed";
  await voter.session.cast();
  assert.deepEqual([voter.session.state.screen, voter.session.state.lost], ["closed", true]);
  assert.deepEqual(voter.outbox.all(), []);
});

test("a refused ballot tells why and is not kept", async () => {
  const hall = new Hall();
  const voter = phone(hall);
  await voter.session.begin(CODE);
  await fill(voter);
  hall.refuse = "proof";
  await voter.session.cast();
  const { screen, reason, message } = voter.session.state;
  assert.deepEqual([screen, reason, message.zh], ["failed", "failedRefused", "坏"]);
  assert.deepEqual(voter.outbox.all(), []);
});

test("a slip of another meeting, a voided one, a meeting unknown or over", async () => {
  const other = encodeCode(new Uint8Array(16).fill(8));
  const cases = [
    [{}, other, "foreign"],
    [{ voided: true }, CODE, "voided"],
    [{ state: "closed" }, CODE, "closed"],
  ];
  for (const [changes, code, screen] of cases) {
    const voter = phone(Object.assign(new Hall(), changes));
    await voter.session.begin(code);
    assert.equal(voter.session.state.screen, screen);
  }
  const lost = phone(new Hall());
  lost.session.api = lost.session.apiOf("00000000");
  await lost.session.begin(CODE);
  assert.equal(lost.session.state.screen, "unknown");
});

test("a meeting that has not begun opens by itself; without network it keeps trying", async () => {
  const hall = Object.assign(new Hall(), { state: "printed", fail: 2 });
  hall.onPause = () => {
    if (hall.paused > 4) hall.state = "open";
  };
  const voter = phone(hall);
  await voter.session.begin(CODE);
  assert.equal(voter.session.state.screen, "intro");
  assert.ok(voter.screens.includes("waiting"));
});

test("a state that has not changed comes without a body, and counts as told", async () => {
  const asked = [];
  const answers = [
    new Response('{"state":"printed"}', { headers: { ETag: '"one"' } }),
    new Response(null, { status: 304 }),
    new Response('{"state":"open"}', { headers: { ETag: '"two"' } }),
    new Response('{"error":"meeting-unknown"}', { status: 404 }),
    new Response('{"state":"open"}'),
  ];
  const api = createApi("/v/x", async (_, options) => {
    asked.push(options.headers["If-None-Match"] || null);
    return answers.shift();
  });
  const told = [];
  for (let i = 0; i < 5; i += 1) told.push(await api.state());
  assert.deepEqual(
    told.map(({ status, body }) => [status, body.state]),
    [
      [200, "printed"],
      [200, "printed"],
      [200, "open"],
      [404, undefined],
      [200, "open"],
    ],
  );
  assert.deepEqual(asked, [null, '"one"', '"one"', '"two"', null]);
});

test("a manifest other than the announced one is not opened", async () => {
  const voter = phone(Object.assign(new Hall(), { fingerprint: "0000-0000-0000-0000" }));
  await voter.session.begin(CODE);
  assert.equal(voter.session.state.reason, "failedManifest");
});

test("the slip's class is shown by the manifest's name; a class that is not there opens nothing", async () => {
  const voter = phone(new Hall());
  await voter.session.begin(CODE);
  assert.deepEqual(voter.session.voterClass, data.classes[0]);
  const lied = phone(Object.assign(new Hall(), { voterClass: "Z" }));
  await lied.session.begin(CODE);
  assert.deepEqual(
    [lied.session.state.screen, lied.session.state.reason],
    ["failed", "failedManifest"],
  );
});

test("a server that answers with another tracker is not believed", async () => {
  const hall = new Hall();
  const voter = phone(hall);
  await voter.session.begin(CODE);
  await fill(voter);
  hall.cast = (_, answer) => answer(201, { tracker: "0000-0000-0000-0000" });
  await voter.session.cast();
  assert.equal(voter.session.state.reason, "failedReceipt");
});

test("a ballot kept for another slip is sent in passing, once", async () => {
  const hall = new Hall();
  const before = phone(hall);
  await before.session.begin(CODE);
  await fill(before);
  before.session.pause = () => new Promise(() => {});
  hall.fail = 1;
  before.session.cast();
  while (before.outbox.all().length === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  const after = phone(hall, before.outbox);
  await after.session.begin(encodeCode(new Uint8Array(16).fill(8)));
  assert.equal(after.session.state.screen, "foreign");
  while (before.outbox.all().length > 0) await new Promise(setImmediate);
  assert.equal(hall.posts.length, 1);
});

test("a new slip scanned into the same page ends what the former one was doing", async () => {
  const hall = new Hall();
  const voter = phone(hall);
  const first = voter.session.begin(CODE);
  const second = voter.session.begin(encodeCode(new Uint8Array(16).fill(8)));
  await second;
  assert.equal(voter.session.state.screen, "foreign");
  await Promise.race([
    first,
    new Promise((resolve) => {
      setTimeout(resolve, 50);
    }),
  ]);
  assert.equal(voter.session.state.screen, "foreign");
});

test("a mistyped code is caught before anything is asked, and the group is named", async () => {
  const hall = new Hall();
  hall.fetch = () => {
    throw new Error("nothing may be asked");
  };
  const voter = phone(hall);
  const wrong = `${CODE.slice(0, 11)}${CODE[11] === "2" ? "3" : "2"}${CODE.slice(12)}`;
  await voter.session.begin(wrong);
  assert.equal(voter.session.state.screen, "entry");
  assert.deepEqual(voter.session.state.problem, {
    key: "code-check",
    values: { length: undefined, group: 3 },
  });
  assert.equal(codeProblem("ABC").key, "code-length");
  assert.equal(codeProblem("ABC").values.length, 3);
  assert.equal(codeProblem(`U${CODE.slice(1)}`).key, "code-symbol");
  assert.equal(codeProblem(CODE), null);
});
