// What the kiosk shows while nobody votes: not open yet, ready for a slip, or over.

import { hasEnded, isOpen } from "../flow.js";
import { isTemporary, Unreachable } from "../sender.js";

const POLL = 4000;

/** The screen of the door for an answer of `state`; `before`: the last one that said something. */
export function screenFor({ status, body }) {
  if (status !== 200) return { screen: "unknown" };
  if (isOpen(body.state)) return { screen: "entry", info: body };
  return { screen: hasEnded(body.state) ? "closed" : "waiting", info: body, door: true };
}

export class Door {
  /**
   * @param {{session: import("../session.js").Session, api: import("../api.js").Api,
   *          pause: (ms: number) => Promise<void>,
   *          trouble: (tries: number) => void}} parts
   */
  constructor(parts) {
    this.session = parts.session;
    this.api = parts.api;
    this.pause = parts.pause;
    this.trouble = parts.trouble;
    this.tries = 0;
  }

  /** Nobody has handed in a slip since this page was loaded. */
  get vacant() {
    return this.session.run === 0;
  }

  /** Ask for the meeting's state until a voter comes. */
  async watch() {
    while (this.vacant) {
      const answer = await this.ask();
      if (!this.vacant) return;
      if (answer) this.show(screenFor(answer));
      else this.trouble(this.tries);
      await this.pause(POLL);
    }
  }

  async ask() {
    try {
      const answer = await this.api.state();
      if (!isTemporary(answer.status)) {
        this.tries = 0;
        return answer;
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    this.tries += 1;
    return null;
  }

  show(to) {
    const { state } = this.session;
    this.trouble(0);
    const same =
      state.screen === to.screen &&
      (!to.info || (state.info && state.info.state === to.info.state));
    if (same) return;
    this.session.go({ screen: "opening" });
    this.session.go(to);
  }
}
