// The limb field against BigInt, on edges and on operands at the allowed bounds.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fromBigInt,
  LIMBS,
  mulSub,
  PRIME,
  subtract,
  toBigInt,
  toBytes,
  ZERO,
} from "../../static/src/crypto/field.js";
import { integer } from "../../static/src/crypto/scalars.js";
import { randomScalars } from "./random.js";

const mod = (value) => ((value % PRIME) + PRIME) % PRIME;
const EDGES = [
  0n,
  1n,
  2n,
  977n,
  2n ** 24n - 1n,
  2n ** 24n,
  2n ** 23n,
  2n ** 32n + 977n,
  2n ** 255n,
  PRIME - 1n,
  PRIME - 2n,
  PRIME - 2n ** 23n,
  (PRIME - 1n) / 2n,
  2n ** 256n - 2n ** 33n,
];
const VALUES = [...EDGES, ...randomScalars(40, 1).map(mod)];

/** Value of limbs, whatever their size. */
function numberOf(limbs, at) {
  let value = 0n;
  for (let k = LIMBS - 1; k >= 0; k--) value = value * 2n ** 24n + BigInt(limbs[at + k]);
  return mod(value);
}

const reduced = (limbs, at) =>
  limbs
    .subarray(at, at + LIMBS)
    .every((limb, k) => Math.abs(limb) < (k === 0 ? 1.6 : 1.2) * 2 ** 23);

test("numbers in and out", () => {
  const limbs = new Float64Array(LIMBS);
  const bytes = new Uint8Array(34);
  for (const value of VALUES) {
    fromBigInt(value, limbs, 0);
    assert.ok(reduced(limbs, 0));
    assert.equal(toBigInt(limbs, 0), value);
    const odd = toBytes(limbs, 0, bytes, 1);
    assert.equal(integer(bytes.slice(1, 33)), value);
    assert.equal(BigInt(odd), value & 1n);
    assert.deepEqual([bytes[0], bytes[33]], [0, 0]);
  }
});

test("numbers not below p and negative ones come out in [0, p)", () => {
  const limbs = new Float64Array(LIMBS);
  const outside = [PRIME, PRIME + 1n, 2n ** 256n - 1n, 2n ** 263n, -1n, -PRIME, -(2n ** 262n)];
  for (const value of outside) {
    let rest = value;
    for (let k = 0; k < LIMBS - 1; k++) {
      limbs[k] = Number(BigInt.asUintN(24, rest));
      rest >>= 24n;
    }
    limbs[LIMBS - 1] = Number(rest);
    assert.equal(toBigInt(limbs, 0), mod(value), String(value));
  }
});

test("products less a subtrahend", () => {
  const limbs = new Float64Array(4 * LIMBS);
  for (const a of VALUES) {
    for (const b of VALUES) {
      fromBigInt(a, limbs, 0);
      fromBigInt(b, limbs, LIMBS);
      mulSub(limbs, 2 * LIMBS, limbs, 0, limbs, LIMBS, ZERO, 0);
      assert.equal(toBigInt(limbs, 2 * LIMBS), mod(a * b));
      mulSub(limbs, 0, limbs, 0, limbs, LIMBS, limbs, 2 * LIMBS);
      assert.equal(toBigInt(limbs, 0), 0n);
      assert.ok(reduced(limbs, 0) && reduced(limbs, 2 * LIMBS));
    }
  }
});

test("factors and subtrahends at the bounds that the module promises", () => {
  const signs = [() => 1, () => -1, (k) => (k % 2 ? 1 : -1), (k) => (k % 3 ? 1 : -1)];
  const sized = (factor) => (sign) =>
    Float64Array.from(
      { length: LIMBS },
      (_, k) => sign(k) * Math.floor(factor * (k === 0 ? 1.6 : 1.2) * 2 ** 23),
    );
  const factors = signs.map(sized(2));
  const out = new Float64Array(LIMBS);
  for (const a of factors) {
    for (const b of factors) {
      for (const c of signs.map(sized(4))) {
        mulSub(out, 0, a, 0, b, 0, c, 0);
        assert.ok(reduced(out, 0));
        assert.equal(numberOf(out, 0), mod(numberOf(a, 0) * numberOf(b, 0) - numberOf(c, 0)));
      }
    }
  }
});

test("a long chain stays reduced", () => {
  const limbs = new Float64Array(3 * LIMBS);
  let [x, y] = VALUES.slice(-2);
  fromBigInt(x, limbs, 0);
  fromBigInt(y, limbs, LIMBS);
  for (let k = 0; k < 5000; k++) {
    subtract(limbs, 2 * LIMBS, limbs, 0, limbs, LIMBS);
    mulSub(limbs, 0, limbs, 2 * LIMBS, limbs, 2 * LIMBS, limbs, LIMBS);
    mulSub(limbs, LIMBS, limbs, 2 * LIMBS, limbs, 0, ZERO, 0);
    const difference = x - y;
    x = mod(difference * difference - y);
    y = mod(difference * x);
    assert.ok(reduced(limbs, 0) && reduced(limbs, LIMBS));
  }
  assert.equal(toBigInt(limbs, 0), x);
  assert.equal(toBigInt(limbs, LIMBS), y);
});
