/**
 * Crockford's base32 and the short fingerprint of a hash (docs/protocol.md §2).
 * @module
 */

/** The 32 symbols in order of value. */
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FINGERPRINT_BYTES = 10;

/**
 * Symbols of 5 bits, the most significant first; zero bits fill the last symbol.
 * @param {Uint8Array} bytes
 * @returns {number[]} values 0 … 31
 */
export function toSymbols(bytes) {
  const symbols = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) symbols.push((held >> (bits - 5)) & 31);
  }
  if (bits > 0) symbols.push((held << (5 - bits)) & 31);
  return symbols;
}

/**
 * @param {number[]} symbols
 * @returns {string} groups of four joined by hyphens
 */
export function grouped(symbols) {
  return symbols.map((value, k) => (k > 0 && k % 4 === 0 ? "-" : "") + ALPHABET[value]).join("");
}

/**
 * @param {Uint8Array} hash 32 bytes
 * @returns {string} the first 10 bytes as XXXX-XXXX-XXXX-XXXX
 */
export function fingerprint(hash) {
  return grouped(toSymbols(hash.subarray(0, FINGERPRINT_BYTES)));
}
