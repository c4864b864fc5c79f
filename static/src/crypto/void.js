/**
 * Voiding a spoilt slip with its own key (docs/protocol.md §6).
 * @module
 */
import { bytesToHex, randomBytes } from "@noble/hashes/utils.js";
import { credentialOfCode } from "./credential.js";
import { sign } from "./schnorr.js";
import { digest } from "./transcript.js";

/**
 * Sign that a slip is void; nobody can who does not hold it. Throws the errors of `decodeCode`.
 * @param {string} code the slip's code as typed or scanned
 * @param {string} meeting id of the meeting
 * @param {Uint8Array} context 32 bytes, SHA-256 of the manifest
 * @returns {{credential: string, signature: string}} hexadecimal
 */
export function voidStatement(code, meeting, context) {
  const credential = credentialOfCode(code, meeting);
  const message = digest("void", context, credential.public);
  const signature = sign(message, credential.key, randomBytes(32));
  return { credential: bytesToHex(credential.public), signature: bytesToHex(signature) };
}
