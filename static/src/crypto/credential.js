/**
 * The key that a slip's secret stands for (docs/protocol.md §4).
 * @module
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { integer, nonZero, ORDER, scalarBytes } from "./scalars.js";
import { publicKey } from "./schnorr.js";
import { decodeCode } from "./slipcode.js";

const INFO = "qingping/1/credential";

/**
 * @typedef {object} Credential
 * @property {Uint8Array} key 32 bytes of d; never leaves the phone
 * @property {Uint8Array} public 32 bytes, x-only (BIP-340)
 */

/**
 * @param {Uint8Array} secret 16 bytes
 * @param {string} meeting id of the meeting
 * @returns {Credential}
 */
export function credentialOf(secret, meeting) {
  const wide = hkdf(sha512, secret, utf8ToBytes(meeting), utf8ToBytes(INFO), 64);
  const key = scalarBytes(nonZero(integer(wide) % ORDER));
  return { key, public: publicKey(key) };
}

/**
 * @param {string} code as typed or scanned
 * @param {string} meeting id of the meeting
 * @returns {Credential}
 */
export function credentialOfCode(code, meeting) {
  return credentialOf(decodeCode(code), meeting);
}
