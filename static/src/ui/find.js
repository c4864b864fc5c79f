/**
 * Finding one's tracker in the public list, on this machine: what is looked for is not sent.
 * @module
 */

/** A tracker as people type it: no hyphens or blanks, capitals, I and L as 1, O as 0. */
export function plain(text) {
  return text.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
}

/** Start the look-up. */
export function startFinding(root) {
  const field = root.querySelector("[data-find]");
  if (!field) return;
  const input = field.querySelector("input");
  const told = field.querySelector("[data-find-result]");
  const items = [...root.querySelectorAll(".trackers li")];
  field.hidden = false;
  input.addEventListener("input", () => {
    const wanted = plain(input.value);
    const found = wanted.length >= 16 ? items.find((li) => plain(li.textContent) === wanted) : null;
    for (const item of items) item.classList.toggle("found", item === found);
    told.textContent = wanted.length < 16 ? "" : found ? told.dataset.yes : told.dataset.no;
    if (found) found.scrollIntoView({ block: "nearest" });
  });
}
