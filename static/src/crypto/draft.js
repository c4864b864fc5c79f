/**
 * A ballot being filled, as the phone keeps it (docs/protocol.md §13): sealed under a key that only
 * the slip's code gives. Nothing of it is ever sent.
 * @module
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, randomBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { VotingError } from "./errors.js";

const INFO = "qingping/1/draft";
const KEY_BYTES = 32;
const NAME_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * @typedef {object} DraftKey
 * @property {Uint8Array} key 32 bytes; never leaves the worker
 * @property {string} name 32 hexadecimal digits under which the draft is kept: without the slip's
 *   secret it cannot be told from chance, so it points to no slip on the roll
 */

/**
 * @param {Uint8Array} secret 16 bytes
 * @param {string} meeting id of the meeting
 * @returns {DraftKey}
 */
export function draftKeyOf(secret, meeting) {
  const wide = hkdf(
    sha512,
    secret,
    utf8ToBytes(meeting),
    utf8ToBytes(INFO),
    KEY_BYTES + NAME_BYTES,
  );
  return { key: wide.slice(0, KEY_BYTES), name: bytesToHex(wide.slice(KEY_BYTES)) };
}

/**
 * @param {DraftKey} draft
 * @param {Uint8Array} context of the manifest
 * @param {Uint8Array} plain of one length for all choices
 * @returns {Uint8Array} nonce ‖ ciphertext ‖ tag
 */
export function sealDraft({ key }, context, plain) {
  const nonce = randomBytes(NONCE_BYTES);
  const sealed = chacha20poly1305(key, nonce, context).encrypt(plain);
  const box = new Uint8Array(NONCE_BYTES + sealed.length);
  box.set(nonce);
  box.set(sealed, NONCE_BYTES);
  return box;
}

/**
 * What was sealed; "draft" where it is of another slip or manifest, or was changed.
 * @param {DraftKey} draft
 * @param {Uint8Array} context
 * @param {Uint8Array} box
 * @returns {Uint8Array}
 */
export function openDraft({ key }, context, box) {
  if (box.length < NONCE_BYTES + TAG_BYTES)
    throw new VotingError("draft", "the draft is cut short");
  const cipher = chacha20poly1305(key, box.slice(0, NONCE_BYTES), context);
  try {
    return cipher.decrypt(box.slice(NONCE_BYTES));
  } catch (error) {
    throw new VotingError("draft", error instanceof Error ? error.message : ""); // the tag does not fit
  }
}
