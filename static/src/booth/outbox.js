// Sealed ballots between sealing and receipt: ciphertext only, so that after a reload the identical
// bytes are sent again. Erased at the receipt, and when the meeting refuses them for good.
// Storage may be missing or full (private mode, WebViews): then they live in memory only.

import { fromBase64, toBase64 } from "../crypto/base64.js";

const PREFIX = "qingping-ballot";

export class Outbox {
  /** @param {?Storage} storage localStorage, or null where it may not be used */
  constructor(storage) {
    this.storage = storage;
    this.memory = new Map();
  }

  /**
   * Keep the sealed bytes of a slip (credential as hex). A slip already kept is never replaced.
   * True where they outlive the page.
   */
  put(meeting, credential, bytes) {
    const key = `${PREFIX}:${meeting}:${credential}`;
    if (this.read(key) !== null) throw new Error("this slip has a sealed ballot already");
    const text = toBase64(bytes);
    this.memory.set(key, text);
    if (!this.storage) return false;
    attempt(() => this.storage.setItem(key, text));
    return attempt(() => this.storage.getItem(key)) === text;
  }

  /** The sealed bytes of a slip, or null. */
  get(meeting, credential) {
    const text = this.read(`${PREFIX}:${meeting}:${credential}`);
    return text === null ? null : attempt(() => fromBase64(text));
  }

  /** Every kept ballot: [{meeting, credential, bytes}]. */
  all() {
    const keys = new Set(Array.from(this.memory.keys()).concat(keysOf(this.storage)));
    return Array.from(keys)
      .filter((key) => key.indexOf(`${PREFIX}:`) === 0)
      .sort()
      .map((key) => {
        const [, meeting, credential] = key.split(":");
        return { meeting, credential, bytes: this.get(meeting, credential) };
      })
      .filter((item) => item.bytes !== null);
  }

  erase(meeting, credential) {
    const key = `${PREFIX}:${meeting}:${credential}`;
    this.memory.delete(key);
    if (this.storage) attempt(() => this.storage.removeItem(key));
  }

  read(key) {
    if (this.memory.has(key)) return this.memory.get(key);
    return (this.storage && attempt(() => this.storage.getItem(key))) || null;
  }
}

/** The names of everything a storage holds. */
export function keysOf(storage) {
  const keys = [];
  if (storage) {
    attempt(() => {
      for (let i = 0; i < storage.length; i += 1) keys.push(storage.key(i));
    });
  }
  return keys;
}

/** Storage throws where it is switched off or full; voting goes on without it. */
export function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

/** The browser's localStorage, or null where even looking at it is refused. */
export function safeStorage() {
  return attempt(() => self.localStorage) || null;
}
