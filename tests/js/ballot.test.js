// Properties of prepared and sealed ballots beyond the shared vectors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { schnorr } from "@noble/curves/secp256k1.js";
import { finish, prepareBallot, tracker } from "../../static/src/crypto/ballot.js";
import { credentialOf } from "../../static/src/crypto/credential.js";
import { digest } from "../../static/src/crypto/transcript.js";
import { form, manifestOf, option, question } from "./manifests.js";

const credential = credentialOf(new Uint8Array(16).fill(7), "abcdefgh");
const seed = (byte) => new Uint8Array(32).fill(byte);
const many = { options: ["a", "b", "c", "d", "e"].map(option), min: 2, max: 4 };
const manifest = manifestOf([form("cadre", 2, [question("q"), question("r", many)])], {
  quotas: [{ form: "cadre", question: "q", option: "excellent", at_most: 1, policy: "block" }],
});
const prepare = (byte = 1) => finish(prepareBallot(manifest, credential, seed(byte)));
const CHOICES = [[0], [1, 2], [], [0, 3, 4]];

test("the same seed and choices give the same bytes, another seed others", () => {
  const ballot = prepare().seal(CHOICES);
  assert.equal(ballot.length, manifest.layout.ballotBytes);
  assert.deepEqual(prepare().seal(CHOICES), ballot);
  assert.notDeepEqual(prepare(2).seal(CHOICES), ballot);
  assert.match(tracker(ballot), /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
});

test("a prepared ballot seals one set of choices only", () => {
  const prepared = prepare();
  const ballot = prepared.seal(CHOICES);
  assert.deepEqual(prepared.seal([[0], [2, 1], [], [4, 3, 0]]), ballot);
  ballot.fill(0);
  assert.notDeepEqual(prepared.seal(CHOICES), ballot);
  assert.throws(() => prepared.seal([[1], [1, 2], [], [0, 3, 4]]), { code: "seed-used" });
  assert.throws(() => prepared.seal([[], [1, 2], [], [0, 3, 4]]), { code: "seed-used" });
});

test("choices against the manifest are refused and use up nothing", () => {
  const prepared = prepare();
  const refused = [
    [],
    [[0], [1, 2], []],
    [[0, 1], [1, 2], [], []],
    [[0], [1], [], []],
    [[0], [0, 1, 2, 3, 4], [], []],
    [[4], [1, 2], [], []],
    [[-1], [1, 2], [], []],
    [[0.5], [1, 2], [], []],
    [[0], [1, 1], [], []],
    [["0x"], [1, 2], [], []],
    [[0], [], [0], []],
    [["length"], [], [], []],
  ];
  for (const choices of refused) {
    assert.throws(() => prepared.seal(choices), { code: "choices" }, JSON.stringify(choices));
  }
  assert.deepEqual(prepared.seal(CHOICES), prepare().seal(CHOICES));
});

test("the signature is the credential's, over everything before it", () => {
  const ballot = prepare().seal(CHOICES);
  const message = digest("cast", ballot.subarray(0, ballot.length - 64));
  assert.deepEqual(ballot.subarray(36, 68), credential.public);
  assert.ok(schnorr.verify(ballot.subarray(ballot.length - 64), message, credential.public));
});

test("a seed of another length is refused", () => {
  const steps = prepareBallot(manifest, credential, new Uint8Array(31));
  assert.throws(() => finish(steps), { code: "length" });
});
