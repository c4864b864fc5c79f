/**
 * Every hash of the protocol (docs/protocol.md §2): domain-separated, each part with its length.
 * @module
 */
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { integer, ORDER } from "./scalars.js";

const PREFIX = "qingping/1/";

/**
 * @param {number} value 0 … 2^32 − 1
 * @returns {Uint8Array} 4 bytes, big-endian
 */
export function u32(value) {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value);
  return out;
}

/**
 * Bytes one after the other.
 * @param {...Uint8Array} parts
 * @returns {Uint8Array}
 */
export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array} the bytes after their length
 */
export function lp(bytes) {
  return concat(u32(bytes.length), bytes);
}

/**
 * What `digest` and `wide` hash.
 * @param {string} tag
 * @param {Uint8Array[]} parts
 */
function framed(tag, parts) {
  return concat(lp(utf8ToBytes(PREFIX + tag)), ...parts.map(lp));
}

/**
 * @param {string} tag
 * @param {...Uint8Array} parts
 * @returns {Uint8Array} 32 bytes
 */
export function digest(tag, ...parts) {
  return sha256(framed(tag, parts));
}

/**
 * @param {string} tag
 * @param {...Uint8Array} parts
 * @returns {bigint} a scalar: SHA-512 read as an integer, mod n
 */
export function wide(tag, ...parts) {
  return integer(sha512(framed(tag, parts))) % ORDER;
}

/**
 * `wide(tag, part, u32(i))` for i = 0, 1, 2, …: the frame is laid out once.
 * @param {string} tag
 * @param {Uint8Array} part
 * @returns {() => bigint} the next one
 */
export function wideSeries(tag, part) {
  const frame = framed(tag, [part, u32(0)]);
  const counter = new DataView(frame.buffer, frame.length - 4);
  let count = 0;
  return () => {
    counter.setUint32(0, count++);
    return integer(sha512(frame)) % ORDER;
  };
}
