/**
 * Signatures of BIP-340: x-only keys, and what its "default signing" does, step by step.
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { G, lift, multiply, negate } from "./curve.js";
import { VotingError } from "./errors.js";
import { integer, nonZero, ORDER, reduce, scalarBytes } from "./scalars.js";
import { concat } from "./transcript.js";

/**
 * @param {string} tag
 * @param {...Uint8Array} parts
 * @returns {Uint8Array} hash_tag of the parts one after the other
 */
function tagged(tag, ...parts) {
  const prefix = sha256(utf8ToBytes(`BIP0340/${tag}`));
  return sha256(concat(prefix, prefix, ...parts));
}

/**
 * scalar · G, or its mirror image, whichever has an even y.
 * @param {bigint} scalar in [1, n)
 * @returns {{scalar: bigint, x: Uint8Array}} of that point: its scalar and its x
 */
function even(scalar) {
  const { x, y } = onCurve(multiply(scalar, G));
  return { scalar: y % 2n === 0n ? scalar : ORDER - scalar, x: scalarBytes(x) };
}

/**
 * @param {import("./curve.js").Affine | null} point
 * @returns {import("./curve.js").Affine} the same; "internal" where there is none
 */
function onCurve(point) {
  if (point === null) throw new VotingError("internal", "no point of the curve");
  return point;
}

/**
 * @param {Uint8Array} key 32 bytes of an integer in [1, n)
 * @returns {Uint8Array} 32 bytes
 */
export function publicKey(key) {
  return even(integer(key)).x;
}

/**
 * @param {Uint8Array} message
 * @param {Uint8Array} key 32 bytes of an integer in [1, n)
 * @param {Uint8Array} aux 32 random bytes
 * @returns {Uint8Array} 64 bytes
 */
export function sign(message, key, aux) {
  const { scalar: d, x: own } = even(integer(key));
  const masked = scalarBytes(d ^ integer(tagged("aux", aux)));
  const nonce = integer(tagged("nonce", masked, own, message)) % ORDER;
  const { scalar: k, x: r } = even(nonZero(nonce));
  const e = integer(tagged("challenge", r, own, message)) % ORDER;
  const s = reduce(k + e * d);
  verify(s, e, r, own);
  return concat(r, scalarBytes(s));
}

/**
 * As BIP-340 advises: a fault of the machine must not give the key away.
 * @param {bigint} s
 * @param {bigint} e
 * @param {Uint8Array} r
 * @param {Uint8Array} own
 */
function verify(s, e, r, own) {
  const minus = multiply(e, negate(onCurve(lift(integer(own)))));
  const found = multiply(s, G, minus);
  if (found === null || found.y % 2n !== 0n || found.x !== integer(r)) {
    throw new VotingError("internal", "the signature just made does not verify");
  }
}
