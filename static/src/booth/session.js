// One voter's way from the slip to the receipt: asks the server, drives the worker, and tells the
// page which screen to show. Knows no DOM; everything it talks to is handed in.

import { VotingError } from "../crypto/errors.js";
import { decodeCode } from "../crypto/slipcode.js";
import { Choices } from "./choices.js";
import { Delivery } from "./delivery.js";
import { Drafts, Keeper } from "./drafts.js";
import { hasEnded, isOpen, move, START, screenOf } from "./flow.js";
import { untilAnswered } from "./sender.js";

const POLL = 4000;

// Screens after which the slip has nothing more to say here.
const LAST = ["done", "counted", "voided", "foreign", "closed"];

/** @typedef {import("./api.js").Api} Api */

export class Session {
  /**
   * @param {{meeting: string, api: Api, apiOf: (meeting: string) => Api,
   *          engine: import("./engine.js").Engine, outbox: import("./outbox.js").Outbox,
   *          drafts?: Drafts, unkept?: boolean, pause: (ms: number) => Promise<void>,
   *          show: (state: import("./flow.js").State) => void}} parts `unkept`: this phone stores
   *   nothing
   */
  constructor(parts) {
    this.meeting = parts.meeting;
    this.api = parts.api;
    this.apiOf = parts.apiOf;
    this.engine = parts.engine;
    this.outbox = parts.outbox;
    this.drafts = parts.drafts || new Drafts(null);
    this.unkept = parts.unkept || false;
    this.pause = parts.pause;
    this.show = parts.show;
    this.state = START;
    this.run = 0;
    this.info = null;
    this.delivery = new Delivery(this);
    this.forget();
    this.engine.onTrouble = (tries) => this.trouble({ tries });
  }

  /** Drop all that is known of a slip and its voter; the sealed ballot in the outbox stays. */
  forget() {
    if (this.choices) this.choices.forget();
    this.choices = null;
    this.voterClass = null;
    this.credential = null;
    this.draft = null;
    /** The code, while it may be needed to try again; never stored. */
    this.code = null;
  }

  /** Go to a screen, if the path allows it from here. */
  go(to) {
    const next = move(this.state, to);
    if (next === this.state) return;
    this.state = next;
    if (LAST.indexOf(next.screen) >= 0) this.code = null;
    this.show(next);
  }

  /** Begin with the code of the scanned or typed slip; null when there is none yet. */
  async begin(code) {
    this.run += 1;
    const run = this.run;
    this.forget();
    this.code = code;
    this.engine.reset();
    this.go({ screen: "opening" });
    try {
      await this.open(code, run);
    } catch (error) {
      if (run === this.run) this.go({ screen: "failed", reason: "failedMemory" });
      throw error;
    }
  }

  /** What did not work, once more: with the same slip where it is still known. */
  retry() {
    return this.begin(this.code);
  }

  async open(code, run) {
    this.drafts.sweep();
    const kept = this.outbox.all();
    if (code === null) {
      const mine = kept.find((item) => item.meeting === this.meeting);
      this.delivery.flush(kept, mine);
      if (mine) return this.resume(mine, run);
      this.go({ screen: "entry" });
      return this.kept() ? this.tidy(run) : undefined;
    }
    const problem = codeProblem(code);
    if (problem) return this.go({ screen: "entry", problem, code });
    // on its way while the state is asked: every question is a round trip on a slow line
    this.engine.warm();
    this.early = this.api.manifest().catch(() => null);
    if (!(await this.untilOpen(run))) return undefined;
    const { credential, draft } = await this.engine.identify(this.meeting, code);
    if (run !== this.run) return undefined;
    this.credential = credential;
    const { engine, drafts, meeting } = this;
    this.draft = new Keeper({ engine, drafts, meeting, name: draft });
    const mine = kept.find((item) => this.isOwn(item));
    this.delivery.flush(kept, mine);
    if (mine) return this.resume(mine, run);
    return this.admit(run);
  }

  /** True where choices made earlier are still on this phone. */
  kept() {
    return this.drafts.any(this.meeting);
  }

  /** No slip has been scanned, but drafts are here: they go if the vote is over. */
  async tidy(run) {
    const answer = await this.ask(() => this.api.state(), run);
    if (answer === null || answer.status !== 200 || !hasEnded(answer.body.state)) return;
    this.drafts.eraseMeeting(this.meeting);
    this.go({ screen: "closed", info: answer.body, unknown: true });
  }

  isOwn(item) {
    return item.meeting === this.meeting && item.credential === this.credential;
  }

  /** Ask until the meeting is open or over. False: unknown meeting, or no longer wanted. */
  async untilOpen(run) {
    for (;;) {
      const answer = await this.ask(() => this.api.state(), run);
      if (answer === null) return false;
      if (answer.status !== 200) {
        this.go({ screen: "unknown" });
        return false;
      }
      this.info = answer.body;
      if (hasEnded(this.info.state)) this.drafts.eraseMeeting(this.meeting);
      if (isOpen(this.info.state) || hasEnded(this.info.state)) {
        this.go({ screen: "opening" });
        return true;
      }
      this.go({ screen: "waiting", info: this.info });
      await this.pause(POLL);
      if (run !== this.run) return false;
    }
  }

