/**
 * The field of secp256k1 in floating point, the one hot loop of the phone's ballot.
 *
 * An element is 11 limbs of 24 bits in a Float64Array, `value = Σ limb_k · 2^(24k)`, limbs signed
 * and balanced. JavaScript's BigInt needs 0.25–0.5 µs for a product modulo p, this 0.1 µs, and
 * the gap is wider on old phones. Everything is exact: a double holds integers up to 2^53.
 *
 * Bounds. "Reduced" means |limb_0| < 1.6 · 2^23 and |limb_k| < 1.2 · 2^23. A factor may be the
 * sum or difference of two reduced elements (limbs below 1.6 · 2^24); a sum of 11 such products
 * is below 2^52. What `mulSub` returns is reduced.
 *
 * p = 2^256 − 2^32 − 977, so 2^264 ≡ 2^40 + 977 · 2^8 = FOLD1 · 2^24 + FOLD0.
 * @module
 */

/** Limbs of an element. */
export const LIMBS = 11;
/** The prime of the field. */
export const PRIME = 2n ** 256n - 2n ** 32n - 977n;
/** An element that is 0. */
export const ZERO = new Float64Array(LIMBS);

const BASE = 2 ** 24;
const INVERSE = 2 ** -24;
/** Added and taken away again it rounds a double below 2^75 to a multiple of BASE. */
const ROUND = 1.5 * 2 ** 76;
const FOLD0 = 977 * 2 ** 8;
const FOLD1 = 2 ** 16;

/**
 * out = a · b − c modulo p, reduced. All offsets count limbs; out may be one of the operands.
 * Written out without loops: the engine then keeps the limbs in registers.
 * @param {Float64Array} out
 * @param {number} o
 * @param {Float64Array} a
 * @param {number} i
 * @param {Float64Array} b
 * @param {number} j
 * @param {Float64Array} c up to four reduced elements added up; ZERO for a plain product
 * @param {number} k
 */
