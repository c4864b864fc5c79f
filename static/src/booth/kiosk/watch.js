// When the kiosk clears itself. A voter who went away is asked for first; a receipt is shown for a
// while; a sealed ballot without a receipt is never cleared.

/** Seconds. `ask`: quiet before the question, `answer`: time for an answer. */
export const TIMES = { ask: 90, answer: 30, tracker: 60, notice: 30, longer: 60, quiet: 45 };

const BY_SCREEN = {
  opening: "ask",
  waiting: "ask",
  intro: "ask",
  subject: "ask",
  review: "ask",
  done: "tracker",
  counted: "tracker",
  failed: "tracker",
  voided: "notice",
  foreign: "notice",
  closed: "notice",
};

/**
 * "ask", "tracker" and "notice" (cleared after a time that is shown), or null: never. "quiet" while
 * nobody votes: a half-typed code, another language or size do not stay for the next one.
 * @param {boolean} vacant nobody has handed in a slip
 */
export function planOf(screen, vacant) {
  return vacant ? "quiet" : BY_SCREEN[screen] || null;
}

export class Watch {
  /**
   * @param {{now: () => number, dirty: () => boolean, ask: (seconds: ?number) => void,
   *          left: (seconds: number) => void, clear: () => void}} parts `now` in milliseconds; `dirty`: something differs from
   *   a fresh page; `ask` null takes the question away
   */
  constructor(parts) {
    this.now = parts.now;
    this.dirty = parts.dirty;
    this.ask = parts.ask;
    this.left = parts.left;
    this.clear = parts.clear;
    this.asking = false;
    this.begin(null);
  }

  /** A new screen: @param {?string} plan see planOf */
  begin(plan) {
    this.plan = plan;
    this.since = this.now();
    this.limit = plan === "ask" ? TIMES.ask + TIMES.answer : TIMES[plan];
    this.withdraw();
  }

  /** Somebody is there; while the question is shown only its own buttons answer it. */
  touched() {
    const waits = this.plan === "ask" || this.plan === "quiet";
    if (waits && !this.asking) this.since = this.now();
  }

  /** The answer "still here". */
  stay() {
    this.since = this.now();
    this.withdraw();
  }

  /** A receipt is wanted longer. */
  longer() {
    this.limit += TIMES.longer;
    this.tick();
  }

  /** To be called about once a second. A device that slept through all of it clears at once. */
  tick() {
    if (this.plan === null) return;
    const seconds = (this.now() - this.since) / 1000;
    if (seconds < 0 || (this.plan === "quiet" && !this.dirty())) this.since = this.now();
    const left = Math.ceil(this.limit - seconds);
    if (left <= 0 && this.since < this.now()) this.finish();
    else if (this.plan === "tracker" || this.plan === "notice") this.left(left);
    else if (this.plan === "ask" && seconds >= TIMES.ask) {
      this.asking = true;
      this.ask(left);
    }
  }

  finish() {
    this.plan = null;
    this.withdraw();
    this.clear();
  }

  withdraw() {
    if (this.asking) this.ask(null);
    this.asking = false;
  }
}
