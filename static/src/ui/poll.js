/**
 * The hall's numbers: asked for every few seconds, with the ETag so that nothing is sent twice.
 * @module
 */
const PAUSE = 3000;
const LONGEST = 30000;

/** Show the numbers `{name: value}` wherever `data-number="name"` stands. */
export function showNumbers(root, numbers) {
  for (const place of root.querySelectorAll("[data-number]")) {
    const value = numbers[place.dataset.number];
    const none = value === null || value === undefined;
    place.textContent = none ? place.dataset.none || "—" : String(value);
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
  if (answer.status === 304) return { etag, numbers: null };
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
  return { etag: answer.headers.get("ETag") || "", numbers: await answer.json() };
}

/** Keep the numbers of the page fresh; reload when the meeting's state has changed. */
export function startPolling(root) {
  const box = root.querySelector("[data-poll]");
  if (!box) return;
  const trouble = root.querySelector("[data-poll-trouble]");
  let etag = "";
  let pause = PAUSE;

  async function turn() {
    try {
      const answer = await askNumbers(box.dataset.poll, etag);
      etag = answer.etag;
      pause = PAUSE;
      if (trouble) trouble.hidden = true;
      if (answer.numbers) {
        if (answer.numbers.state !== box.dataset.state) return window.location.reload();
        showNumbers(root, answer.numbers);
      }
    } catch (error) {
      pause = Math.min(pause * 2, LONGEST);
      if (trouble) trouble.hidden = false;
    }
    return window.setTimeout(turn, pause);
  }
  window.setTimeout(turn, PAUSE);
}
