/**
 * Strict reading of a record's JSON: objects with exactly the named keys, each of its kind.
 * A shape is a predicate, an object of shapes, or a list with the shape of its elements.
 * @module
 */
import { VotingError } from "./errors.js";

const MAX_TEXT = 4000;

/** @typedef {((value: any) => boolean) | {[key: string]: Shape} | [Shape]} Shape */

/** @param {any} value */
export const text = (value) => typeof value === "string" && [...value].length <= MAX_TEXT;
/** @param {any} value */
export const name = (value) => text(value) && value !== "";
/** @param {any} value */
export const flag = (value) => typeof value === "boolean";
/** @param {RegExp} pattern of the whole text */
export const match = (pattern) => (/** @type {any} */ value) =>
  typeof value === "string" && pattern.test(value);
/** @param {...string} words */
export const oneOf =
  (...words) =>
  (/** @type {any} */ value) =>
    words.includes(value);
/**
 * @param {number} least
 * @param {number} most
 */
export const integer = (least, most) => (/** @type {any} */ value) =>
  Number.isSafeInteger(value) && value >= least && value <= most;
/** @param {Shape} shape */
export const optional = (shape) => ({ optional: shape });
/** @param {number} size bytes written as lower-case hexadecimal */
export const hex = (size) => match(new RegExp(`^[0-9a-f]{${2 * size}}$`));

/**
 * @param {boolean} holds
 * @param {string} path
 * @param {string} reason
 */
export function require(holds, path, reason) {
  if (!holds) throw new VotingError("record-field", `${path}: ${reason}`, { path, reason });
}

/**
 * @param {Array<{id: string}>} items
 * @param {string} path
 */
export function requireUnique(items, path) {
  require(new Set(items.map((item) => item.id)).size === items.length, path, "an id stands twice");
}

/**
 * Throw "record-field" with the path of the first value that is not of its shape.
 * @param {any} value
 * @param {any} shape
 * @param {string} path
 */
export function check(value, shape, path) {
  if (typeof shape === "function") {
    require(shape(value), path, "not of the allowed form");
  } else if (Array.isArray(shape)) {
    require(Array.isArray(value), path, "not a list");
    value.forEach((/** @type {any} */ item, /** @type {number} */ k) =>
      check(item, shape[0], `${path}[${k}]`),
    );
  } else if ("optional" in shape) {
    if (value !== null) check(value, shape.optional, path);
  } else {
    require(isObject(value), path, "not an object");
    const keys = [...new Set([...Object.keys(value), ...Object.keys(shape)])];
    const odd = keys.filter((key) => !(Object.hasOwn(value, key) && Object.hasOwn(shape, key)));
    require(odd.length === 0, path, `missing or unknown keys: ${odd.join(", ")}`);
    for (const key of Object.keys(shape)) check(value[key], shape[key], `${path}.${key}`);
  }
}

/** @param {any} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
