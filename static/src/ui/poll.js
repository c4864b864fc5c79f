/**
 * The hall's numbers: asked for every few seconds, with the ETag so that nothing is sent twice.
 * Whoever else on the page needs them listens for the event NUMBERS, or asks for them at once by
 * the event ASK.
 * @module
 */
import { noteServerTime } from "./countdown.js";

export const NUMBERS = "hall-numbers";
export const ASK = "hall-ask";
const PAUSE = 3000;
const LONGEST = 30000;

/** What stands under a name like `classes.A.issued`; undefined where there is nothing. */
export function numberAt(numbers, name) {
  return name.split(".").reduce((part, key) => (part ? part[key] : undefined), numbers);
}

/** Show the numbers `{name: value}` wherever `data-number="name"` stands. */
export function showNumbers(root, numbers) {
  for (const place of root.querySelectorAll("[data-number]")) {
    const value = numberAt(numbers, place.dataset.number);
    const none = value === null || value === undefined;
    const text = none ? place.dataset.none || "—" : String(value);
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("none", none);
  }
  for (const bar of root.querySelectorAll("[data-progress]")) {
    bar.max = numbers.total || 1;
    bar.value = numbers.done;
  }
}

/**
 * Ask once.
 * @returns {Promise<{etag: string, numbers: object|null}>} numbers null: nothing has changed
 */
export async function askNumbers(url, etag, get = fetch) {
  const headers = etag ? { "If-None-Match": etag } : {};
  const answer = await get(url, { headers, cache: "no-store", credentials: "same-origin" });
  noteServerTime(answer.headers.get("Date"));
  if (answer.status === 304) return { etag, numbers: null };
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
  return { etag: answer.headers.get("ETag") || "", numbers: await answer.json() };
}

/** The page is out of date: another state, or other numbers than those it asks to confirm. */
function leave(box, numbers) {
  if (numbers.state !== box.dataset.state) window.location.reload();
  else if (box.dataset.mark && numbers.mark !== box.dataset.mark) {
    window.location.replace(`${window.location.pathname}?changed=1`);
  } else return false;
  return true;
}

/** Keep the numbers of the page fresh; reload when the meeting's state has changed. */
export function startPolling(root) {
  const box = root.querySelector("[data-poll]");
  if (!box) return;
  const trouble = root.querySelector("[data-poll-trouble]");
  let etag = "";
  let pause = PAUSE;
  let timer = 0;

  async function turn() {
    try {
      const answer = await askNumbers(box.dataset.poll, etag);
      etag = answer.etag;
      pause = PAUSE;
      if (trouble) trouble.hidden = true;
      if (answer.numbers) {
        if (leave(box, answer.numbers)) return;
        showNumbers(root, answer.numbers);
        root.dispatchEvent(new CustomEvent(NUMBERS, { detail: answer.numbers }));
      }
    } catch {
      pause = Math.min(pause * 2, LONGEST);
      if (trouble) trouble.hidden = false;
    }
    timer = window.setTimeout(turn, pause);
  }
  root.addEventListener(ASK, () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(turn, 0);
  });
  timer = window.setTimeout(turn, PAUSE);
}
