/**
 * secp256k1 out of noble's general curve. Its ready-made module brings ECDSA, DER and hashing to
 * the curve along: a quarter of what a phone would load for its ballot.
 * @module
 */
import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { PRIME } from "./field.js";
import { ORDER } from "./scalars.js";

/** SEC 2, §2.4.1: y² = x³ + 7. */
export const Point = weierstrass({
  p: PRIME,
  n: ORDER,
  h: 1n,
  a: 0n,
  b: 7n,
  Gx: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  Gy: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
});
// noble's own table of G serves three multiplications a ballot: the smallest is the fastest
Point.BASE.precompute(3);
