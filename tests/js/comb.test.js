// The comb and the batched addition against noble, exceptional cases included.
import assert from "node:assert/strict";
import { test } from "node:test";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { finish } from "../../static/src/crypto/ballot.js";
import { bestWidth, buildTable, multiplyAll, recode } from "../../static/src/crypto/comb.js";
import {
  addMany,
  decodePoint,
  encode,
  load,
  POINT,
  store,
} from "../../static/src/crypto/points.js";
import { ORDER } from "../../static/src/crypto/scalars.js";
import { randomScalars } from "./random.js";

const { Point } = secp256k1;
const plain = (point) => point.toAffine();
const same = (found, point) => assert.deepEqual(found, plain(point));

const H = Point.BASE.multiply(randomScalars(1, 99)[0]);

function edges(width) {
  const found = [1n, 2n, 3n, ORDER - 1n, ORDER - 2n, (ORDER - 1n) / 2n, (ORDER + 1n) / 2n];
  for (let bit = 0n; bit < 256n; bit++) found.push(2n ** bit % ORDER);
  for (let bit = BigInt(width); bit < 256n; bit += BigInt(width)) {
    const half = 2n ** (bit - 1n);
    found.push(half - 1n, half + 1n, 2n * half - 1n, 2n * half + 1n, half + half / 2n);
    found.push((ORDER - half) % ORDER, (ORDER - 2n * half) % ORDER);
  }
  // every digit −half, every digit half − 1, every digit 0 but the last
  const ones = Array.from({ length: Math.floor(255 / width) }, (_, k) => 2n ** BigInt(k * width));
  const sum = ones.reduce((a, b) => a + b, 0n);
  const half = 2n ** BigInt(width - 1);
  found.push((sum * half) % ORDER, (sum * (half - 1n)) % ORDER);
  return found.filter((scalar) => scalar > 0n);
}

for (const width of [4, 5, 8, 9, 10, 11]) {
  test(`multiples of G and another point, windows of ${width} bits`, () => {
    const scalars = [...edges(width), ...randomScalars(60, width)];
    for (const point of [Point.BASE, H]) {
      const table = finish(buildTable(plain(point), width));
      const digits = recode(scalars, width);
      const limbs = finish(multiplyAll(table, digits, scalars.length, scalars.length));
      scalars.forEach((scalar, k) => {
        same(load(limbs, k * POINT), point.multiplyUnsafe(scalar));
      });
    }
  });
}

test("every entry of a table is the multiple it should be", () => {
  const width = 5;
  const { windows, limbs } = finish(buildTable(plain(H), width));
  for (let window = 0; window < windows; window++) {
    for (let j = 1; j <= 16; j++) {
      const scalar = (BigInt(j) << BigInt(window * width)) % ORDER;
      const at = ((window << (width - 1)) + j - 1) * POINT;
      same(load(limbs, at), H.multiplyUnsafe(scalar));
    }
  }
});

test("fewer lanes than scalars, and no lane at all", () => {
  const scalars = randomScalars(5, 7);
  const table = finish(buildTable(plain(H), 4));
  const digits = recode(scalars, 4);
  const limbs = finish(multiplyAll(table, digits, 5, 3));
  assert.equal(limbs.length, 3 * POINT);
  same(load(limbs, 2 * POINT), H.multiply(scalars[2]));
  assert.equal(finish(multiplyAll(table, recode([], 4), 0, 0)).length, 0);
});

test("a multiple that is infinity is refused", () => {
  const table = finish(buildTable(plain(H), 4));
  assert.throws(() => finish(multiplyAll(table, recode([0n], 4), 1, 1)), { code: "infinity" });
});

function operand(points) {
  const limbs = new Float64Array(points.length * POINT);
  points.forEach((point, k) => store(plain(point), limbs, k * POINT));
  return { limbs, at: Int32Array.from(points, (_, k) => k * POINT) };
}

test("batched addition, with equal and opposite points among others", () => {
  const [p, q, r] = [Point.BASE, H, H.double()];
  const left = [p, q, p, r, q, r];
  const right = [q, r, p, p, q.negate(), r];
  const signs = Int8Array.from([1, -1, 1, -1, -1, 1]); // 3rd, 5th and 6th are doublings
  const sums = operand(left);
  addMany(6, sums, operand(right), signs, sums);
  left.forEach((point, k) => {
    const other = signs[k] < 0 ? right[k].negate() : right[k];
    same(load(sums.limbs, sums.at[k]), point.add(other));
  });
  const one = operand([p]);
  assert.throws(() => addMany(1, one, operand([p]), Int8Array.of(-1), one), { code: "infinity" });
});

test("points in and out of their 33 bytes", () => {
  const bytes = new Uint8Array(33);
  for (const scalar of randomScalars(20, 3)) {
    const point = Point.BASE.multiply(scalar);
    encode(operand([point]).limbs, 0, bytes, 0);
    assert.deepEqual(bytes, point.toBytes());
    same(decodePoint(bytes), point);
  }
  const good = Point.BASE.toBytes();
  const spoil = (at, value) => Uint8Array.from(good, (byte, k) => (k === at ? value : byte));
  const bad = [
    spoil(0, 4),
    spoil(0, 0),
    good.slice(1),
    new Uint8Array(33),
    new Uint8Array(0),
    Uint8Array.from([2, ...new Array(32).fill(255)]),
    Uint8Array.from([...good, 0]),
    Point.BASE.toBytes(false),
  ];
  for (const one of bad) assert.throws(() => decodePoint(one), { code: "point" });
});

test("the width grows with the work", () => {
  assert.ok(bestWidth(5) < bestWidth(100) && bestWidth(100) < bestWidth(1300));
});
