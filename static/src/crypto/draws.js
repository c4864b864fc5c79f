/**
 * All numbers of a ballot from one seed (docs/protocol.md §5), in their fixed order.
 * @module
 */
import { VotingError } from "./errors.js";
import { nonZero } from "./scalars.js";
import { digest, wideSeries } from "./transcript.js";

const SEED_BYTES = 32;
const SLOTS_BETWEEN_YIELDS = 20;

/**
 * @typedef {object} Draws for slot i the scalars r[i], w[i], t[i], c[i]; for sum q: sumW[q], and
 *   sumT[q][k], sumC[q][k] for its k-th false value
 * @property {bigint[]} r
 * @property {bigint[]} w
 * @property {bigint[]} t
 * @property {bigint[]} c
 * @property {bigint[]} sumW
 * @property {bigint[][]} sumT
 * @property {bigint[][]} sumC
 * @property {Uint8Array} aux auxiliary randomness of the signature, 32 bytes
 */

/**
 * Yields every few milliseconds.
 * @param {import("./layout.js").Layout} layout
 * @param {Uint8Array} seed 32 bytes
 * @param {Uint8Array} context
 * @param {Uint8Array} credential
 * @returns {Generator<void, Draws>}
 */
export function* drawAll(layout, seed, context, credential) {
  if (seed.length !== SEED_BYTES) throw new VotingError("length", "a seed is 32 bytes");
  const root = digest("seed", seed, context, credential);
  const next = wideSeries("draw", root);
  const draw = () => nonZero(next());
  const aux = digest("aux", root);
  /** @type {Draws} */
  const draws = { r: [], w: [], t: [], c: [], sumW: [], sumT: [], sumC: [], aux };
  for (let slot = 0; slot < layout.slots.length; slot++) {
    draws.r.push(draw());
    draws.w.push(draw());
    draws.t.push(draw());
    draws.c.push(draw());
    if (slot % SLOTS_BETWEEN_YIELDS === 0) yield;
  }
  for (const { values } of layout.sums) {
    draws.sumW.push(draw());
    /** @type {bigint[][]} */
    const [t, c] = [[], []];
    for (let k = 1; k < values.length; k++) {
      t.push(draw());
      c.push(draw());
    }
    draws.sumT.push(t);
    draws.sumC.push(c);
  }
  return draws;
}
