/**
 * Scalars of secp256k1 (integers modulo the group order) and their 32 bytes, big-endian.
 * @module
 */
import { VotingError } from "./errors.js";

/** The order n of the group. */
export const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
/** Bytes of a scalar. */
export const SCALAR_BYTES = 32;

/**
 * @param {bigint} value
 * @returns {bigint} value mod n, never negative
 */
export function reduce(value) {
  const rest = value % ORDER;
  return rest < 0n ? rest + ORDER : rest;
}

/**
 * Write an integer of [0, 2^256) as 32 bytes.
 * @param {bigint} value
 * @param {Uint8Array} out
 * @param {number} at
 */
export function writeScalar(value, out, at) {
  const view = new DataView(out.buffer, out.byteOffset + at, SCALAR_BYTES);
  view.setBigUint64(0, value >> 192n);
  view.setBigUint64(8, BigInt.asUintN(64, value >> 128n));
  view.setBigUint64(16, BigInt.asUintN(64, value >> 64n));
  view.setBigUint64(24, BigInt.asUintN(64, value));
}

/**
 * @param {bigint} value in [0, 2^256)
 * @returns {Uint8Array} 32 bytes
 */
export function scalarBytes(value) {
  const out = new Uint8Array(SCALAR_BYTES);
  writeScalar(value, out, 0);
  return out;
}

/**
 * Read bytes as a big-endian integer; the length is a multiple of 8.
 * @param {Uint8Array} bytes
 * @returns {bigint}
 */
export function integer(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let value = 0n;
  for (let at = 0; at < bytes.length; at += 8) value = (value << 64n) | view.getBigUint64(at);
  return value;
}

/**
 * Refuse 0, which would make a point of infinity. It happens with probability 2^-256.
 * @param {bigint} value
 * @returns {bigint} the same
 */
export function nonZero(value) {
  if (value === 0n) throw new VotingError("scalar-zero", "a derived scalar is 0");
  return value;
}
