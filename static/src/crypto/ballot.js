/**
 * Making a ballot (docs/protocol.md §5) in two steps: `prepareBallot` does all that does not
 * depend on the choices, `PreparedBallot.seal` the rest in a few milliseconds.
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { fingerprint } from "./base32.js";
import { bitsOf, valueIndex } from "./choices.js";
import { lateCommitments, prepareCommitments, tablesFor } from "./commitments.js";
import { drawAll } from "./draws.js";
import { VotingError } from "./errors.js";
import { POINT_BYTES } from "./points.js";
import { reduce, scalarBytes } from "./scalars.js";
import { sign } from "./schnorr.js";
import { digest, wide } from "./transcript.js";
import { Writer } from "./writer.js";

const MAGIC = utf8ToBytes("QPB1");
/**
 * Small steps of the tables made before the draws: they show the engine that the field's code is
 * hot, and it compiles that in the background while the draws are hashed.
 */
const HEAD_START = 3;

/**
 * @typedef {import("./manifest.js").Manifest} Manifest
 * @typedef {import("./credential.js").Credential} Credential
 * @typedef {import("./choices.js").Choices} Choices
 */

/**
 * All of a ballot that does not depend on the choices. Yields every few milliseconds, so that a
 * worker can answer and a page without a worker stays alive.
 * @param {Manifest} manifest
 * @param {Credential} credential
 * @param {Uint8Array} seed 32 random bytes, used for one set of choices only
 * @returns {Generator<void, PreparedBallot>}
 */
export function* prepareBallot(manifest, credential, seed) {
  const building = tablesFor(manifest);
  let table = building.next();
  for (let step = 0; step < HEAD_START && !table.done; step++) table = building.next();
  const draws = yield* drawAll(manifest.layout, seed, manifest.context, credential.public);
  for (; !table.done; table = building.next()) yield;
  const tables = table.value;
  const prepared = yield* prepareCommitments(manifest.layout, draws, tables);
  // a signature of nothing by nobody: the engine compiles this code now, not after the last choice
  sign(new Uint8Array(32), scalarBytes(1n), new Uint8Array(32));
  yield;
  return new PreparedBallot(manifest, credential, draws, tables, prepared);
}

/** A ballot that waits for its choices. */
export class PreparedBallot {
  /**
   * @param {Manifest} manifest
   * @param {Credential} credential
   * @param {import("./draws.js").Draws} draws
   * @param {import("./commitments.js").Tables} tables
   * @param {import("./commitments.js").Prepared} prepared
   */
  constructor(manifest, credential, draws, tables, prepared) {
    this.manifest = manifest;
    this.credential = credential;
    this.draws = draws;
    this.tables = tables;
    this.prepared = prepared;
    /** @type {Uint8Array | null} */
    this.sealedBits = null;
    /** @type {Uint8Array | null} */
    this.sealed = null;
  }

  /**
   * The signed ballot of these choices. A second call returns the same bytes for the same choices
   * and is refused ("seed-used") for others: two ballots of one seed would show what differs.
   * @param {Choices} choices
   * @returns {Uint8Array}
   */
  seal(choices) {
    const bits = bitsOf(this.manifest.layout, choices);
    if (this.sealedBits === null) this.sealedBits = bits;
    else if (this.sealedBits.some((bit, slot) => bit !== bits[slot])) {
      throw new VotingError("seed-used", "a changed choice needs a newly prepared ballot");
    }
    if (this.sealed === null) this.sealed = this.makeBallot(bits);
    return this.sealed.slice();
  }

  /** @param {Uint8Array} bits */
  makeBallot(bits) {
    const { manifest, credential, draws } = this;
    const ciphertexts = this.ciphertexts(bits);
    const commitments = this.commitments(bits);
    const parts = [manifest.context, credential.public, ciphertexts, commitments];
    const challenge = wide("ballot", ...parts);
    const ballot = new Writer(manifest.layout.ballotBytes);
    for (const piece of [MAGIC, manifest.context, credential.public, scalarBytes(challenge)]) {
      ballot.put(piece);
    }
    ballot.put(ciphertexts);
    this.writeResponses(bits, challenge, ballot);
    const message = digest("cast", ballot.bytes.subarray(0, ballot.at));
    ballot.put(sign(message, credential.key, draws.aux));
    return ballot.bytes;
  }

