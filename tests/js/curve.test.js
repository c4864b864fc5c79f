// The curve in BigInt against noble: every operation, exceptional cases included.
import assert from "node:assert/strict";
import { test } from "node:test";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import {
  add,
  doublings,
  G,
  invert,
  lift,
  multiply,
  negate,
} from "../../static/src/crypto/curve.js";
import { PRIME } from "../../static/src/crypto/field.js";
import { ORDER } from "../../static/src/crypto/scalars.js";
import { randomScalars } from "./random.js";

const { Point } = secp256k1;
const plain = (point) => (point.is0() ? null : point.toAffine());
const H = Point.BASE.multiply(randomScalars(1, 7)[0]);
const SCALARS = [
  0n,
  1n,
  2n,
  3n,
  ORDER - 2n,
  ORDER - 1n,
  (ORDER - 1n) / 2n,
  (ORDER + 1n) / 2n,
  2n ** 255n,
  2n ** 128n - 1n,
  ...randomScalars(60, 11),
];

test("generator and prime are noble's", () => {
  assert.deepEqual(G, plain(Point.BASE));
  assert.equal(PRIME, Point.CURVE().p);
  assert.equal(ORDER, Point.CURVE().n);
});

test("multiples, infinity included, and a point added to them", () => {
  for (const point of [Point.BASE, H]) {
    for (const scalar of SCALARS) {
      const right = scalar === 0n ? Point.ZERO : point.multiplyUnsafe(scalar);
      assert.deepEqual(multiply(scalar, plain(point)), plain(right));
      for (const start of [point, H.negate(), right.negate()]) {
        if (start.is0()) continue;
        assert.deepEqual(multiply(scalar, plain(point), plain(start)), plain(right.add(start)));
      }
    }
    assert.equal(multiply(ORDER, plain(point)), null);
    assert.deepEqual(multiply(ORDER + 1n, plain(point)), plain(point), "below 2^256, not only n");
  }
});

test("sums of equal, opposite and other points", () => {
  const points = [Point.BASE, H, H.double(), H.negate(), H.add(Point.BASE)];
  for (const one of points) {
    assert.deepEqual(negate(plain(one)), plain(one.negate()));
    for (const other of points) {
      assert.deepEqual(add(plain(one), plain(other)), plain(one.add(other)));
    }
  }
});

test("doublings", () => {
  let point = H;
  for (const found of doublings(plain(H), 270)) {
    assert.deepEqual(found, plain(point));
    point = point.double();
  }
  assert.deepEqual(doublings(G, 1), [G]);
});

test("inverses", () => {
  for (const value of [1n, 2n, PRIME - 1n, PRIME - 2n, ...randomScalars(50, 5)]) {
    assert.equal((invert(value) * value) % PRIME, 1n);
    assert.equal(invert(value), Point.Fp.inv(value));
  }
});

test("an x with its even y, or none", () => {
  let without = 0;
  for (const x of [0n, 1n, 2n, 3n, 5n, PRIME - 1n, ...randomScalars(60, 13)]) {
    const bytes = `02${x.toString(16).padStart(64, "0")}`;
    let known = null;
    try {
      known = plain(Point.fromHex(bytes));
    } catch {
      without += 1;
    }
    assert.deepEqual(lift(x), known);
  }
  assert.ok(without > 15 && without < 55, `${without}`);
  for (const x of [PRIME, PRIME + 1n, 2n ** 256n - 1n]) assert.equal(lift(x), null);
});
