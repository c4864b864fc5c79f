/**
 * secp256k1 (SEC 2, §2.4.1: y² = x³ + 7) in plain BigInt, for the little that `comb.js` does not
 * do: doublings, a few single multiplications, decoding. A point is {x, y}, infinity is null.
 *
 * A library would be a fifth of all that a phone loads. What is written here is held against
 * @noble/curves in tests/js/curve.test.js. Its time depends on the scalars, which is accepted as in
 * `comb.js`: the only ones who could watch are other programs on the voter's own phone.
 * @module
 */
import { PRIME } from "./field.js";

/** @typedef {{x: bigint, y: bigint}} Affine */
/** @typedef {{x: bigint, y: bigint, z: bigint}} Jacobian (x/z², y/z³); z is 0 at infinity */

/** @type {Affine} */
export const G = {
  x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
};
const INFINITY = { x: 1n, y: 1n, z: 0n };
const SEVEN = 7n;

/** @param {bigint} value */
function mod(value) {
  const rest = value % PRIME;
  return rest < 0n ? rest + PRIME : rest;
}

/**
 * @param {bigint} value not 0 modulo p
 * @returns {bigint} 1 / value modulo p
 */
export function invert(value) {
  let [a, b, u, v] = [mod(value), PRIME, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, u, v] = [b - quotient * a, a, v - quotient * u, u];
  }
  return mod(u);
}

/**
 * The square root with an even value, or null where there is none. p ≡ 3 modulo 4.
 * @param {bigint} square
 * @returns {bigint | null}
 */
function evenRoot(square) {
  let root = 1n;
  for (let bit = 253n, e = (PRIME + 1n) / 4n; bit >= 0n; bit--) {
    root = mod(root * root);
    if ((e >> bit) & 1n) root = mod(root * square);
  }
  if (mod(root * root) !== square) return null;
  return root & 1n ? PRIME - root : root;
}

/**
 * @param {bigint} x
 * @returns {Affine | null} the point of this x with an even y, if there is one
 */
export function lift(x) {
  const y = x < PRIME ? evenRoot(mod(x * x * x + SEVEN)) : null;
  return y === null ? null : { x, y };
}

/** @param {Affine} point */
export function negate({ x, y }) {
  return { x, y: mod(-y) };
}

/**
 * @param {Jacobian} point
 * @returns {Jacobian}
 */
function double({ x, y, z }) {
  const b = mod(y * y);
  const s = mod(4n * x * b);
  const m = mod(3n * x * x);
  const doubled = mod(m * m - 2n * s);
  return { x: doubled, y: mod(m * (s - doubled) - 8n * b * b), z: mod(2n * y * z) };
}

/**
 * @param {Jacobian} one
 * @param {Affine} other
 * @returns {Jacobian}
 */
function addAffine(one, other) {
  if (one.z === 0n) return { x: other.x, y: other.y, z: 1n };
  const zz = mod(one.z * one.z);
  const h = mod(other.x * zz - one.x);
  const r = mod(other.y * zz * one.z - one.y);
  if (h === 0n) return r === 0n ? double(one) : INFINITY;
  const hh = mod(h * h);
  const hhh = mod(h * hh);
  const v = mod(one.x * hh);
  const x = mod(r * r - hhh - 2n * v);
  return { x, y: mod(r * (v - x) - one.y * hhh), z: mod(one.z * h) };
}

/**
 * @param {Jacobian[]} points none of them infinity
 * @returns {Affine[]} with a single inversion for all
 */
function normalized(points) {
  const before = [1n];
  points.forEach(({ z }, k) => before.push(mod(before[k] * z)));
  let inverse = invert(before[points.length]);
  const out = [];
  for (let k = points.length - 1; k >= 0; k--) {
    const one = mod(inverse * before[k]);
    inverse = mod(inverse * points[k].z);
    const squared = mod(one * one);
    out[k] = { x: mod(points[k].x * squared), y: mod(points[k].y * squared * one) };
  }
  return out;
}

/** @param {Jacobian} point */
function affine(point) {
  return point.z === 0n ? null : normalized([point])[0];
}

/**
 * @param {Affine} one
 * @param {Affine} other
 * @returns {Affine | null}
 */
export function add(one, other) {
  return affine(addAffine({ x: one.x, y: one.y, z: 1n }, other));
}

/**
 * @param {Affine} point
 * @param {number} count
 * @returns {Affine[]} point, 2 · point, 4 · point, …
 */
export function doublings(point, count) {
  let last = { x: point.x, y: point.y, z: 1n };
  const found = [last];
  while (found.length < count) {
    last = double(last);
    found.push(last);
  }
  return normalized(found);
}

/**
 * scalar · point + start.
 * @param {bigint} scalar in [0, 2^256)
 * @param {Affine} point
 * @param {Affine | null} [start]
 * @returns {Affine | null}
 */
export function multiply(scalar, point, start = null) {
  let sum = INFINITY;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    if ((scalar >> bit) & 1n) sum = addAffine(sum, point);
  }
  return affine(start === null ? sum : addAffine(sum, start));
}
