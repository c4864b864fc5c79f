/**
 * Small helps for forms: the first refusal gets the focus, a button is not pressed twice.
 * @module
 */
const AGAIN = 8000;

/** Start them on the whole page. */
export function startForms(root) {
  const refusal = root.querySelector("[data-focus]");
  if (refusal) refusal.focus();
  for (const form of root.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", () => {
      const after = form.querySelector("[data-after]");
      if (after) after.hidden = false;
      const button = form.querySelector("button[type=submit]");
      window.setTimeout(() => {
        button.disabled = true;
      }, 0);
      window.setTimeout(() => {
        button.disabled = false;
      }, AGAIN);
    });
  }
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
