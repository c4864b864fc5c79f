/**
 * The typed form of a slip's secret: 26 symbols and two check symbols over GF(32)
 * (docs/protocol.md §4). Any one or two wrong symbols are noticed; a single one is located, never
 * corrected.
 * @module
 */
import { ALPHABET, grouped, toSymbols } from "./base32.js";
import { VotingError } from "./errors.js";

/** Symbols of a code. */
export const SYMBOLS = 28;
const DATA_SYMBOLS = 26;
const SECRET_BYTES = 16;
const ORDER = 31;

/** What each character is read as; nothing beyond ASCII, whose upper case has surprises. */
const READ_AS = new Map([
  ["I", 1],
  ["L", 1],
  ["O", 0],
  ["i", 1],
  ["l", 1],
  ["o", 0],
]);
[...ALPHABET].forEach((character, value) => {
  READ_AS.set(character, value).set(character.toLowerCase(), value);
});

/** Powers of α = x in GF(2)[x]/(x⁵+x²+1), and their logarithms. */
const POWER = [1];
/** @type {number[]} */
const LOG = [];
for (let k = 0; k < ORDER; k++) {
  LOG[POWER[k]] = k;
  const doubled = POWER[k] << 1;
  POWER.push(doubled & 32 ? doubled ^ 0b100101 : doubled);
}

/**
 * @param {number} a
 * @param {number} power
 * @returns {number} a · α^power
 */
function timesPower(a, power) {
  return a === 0 ? 0 : POWER[(LOG[a] + power) % ORDER];
}

/**
 * S1 = Σ c_i α^(27−i) and S2 = Σ c_i α^(2·(27−i)), both 0 for a right code.
 * @param {number[]} symbols 28
 */
function checkSums(symbols) {
  let [first, second] = [0, 0];
  symbols.forEach((symbol, i) => {
    first ^= timesPower(symbol, SYMBOLS - 1 - i);
    second ^= timesPower(symbol, 2 * (SYMBOLS - 1 - i));
  });
  return [first, second];
}

/**
 * @param {Uint8Array} secret 16 bytes
 * @returns {string} 28 symbols in 7 groups of 4 joined by hyphens
 */
export function encodeCode(secret) {
  if (secret.length !== SECRET_BYTES) throw new VotingError("length", "a secret is 16 bytes");
  const data = toSymbols(secret);
  const [first, second] = checkSums([...data, 0, 0]);
  // α·c_26 + c_27 = S1 and α²·c_26 + c_27 = S2
  const beforeLast = timesPower(first ^ second, ORDER - LOG[POWER[1] ^ POWER[2]]);
  return grouped([...data, beforeLast, first ^ timesPower(beforeLast, 1)]);
}

/**
 * Read a typed or scanned code; spaces, hyphens, lower case, I, L and O are read as meant.
 * Errors: "code-symbol" (values.group), "code-length" (values.symbols), "code-check"
 * (values.group: 1 … 7 if a single wrong symbol explains it, else null), "code-padding".
 * @param {string} text
 * @returns {Uint8Array} the 16-byte secret
 */
export function decodeCode(text) {
  const symbols = readSymbols(text);
  const [first, second] = checkSums(symbols);
  if (first !== 0 || second !== 0) {
    const group = suspectGroup(first, second);
    throw new VotingError("code-check", "the code does not add up", { group });
  }
  const secret = new Uint8Array(SECRET_BYTES);
  for (let bit = 0; bit < 5 * DATA_SYMBOLS; bit++) {
    const value = (symbols[Math.floor(bit / 5)] >> (4 - (bit % 5))) & 1;
    if (bit < 8 * SECRET_BYTES) secret[bit >> 3] |= value << (7 - (bit & 7));
    else if (value !== 0) {
      throw new VotingError("code-padding", "the code's padding is not zero", { group: 7 });
    }
  }
  return secret;
}

/** @param {string} text */
function readSymbols(text) {
  const symbols = [];
  for (const character of text) {
    if (character === " " || character === "-") continue;
    const value = READ_AS.get(character);
    if (value === undefined) {
      const group = Math.min(Math.floor(symbols.length / 4) + 1, SYMBOLS / 4);
      throw new VotingError("code-symbol", "the code holds an unknown character", { group });
    }
    symbols.push(value);
  }
  if (symbols.length !== SYMBOLS) {
    const values = { symbols: symbols.length, expected: SYMBOLS };
    throw new VotingError("code-length", `the code has ${symbols.length} symbols`, values);
  }
  return symbols;
}

/**
 * α^(27−i) = S2 / S1 names the place i of a single wrong symbol.
 * @param {number} first
 * @param {number} second
 * @returns {number | null}
 */
function suspectGroup(first, second) {
  if (first === 0 || second === 0) return null;
  const place = SYMBOLS - 1 - ((LOG[second] - LOG[first] + ORDER) % ORDER);
  return place < 0 ? null : Math.floor(place / 4) + 1;
}
