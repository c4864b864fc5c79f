/**
 * The countdown of the hall, by the server's clock: all devices show the same, whatever their own
 * clocks say. At zero it says so, and nothing else happens.
 * @module
 */
const SOON = 60;
let ahead = 0; // milliseconds the server's clock is ahead of this one's

/** Compare the clocks; `text` is the Date header of an answer that has just come. */
export function noteServerTime(text, now = Date.now()) {
  const moment = Date.parse(text || "");
  if (!Number.isNaN(moment)) ahead = moment - now;
}

/** Whole seconds left until `ends` (ISO 8601), not below 0; null where there is no countdown. */
export function secondsLeft(ends, now = Date.now()) {
  const moment = Date.parse(ends || "");
  return Number.isNaN(moment) ? null : Math.max(0, Math.ceil((moment - now - ahead) / 1000));
}

/** `8:05`; from an hour on `1:08:05`. */
export function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600);
  const rest = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

function show(box, place) {
  const left = secondsLeft(box.dataset.ends);
  if (box.hasAttribute("data-alone")) box.hidden = left === null;
  place.hidden = left === null;
  box.classList.toggle("over", left === 0);
  box.classList.toggle("soon", left !== null && left <= SOON);
  if (left !== null) place.textContent = left ? clock(left) : box.dataset.over;
}

/** Run the clock of the page; `changed` is the event that brings the hall's numbers. */
export function startCountdown(root, changed) {
  const box = root.querySelector("[data-countdown]");
  if (!box) return;
  const place = box.querySelector("[data-left]");
  root.addEventListener(changed, (event) => {
    box.dataset.ends = event.detail.countdown || "";
    show(box, place);
  });
  show(box, place);
  window.setInterval(() => show(box, place), 500);
}
