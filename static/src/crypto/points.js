/**
 * Many points of secp256k1 at once: affine coordinates of two field elements in one Float64Array,
 * 22 limbs a point, added pairwise with a single inversion for the whole batch (Montgomery).
 * @module
 */
import { add, invert, lift, negate } from "./curve.js";
import { VotingError } from "./errors.js";
import { fromBigInt, LIMBS, mulSub, subtract, toBigInt, toBytes, ZERO } from "./field.js";
import { integer } from "./scalars.js";

/** Limbs of a point: x, then y. */
export const POINT = 2 * LIMBS;
/** Bytes of an encoded point (SEC 1, compressed). */
export const POINT_BYTES = 33;

/**
 * @typedef {object} Operand points inside an array, each by the offset of its first limb
 * @property {Float64Array} limbs
 * @property {Int32Array} at
 */

let prefixes = new Float64Array(0);
let differences = new Float64Array(0);
const work = new Float64Array(6 * LIMBS);
const [INVERSE, SINGLE, RISE, SLOPE, SUM, X] = [0, 1, 2, 3, 4, 5].map((k) => k * LIMBS);

/**
 * out_k = a_k + sign_k · b_k for k < count. Six field products an addition and one inversion for
 * all. `out` may be `a` itself.
 * @param {number} count
 * @param {Operand} a
 * @param {Operand} b
 * @param {Int8Array} sign 1 or −1
 * @param {Operand} out
 */
export function addMany(count, a, b, sign, out) {
  if (count === 0) return;
  reserve(count);
  multiplyDifferences(count, a, b);
  const product = toBigInt(prefixes, count * LIMBS);
  if (product === 0n) {
    for (let k = 0; k < count; k++) addOne(k, a, b, sign, out);
    return;
  }
  fromBigInt(invert(product), work, INVERSE);
  addBackwards(count, a, b, sign, out);
}

/** @param {number} count */
function reserve(count) {
  if (differences.length >= count * LIMBS) return;
  differences = new Float64Array(count * LIMBS);
  prefixes = new Float64Array((count + 1) * LIMBS);
  prefixes[0] = 1;
}

/**
 * Fill `differences` with x_b − x_a and `prefixes` with the products of those before each.
 * @param {number} count
 * @param {Operand} a
 * @param {Operand} b
 */
function multiplyDifferences(count, a, b) {
  for (let k = 0, here = 0; k < count; k++, here += LIMBS) {
    subtract(differences, here, b.limbs, b.at[k], a.limbs, a.at[k]);
    mulSub(prefixes, here + LIMBS, prefixes, here, differences, here, ZERO, 0);
  }
}

/**
 * Additions from the last to the first; `work` holds 1 over the product of all differences so far.
 * @param {number} count
 * @param {Operand} a
 * @param {Operand} b
 * @param {Int8Array} sign
 * @param {Operand} out
 */
function addBackwards(count, a, b, sign, out) {
  for (let k = count - 1, here = k * LIMBS; k >= 0; k--, here -= LIMBS) {
    mulSub(work, SINGLE, work, INVERSE, prefixes, here, ZERO, 0);
    mulSub(work, INVERSE, work, INVERSE, differences, here, ZERO, 0);
    chord(a.limbs, a.at[k], b.limbs, b.at[k], sign[k], out.limbs, out.at[k]);
  }
}

/**
 * The third point on the chord through two points, mirrored; 1 / (x_b − x_a) is in `work`.
 * @param {Float64Array} a
 * @param {number} i
 * @param {Float64Array} b
 * @param {number} j
 * @param {number} sign
 * @param {Float64Array} out
 * @param {number} o
 */
function chord(a, i, b, j, sign, out, o) {
  const yA = i + LIMBS;
  const yB = j + LIMBS;
  for (let k = 0; k < LIMBS; k++) {
    work[RISE + k] = sign * b[yB + k] - a[yA + k];
    work[SUM + k] = a[i + k] + b[j + k];
  }
  mulSub(work, SLOPE, work, SINGLE, work, RISE, ZERO, 0);
  mulSub(work, X, work, SLOPE, work, SLOPE, work, SUM);
  subtract(work, RISE, a, i, work, X);
  mulSub(out, o + LIMBS, work, SLOPE, work, RISE, a, yA);
  for (let k = 0; k < LIMBS; k++) out[o + k] = work[X + k];
}

/**
 * One addition alone, for batches where a pair is equal or opposite. Honest random numbers
 * never come here.
 * @param {number} k
 * @param {Operand} a
 * @param {Operand} b
 * @param {Int8Array} sign
 * @param {Operand} out
 */
function addOne(k, a, b, sign, out) {
  const right = load(b.limbs, b.at[k]);
  const sum = add(load(a.limbs, a.at[k]), sign[k] < 0 ? negate(right) : right);
  store(sum, out.limbs, out.at[k]);
}

/**
 * @param {Float64Array} limbs
 * @param {number} at
 * @returns {import("./curve.js").Affine}
 */
export function load(limbs, at) {
  return { x: toBigInt(limbs, at), y: toBigInt(limbs, at + LIMBS) };
}

/**
 * @param {import("./curve.js").Affine | null} point
 * @param {Float64Array} limbs
 * @param {number} at
 */
export function store(point, limbs, at) {
  if (point === null) throw new VotingError("infinity", "a point is infinity");
  fromBigInt(point.x, limbs, at);
  fromBigInt(point.y, limbs, at + LIMBS);
}

const yBytes = new Uint8Array(32);

/**
 * Write a point in its 33 bytes.
 * @param {Float64Array} limbs
 * @param {number} at
 * @param {Uint8Array} out
 * @param {number} to
 */
export function encode(limbs, at, out, to) {
  toBytes(limbs, at, out, to + 1);
  out[to] = 2 + toBytes(limbs, at + LIMBS, yBytes, 0);
}

/**
 * Read the 33 bytes of a point; anything else is refused.
 * @param {Uint8Array} bytes
 * @returns {import("./curve.js").Affine}
 */
export function decodePoint(bytes) {
  if (bytes.length !== POINT_BYTES) throw new VotingError("point", "a point has 33 bytes");
  const even = bytes[0] === 2;
  const point = even || bytes[0] === 3 ? lift(integer(bytes.subarray(1))) : null;
  if (point === null) throw new VotingError("point", "these bytes are not a point");
  return even ? point : negate(point);
}