// biome-ignore format: a limb a line and column, as on paper
export function mulSub(out, o, a, i, b, j, c, k) {
  const a0 = a[i], a1 = a[i + 1], a2 = a[i + 2], a3 = a[i + 3], a4 = a[i + 4], a5 = a[i + 5],
    a6 = a[i + 6], a7 = a[i + 7], a8 = a[i + 8], a9 = a[i + 9], a10 = a[i + 10];
  const b0 = b[j], b1 = b[j + 1], b2 = b[j + 2], b3 = b[j + 3], b4 = b[j + 4], b5 = b[j + 5],
    b6 = b[j + 6], b7 = b[j + 7], b8 = b[j + 8], b9 = b[j + 9], b10 = b[j + 10];
  // the upper half of the product, carried once and in parallel (q_k is what a limb
  // gives to the next, still times BASE): h_k below 2^28.1
  const s11 = a1 * b10 + a2 * b9 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3
    + a9 * b2 + a10 * b1;
  const s12 = a2 * b10 + a3 * b9 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + a9 * b3
    + a10 * b2;
  const s13 = a3 * b10 + a4 * b9 + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + a9 * b4 + a10 * b3;
  const s14 = a4 * b10 + a5 * b9 + a6 * b8 + a7 * b7 + a8 * b6 + a9 * b5 + a10 * b4;
  const s15 = a5 * b10 + a6 * b9 + a7 * b8 + a8 * b7 + a9 * b6 + a10 * b5;
  const s16 = a6 * b10 + a7 * b9 + a8 * b8 + a9 * b7 + a10 * b6;
  const s17 = a7 * b10 + a8 * b9 + a9 * b8 + a10 * b7;
  const s18 = a8 * b10 + a9 * b9 + a10 * b8;
  const s19 = a9 * b10 + a10 * b9;
  const s20 = a10 * b10;
  const q11 = s11 + ROUND - ROUND;
  const q12 = s12 + ROUND - ROUND;
  const q13 = s13 + ROUND - ROUND;
  const q14 = s14 + ROUND - ROUND;
  const q15 = s15 + ROUND - ROUND;
  const q16 = s16 + ROUND - ROUND;
  const q17 = s17 + ROUND - ROUND;
  const q18 = s18 + ROUND - ROUND;
  const q19 = s19 + ROUND - ROUND;
  const q20 = s20 + ROUND - ROUND;
  const h11 = s11 - q11;
  const h12 = s12 - q12 + q11 * INVERSE;
  const h13 = s13 - q13 + q12 * INVERSE;
  const h14 = s14 - q14 + q13 * INVERSE;
  const h15 = s15 - q15 + q14 * INVERSE;
  const h16 = s16 - q16 + q15 * INVERSE;
  const h17 = s17 - q17 + q16 * INVERSE;
  const h18 = s18 - q18 + q17 * INVERSE;
  const h19 = s19 - q19 + q18 * INVERSE;
  const h20 = s20 - q20 + q19 * INVERSE;
  // the lower half with the upper one folded in; sums stay below 2^52.1
  let l0 = a0 * b0 + h11 * FOLD0 - c[k];
  let l1 = a0 * b1 + a1 * b0 + h12 * FOLD0 + h11 * FOLD1 - c[k + 1];
  let l2 = a0 * b2 + a1 * b1 + a2 * b0 + h13 * FOLD0 + h12 * FOLD1 - c[k + 2];
  let l3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + h14 * FOLD0 + h13 * FOLD1 - c[k + 3];
  let l4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + h15 * FOLD0 + h14 * FOLD1 - c[k + 4];
  let l5 = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + h16 * FOLD0
    + h15 * FOLD1 - c[k + 5];
  let l6 = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + h17 * FOLD0
    + h16 * FOLD1 - c[k + 6];
  let l7 = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0
    + h18 * FOLD0 + h17 * FOLD1 - c[k + 7];
  let l8 = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0
    + h19 * FOLD0 + h18 * FOLD1 - c[k + 8];
  let l9 = a0 * b9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1
    + a9 * b0 + h20 * FOLD0 + h19 * FOLD1 - c[k + 9];
  let l10 = a0 * b10 + a1 * b9 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3
    + a8 * b2 + a9 * b1 + a10 * b0 + q20 * (INVERSE * FOLD0) + h20 * FOLD1 - c[k + 10];
  // what stands above limb 10 goes round once more, in two limbs u and v
  const top = l10 + ROUND - ROUND;
  const over = q20 * (INVERSE * FOLD1) + top * INVERSE;
  const upper = over + ROUND - ROUND;
  const u = over - upper;
  const v = upper * INVERSE;
  l0 += u * FOLD0;
  l1 += u * FOLD1 + v * FOLD0;
  l2 += v * FOLD1;
  l10 -= top;
  // two parallel carries: the first leaves limbs below 2^28.1, the second reduced ones
  const d0 = l0 + ROUND - ROUND;
  const d1 = l1 + ROUND - ROUND;
  const d2 = l2 + ROUND - ROUND;
  const d3 = l3 + ROUND - ROUND;
  const d4 = l4 + ROUND - ROUND;
  const d5 = l5 + ROUND - ROUND;
  const d6 = l6 + ROUND - ROUND;
  const d7 = l7 + ROUND - ROUND;
  const d8 = l8 + ROUND - ROUND;
  const d9 = l9 + ROUND - ROUND;
  l0 -= d0;
  l1 += d0 * INVERSE - d1;
  l2 += d1 * INVERSE - d2;
  l3 += d2 * INVERSE - d3;
  l4 += d3 * INVERSE - d4;
  l5 += d4 * INVERSE - d5;
  l6 += d5 * INVERSE - d6;
  l7 += d6 * INVERSE - d7;
  l8 += d7 * INVERSE - d8;
  l9 += d8 * INVERSE - d9;
  l10 += d9 * INVERSE;
  const e0 = l0 + ROUND - ROUND;
  const e1 = l1 + ROUND - ROUND;
  const e2 = l2 + ROUND - ROUND;
  const e3 = l3 + ROUND - ROUND;
  const e4 = l4 + ROUND - ROUND;
  const e5 = l5 + ROUND - ROUND;
  const e6 = l6 + ROUND - ROUND;
  const e7 = l7 + ROUND - ROUND;
  const e8 = l8 + ROUND - ROUND;
  const e9 = l9 + ROUND - ROUND;
  const e10 = l10 + ROUND - ROUND;
  out[o] = l0 - e0 + e10 * (INVERSE * FOLD0);
  out[o + 1] = l1 - e1 + e0 * INVERSE + e10 * (INVERSE * FOLD1);
  out[o + 2] = l2 - e2 + e1 * INVERSE;
  out[o + 3] = l3 - e3 + e2 * INVERSE;
  out[o + 4] = l4 - e4 + e3 * INVERSE;
  out[o + 5] = l5 - e5 + e4 * INVERSE;
  out[o + 6] = l6 - e6 + e5 * INVERSE;
  out[o + 7] = l7 - e7 + e6 * INVERSE;
  out[o + 8] = l8 - e8 + e7 * INVERSE;
  out[o + 9] = l9 - e9 + e8 * INVERSE;
  out[o + 10] = l10 - e10 + e9 * INVERSE;
}

