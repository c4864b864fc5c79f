// One meeting with one slip behind the booth's requests, and a phone that goes there: for the tests
// of what a cut network, a reload or a killed page may cost.

import { bytesToHex } from "@noble/hashes/utils.js";
import { createApi } from "../../static/src/booth/api.js";
import { Drafts } from "../../static/src/booth/drafts.js";
import { Engine } from "../../static/src/booth/engine.js";
import { Outbox } from "../../static/src/booth/outbox.js";
import { BallotService } from "../../static/src/booth/service.js";
import { Session } from "../../static/src/booth/session.js";
import { tracker } from "../../static/src/crypto/ballot.js";
import { fingerprint } from "../../static/src/crypto/base32.js";
import { credentialOfCode } from "../../static/src/crypto/credential.js";
import { readManifest } from "../../static/src/crypto/manifest.js";
import { encodeCode } from "../../static/src/crypto/slipcode.js";
import { bytesOf, form, manifestData, question } from "./manifests.js";

export const MEETING = "abcdefgh";
export const CODE = encodeCode(new Uint8Array(16).fill(7));
export const OTHER = encodeCode(new Uint8Array(16).fill(8));
const data = manifestData([form("cadre", 2, [question("q1"), question("q2")])]);
const manifest = bytesOf(data);
export const { context } = readManifest(manifest);
const mark = fingerprint(context);
const ROLL = [CODE, OTHER].map((code) => bytesToHex(credentialOfCode(code, MEETING).public));

/** A server; `cut(n, what)` says what happens to request n: "before" it arrives, "after" it was done. */
export class Hall {
  constructor() {
    this.state = "open";
    this.voided = [];
    this.box = new Map();
    this.asked = [];
    this.cut = () => null;
    this.refuse = null;
  }

  async fetch(url, options) {
    const [, , , what] = url.split("/");
    const fate = this.cut(this.asked.length, what);
    this.asked.push(what);
    if (fate === "before") throw new TypeError("no network");
    const answer = this.answer(what, options);
    if (fate === "after") throw new TypeError("the answer was lost");
    return answer;
  }

  answer(what, options) {
    if (what === "state") return json(200, { state: this.state, fingerprint: mark });
    if (what === "manifest") return new Response(manifest);
    if (what === "slip") return this.slip(JSON.parse(options.body).credential);
    return this.cast(options.body);
  }

  slip(credential) {
    if (ROLL.indexOf(credential) < 0) return json(404, { error: "slip-unknown" });
    const own = this.box.get(credential);
    const state = own ? "counted" : this.voided.indexOf(credential) >= 0 ? "voided" : "unused";
    const told = { id: data.classes[0].id, name: "" };
    return json(200, { state, tracker: own ? tracker(own) : null, class: told });
  }

  cast(ballot) {
    const credential = bytesToHex(ballot.slice(36, 68));
    if (this.refuse) return json(422, { error: this.refuse, message: { zh: "坏", en: "bad" } });
    const own = this.box.get(credential);
    if (own) {
      return tracker(own) === tracker(ballot)
        ? json(200, { tracker: tracker(own) })
        : json(409, { error: "slip-used" });
    }
    if (this.voided.indexOf(credential) >= 0) return json(409, { error: "slip-voided" });
    if (this.state !== "open") return json(409, { error: "meeting-closed" });
    this.box.set(credential, ballot);
    return json(201, { tracker: tracker(ballot) });
  }
}

const json = (status, body) => new Response(JSON.stringify(body), { status });

/** What a browser's localStorage does; `writes` are all texts it was given. */
export function storage() {
  const kept = new Map();
  const writes = [];
  return {
    kept,
    writes,
    get length() {
      return kept.size;
    },
    key: (i) => Array.from(kept.keys())[i],
    getItem: (key) => (kept.has(key) ? kept.get(key) : null),
    setItem: (key, text) => {
      kept.set(key, text);
      writes.push([key, text]);
    },
    removeItem: (key) => {
      kept.delete(key);
    },
  };
}

export const DEAD = new Promise(() => {});

/** A page of one phone; `kill()` is WeChat killing it: nothing of it goes on. */
export function phone(hall, store, pause) {
  let alive = true;
  const reach = async (url, options) => {
    if (!alive) return DEAD;
    try {
      const answer = await hall.fetch(url, options);
      return alive ? answer : DEAD;
    } catch (error) {
      return alive ? Promise.reject(error) : DEAD;
    }
  };
  const apiOf = (id) => createApi(`/v/${id}`, reach);
  const sealed = []; // the choices of every ballot made here
  const spawn = () => {
    const worker = {
      onmessage: null,
      onerror: null,
      terminate() {
        worker.onmessage = null;
      },
    };
    const service = new BallotService(
      (message) => queueMicrotask(() => alive && worker.onmessage?.({ data: message })),
      setImmediate,
    );
    worker.postMessage = (message) =>
      setImmediate(() => {
        if (message.type === "seal") sealed.push(message.choices);
        if (alive) service.receive(message);
      });
    return worker;
  };
  const screens = [];
  const session = new Session({
    meeting: MEETING,
    api: apiOf(MEETING),
    apiOf,
    engine: new Engine(spawn),
    outbox: new Outbox(store),
    drafts: new Drafts(store),
    pause: async (ms) => (alive ? pause?.(ms) : DEAD),
    show: (state) => screens.push(state),
  });
  return {
    session,
    screens,
    sealed,
    kill() {
      alive = false;
    },
    get screen() {
      return session.state.screen;
    },
  };
}

/** Choose as a voter does: one question, then the session is told. */
export function choose({ session }, answers) {
  answers.forEach((option, index) => {
    if (option === "blank") session.choices.leaveBlank(index);
    else session.choices.choose(index, option);
    session.changed();
  });
}

/** Until something holds; the event loop goes round in the meantime. */
export async function until(condition) {
  for (let turns = 0; !condition(); turns += 1) {
    if (turns > 20000) throw new Error("it never came about");
    await new Promise(setImmediate);
  }
}