  /** Look the slip up and, if it may vote, open its ballot. */
  async admit(run) {
    const slip = await this.ask(() => this.api.slip(this.credential), run);
    if (slip === null) return undefined;
    if (slip.status === 404) return this.go({ screen: "foreign", info: this.info });
    if (slip.status !== 200) return this.go({ screen: "failed", reason: "failedText" });
    const to = screenOf(this.info.state, slip.body);
    if (to.screen !== "intro") {
      this.draft.erase();
      return this.go(Object.assign({ info: this.info }, to));
    }
    const manifest = await this.ask(() => this.fetchManifest(), run);
    if (manifest === null) return undefined;
    if (manifest.status !== 200) return this.go({ screen: "failed", reason: "failedText" });
    return this.unfold(new Uint8Array(manifest.body), slip.body.class, run);
  }

  /** The manifest that was asked for at the beginning, if the meeting was open then. */
  async fetchManifest() {
    const early = await this.early;
    this.early = null;
    return early && early.status === 200 ? early : this.api.manifest();
  }

  /**
   * Read the manifest, compare its fingerprint with the one announced, and begin to encrypt.
   * `told` is the class that the server has for this slip; its name is the manifest's own.
   */
  async unfold(bytes, told, run) {
    let fingerprint = null;
    try {
      fingerprint = await this.engine.prepare(bytes);
    } catch (error) {
      if (!(error instanceof VotingError) || error.code === "internal") throw error;
    }
    if (run !== this.run) return undefined;
    if (fingerprint === null || fingerprint !== this.info.fingerprint) {
      return this.go({ screen: "failed", reason: "failedManifest" });
    }
    this.fingerprint = fingerprint;
    this.manifest = JSON.parse(new TextDecoder("utf-8").decode(bytes));
    this.voterClass = this.manifest.classes.find((one) => told && one.id === told.id) || null;
    if (this.voterClass === null) return this.go({ screen: "failed", reason: "failedManifest" });
    this.choices = new Choices(this.manifest);
    const restored = await this.draft.recall(this.choices);
    return run === this.run ? this.go({ screen: "intro", restored }) : undefined;
  }

  /** The voter has just changed a choice. */
  changed() {
    if (this.draft) this.draft.keep(this.choices);
  }

  /** True while leaving the page would lose choices. */
  unsaved() {
    if (!this.choices?.started()) return false;
    return this.unkept || this.draft === null || this.draft.busy;
  }

  /** Seal the ballot, keep the sealed bytes, send them until there is a receipt. */
  async cast() {
    const run = this.run;
    if (this.state.screen !== "review" || !this.choices.ready()) return;
    const earlier = this.outbox.get(this.meeting, this.credential);
    // A ballot sealed in another tab is this slip's ballot.
    if (earlier) {
      await this.resume({ credential: this.credential, bytes: earlier }, run);
      return;
    }
    const sealing = this.engine.seal(this.choices.sealed()); // the worker is at it while the page draws
    this.go({ screen: "sending", phase: "sealing" });
    let sealed;
    try {
      sealed = await sealing;
    } catch (error) {
      if (run === this.run) this.go({ screen: "failed", reason: "failedMemory" });
      throw error;
    }
    // The draft goes when the sealed ballot is safe in its place.
    if (this.outbox.put(this.meeting, this.credential, sealed.ballot)) this.draft.erase();
    this.choices.forget();
    this.engine.reset();
    await this.delivery.send(sealed.ballot, sealed.tracker, run);
  }

  /** Send a ballot that was sealed before the page was reloaded. */
  async resume(item, run) {
    this.credential = item.credential;
    const tracker = await this.engine.trackerOf(item.bytes);
    if (run === this.run) await this.delivery.send(item.bytes, tracker, run);
  }

  ask(attempt, run) {
    return untilAnswered(attempt, {
      wait: this.pause,
      wanted: () => run === this.run,
      onTrouble: (tries, _, busy) => this.trouble({ tries, busy }),
    });
  }

  /** No network while opening, or a busy server: say so on the screen that is shown. */
  trouble(what) {
    if (["opening", "waiting", "sending"].indexOf(this.state.screen) < 0) return;
    this.go(Object.assign({}, this.state, what));
  }
}

/** What is wrong with a code: {key, values} of the text that says it, or null. */
export function codeProblem(code) {
  try {
    decodeCode(code);
  } catch (error) {
    if (!(error instanceof VotingError)) throw error;
    const { symbols, group } = error.values;
    const key = error.code === "code-check" && !group ? "code-check-unknown" : error.code;
    return { key, values: { length: symbols, group } };
  }
  return null;
}
