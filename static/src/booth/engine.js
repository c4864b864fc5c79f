// The worker in which everything secret happens, as promises; `service.js` lists the messages. One
// worker serves one slip; it is ended, with its keys, as soon as the ballot is sealed.

import { VotingError } from "../crypto/errors.js";

export class Engine {
  /**
   * @param {(onTrouble: (tries: number) => void) => import("./spawn.js").Front} spawn
   */
  constructor(spawn) {
    this.spawn = spawn;
    this.worker = null;
    this.waiting = new Map();
    this.last = 0;
    /**
     * Told when the worker's script cannot be fetched; it is tried again.
     * @type {(tries: number) => void}
     */
    this.onTrouble = () => {};
  }

  /** What a code stands for in a meeting: → {credential, draft}, hexadecimal. */
  async identify(meeting, code) {
    const { credential, draft } = await this.call({ type: "identify", meeting, code });
    return { credential, draft };
  }

  /** Hash the manifest's bytes, begin the ballot of the slip; → short fingerprint of the context. */
  async prepare(manifest) {
    return (await this.call({ type: "prepare", manifest })).fingerprint;
  }

  /** → {ballot: Uint8Array, tracker} */
  async seal(choices) {
    const { ballot, tracker } = await this.call({ type: "seal", choices });
    return { ballot, tracker };
  }

  /** Choices as bytes (drafts.js) → the sealed draft. */
  async keep(plain) {
    return (await this.call({ type: "keep", plain })).box;
  }

  /** A sealed draft → choices as bytes; a VotingError where it is not this slip's. */
  async recall(box) {
    return (await this.call({ type: "recall", box })).plain;
  }

  /** The tracker of a ballot sealed earlier. */
  async trackerOf(ballot) {
    return (await this.call({ type: "tracker", ballot })).tracker;
  }

  /** End the worker and what it knows; the next question starts a new one. */
  reset() {
    if (this.worker) this.worker.terminate();
    this.worker = null;
    this.waiting.clear();
  }

  /** Load the worker's script before it is needed. */
  warm() {
    if (!this.worker) this.start();
  }

  /**
   * @param {object} message of service.js, without its id
   * @returns {Promise<any>} the answer to it
   */
  call(message) {
    this.warm();
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage(Object.assign({ id }, message));
    });
  }

  start() {
    this.worker = this.spawn((n) => this.onTrouble(n));
    this.worker.onmessage = ({ data }) => {
      const waiter = this.waiting.get(data.id);
      if (!waiter) return;
      this.waiting.delete(data.id);
      if (data.type === "error") waiter.reject(new VotingError(data.code, data.message));
      else waiter.resolve(data);
    };
    this.worker.onerror = (event) => {
      const failed = Array.from(this.waiting.values());
      this.reset();
      failed.forEach(({ reject }) => reject(new Error(`worker: ${event.message}`)));
    };
  }
}
