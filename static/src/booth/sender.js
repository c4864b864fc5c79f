// Asking again until there is an answer. The bytes of a ballot never change between two attempts;
// the server gives the same receipt for the same bytes, so asking again is always safe.

const FIRST_DELAY = 500;
const LONGEST_DELAY = 5000;
const LONGEST_ASKED = 20;
const BUSY = [408, 425, 429];

/**
 * Milliseconds before attempt `n` + 1 (n from 1): about 500, 1000, 2000, 4000, 5000, 5000, …; half
 * more or less by chance, so that a hall of phones cut off together does not come back together.
 */
export function delayAfter(n, chance = Math.random()) {
  return Math.min(FIRST_DELAY * 2 ** (n - 1), LONGEST_DELAY) * (0.5 + chance);
}

/** True for an answer that says nothing about the request itself. */
export function isTemporary(status) {
  return status >= 500 || BUSY.indexOf(status) >= 0;
}

/** The request never reached an answer: no network, time-out, connection cut. */
export class Unreachable extends Error {}

/**
 * An answer of the server; `after` are the seconds a busy one asks to be left alone.
 * @typedef {{status: number, body: any, after?: number}} Answer
 */

/**
 * Repeat `attempt` until it answers for good.
 * @param {() => Promise<Answer>} attempt throws Unreachable without network
 * @param {{wait: (ms: number) => Promise<void>,
 *          onTrouble: (n: number, ms: number, busy: boolean) => void,
 *          wanted: () => boolean}} options `wanted` false ends the asking (a new slip was scanned);
 *   `busy`: the server answered, and has no time; else nothing was reached
 * @returns {Promise<?Answer>} the answer, or null when it is no longer wanted
 */
export async function untilAnswered(attempt, { wait, onTrouble, wanted }) {
  for (let n = 1; wanted(); n += 1) {
    let busy = null;
    try {
      const answer = await attempt();
      if (!isTemporary(answer.status)) return wanted() ? answer : null;
      busy = answer;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    if (!wanted()) return null;
    const asked = Math.min(busy?.after || 0, LONGEST_ASKED) * 1000;
    const delay = asked + delayAfter(n);
    onTrouble(n, delay, busy !== null);
    await wait(delay);
  }
  return null;
}

/**
 * A pause that ends early when the network is back, or when the voter looks at the page again.
 * @param {number} ms
 * @returns {Promise<void>}
 */
export function pause(ms) {
  return new Promise((resolve) => {
    const end = () => {
      if (document.hidden) return;
      stop();
    };
    const stop = () => {
      clearTimeout(timer);
      self.removeEventListener("online", stop);
      document.removeEventListener("visibilitychange", end);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    self.addEventListener("online", stop);
    document.addEventListener("visibilitychange", end);
  });
}
