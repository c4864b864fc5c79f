/**
 * The host's page and the projector, beside the numbers: what another device has typed, the whole
 * screen.
 * @module
 */
import { NUMBERS, numberAt } from "./poll.js";

/** Follow the head counts saved elsewhere, unless somebody is typing here. */
export function startHeads(root) {
  const form = root.querySelector("form[data-heads]");
  const seen = form?.querySelector("[name=seen]");
  if (!seen) return;
  const newer = form.querySelector("[data-heads-newer]");
  let typed = Boolean(form.querySelector(".now-kept"));
  form.addEventListener("input", () => {
    typed = true;
  });
  root.addEventListener(NUMBERS, (event) => {
    const numbers = event.detail;
    if (!newer || numbers.heads === seen.value) return;
    if (typed) {
      newer.hidden = false;
      return;
    }
    seen.value = numbers.heads;
    for (const field of form.querySelectorAll("[data-head]")) {
      const value = numberAt(numbers, `classes.${field.dataset.head}`);
      field.value = value === null || value === undefined ? "" : String(value);
    }
  });
}

/** Mark the check of the network as done when the first phone has passed. */
export function startTested(root) {
  const line = root.querySelector("[data-tested]");
  if (!line) return;
  root.addEventListener(NUMBERS, (event) => {
    if (!event.detail.tested) return;
    line.className = "done";
    const badge = line.querySelector(".badge");
    if (badge) badge.hidden = true;
  });
}

/** The projector fills the whole screen, and keeps it awake where the browser can. */
export function startFullscreen(root) {
  const button = root.querySelector("[data-fullscreen]");
  const page = root.documentElement;
  if (!button || !page.requestFullscreen) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await page.requestFullscreen();
    if (navigator.wakeLock) await navigator.wakeLock.request("screen");
  });
  root.addEventListener("fullscreenchange", () => {
    button.hidden = Boolean(root.fullscreenElement);
  });
}
