/**
 * The manifest (docs/protocol.md §3): what is voted on. Its hash is the context of every proof.
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { readCanonical } from "./canonical.js";
import { layoutOf } from "./layout.js";
import { decodePoint } from "./points.js";
import {
  check,
  flag,
  hex,
  integer,
  match,
  name,
  oneOf,
  optional,
  require,
  requireUnique,
  text,
} from "./shape.js";

const MAX_SLOTS = 4096;
const MAX_OPTIONS = 64;
const WEIGHT_SUM = 10000;
const ID = match(/^[a-z0-9][a-z0-9-]{0,31}$/);
const POSITION = match(/^([a-z0-9][a-z0-9-]{0,31})?$/);
const CLASS = match(/^[A-Z][A-Z0-9]{0,7}$/);
const TEXT = { zh: text, en: text };
const OPTION = { id: ID, text: TEXT, score: optional(integer(0, 100)), counts: flag };
const QUESTION = {
  id: ID,
  role: oneOf("aspect", "overall"),
  section: TEXT,
  text: TEXT,
  help: TEXT,
  min: integer(0, MAX_OPTIONS),
  max: integer(1, MAX_OPTIONS),
  abstain: optional({ text: TEXT, counts: flag }),
  options: [OPTION],
};
const FORM = {
  id: ID,
  kind: oneOf("team", "cadre", "other"),
  text: TEXT,
  rates: [{ id: ID, text: TEXT, options: [ID] }],
  subjects: [{ id: ID, name, post: text, position: POSITION }],
  questions: [QUESTION],
};
const MANIFEST = {
  format: oneOf("qingping-manifest/1"),
  suite: oneOf("qingping-1"),
  meeting: {
    id: match(/^[0-9a-hjkmnp-tv-z]{8}$/),
    round: text,
    year: integer(1949, 2999),
    title: name,
    unit: name,
    date: text,
    place: text,
  },
  trustees: {
    ceremony: hex(32),
    key: hex(33),
    threshold: integer(1, 9),
    members: [{ index: integer(1, 9), name, verification: hex(33) }],
  },
  forms: [FORM],
  quotas: [
    {
      form: ID,
      question: ID,
      option: ID,
      at_most: integer(0, 1000),
      policy: oneOf("block", "warn"),
    },
  ],
  classes: [
    {
      id: CLASS,
      name,
      weight: integer(0, 10000),
      expected: integer(0, 100000),
    },
  ],
  counting: {
    denominator: oneOf("valid", "expected"),
    scores: flag,
    tables: [{ class: CLASS, position: ID, as: CLASS }],
  },
  disclosure: { minimum: integer(2, 1000), merging: oneOf("smallest-first") },
  roll: { hash: hex(32), size: integer(1, 100000) },
  bundle: hex(32),
};

/**
 * The parts of a manifest's JSON (docs/protocol.md §3) that software reads; `text` and the like are
 * `{zh, en}`.
 *
 * @typedef {{zh: string, en: string}} Text
 * @typedef {{id: string, text: Text}} Option
 * @typedef {object} Question
 * @property {string} id
 * @property {Text} text
 * @property {Text} section heading it stands under
 * @property {Text} help
 * @property {string} role "overall" or "aspect"
 * @property {number} min
 * @property {number} max
 * @property {{text: Text} | null} abstain
 * @property {Option[]} options
 *
 * @typedef {{id: string, name: string, post: string}} Subject
 * @typedef {object} Form
 * @property {string} id
 * @property {Text} text
 * @property {Subject[]} subjects
 * @property {Question[]} questions
 * @property {Array<{id: string, options: string[]}>} rates
 *
 * @typedef {object} Quota
 * @property {string} form id, as are question and option
 * @property {string} question
 * @property {string} option
 * @property {number} at_most
 * @property {string} policy "block" or "warn"
 *
 * @typedef {{id: string, name: string, weight: number}} VoterClass
 * @typedef {{class: string, position: string, as: string}} ClassTable
 * @typedef {object} ManifestData
 * @property {{id: string, title: string, unit: string}} meeting
 * @property {Form[]} forms
 * @property {Quota[]} quotas
 * @property {VoterClass[]} classes
 * @property {{tables: ClassTable[]}} counting
 * @property {{key: string, threshold: number, members: Array<{index: number}>}} trustees
 */

