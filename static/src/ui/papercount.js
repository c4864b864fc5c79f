/**
 * The form for paper ballots: 弃权 as the rest, what is missing, Enter to the next field.
 * @module
 */

const WHOLE = /^\d{1,5}$/;

/** The number typed, 0 for an empty field, NaN for anything else. */
export function numberOf(text) {
  const plain = text.trim();
  if (plain === "") return 0;
  return WHOLE.test(plain) ? Number(plain) : NaN;
}

/**
 * What is known of a question: `empty`, `over` (more than the ballots can give), and `rest`, the
 * abstentions, or null where sums cannot tell.
 */
export function judge(texts, ballots, least, most) {
  const values = texts.map(numberOf);
  const sum = values.reduce((total, value) => total + value, 0);
  const empty = texts.every((text) => text.trim() === "");
  if (Number.isNaN(sum)) return { empty, over: true, rest: null };
  if (!Number.isInteger(ballots)) return { empty, over: false, rest: null };
  const over = Math.max(...values) > ballots || sum > most * ballots;
  const known = !empty && !over && least === most && sum % most === 0;
  return { empty, over, rest: known ? ballots - sum / most : null };
}

function showRow(row, ballots) {
  const texts = Array.from(row.querySelectorAll("input"), (input) => input.value);
  const found = judge(texts, ballots, Number(row.dataset.least), Number(row.dataset.most));
  const output = row.querySelector("[data-rest]");
  if (output) output.textContent = found.rest === null ? "—" : String(found.rest);
  row.classList.toggle("over", found.over);
  if (!found.empty) row.classList.remove("lacks");
  return found;
}

function words(form, rows) {
  const over = rows.filter((row) => row.over).length;
  if (over) return form.dataset.wrong.replace("{n}", over);
  const left = rows.filter((row) => row.empty).length;
  return left ? form.dataset.left.replace("{n}", left) : form.dataset.full;
}

function onEnter(event, fields) {
  const place = fields.indexOf(event.target);
  if (event.key !== "Enter" || place < 0 || place === fields.length - 1) return;
  event.preventDefault();
  fields[place + 1].focus();
  fields[place + 1].select();
}

/** Start it where the page has such a form. */
export function startPaperCount(root) {
  const form = root.querySelector("form[data-paper]");
  if (!form) return;
  const ballots = form.querySelector("#ballots");
  const rows = Array.from(form.querySelectorAll("[data-row]"));
  const fields = Array.from(form.querySelectorAll("input[inputmode=numeric]"));
  const left = form.querySelector("[data-paper-left]");
  const many = () => (WHOLE.test(ballots.value.trim()) ? Number(ballots.value) : NaN);
  const found = new Map();
  const tell = () => {
    if (left) left.textContent = words(form, Array.from(found.values()));
  };
  const all = () => rows.forEach((row) => found.set(row, showRow(row, many())));
  form.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) found.set(row, showRow(row, many()));
    else all();
    tell();
  });
  form.addEventListener("keydown", (event) => onEnter(event, fields));
  all();
  tell();
}
