// What has been chosen so far, kept on the phone until the ballot is counted, so that a reload or a
// page that was killed costs nothing but scanning the slip again (docs/protocol.md §13). Sealed in
// the worker under a key that only the slip's code gives; the code itself is never kept. All choices
// of a meeting take the same number of bytes, and of the time only the day is kept.

import { fromBase64, toBase64 } from "../crypto/base64.js";
import { VotingError } from "../crypto/errors.js";
import { attempt, keysOf } from "./outbox.js";

const PREFIX = "qingping-draft";
const DAY = 24 * 3600 * 1000;
const DAYS_KEPT = 2;

const today = () => Math.floor(Date.now() / DAY);

/** The sealed drafts of this phone; without storage they live as long as the page. */
export class Drafts {
  /** @param {?Storage} storage localStorage, or null where it may not be used */
  constructor(storage) {
    this.storage = storage;
    this.memory = new Map();
  }

  /** True where this phone keeps things: asked by keeping something. */
  works() {
    const key = `${PREFIX}-try`;
    return (
      this.storage !== null &&
      attempt(() => {
        this.storage.setItem(key, "1");
        const kept = this.storage.getItem(key) === "1";
        this.storage.removeItem(key);
        return kept;
      }) === true
    );
  }

  /** The sealed draft under a name, or null. */
  get(meeting, name) {
    const key = keyOf(meeting, name);
    const text = (this.storage && attempt(() => this.storage.getItem(key))) || this.memory.get(key);
    return text ? attempt(() => fromBase64(text.slice(text.indexOf(".") + 1))) : null;
  }

  put(meeting, name, box) {
    const [key, text] = [keyOf(meeting, name), `${today()}.${toBase64(box)}`];
    this.memory.set(key, text);
    if (this.storage) attempt(() => this.storage.setItem(key, text));
  }

  erase(meeting, name) {
    this.drop(keyOf(meeting, name));
  }

  /** True where anything is kept of a meeting. */
  any(meeting) {
    return this.keys().some((key) => key.split(":")[1] === meeting);
  }

  /** The meeting is over: nothing of it is kept. */
  eraseMeeting(meeting) {
    this.keys()
      .filter((key) => key.split(":")[1] === meeting)
      .forEach((key) => this.drop(key));
  }

  /** Erase what nobody came back to for days, of whatever meeting. */
  sweep() {
    keysOf(this.storage)
      .filter(isDraft)
      .forEach((key) => {
        const age =
          today() -
          parseInt(
            attempt(() => this.storage.getItem(key)),
            10,
          );
        if (!(Math.abs(age) <= DAYS_KEPT)) this.drop(key);
      });
  }

  keys() {
    return keysOf(this.storage).concat(Array.from(this.memory.keys())).filter(isDraft);
  }

  drop(key) {
    this.memory.delete(key);
    if (this.storage) attempt(() => this.storage.removeItem(key));
  }
}

const keyOf = (meeting, name) => `${PREFIX}:${meeting}:${name}`;
const isDraft = (key) => key.indexOf(`${PREFIX}:`) === 0;

/** Keeps the choices of one slip: the worker seals them, the phone stores them. */
export class Keeper {
  /** @param {{engine: import("./engine.js").Engine, drafts: Drafts, meeting: string, name: string}} parts */
  constructor(parts) {
    this.engine = parts.engine;
    this.drafts = parts.drafts;
    this.meeting = parts.meeting;
    this.name = parts.name;
    this.box = null;
    this.busy = false;
    this.again = false;
    this.ended = false;
  }

  /** Put back what was chosen before the page was lost; true where there was something. */
  async recall(choices) {
    const box = this.drafts.get(this.meeting, this.name);
    if (box === null) return false;
    try {
      return unpacked(choices, await this.engine.recall(box));
    } catch (error) {
      if (!(error instanceof VotingError) || error.code !== "draft") throw error;
      this.drafts.erase(this.meeting, this.name); // bent, or of a manifest that is no more
      return false;
    }
  }

  /** Keep what is chosen now; while one state is being sealed, only the latest waits. */
  async keep(choices) {
    this.again = true;
    if (this.busy) return;
    this.busy = true;
    while (this.again && !this.ended) {
      this.again = false;
      // What cannot be sealed is not kept; a worker that is gone is told of when the voter sends.
      const box = await this.engine.keep(packed(choices)).catch(() => null);
      if (this.ended || box === null) break;
      this.box = box;
      this.drafts.put(this.meeting, this.name, box);
    }
    this.busy = false;
  }

  /** The slip has had its say: nothing of it is kept from now on. */
  erase() {
    this.ended = true;
    this.drafts.erase(this.meeting, this.name);
  }

  /** Its ballot was refused for no fault of the slip: the choices are there again. */
  putBack() {
    if (this.box) this.drafts.put(this.meeting, this.name, this.box);
  }
}

/**
 * The choices as bytes: for every question one byte (0 not answered, 1 answered) and one bit an
 * option, the first option the lowest bit of the first byte.
 */
export function packed({ questions, answers }) {
  const bytes = [];
  questions.forEach(({ definition }, index) => {
    const answer = answers[index];
    bytes.push(answer === null ? 0 : 1);
    for (let from = 0; from < definition.options.length; from += 8) {
      bytes.push(
        (answer || []).reduce(
          (sum, option) => sum + (option >= from && option < from + 8 ? 1 << (option - from) : 0),
          0,
        ),
      );
    }
  });
  return Uint8Array.from(bytes);
}

/** Put packed choices back; true where there was anything in them. What cannot be is left out. */
export function unpacked(choices, bytes) {
  if (bytes.length !== packed(choices).length) return false;
  let at = 0;
  choices.questions.forEach(({ definition, index }) => {
    const answered = bytes[at] === 1;
    const chosen = definition.options
      .map((_, option) => option)
      .filter((option) => bytes[at + 1 + (option >> 3)] & (1 << (option & 7)));
    at += 1 + Math.ceil(definition.options.length / 8);
    const blank = chosen.length === 0 && choices.blank(index) !== null;
    if (answered && (blank || chosen.length) && chosen.length <= definition.max) {
      choices.answers[index] = chosen;
    }
  });
  return choices.started();
}
