/**
 * Canonical JSON (docs/protocol.md §2): RFC 8785 without fractions. One value has one encoding.
 * @module
 */
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { VotingError } from "./errors.js";

const DEPTH = 100;
/** With the flag u a pair is one character, so that only lone surrogates match. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** @typedef {null | boolean | number | string | Json[] | {[key: string]: Json}} Json */

/** @param {string} message */
function bad(message) {
  return new VotingError("json", message);
}

/**
 * @param {Json} value
 * @returns {string}
 */
export function canonical(value) {
  return write(value, DEPTH);
}

/**
 * Keys are sorted by UTF-16 code units, which is JavaScript's own order of strings.
 * @param {Json} value
 * @param {number} depth how deep it may still nest
 * @returns {string}
 */
function write(value, depth) {
  if (depth === 0) throw bad("nested too deeply");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw bad(`${value} is not an integer below 2^53`);
    return String(value);
  }
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth - 1)).join(",")}]`;
  if (typeof value !== "object") throw bad(`${typeof value} has no canonical form`);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${quote(key)}:${write(value[key], depth - 1)}`).join(",")}}`;
}

/** @param {string} text */
function quote(text) {
  if (LONE_SURROGATE.test(text)) throw bad("a string holds a lone surrogate");
  return JSON.stringify(text);
}

/**
 * Parse canonical JSON: bytes that are not what `canonical` writes for their value are refused,
 * which covers repeated keys, white space, fractions and every other freedom of JSON.
 * @param {Uint8Array} bytes
 * @returns {Json}
 */
export function readCanonical(bytes) {
  let value;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw bad(`the bytes are not JSON in UTF-8: ${String(error)}`);
  }
  const again = utf8ToBytes(canonical(value));
  if (again.length !== bytes.length || again.some((byte, k) => byte !== bytes[k])) {
    throw bad("the JSON is not in canonical form");
  }
  return value;
}
