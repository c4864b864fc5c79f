// Asking again until there is an answer. The bytes of a ballot never change between two attempts;
// the server gives the same receipt for the same bytes, so asking again is always safe.

const FIRST_DELAY = 500;
const LONGEST_DELAY = 5000;
const BUSY = [408, 425, 429];

/** Milliseconds before attempt `n` + 1 (n from 1): 500, 1000, 2000, 4000, 5000, 5000, … */
export function delayAfter(n) {
  return Math.min(FIRST_DELAY * Math.pow(2, n - 1), LONGEST_DELAY);
}

/** True for an answer that says nothing about the request itself. */
export function isTemporary(status) {
  return status >= 500 || BUSY.indexOf(status) >= 0;
}

/** The request never reached an answer: no network, time-out, connection cut. */
export class Unreachable extends Error {}

/**
 * Repeat `attempt` until it answers for good.
 * @param {() => Promise<{status: number, body: object}>} attempt throws Unreachable without network
 * @param {{wait: (ms: number) => Promise<void>, onTrouble: (n: number, ms: number) => void,
 *          wanted: () => boolean}} options `wanted` false ends the asking (a new slip was scanned)
 * @returns the answer, or null when it is no longer wanted
 */
export async function untilAnswered(attempt, { wait, onTrouble, wanted }) {
  for (let n = 1; wanted(); n += 1) {
    try {
      const answer = await attempt();
      if (!isTemporary(answer.status)) return wanted() ? answer : null;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    if (!wanted()) return null;
    const delay = delayAfter(n);
    onTrouble(n, delay);
    await wait(delay);
  }
  return null;
}

/** A pause that ends early when the phone says the network is back. */
export function pause(ms) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      self.removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    self.addEventListener("online", end);
  });
}
