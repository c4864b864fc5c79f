/**
 * Rows of the meeting form: add one, and show what the weights add up to.
 * @module
 */

/** The same control in the next row: `classes-5-weight` becomes `classes-6-weight`. */
export function nextName(name) {
  return name.replace(/-(\d+)-/, (_, index) => `-${Number(index) + 1}-`);
}

function addRow(body) {
  const row = body.lastElementChild.cloneNode(true);
  for (const control of row.querySelectorAll("input")) {
    control.name = nextName(control.name);
    control.id = nextName(control.id);
    control.value = "";
    control.removeAttribute("aria-invalid");
  }
  for (const error of row.querySelectorAll(".error")) error.remove();
  for (const cell of row.querySelectorAll(".bad")) cell.classList.remove("bad");
  body.append(row);
  row.querySelector("input").focus();
}

/** Exact sum of decimal texts with at most two places, as text. */
export function sumOf(texts) {
  const hundredths = texts.reduce((sum, text) => sum + Math.round(Number(text || 0) * 100), 0);
  return Number.isFinite(hundredths) ? String(hundredths / 100) : "—";
}

/** Start the button "add a row" and the running sum. */
export function startClassRows(root) {
  const table = root.querySelector("[data-rows]");
  if (!table) return;
  const body = table.querySelector("tbody");
  const button = root.querySelector("[data-add-row]");
  button.hidden = false;
  button.addEventListener("click", () => addRow(body));
  const output = root.querySelector("[data-sum-of]");
  const show = () => {
    const inputs = [...body.querySelectorAll(`input[name$="-${output.dataset.sumOf}"]`)];
    const sum = sumOf(inputs.map((input) => input.value));
    output.textContent = `${output.dataset.sumText}${sum} / 100 ${sum === "100" ? "✓" : ""}`;
  };
  body.addEventListener("input", show);
  show();
}
