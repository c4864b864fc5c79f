/**
 * Many multiples of one fixed point. A table holds, for every window of the scalar, the multiples
 * 1 … 2^(width−1) of the window's base; a multiplication is one addition a window, and all
 * multiplications of a ballot walk the windows in step, so that they share the inversions.
 *
 * The digits of secret scalars choose what is read from memory. That is accepted here: the only
 * ones who could watch are other programs on the voter's own phone.
 * @module
 */
import { doublings } from "./curve.js";
import { VotingError } from "./errors.js";
import { LIMBS } from "./field.js";
import { addMany, POINT, store } from "./points.js";

const SCALAR_BITS = 256;

/**
 * @typedef {object} Table
 * @property {number} width bits of a window
 * @property {number} windows
 * @property {Float64Array} limbs multiple j of window i stands at `entry(table, i, j)`
 */

/**
 * The width that needs the fewest additions, table included.
 * @param {number} lanes multiplications to come
 * @returns {number}
 */
export function bestWidth(lanes) {
  let best = 4;
  for (let width = 5; width <= 11; width++) {
    if (additions(width, lanes) < additions(best, lanes)) best = width;
  }
  return best;
}

/**
 * @param {number} width
 * @param {number} lanes
 */
function additions(width, lanes) {
  return windowsOf(width) * (lanes + 2 ** (width - 1));
}

/**
 * One bit more than a scalar has: digits are signed and the last one may carry.
 * @param {number} width
 */
function windowsOf(width) {
  return Math.floor(SCALAR_BITS / width) + 1;
}

/**
 * @param {Table} table
 * @param {number} window
 * @param {number} multiple 1 … 2^(width−1)
 * @returns {number} offset of the entry's first limb
 */
function entry(table, window, multiple) {
  return ((window << (table.width - 1)) + multiple - 1) * POINT;
}

/**
 * Build the table of a point; yields between steps of some milliseconds.
 * @param {import("./curve.js").Affine} point
 * @param {number} width
 * @returns {Generator<void, Table>}
 */
export function* buildTable(point, width) {
  const windows = windowsOf(width);
  const limbs = new Float64Array((windows << (width - 1)) * POINT);
  const table = { width, windows, limbs };
  storeDoublings(table, point);
  yield;
  for (let known = 2; known < 1 << (width - 1); known *= 2) {
    addUpTo(table, known);
    yield;
  }
  return table;
}

/**
 * Put the multiples that are powers of two at their places, by doubling alone.
 * @param {Table} table
 * @param {import("./curve.js").Affine} point
 */
function storeDoublings(table, point) {
  doublings(point, table.windows * table.width).forEach((power, k) => {
    const window = Math.floor(k / table.width);
    store(power, table.limbs, entry(table, window, 1 << (k - window * table.width)));
  });
}

/**
 * From the multiples up to `known` of every window make those up to 2 · known − 1.
 * @param {Table} table
 * @param {number} known a power of two
 */
function addUpTo(table, known) {
  const count = table.windows * (known - 1);
  const left = new Int32Array(count);
  const right = new Int32Array(count);
  const sum = new Int32Array(count);
  for (let window = 0, k = 0; window < table.windows; window++) {
    for (let j = 1; j < known; j++, k++) {
      left[k] = entry(table, window, known);
      right[k] = entry(table, window, j);
      sum[k] = entry(table, window, known + j);
    }
  }
  const { limbs } = table;
  const plus = new Int8Array(count).fill(1);
  addMany(count, { limbs, at: left }, { limbs, at: right }, plus, { limbs, at: sum });
}

/**
 * Signed digits of scalars: digit i of lane k stands at [i · lanes + k], in
 * −2^(width−1) … 2^(width−1) − 1.
 * @param {bigint[]} scalars in [0, n)
 * @param {number} width
 * @returns {Int16Array}
 */
export function recode(scalars, width) {
  const windows = windowsOf(width);
  const half = 1 << (width - 1);
  // half a base added in every place turns signed digits into plain ones
  let bias = 0n;
  for (let i = 0; i < windows; i++) bias |= BigInt(half) << BigInt(i * width);
  const digits = new Int16Array(windows * scalars.length);
  const bytes = new Uint8Array(48);
  const view = new DataView(bytes.buffer);
  scalars.forEach((scalar, lane) => {
    const biased = scalar + bias;
    for (let word = 0; word < 5; word++) {
      view.setBigUint64(8 * word, BigInt.asUintN(64, biased >> BigInt(64 * word)), true);
    }
    for (let i = 0, bit = 0; i < windows; i++, bit += width) {
      const plain = (view.getUint32(bit >> 3, true) >>> (bit & 7)) & (2 * half - 1);
      digits[i * scalars.length + lane] = plain - half;
    }
  });
  return digits;
}

/**
 * The multiples of the table's point by the first `count` of `lanes` scalars; yields between
 * windows.
 * @param {Table} table
 * @param {Int16Array} digits from `recode` with the table's width
 * @param {number} lanes
 * @param {number} count
 * @returns {Generator<void, Float64Array>} POINT limbs a lane
 */
export function* multiplyAll(table, digits, lanes, count) {
  const limbs = new Float64Array(count * POINT);
  const begun = new Uint8Array(count);
  const sums = { limbs, at: new Int32Array(count) };
  const addends = { limbs: table.limbs, at: new Int32Array(count) };
  const signs = new Int8Array(count);
  for (let window = 0; window < table.windows; window++) {
    let active = 0;
    for (let lane = 0; lane < count; lane++) {
      const digit = digits[window * lanes + lane];
      if (digit === 0) continue;
      const from = entry(table, window, Math.abs(digit));
      if (begun[lane] === 0) {
        begun[lane] = 1;
        copySigned(table.limbs, from, Math.sign(digit), limbs, lane * POINT);
        continue;
      }
      sums.at[active] = lane * POINT;
      addends.at[active] = from;
      signs[active++] = digit < 0 ? -1 : 1;
    }
    addMany(active, sums, addends, signs, sums);
    yield;
  }
  if (begun.includes(0)) throw new VotingError("infinity", "a multiple is infinity");
  return limbs;
}

/**
 * @param {Float64Array} source
 * @param {number} from
 * @param {number} sign
 * @param {Float64Array} target
 * @param {number} to
 */
function copySigned(source, from, sign, target, to) {
  for (let k = 0; k < LIMBS; k++) {
    target[to + k] = source[from + k];
    target[to + LIMBS + k] = sign * source[from + LIMBS + k];
  }
}
