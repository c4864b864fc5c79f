/**
 * The phone's own code as a command of Node, for the demo, the tests and the bench:
 *
 *   node-ballot.cjs make           JSON lines {manifest, code, meeting, seed?, choices} on stdin,
 *                                  {ballot, tracker, credential, prepare_ms, seal_ms} on stdout
 *   node-ballot.cjs bench --runs N reference manifest (its bytes) on stdin, one JSON line
 *
 * Manifest and ballot are base64, seed and credential hexadecimal. A line that cannot be made
 * answers {error, values}.
 * @module
 */
import "../crypto/polyfill.js";
import { fork } from "node:child_process";
import { createInterface } from "node:readline";
import { bytesToHex, hexToBytes, randomBytes } from "@noble/hashes/utils.js";
import { finish, prepareBallot, tracker } from "../crypto/ballot.js";
import { fromBase64, toBase64 } from "../crypto/base64.js";
import { credentialOf, credentialOfCode } from "../crypto/credential.js";
import { VotingError } from "../crypto/errors.js";
import { readManifest } from "../crypto/manifest.js";

/** @type {{text: string, manifest: any}} one manifest serves many lines, with its tables */
let latest = { text: "", manifest: null };

/** @param {string} text base64 */
function manifestOf(text) {
  if (latest.text !== text) latest = { text, manifest: readManifest(fromBase64(text)) };
  return latest.manifest;
}

/**
 * Make one ballot and take the time of both steps: all before the last choice (reading the
 * manifest and building the tables included where they are new), and what comes after it.
 * @param {string} text the manifest in base64
 * @param {(meeting: string) => import("../crypto/credential.js").Credential} credentialFor
 * @param {Uint8Array} seed
 * @param {(layout: import("../crypto/layout.js").Layout) => number[][]} choose
 */
function makeBallot(text, credentialFor, seed, choose) {
  const begun = performance.now();
  const manifest = manifestOf(text);
  const credential = credentialFor(manifest.data.meeting.id);
  const prepared = finish(prepareBallot(manifest, credential, seed));
  const choices = choose(manifest.layout);
  const waiting = performance.now();
  const ballot = prepared.seal(choices);
  const times = { prepare_ms: waiting - begun, seal_ms: performance.now() - waiting };
  return { ballot, credential, ...times };
}

/** @param {string} line */
function answer(line) {
  const { manifest, code, meeting, seed, choices } = JSON.parse(line);
  const credentialFor = (id) => {
    if (id !== meeting)
      throw new VotingError("other-meeting", "the manifest is of another meeting");
    return credentialOfCode(code, meeting);
  };
  const drawn = seed === undefined ? randomBytes(32) : hexToBytes(seed);
  const made = makeBallot(manifest, credentialFor, drawn, () => choices);
  return {
    ...made,
    ballot: toBase64(made.ballot),
    tracker: tracker(made.ballot),
    credential: bytesToHex(made.credential.public),
  };
}

async function make() {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    let reply;
    try {
      reply = answer(line);
    } catch (error) {
      if (!(error instanceof VotingError)) throw error;
      reply = { error: error.code, values: error.values };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * A ballot like a phone's first one: a process of its own for every run, nothing warm.
 * @param {string} manifest base64
 * @returns {Promise<{prepare_ms: number, seal_ms: number, bytes: number}>}
 */
function coldRun(manifest) {
  return new Promise((resolve, reject) => {
    const child = fork(process.argv[1], ["cold"]);
    child.once("message", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`a run ended with ${code}`)));
    child.send(manifest);
  });
}

/** The other side of `coldRun`: an option of each question, another one each time. */
function cold() {
  const choose = ({ sums, questions }) =>
    sums.slice(0, questions).map(({ slots, values }, place) => {
      const chosen = Math.max(values[0], Math.min(1, values[values.length - 1]));
      return slots.map((_, option) => (option + place) % slots.length).slice(0, chosen);
    });
  process.once("message", (text) => {
    const credentialFor = (meeting) => credentialOf(randomBytes(16), meeting);
    const made = makeBallot(String(text), credentialFor, randomBytes(32), choose);
    const { ballot, prepare_ms, seal_ms } = made;
    process.send({ prepare_ms, seal_ms, bytes: ballot.length }, () => process.disconnect());
  });
}

/** @param {number} runs */
async function bench(runs) {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const manifest = toBase64(Buffer.concat(chunks));
  const made = [];
  for (let run = 0; run < runs; run++) made.push(await coldRun(manifest));
  const middle = (name) => Math.round(10 * median(made.map((one) => one[name]))) / 10;
  const times = { prepare_ms: middle("prepare_ms"), seal_ms: middle("seal_ms") };
  process.stdout.write(`${JSON.stringify({ ...times, bytes: made[0].bytes, runs })}\n`);
}

const [command, option, value] = process.argv.slice(2);
if (command === "make") make();
else if (command === "cold") cold();
else if (command === "bench" && option === "--runs" && Number(value) > 0) bench(Number(value));
else {
  process.stderr.write("usage: node-ballot.cjs make | bench --runs N\n");
  process.exitCode = 2;
}