/**
 * out = a − b, limb by limb (not reduced: the difference of two reduced elements is a factor).
 * @param {Float64Array} out
 * @param {number} o
 * @param {Float64Array} a
 * @param {number} i
 * @param {Float64Array} b
 * @param {number} j
 */
export function subtract(out, o, a, i, b, j) {
  for (let k = 0; k < LIMBS; k++) out[o + k] = a[i + k] - b[j + k];
}

/**
 * Write the number of [0, p) that an element stands for, big-endian; returns its lowest bit.
 * @param {Float64Array} a
 * @param {number} i
 * @param {Uint8Array} bytes
 * @param {number} at where the 32 bytes begin
 * @returns {number} 0 or 1
 */
export function toBytes(a, i, bytes, at) {
  const limbs = canonicalLimbs(a, i);
  for (let k = 0; k < LIMBS - 1; k++) {
    bytes[at + 31 - 3 * k] = limbs[k];
    bytes[at + 30 - 3 * k] = limbs[k] >> 8;
    bytes[at + 29 - 3 * k] = limbs[k] >> 16;
  }
  bytes[at + 1] = limbs[10];
  bytes[at] = limbs[10] >> 8;
  return limbs[0] & 1;
}

/**
 * @param {Float64Array} a
 * @param {number} i
 * @returns {bigint} the number of [0, p)
 */
export function toBigInt(a, i) {
  const limbs = canonicalLimbs(a, i);
  let value = 0n;
  for (let k = LIMBS - 1; k >= 0; k--) value = (value << 24n) + BigInt(limbs[k]);
  return value;
}

/**
 * @param {bigint} value in [0, p)
 * @param {Float64Array} out
 * @param {number} o
 */
export function fromBigInt(value, out, o) {
  let carry = 0;
  for (let k = 0; k < LIMBS; k++) {
    const limb = Number((value >> BigInt(24 * k)) & 0xffffffn) + carry;
    carry = limb >= BASE / 2 && k < LIMBS - 1 ? 1 : 0;
    out[o + k] = limb - carry * BASE;
  }
}

const scratch = new Float64Array(LIMBS);

/**
 * Limbs of 0 … 2^24 − 1 of the number of [0, p), in an array that the next call overwrites.
 * @param {Float64Array} a
 * @param {number} i
 */
function canonicalLimbs(a, i) {
  for (let k = 0; k < LIMBS; k++) scratch[k] = a[i + k];
  while (carryAndFold() !== 0);
  if (scratch[10] === 0xffff && scratch[9] === 0xffffff) subtractPrimeIfNotBelow();
  return scratch;
}

/** Carry along all limbs and fold what is above 2^256; returns how often 2^256 was taken out. */
function carryAndFold() {
  for (let k = 0; k < LIMBS - 1; k++) {
    const carry = Math.floor(scratch[k] * INVERSE);
    scratch[k] -= carry * BASE;
    scratch[k + 1] += carry;
  }
  const above = Math.floor(scratch[10] / 2 ** 16);
  scratch[10] -= above * 2 ** 16;
  scratch[0] += above * 977;
  scratch[1] += above * 2 ** 8;
  return above;
}

/** p ≤ number < 2^256 is one case in 2^223; plain BigInt will do. */
function subtractPrimeIfNotBelow() {
  let value = 0n;
  for (let k = LIMBS - 1; k >= 0; k--) value = (value << 24n) + BigInt(scratch[k]);
  if (value < PRIME) return;
  value -= PRIME;
  for (let k = 0; k < LIMBS; k++) scratch[k] = Number((value >> BigInt(24 * k)) & 0xffffffn);
}