  /** @param {Uint8Array} bits */
  ciphertexts(bits) {
    const { onG, onH, withOne } = this.prepared;
    const out = new Writer(2 * POINT_BYTES * bits.length);
    bits.forEach((bit, slot) => {
      out.putPoint(onG, 3 * slot);
      if (bit) out.putPoint(withOne, slot);
      else out.putPoint(onH, 3 * slot);
    });
    return out.bytes;
  }

  /** @param {Uint8Array} bits */
  commitments(bits) {
    const { layout } = this.manifest;
    const values = layout.sums.reduce((count, sum) => count + sum.values.length, 0);
    const out = new Writer(2 * POINT_BYTES * (2 * bits.length + values));
    bits.forEach((bit, slot) => this.writePair(out, bit, 3 * slot + 1, slot));
    layout.sums.forEach((_, q) => this.writeSumCommitments(out, bits, q));
    return out.bytes;
  }

  /**
   * The commitments of a proof with two values: those of the true one are w, the others tH ± cδG.
   * @param {Writer} out
   * @param {number} index of the true value, 0 or 1
   * @param {number} lane of w; that of t follows
   * @param {number} pair
   */
  writePair(out, index, lane, pair) {
    const { onG, onH, plus, minus } = this.prepared;
    for (const value of [0, 1]) {
      out.putPoint(onG, value === index ? lane : lane + 1);
      if (value === index) out.putPoint(onH, lane);
      else out.putPoint(index === 0 ? plus : minus, pair);
    }
  }

  /**
   * @param {Writer} out
   * @param {Uint8Array} bits
   * @param {number} q
   */
  writeSumCommitments(out, bits, q) {
    const { layout } = this.manifest;
    const { values } = layout.sums[q];
    const index = valueIndex(layout, bits, q);
    const { onG, onH, sumLane, pairOf } = this.prepared;
    const lane = sumLane[q];
    if (values.length === 2) {
      this.writePair(out, index, lane, layout.slots.length + pairOf[q]);
      return;
    }
    const others = values.filter((_, i) => i !== index);
    const factors = others.map((v, k) => reduce(this.draws.sumC[q][k] * BigInt(values[index] - v)));
    const late = lateCommitments(this.tables, this.prepared, q, factors);
    values.forEach((_, i) => {
      const falseIndex = i < index ? i : i - 1;
      out.putPoint(onG, i === index ? lane : lane + 1 + falseIndex);
      if (i === index) out.putPoint(onH, lane);
      else out.putPoint(late, falseIndex);
    });
  }

  /**
   * @param {Uint8Array} bits
   * @param {bigint} challenge
   * @param {Writer} out
   */
  writeResponses(bits, challenge, out) {
    const { r, w, t, c, sumW, sumT, sumC } = this.draws;
    bits.forEach((bit, slot) => {
      writeProof(out, challenge, bit, r[slot], w[slot], [t[slot]], [c[slot]]);
    });
    const { layout } = this.manifest;
    layout.sums.forEach(({ slots }, q) => {
      const randomness = slots.reduce((total, slot) => total + r[slot], 0n);
      const index = valueIndex(layout, bits, q);
      writeProof(out, challenge, index, reduce(randomness), sumW[q], sumT[q], sumC[q]);
    });
  }
}

/**
 * c_0 ‖ … ‖ c_{m−2} ‖ s_0 ‖ … ‖ s_{m−1} of one proof.
 * @param {Writer} out
 * @param {bigint} challenge of the whole ballot
 * @param {number} index of the true value
 * @param {bigint} r randomness of what is proven
 * @param {bigint} w
 * @param {bigint[]} t of the false values in ascending order
 * @param {bigint[]} c
 */
function writeProof(out, challenge, index, r, w, t, c) {
  const own = reduce(c.reduce((rest, one) => rest - one, challenge));
  const challenges = [...c.slice(0, index), own, ...c.slice(index)];
  const nonces = [...t.slice(0, index), w, ...t.slice(index)];
  challenges.slice(0, -1).forEach((one) => out.putScalar(one));
  challenges.forEach((one, i) => out.putScalar(reduce(nonces[i] + one * r)));
}

/**
 * @param {Uint8Array} ballot
 * @returns {string} what the voter keeps: the short fingerprint of the ballot's hash
 */
export function tracker(ballot) {
  return fingerprint(sha256(ballot));
}

/**
 * Run a generator of this module to its end at once.
 * @template T
 * @param {Generator<void, T>} steps
 * @returns {T}
 */
export function finish(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
