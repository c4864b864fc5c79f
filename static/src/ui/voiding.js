/**
 * Voiding a spoilt slip: the code typed or scanned stays here; only the slip's public key and its
 * signature over "void" are sent (docs/protocol.md §6).
 * @module
 */
import { voidStatement } from "../crypto/void.js";

const ADDRESS = /\/v\/([0-9a-z]+)\/?#(.+)$/i;

/**
 * What was typed or scanned: a bare code, or the slip's whole address.
 * @returns {{meeting: string|null, code: string}}
 */
export function readSlip(text) {
  const found = ADDRESS.exec(text.trim());
  return found ? { meeting: found[1].toLowerCase(), code: found[2] }
    : { meeting: null, code: text.trim() };
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

async function send(form, statement) {
  const answer = await fetch(form.dataset.void, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.dataset.token },
    body: JSON.stringify(statement),
  });
  const said = await answer.json();
  return { ok: answer.ok, message: said.message };
}

/** @returns {Promise<{ok: boolean, message: string}>} what to tell the host */
async function voidSlip(form, text) {
  const slip = readSlip(text);
  if (slip.meeting !== null && slip.meeting !== form.dataset.meeting) {
    return { ok: false, message: form.dataset.other };
  }
  let statement;
  try {
    statement = voidStatement(slip.code, form.dataset.meeting, bytesOf(form.dataset.context));
  } catch (error) {
    return { ok: false, message: form.dataset.wrong };
  }
  try {
    return await send(form, statement);
  } catch (error) {
    return { ok: false, message: form.dataset.failed };
  }
}

function tell(place, result) {
  const line = document.createElement("p");
  line.className = `notice ${result.ok ? "ok" : "bad"}`;
  line.textContent = result.message;
  place.replaceChildren(line);
}

/** Make the form work; the code is taken out of the field whatever happens. */
export function startVoiding(root) {
  const form = root.querySelector("form[data-void]");
  if (!form) return;
  const input = form.querySelector("input");
  const button = form.querySelector("button");
  const place = form.querySelector("[data-void-result]");
  input.disabled = button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = input.value;
    if (!text.trim()) return input.focus();
    button.disabled = true;
    const result = await voidSlip(form, text);
    if (result.ok) input.value = "";
    tell(place, result);
    button.disabled = false;
    return input.focus();
  });
}
