// The worker's messages, with the service run in this process.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesToHex } from "@noble/hashes/utils.js";
import { BallotService } from "../../static/src/booth/service.js";
import { finish, prepareBallot, tracker } from "../../static/src/crypto/ballot.js";
import { fingerprint } from "../../static/src/crypto/base32.js";
import { credentialOf } from "../../static/src/crypto/credential.js";
import { readManifest } from "../../static/src/crypto/manifest.js";
import { encodeCode } from "../../static/src/crypto/slipcode.js";
import { bytesOf, form, manifestData, question } from "./manifests.js";

const bytes = bytesOf(manifestData([form("cadre", 1, [question("q")])]));
const secret = new Uint8Array(16).fill(9);
const code = encodeCode(secret);
const seed = new Uint8Array(32).fill(5);
const identify = { type: "identify", meeting: "abcdefgh", code };

function service(later = setImmediate) {
  const replies = [];
  const made = new BallotService((reply) => replies.push(reply), later);
  const ask = (message) => {
    made.receive(Object.assign({ id: replies.length }, message));
    return replies[replies.length - 1];
  };
  return { ask, made };
}

test("identify, prepare, seal, tracker", () => {
  const { ask } = service();
  const manifest = readManifest(bytes);
  const credential = credentialOf(secret, "abcdefgh");
  assert.equal(ask(identify).credential, bytesToHex(credential.public));
  const prepared = ask({ type: "prepare", manifest: bytes, seed });
  assert.equal(prepared.fingerprint, fingerprint(manifest.context));
  const sealed = ask({ type: "seal", choices: [[2]] });
  const wanted = finish(prepareBallot(manifest, credential, seed)).seal([[2]]);
  assert.deepEqual(sealed.ballot, wanted);
  assert.equal(sealed.tracker, tracker(wanted));
  assert.equal(ask({ type: "tracker", ballot: wanted }).tracker, tracker(wanted));
});

test("encryption goes on between messages and is ready before it is asked for", async () => {
  const { ask, made } = service();
  ask(identify);
  ask({ type: "prepare", manifest: bytes });
  assert.equal(made.prepared, null);
  while (made.prepared === null) await new Promise(setImmediate);
  assert.equal(ask({ type: "seal", choices: [[]] }).type, "seal");
});

test("a changed mind prepares anew, with another seed", () => {
  const { ask } = service();
  ask(identify);
  ask({ type: "prepare", manifest: bytes });
  const first = ask({ type: "seal", choices: [[0]] }).ballot;
  assert.equal(ask({ type: "seal", choices: [[1]] }).code, "seed-used");
  ask({ type: "prepare", manifest: bytes });
  const second = ask({ type: "seal", choices: [[1]] }).ballot;
  assert.notDeepEqual(second.subarray(100, 166), first.subarray(100, 166));
});

test("errors are answers with their code", () => {
  const { ask } = service();
  const codes = (message) => ask(message).code;
  assert.equal(codes({ type: "prepare", manifest: bytes }), "message");
  assert.equal(codes({ type: "nonsense" }), "message");
  const wrong = code.replace("1", "2");
  const refused = ask({ type: "identify", meeting: "abcdefgh", code: wrong });
  assert.equal(refused.code, "code-check");
  assert.ok(refused.values.group >= 1);
  ask(Object.assign({}, identify, { meeting: "zzzzzzzz" }));
  assert.equal(codes({ type: "prepare", manifest: bytes }), "other-meeting");
  ask(identify);
  assert.equal(codes({ type: "seal", choices: [[0]] }), "message");
  assert.equal(codes({ type: "prepare", manifest: bytes.slice(1) }), "json");
  ask({ type: "prepare", manifest: bytes });
  assert.equal(codes({ type: "seal", choices: [[0, 1]] }), "choices");
  ask({ type: "prepare", manifest: bytes, seed: new Uint8Array(3) });
  assert.equal(codes({ type: "seal", choices: [[0]] }), "length");
});
