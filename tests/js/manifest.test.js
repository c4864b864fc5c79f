// Strict reading of manifests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readManifest } from "../../static/src/crypto/manifest.js";
import {
  bytesOf,
  form,
  manifestData,
  manifestOf,
  question,
  referenceForms,
  subject,
} from "./manifests.js";

test("the reference ballot: 312 slots, 78 sums, 58 196 bytes", () => {
  const { layout } = manifestOf(referenceForms());
  assert.deepEqual([layout.slots.length, layout.sums.length, layout.ballotBytes], [312, 78, 58196]);
});

test("allowed values of questions and quotas", () => {
  const questions = [
    question("a"),
    question("b", { abstain: null }),
    question("c", { min: 2, max: 3 }),
    question("d", { min: 0, max: 2, abstain: null }),
    question("e", { min: 2, max: 2, abstain: null }),
  ];
  const quotas = [{ form: "f", question: "b", option: "good", at_most: 2, policy: "block" }];
  const { layout } = manifestOf([form("f", 2, questions)], { quotas });
  const values = layout.sums.map((sum) => sum.values);
  const own = [[0, 1], [1], [0, 2, 3], [0, 1, 2], [2]];
  assert.deepEqual(values, [...own, ...own, [0, 1, 2]]);
  assert.deepEqual(layout.sums[10].slots, [5, 25]);
  assert.equal(layout.questions, 10);
});

const spoiled = {
  "a key too many": (data) => {
    data.more = 1;
  },
  "a key missing": (data) => {
    delete data.bundle;
  },
  "a key of Object.prototype": (data) => {
    delete data.meeting.unit;
    data.meeting.toString = "x";
  },
  "another format": (data) => {
    data.format = "qingping-manifest/2";
  },
  "another suite": (data) => {
    data.suite = "qingping-2";
  },
  "no form": (data) => {
    data.forms = [];
  },
  "no question": (data) => {
    data.forms[0].questions = [];
  },
  "no subject": (data) => {
    data.forms[0].subjects = [];
  },
  "no option": (data) => {
    data.forms[0].questions[0].options = [];
  },
  "max above the options": (data) => {
    data.forms[0].questions[0].max = 5;
  },
  "min above max": (data) => {
    data.forms[0].questions[0].min = 2;
  },
  "two subjects with one id": (data) => {
    data.forms[0].subjects[1].id = "s0";
  },
  "two forms with one id": (data) => {
    data.forms.push(data.forms[0]);
  },
  "a list instead of an object": (data) => {
    data.meeting = [];
  },
  "a text instead of a list": (data) => {
    data.forms = "forms";
  },
  "true instead of a number": (data) => {
    data.forms[0].questions[0].min = true;
  },
  "an id with a line end": (data) => {
    data.forms[0].id = "cadre\n";
  },
  "a quota for an unknown option": (data) => {
    data.quotas = [{ form: "cadre", question: "q", option: "best", at_most: 1, policy: "block" }];
  },
  "a quota above the subjects": (data) => {
    data.quotas = [{ form: "cadre", question: "q", option: "good", at_most: 3, policy: "warn" }];
  },
  "too many slots": (data) => {
    data.forms[0].subjects = Array.from({ length: 1025 }, (_, k) => subject(k));
  },
  "upper-case hexadecimal": (data) => {
    data.bundle = "AB".repeat(32);
  },
};

for (const [what, spoil] of Object.entries(spoiled)) {
  test(`refused: ${what}`, () => {
    const data = manifestData([form("cadre", 2, [question("q")])]);
    readManifest(bytesOf(data));
    spoil(data);
    assert.throws(() => readManifest(bytesOf(data)), { code: "record-field" });
  });
}

test("a joint key that is no point, and bytes that are not canonical", () => {
  const data = manifestData([form("cadre", 1, [question("q")])]);
  const bytes = bytesOf(data);
  assert.throws(() => readManifest(Uint8Array.from([...bytes, 10])), { code: "json" });
  data.trustees.key = `02${"ff".repeat(32)}`;
  assert.throws(() => readManifest(bytesOf(data)), { code: "point" });
});
