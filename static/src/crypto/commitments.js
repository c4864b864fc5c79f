/**
 * The curve work of a ballot, done before a single choice is known (docs/protocol.md §5): every
 * ciphertext and commitment for both outcomes of every slot, encoded.
 *
 * For slot and sum alike `same` is the pair (wG, wH) of the true value. A false value i has
 * (tG, tH − c (v_j − v_i) G). With two values that is tH ± cδG, δ their distance, and both
 * are made here; with more, the second point waits for the choice (`lateCommitments`).
 * @module
 */
import { bestWidth, buildTable, multiplyAll, recode } from "./comb.js";
import { G } from "./curve.js";
import { addMany, encode, POINT, POINT_BYTES } from "./points.js";
import { reduce } from "./scalars.js";

/**
 * @typedef {object} Prepared encoded points, 33 bytes each, by lane. Lanes: slot i has r, w, t at
 *   3i, 3i + 1, 3i + 2; sum q has w at sumLane[q] and the t of its false values behind it
 * @property {Uint8Array} onG
 * @property {Uint8Array} onH
 * @property {Uint8Array} withOne of slot i: rH + G
 * @property {Uint8Array} plus of slot i, then of pair q at S + pairOf[q]: tH + cδG
 * @property {Uint8Array} minus likewise: tH − cδG
 * @property {number[]} sumLane
 * @property {number[]} pairOf
 * @property {Float64Array} limbsOnH
 *
 * @typedef {object} Tables of G and of the trustees' key
 * @property {import("./comb.js").Table} g
 * @property {import("./comb.js").Table} h
 *
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./draws.js").Draws} Draws
 */

/** @type {WeakMap<object, Tables>} a voter who changes a choice prepares anew, tables remain */
const tablesOf = new WeakMap();

/**
 * @param {import("./manifest.js").Manifest} manifest
 * @returns {Generator<void, Tables>}
 */
export function* tablesFor(manifest) {
  const known = tablesOf.get(manifest);
  if (known !== undefined) return known;
  const { slots, sums } = manifest.layout;
  const onBoth = 3 * slots.length + sums.reduce((count, { values }) => count + values.length, 0);
  const width = bestWidth(onBoth + Math.ceil((slots.length + sums.length) / 2));
  const g = yield* buildTable(G, width);
  const h = yield* buildTable(manifest.key, width);
  tablesOf.set(manifest, { g, h });
  return { g, h };
}

/**
 * Scalars in order of lanes: first those that multiply G and H, then those for G alone: c of every
 * slot, cδ of every pair, and at last 1, whose lane is G itself.
 * @param {Layout} layout
 * @param {Draws} draws
 */
function lanesOf(layout, draws) {
  /** @type {bigint[]} */
  const both = [];
  draws.r.forEach((r, slot) => both.push(r, draws.w[slot], draws.t[slot]));
  const sumLane = draws.sumW.map((w, q) => {
    const lane = both.length;
    both.push(w, ...draws.sumT[q]);
    return lane;
  });
  /** @type {number[]} */
  const pairOf = [];
  /** @type {bigint[]} */
  const distances = [];
  layout.sums.forEach(({ values }, q) => {
    if (values.length !== 2) return;
    pairOf[q] = distances.push(reduce(draws.sumC[q][0] * BigInt(values[1] - values[0]))) - 1;
  });
  return { both: both.length, scalars: [...both, ...draws.c, ...distances, 1n], sumLane, pairOf };
}

/**
 * @param {Layout} layout
 * @param {Draws} draws
 * @param {Tables} tables
 * @returns {Generator<void, Prepared>}
 */
export function* prepareCommitments(layout, draws, tables) {
  const { both, scalars, sumLane, pairOf } = lanesOf(layout, draws);
  const digits = recode(scalars, tables.g.width);
  yield;
  const g = yield* multiplyAll(tables.g, digits, scalars.length, scalars.length);
  const h = yield* multiplyAll(tables.h, digits, scalars.length, both);

  const slots = layout.slots.map((_, slot) => slot);
  const pairs = Object.keys(pairOf).map(Number);
  const tLanes = [...slots.map((slot) => 3 * slot + 2), ...pairs.map((q) => sumLane[q] + 1)];
  const cLanes = tLanes.map((_, k) => both + k);
  const rLanes = slots.map((slot) => 3 * slot);
  const one = slots.map(() => scalars.length - 1);
  const withOne = combine(h, rLanes, g, one, 1);
  yield;
  const plus = combine(h, tLanes, g, cLanes, 1);
  yield;
  const minus = combine(h, tLanes, g, cLanes, -1);
  yield;
  const onG = encodeAll(g, both);
  yield;
  const onH = encodeAll(h, both);
  return { onG, onH, withOne, plus, minus, sumLane, pairOf, limbsOnH: h };
}

/**
 * The commitments tH − c (v_j − v_i) G of a sum with more than two values, once v_j is known.
 * @param {Tables} tables
 * @param {Prepared} prepared
 * @param {number} q the sum
 * @param {bigint[]} factors c (v_j − v_i) mod n for every false value
 * @returns {Uint8Array} 33 bytes for every false value
 */
export function lateCommitments(tables, prepared, q, factors) {
  const digits = recode(factors, tables.g.width);
  const steps = multiplyAll(tables.g, digits, factors.length, factors.length);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const lanes = factors.map((_, k) => prepared.sumLane[q] + 1 + k);
  return combine(
    prepared.limbsOnH,
    lanes,
    step.value,
    factors.map((_, k) => k),
    -1,
  );
}

/**
 * a_k + sign · b_k for lanes of two arrays, encoded.
 * @param {Float64Array} a
 * @param {number[]} aLanes
 * @param {Float64Array} b
 * @param {number[]} bLanes
 * @param {1 | -1} sign
 */
function combine(a, aLanes, b, bLanes, sign) {
  const count = aLanes.length;
  /** @param {number[]} lanes */
  const offsets = (lanes) => Int32Array.from(lanes, (lane) => lane * POINT);
  const out = { limbs: new Float64Array(count * POINT), at: offsets(aLanes.map((_, k) => k)) };
  const signs = new Int8Array(count).fill(sign);
  addMany(count, { limbs: a, at: offsets(aLanes) }, { limbs: b, at: offsets(bLanes) }, signs, out);
  return encodeAll(out.limbs, count);
}

/**
 * @param {Float64Array} limbs
 * @param {number} count
 */
function encodeAll(limbs, count) {
  const bytes = new Uint8Array(count * POINT_BYTES);
  for (let k = 0; k < count; k++) encode(limbs, k * POINT, bytes, k * POINT_BYTES);
  return bytes;
}
