// Manifests for the tests of the phone's code: small ones and the reference ballot.
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonical } from "../../static/src/crypto/canonical.js";
import { readManifest } from "../../static/src/crypto/manifest.js";

const text = (zh) => ({ zh, en: "" });
export const option = (id) => ({ id, text: text(id), score: null, counts: true });

export function question(id, changes = {}) {
  return {
    id,
    role: "aspect",
    section: text(""),
    text: text(id),
    help: text(""),
    min: 1,
    max: 1,
    abstain: { text: text("弃权"), counts: true },
    options: ["excellent", "good", "fair", "poor"].map(option),
    ...changes,
  };
}

export const subject = (k) => ({ id: `s${k}`, name: `甲${k}`, post: "", position: "" });

export function form(id, subjects, questions, changes = {}) {
  return {
    id,
    kind: "cadre",
    text: text("干部"),
    rates: [],
    subjects: Array.from({ length: subjects }, (_, k) => subject(k)),
    questions,
    ...changes,
  };
}

/** The secret of the trustees' key in these manifests. */
export const KEY = 0x1234567890abcdef1234567890abcdefn;

export function manifestData(forms, changes = {}) {
  const key = bytesToHex(secp256k1.Point.BASE.multiply(KEY).toBytes());
  return {
    format: "qingping-manifest/1",
    suite: "qingping-1",
    meeting: {
      id: "abcdefgh",
      round: "2020",
      year: 2020,
      title: "年度考核民主测评",
      unit: "县水利局",
      date: "2021-01-20 09:00",
      place: "三楼会议室",
    },
    trustees: {
      ceremony: "00".repeat(32),
      key,
      threshold: 1,
      members: [{ index: 1, name: "组织部", verification: key }],
    },
    forms,
    quotas: [],
    classes: [{ id: "A", name: "领导", weight: 10000, expected: 10 }],
    counting: { denominator: "valid", scores: false, tables: [] },
    disclosure: { minimum: 5, merging: "smallest-first" },
    roll: { hash: "00".repeat(32), size: 20 },
    bundle: "00".repeat(32),
    ...changes,
  };
}

export const bytesOf = (data) => utf8ToBytes(canonical(data));
export const manifestOf = (forms, changes) => readManifest(bytesOf(manifestData(forms, changes)));

/** 13 subjects × 6 questions × 4 options: 312 slots, 78 sums. */
export function referenceForms() {
  const questions = ["de", "neng", "qin", "ji", "lian", "overall"].map((id) => question(id));
  return [form("team", 1, questions, { kind: "team" }), form("cadre", 12, questions)];
}
