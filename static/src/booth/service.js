/**
 * Makes one slip's ballot, message by message; the worker is this behind `postMessage`.
 *
 *   {id, type: "identify", meeting, code}   → {id, type, credential, draft}    both hexadecimal
 *   {id, type: "prepare", manifest, seed?}  → {id, type, fingerprint}   of the context;
 *                               encryption begins and goes on while the voter reads
 *   {id, type: "seal", choices}             → {id, type, ballot, tracker}
 *   {id, type: "tracker", ballot}           → {id, type, tracker}
 *   {id, type: "keep", plain}               → {id, type, box}           a draft, sealed for the phone
 *   {id, type: "recall", box}               → {id, type, plain}
 *
 * Manifest, ballot, seed, plain and box are bytes; choices are those of `crypto/choices.js`. Whatever fails
 * answers {id, type: "error", code, message, values}. `prepare` may be sent again (a changed mind):
 * it draws a new seed and keeps the tables.
 * @module
 */
import { bytesToHex, randomBytes } from "@noble/hashes/utils.js";
import { prepareBallot, tracker } from "../crypto/ballot.js";
import { fingerprint } from "../crypto/base32.js";
import { credentialOf } from "../crypto/credential.js";
import { draftKeyOf, openDraft, sealDraft } from "../crypto/draft.js";
import { VotingError } from "../crypto/errors.js";
import { readManifest } from "../crypto/manifest.js";
import { decodeCode } from "../crypto/slipcode.js";

/** How long encryption may keep a message, or a page without a worker, waiting. */
const SLICE_MS = 15;

export class BallotService {
  /**
   * @param {(message: object) => void} reply
   * @param {(work: () => void) => void} later runs work after messages that are waiting
   */
  constructor(reply, later) {
    this.reply = reply;
    this.later = later;
    this.meeting = null;
    this.credential = null;
    /** @type {import("../crypto/draft.js").DraftKey | null} */
    this.draft = null;
    this.manifestText = "";
    this.manifest = null;
    /** @type {ReturnType<typeof prepareBallot> | null} */
    this.steps = null;
    /** @type {import("../crypto/ballot.js").PreparedBallot | null} */
    this.prepared = null;
    /** @type {Error | null} */
    this.failure = null;
  }

  /** @param {any} message */
  receive(message) {
    const { id, type } = message;
    try {
      this.reply(Object.assign({ id, type }, this.answer(message)));
    } catch (error) {
      const known = error instanceof VotingError;
      const code = known ? error.code : "internal";
      const values = known ? error.values : {};
      this.reply({
        id,
        type: "error",
        code,
        message: String(/** @type {Error} */ (error).message),
        values,
      });
    }
  }

  /** @param {any} message */
  answer(message) {
    switch (message.type) {
      case "identify":
        return this.identify(message);
      case "prepare":
        return this.prepare(message);
      case "seal":
        return this.seal(message);
      case "tracker":
        return { tracker: tracker(message.ballot) };
      case "keep":
        return { box: sealDraft(this.draft, this.context(), message.plain) };
      case "recall":
        return { plain: openDraft(this.draft, this.context(), message.box) };
      default:
        throw new VotingError("message", `unknown message ${message.type}`);
    }
  }

  identify({ meeting, code }) {
    this.steps = null;
    this.prepared = null;
    this.meeting = meeting;
    const secret = decodeCode(code);
    this.credential = credentialOf(secret, meeting);
    this.draft = draftKeyOf(secret, meeting);
    return { credential: bytesToHex(this.credential.public), draft: this.draft.name };
  }

  context() {
    if (this.steps === null) throw new VotingError("message", "prepare comes first");
    return this.manifest.context;
  }

  prepare({ manifest: bytes, seed = randomBytes(32) }) {
    if (this.credential === null) throw new VotingError("message", "identify comes first");
    const text = bytesToHex(bytes);
    if (text !== this.manifestText) {
      this.manifest = readManifest(bytes);
      this.manifestText = text;
    }
    if (this.manifest.data.meeting.id !== this.meeting) {
      throw new VotingError("other-meeting", "the manifest is of another meeting");
    }
    this.prepared = null;
    this.failure = null;
    this.steps = prepareBallot(this.manifest, this.credential, seed);
    this.continueLater(this.steps);
    return { fingerprint: fingerprint(this.manifest.context) };
  }

  /**
   * Go on in slices until all is prepared or something else is wanted.
   * @param {ReturnType<typeof prepareBallot>} steps
   */
  continueLater(steps) {
    this.later(() => {
      if (steps !== this.steps || this.prepared !== null || this.failure !== null) return;
      this.advance(performance.now() + SLICE_MS);
      this.continueLater(steps);
    });
  }

  /** @param {number} until by `performance.now()` */
  advance(until) {
    try {
      while (this.prepared === null && performance.now() < until) {
        const step = this.steps.next();
        if (step.done) this.prepared = step.value;
      }
    } catch (error) {
      this.failure = /** @type {Error} */ (error); // nobody waits for an answer now; `seal` reports it
    }
  }

  seal({ choices }) {
    if (this.steps === null) throw new VotingError("message", "prepare comes first");
    this.advance(Infinity);
    if (this.failure !== null) throw this.failure;
    const ballot = this.prepared.seal(choices);
    return { ballot, tracker: tracker(ballot) };
  }
}
