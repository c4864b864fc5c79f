// What a keyboard, or a scanner that types, writes on the kiosk: the address of a slip's QR code or
// the code alone, then Enter. No text field is used: where nothing can be edited, no input method is
// switched on, nothing is completed and nothing is remembered.

const SYMBOLS = 28;
/** A scanner types a character in a few milliseconds, a person never five of them so fast. */
const FAST_MS = 60;
const BURST = 5;
/** An address that stops in its middle is given up after this. */
const PAUSE_MS = 1500;

const ENDS = ["Enter", "Tab"];

/** The character of a key press, "" for keys that write none. */
export function characterOf({ key, code, shiftKey }) {
  if (key && key.length === 1) return key.normalize("NFKC");
  // An input method that takes the keys all the same hides `key`; the place of the key tells it.
  if (key !== "Process" && key !== "Unidentified") return "";
  const found = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code || "");
  if (!found) return { Slash: "/", Semicolon: shiftKey ? ":" : ";", Minus: "-" }[code] || "";
  return code === "Digit3" && shiftKey ? "#" : found[1];
}

/** Tells a scanner's typing from a person's, on every screen: its Enter must press no button. */
export class Burst {
  constructor() {
    this.count = 0;
    this.last = -Infinity;
  }

  /** @param {number} now milliseconds; @returns true while a scanner is typing */
  typed(now) {
    this.count = now - this.last <= FAST_MS ? this.count + 1 : 1;
    this.last = now;
    return this.count >= BURST;
  }

  /** Whether a key pressed now still belongs to what a scanner typed. */
  running(now) {
    return this.count >= BURST && now - this.last <= 5 * FAST_MS;
  }
}

/** The code as far as it has been typed: `symbols`, capitals, at most 28. */
export class TypedCode {
  constructor() {
    this.clear();
  }

  clear() {
    this.symbols = "";
    this.inAddress = false;
    this.last = -Infinity;
  }

  /** One character; an address counts from its "#" on, whatever stood here before. */
  add(character, now) {
    if (this.inAddress && now - this.last > PAUSE_MS) this.inAddress = false;
    this.last = now;
    if (character === "#") {
      this.inAddress = false;
      this.symbols = "";
    } else if (character === ":" || character === "/") {
      this.inAddress = true;
      this.symbols = "";
    } else if (!this.inAddress && /^[0-9A-Za-z]$/.test(character) && !this.full) {
      this.symbols += character.toUpperCase();
    }
  }

  remove() {
    this.symbols = this.symbols.slice(0, -1);
  }

  get full() {
    return this.symbols.length === SYMBOLS;
  }
}

export const isEnd = (key) => ENDS.indexOf(key) >= 0;