/**
 * @typedef {object} Manifest
 * @property {ManifestData} data the JSON as read
 * @property {Uint8Array} context 32 bytes, SHA-256 of the bytes
 * @property {import("./curve.js").Affine} key joint key of the trustees
 * @property {import("./layout.js").Layout} layout
 */

/**
 * Read manifest.json strictly. Errors: "json", "record-field" (values.path), "point".
 * @param {Uint8Array} bytes
 * @returns {Manifest}
 */
export function readManifest(bytes) {
  const data = /** @type {ManifestData} */ (readCanonical(bytes));
  check(data, MANIFEST, "manifest");
  checkTrustees(data.trustees, "manifest.trustees");
  checkClasses(data.classes, "manifest.classes");
  checkTables(data.counting.tables, data.classes, "manifest.counting.tables");
  requireUnique(data.forms, "manifest.forms");
  require(data.forms.length > 0, "manifest.forms", "no form");
  data.forms.forEach((form, k) => checkForm(form, `manifest.forms[${k}]`));
  data.quotas.forEach((quota, k) => checkQuota(quota, data.forms, `manifest.quotas[${k}]`));
  const layout = layoutOf(data);
  require(layout.slots.length <= MAX_SLOTS, "manifest.forms", `more than ${MAX_SLOTS} slots`);
  return { data, context: sha256(bytes), key: decodePoint(hexToBytes(data.trustees.key)), layout };
}

/**
 * @param {ManifestData["trustees"]} trustees
 * @param {string} path
 */
function checkTrustees({ members, threshold }, path) {
  const inOrder = members.every(({ index }, k) => index === k + 1);
  require(inOrder && members.length > 0, `${path}.members`, "indices are not 1, 2, 3, …");
  const fits = threshold <= members.length && members.length < 2 * threshold;
  require(fits, `${path}.threshold`, "not more than half of the trustees");
}

/**
 * @param {VoterClass[]} classes
 * @param {string} path
 */
function checkClasses(classes, path) {
  require(classes.length > 0, path, "no class");
  requireUnique(classes, path);
  const sum = classes.reduce((total, { weight }) => total + weight, 0);
  require(sum === WEIGHT_SUM, path, `weights do not sum to ${WEIGHT_SUM}`);
}

/**
 * @param {ClassTable[]} tables
 * @param {VoterClass[]} classes
 * @param {string} path
 */
function checkTables(tables, classes, path) {
  const known = new Set(classes.map(({ id }) => id));
  const pairs = new Set(tables.map((row) => `${row.class} ${row.position}`));
  require(pairs.size === tables.length, path, "a class stands twice for one position");
  tables.forEach((row, k) => {
    const fits = known.has(row.class) && known.has(row.as) && row.class !== row.as;
    require(fits, `${path}[${k}]`, "does not name two classes of the meeting");
  });
}

/**
 * @param {Form} form
 * @param {string} path
 */
function checkForm(form, path) {
  require(form.subjects.length > 0 && form.questions.length > 0, path, "nothing to vote on");
  requireUnique(form.subjects, `${path}.subjects`);
  requireUnique(form.questions, `${path}.questions`);
  requireUnique(form.rates, `${path}.rates`);
  const overall = form.questions.filter((question) => question.role === "overall");
  require(overall.length <= 1, `${path}.questions`, "more than one overall question");
  const known = new Set(form.questions.flatMap(({ options }) => options.map(({ id }) => id)));
  form.rates.forEach(({ options }, k) => {
    const fits =
      options.length > 0 &&
      new Set(options).size === options.length &&
      options.every((id) => known.has(id));
    require(fits, `${path}.rates[${k}]`, "does not name options of the form, each once");
  });
  form.questions.forEach(({ options, min, max }, k) => {
    const at = `${path}.questions[${k}]`;
    requireUnique(options, `${at}.options`);
    require(options.length <= MAX_OPTIONS, at, "too many options");
    require(min <= max && max <= options.length, at, "min and max do not fit");
  });
}

/**
 * @param {Quota} quota
 * @param {Form[]} forms
 * @param {string} path
 */
function checkQuota(quota, forms, path) {
  const form = forms.find(({ id }) => id === quota.form);
  const question = form?.questions.find(({ id }) => id === quota.question);
  const option = question?.options.find(({ id }) => id === quota.option);
  require(option !== undefined, path, "names an unknown form, question or option");
  const subjects = form?.subjects ?? [];
  require(quota.at_most <= subjects.length, path, "more than there are subjects");
}
