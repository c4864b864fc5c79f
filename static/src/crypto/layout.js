/**
 * What stands where in a ballot (docs/protocol.md §3, §5): slots in the order of the manifest,
 * and the sums over them that are proven.
 * @module
 */

const HEAD_BYTES = 4 + 32 + 32 + 32;
const SLOT_BYTES = 66 + 96;
const SIGNATURE_BYTES = 64;

/**
 * @typedef {object} Sum
 * @property {number[]} slots indices of slots, ascending
 * @property {number[]} values allowed values, ascending
 *
 * @typedef {object} Layout
 * @property {Array<{form: number, subject: number, question: number, option: number}>} slots
 * @property {Sum[]} sums one per (form, subject, question) in order, then one per quota that
 *   blocks
 * @property {number} questions how many of the sums belong to questions
 * @property {number} ballotBytes length of a ballot
 */

/**
 * @param {number} from
 * @param {number} to inclusive
 */
function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, k) => from + k);
}

/**
 * @param {import("./manifest.js").ManifestData} data a manifest's JSON, checked
 * @returns {Layout}
 */
export function layoutOf(data) {
  /** @type {Layout["slots"]} */
  const slots = [];
  /** @type {Sum[]} */
  const sums = [];
  data.forms.forEach(({ subjects, questions }, form) =>
    subjects.forEach((_, subject) => {
      questions.forEach((question, index) => {
        const first = slots.length;
        question.options.forEach((__, option) => {
          slots.push({ form, subject, question: index, option });
        });
        sums.push({ slots: range(first, slots.length - 1), values: allowedValues(question) });
      });
    }),
  );
  const questions = sums.length;
  for (const quota of data.quotas) {
    if (quota.policy === "block") sums.push(quotaSum(quota, data.forms, slots));
  }
  const proofs = sums.reduce((bytes, { values }) => bytes + 32 * (2 * values.length - 1), 0);
  const ballotBytes = HEAD_BYTES + SLOT_BYTES * slots.length + proofs + SIGNATURE_BYTES;
  return { slots, sums, questions, ballotBytes };
}

/** @param {import("./manifest.js").Question} question */
function allowedValues(question) {
  const chosen = range(question.min, question.max);
  return question.abstain !== null && question.min > 0 ? [0, ...chosen] : chosen;
}

/**
 * @param {import("./manifest.js").Quota} quota
 * @param {import("./manifest.js").Form[]} forms
 * @param {Layout["slots"]} slots
 * @returns {Sum}
 */
function quotaSum(quota, forms, slots) {
  const form = forms.findIndex(({ id }) => id === quota.form);
  const question = forms[form].questions.findIndex(({ id }) => id === quota.question);
  const { options } = forms[form].questions[question];
  const option = options.findIndex(({ id }) => id === quota.option);
  const belongs = (/** @type {Layout["slots"][number]} */ slot) =>
    slot.form === form && slot.question === question && slot.option === option;
  const members = slots.map((slot, k) => (belongs(slot) ? k : -1)).filter((k) => k >= 0);
  return { slots: members, values: range(0, quota.at_most) };
}
