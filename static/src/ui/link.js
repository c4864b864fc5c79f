/**
 * One-time links: the code stands behind the # of the address, which browsers send to nobody. It
 * goes into the form and out of the address bar, so that it stays in no history.
 * @module
 */

/** Fill in the code of the link that led here. */
export function startLink(root) {
  const place = root.querySelector("[data-link-code]");
  const code = location.hash.slice(1);
  if (!place || !code) return;
  place.querySelector("input").value = code;
  place.hidden = true;
  const other = root.querySelector("a[hreflang]");
  if (other) other.hash = location.hash;
  history.replaceState(null, "", location.pathname + location.search);
}

/** A button beside what is to be handed on, where the browser lets pages copy. */
export function startCopying(root) {
  const text = root.querySelector("[data-copy]");
  const button = root.querySelector("[data-copy-button]");
  if (!text || !button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(text.textContent.trim()).then(() => {
      button.textContent = button.dataset.done;
    });
  });
}
