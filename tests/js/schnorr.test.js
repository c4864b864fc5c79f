// The signature of the phone against noble's ready-made ones and BIP-340's vectors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { schnorr } from "@noble/curves/secp256k1.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { ORDER, scalarBytes } from "../../static/src/crypto/scalars.js";
import { publicKey, sign } from "../../static/src/crypto/schnorr.js";
import { randomScalars } from "./random.js";

// https://github.com/bitcoin/bips/blob/master/bip-0340/test-vectors.csv, rows 0 to 3
const VECTORS = [
  [
    `${"00".repeat(31)}03`,
    "00".repeat(32),
    "00".repeat(32),
    "F9308A019258C31049344F85F89D5229B531C845836F99B08601F113BCE036F9",
    "E907831F80848D1069A5371B402410364BDF1C5F8307B0084C55F1CE2DCA8215" +
      "25F66A4A85EA8B71E482A74F382D2CE5EBEEE8FDB2172F477DF4900D310536C0",
  ],
  [
    "B7E151628AED2A6ABF7158809CF4F3C762E7160F38B4DA56A784D9045190CFEF",
    `${"00".repeat(31)}01`,
    "243F6A8885A308D313198A2E03707344A4093822299F31D0082EFA98EC4E6C89",
    "DFF1D77F2A671C5F36183726DB2341BE58FEAE1DA2DECED843240F7B502BA659",
    "6896BD60EEAE296DB48A229FF71DFE071BDE413E6D43F917DC8DCF8C78DE3341" +
      "8906D11AC976ABCCB20B091292BFF4EA897EFCB639EA871CFA95F6DE339E4B0A",
  ],
  [
    "C90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B14E5C9",
    "C87AA53824B4D7AE2EB035A2B5BBBCCC080E76CDC6D1692C4B0B62D798E6D906",
    "7E2D58D8B3BCDF1ABADEC7829054F90DDA9805AAB56C77333024B9D0A508B75C",
    "DD308AFEC5777E13121FA72B9CC1B7CC0139715309B086C960E18FD969774EB8",
    "5831AAEED7B44BB74E5EAB94BA9D4294C49BCF2A60728D8B4C200F50DD313C1B" +
      "AB745879A5AD954A72C45A91C3A51D3C7ADEA98D82F8481E0E1E03674A6F3FB7",
  ],
  [
    "0B432B2677937381AEF05BB02A66ECD012773062CF3FA2549E44F58ED2401710",
    "FF".repeat(32),
    "FF".repeat(32),
    "25D1DFF95105F5253C4022F628A996AD3A0D95FBF21D468A1B33F8C160D8F517",
    "7EB0509757E246F19449885651611CB965ECC1A187DD51B64FDA1EDC9637D5EC" +
      "97582B9CB13DB3933705B32BA982AF5AF25FD78881EBB32771FC5922EFC66EA3",
  ],
];

test("BIP-340's own vectors", () => {
  for (const [key, aux, message, known, signature] of VECTORS) {
    assert.equal(bytesToHex(publicKey(hexToBytes(key))).toUpperCase(), known);
    const made = sign(hexToBytes(message), hexToBytes(key), hexToBytes(aux));
    assert.equal(bytesToHex(made).toUpperCase(), signature);
  }
});

test("the same bytes as noble's module, for random and for extreme keys", () => {
  const edges = [1n, 2n, ORDER - 1n, ORDER - 2n];
  for (const [k, scalar] of [...edges, ...randomScalars(40, 340)].entries()) {
    const key = scalarBytes(scalar);
    const message = scalarBytes(scalar ^ BigInt(k)).subarray(0, 32 - (k % 3));
    const aux = new Uint8Array(32).fill(k);
    assert.deepEqual(publicKey(key), schnorr.getPublicKey(key));
    assert.deepEqual(sign(message, key, aux), schnorr.sign(message, key, aux));
  }
});
