// The shared vectors: what Python writes, the phone's code writes too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { schnorr } from "@noble/curves/secp256k1.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { finish, prepareBallot, tracker } from "../../static/src/crypto/ballot.js";
import { fingerprint } from "../../static/src/crypto/base32.js";
import { canonical, readCanonical } from "../../static/src/crypto/canonical.js";
import { credentialOf, credentialOfCode } from "../../static/src/crypto/credential.js";
import { readManifest } from "../../static/src/crypto/manifest.js";
import { scalarBytes } from "../../static/src/crypto/scalars.js";
import { sign } from "../../static/src/crypto/schnorr.js";
import { decodeCode, encodeCode } from "../../static/src/crypto/slipcode.js";
import { digest, wide } from "../../static/src/crypto/transcript.js";
import { voidStatement } from "../../static/src/crypto/void.js";
import { vectors } from "./vectors.js";

test("transcript: digest, wide and fingerprint", () => {
  for (const one of vectors("transcript").cases) {
    const parts = one.parts.map(hexToBytes);
    assert.equal(bytesToHex(digest(one.tag, ...parts)), one.digest);
    assert.equal(bytesToHex(scalarBytes(wide(one.tag, ...parts))), one.wide);
    assert.equal(fingerprint(digest(one.tag, ...parts)), one.fingerprint);
  }
});

test("slip codes: written, read as typed, refused with the group", () => {
  const { good, typed, bad } = vectors("slipcode");
  for (const { secret, code } of good) {
    assert.equal(encodeCode(hexToBytes(secret)), code);
    assert.equal(bytesToHex(decodeCode(code)), secret);
  }
  for (const one of typed) assert.equal(bytesToHex(decodeCode(one.typed)), one.secret);
  for (const { code, error, group } of bad) {
    assert.throws(
      () => decodeCode(code),
      (thrown) => {
        assert.equal(thrown.code, error, code);
        if (error !== "code-length") assert.equal(thrown.values.group, group, code);
        return true;
      },
    );
  }
});

test("canonical JSON: written, read, refused", () => {
  const { good, bad } = vectors("canonical");
  for (const { value, hex } of good) {
    assert.equal(bytesToHex(utf8ToBytes(canonical(value))), hex);
    assert.deepEqual(readCanonical(hexToBytes(hex)), value);
  }
  for (const { why, hex } of bad) {
    assert.throws(() => readCanonical(hexToBytes(hex)), { code: "json" }, why);
  }
});

test("credentials and void statements", () => {
  for (const one of vectors("credential").cases) {
    const secret = hexToBytes(one.secret);
    const credential = credentialOf(secret, one.meeting);
    assert.equal(bytesToHex(credential.public), one.credential);
    const code = encodeCode(secret);
    assert.deepEqual(credentialOfCode(code, one.meeting), credential);
    const context = hexToBytes(one.context);
    const message = digest("void", context, credential.public);
    assert.equal(bytesToHex(message), one.void_message);
    const signature = sign(message, credential.key, hexToBytes(one.aux));
    assert.equal(bytesToHex(signature), one.signature);
    const fresh = voidStatement(code, one.meeting, context);
    assert.equal(fresh.credential, one.credential);
    assert.ok(schnorr.verify(hexToBytes(fresh.signature), message, credential.public));
  }
});

function checkBallot(one) {
  const manifest = readManifest(utf8ToBytes(one.manifest));
  assert.equal(bytesToHex(manifest.context), one.context, one.name);
  assert.equal(manifest.layout.slots.length, one.slots, one.name);
  assert.deepEqual(manifest.layout.sums, one.sums, one.name);
  assert.equal(manifest.layout.ballotBytes, one.length, one.name);
  const credential = credentialOf(hexToBytes(one.secret), manifest.data.meeting.id);
  assert.equal(bytesToHex(credential.public), one.credential, one.name);
  const prepared = finish(prepareBallot(manifest, credential, hexToBytes(one.seed)));
  const ballot = prepared.seal(one.choices);
  assert.equal(ballot.length, one.length, one.name);
  if (one.ballot) assert.equal(bytesToHex(ballot), one.ballot, one.name);
  assert.equal(bytesToHex(sha256(ballot)), one.sha256, one.name);
  assert.equal(tracker(ballot), one.tracker, one.name);
}

test("manifests with one fault each are refused", () => {
  const { good, cases } = vectors("manifests");
  readManifest(utf8ToBytes(good));
  for (const { name, manifest } of cases) {
    assert.throws(() => readManifest(utf8ToBytes(manifest)), { code: "record-field" }, name);
  }
});

test("small ballots, byte for byte", () => vectors("ballot").cases.forEach(checkBallot));

test("the reference ballot of 78 questions, byte for byte", () =>
  checkBallot(vectors("reference")));
