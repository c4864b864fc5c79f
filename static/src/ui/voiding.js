/**
 * A spoilt slip: looked at, then voided, with what its voter gets instead. The code typed or scanned
 * stays here; only the slip's public key and its signature over "void" are sent
 * (docs/protocol.md §6).
 * @module
 */
import { VotingError } from "../crypto/errors.js";
import { voidStatement } from "../crypto/void.js";
import { ASK } from "./poll.js";

const ADDRESS = /([0-9a-z]{8})[^0-9a-z#]*#(.+)$/i;
const KEPT = 120000; // milliseconds after which a slip that was looked at is forgotten

/**
 * What was typed or scanned: a bare code, or the slip's whole address. A scanner types through the
 * input method of the computer, which may have widened letters or changed a slash.
 * @returns {{meeting: string|null, code: string}}
 */
export function readSlip(text) {
  const plain = text.normalize("NFKC").trim();
  const found = ADDRESS.exec(plain);
  return found
    ? { meeting: found[1].toLowerCase(), code: found[2] }
    : { meeting: null, code: plain };
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

/** @returns {{statement?: {credential: string}, message?: string}} the slip's own statement, or what is wrong */
function understood(form, text) {
  const slip = readSlip(text);
  if (slip.meeting !== null && slip.meeting !== form.dataset.meeting) {
    return { message: form.dataset.other };
  }
  try {
    const context = bytesOf(form.dataset.context);
    return { statement: voidStatement(slip.code, form.dataset.meeting, context) };
  } catch (error) {
    const group = error instanceof VotingError ? error.values.group : null;
    const which = group ? form.dataset.group.replace("GROUP", String(group)) : "";
    return { message: `${form.dataset.wrong}${which}` };
  }
}

/** @returns {Promise<{ok: boolean, said: any}>} */
async function send(form, url, body) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.dataset.token },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, said: await answer.json() };
  } catch {
    return { ok: false, said: { message: form.dataset.failed } };
  }
}

function tell(place, ok, message) {
  const line = document.createElement("p");
  line.className = `notice ${ok ? "ok" : "bad"}`;
  line.textContent = message;
  place.replaceChildren(line);
}

/** The slip that was looked at, and the buttons for it. */
class Found {
  constructor(form) {
    this.box = form.querySelector("[data-slip-found]");
    this.class = form.querySelector("[data-slip-class]");
    this.state = form.querySelector("[data-slip-state]");
    this.doing = form.querySelectorAll("[data-slip-do]");
    this.buttons = form.querySelectorAll("[data-replace]");
    this.forget();
  }

  forget() {
    window.clearTimeout(this.timer);
    this.statement = null;
    this.box.hidden = true;
  }

  show(statement, said) {
    const unused = said.state === "unused";
    this.statement = unused ? statement : null;
    this.class.textContent = said.class;
    this.state.textContent = said.message;
    for (const place of this.doing) place.hidden = !unused;
    this.box.hidden = false;
    this.timer = window.setTimeout(() => this.forget(), KEPT);
  }

  busy(now) {
    for (const button of this.buttons) button.disabled = now;
  }
}

/**
 * Make the form work. The code is taken out of the field as soon as it is understood, and the focus
 * stays there: the Enter of a scanner must never press a button that voids.
 */
export function startVoiding(root) {
  const form = root.querySelector("form[data-void]");
  if (!form) return;
  const input = form.querySelector("input");
  const button = form.querySelector("button[type=submit]");
  const place = form.querySelector("[data-void-result]");
  const found = new Found(form);
  input.disabled = button.disabled = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = input.value;
    if (!text.trim()) return input.focus();
    found.forget();
    place.replaceChildren();
    const read = understood(form, text);
    if (!read.statement) {
      tell(place, false, read.message);
      return input.select();
    }
    button.disabled = true;
    const { credential } = read.statement;
    const answer = await send(form, form.dataset.slip, { credential });
    button.disabled = false;
    if (answer.ok) {
      input.value = "";
      found.show(read.statement, answer.said);
    } else tell(place, false, answer.said.message);
    return input.focus();
  });

  for (const one of found.buttons) {
    one.addEventListener("click", async () => {
      const { statement } = found;
      if (!statement) return;
      found.busy(true);
      const body = { ...statement, replacement: one.dataset.replace };
      const answer = await send(form, form.dataset.void, body);
      found.busy(false);
      tell(place, answer.ok, answer.said.message);
      if (answer.ok) {
        found.forget();
        root.dispatchEvent(new Event(ASK));
      }
      input.focus();
    });
  }
}
