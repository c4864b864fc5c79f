// Builds static/src into static/build with esbuild and writes static/build/manifest.json:
//
//   {"files": {"<name>": "<sha256, hex>", …}, "bundle_hash": "<sha256, hex>"}
//
// `bundle_hash` names the code that makes a ballot on the phone, and stands in a meeting's manifest:
// SHA-256 over the lines "<name> <sha256>\n" of every file of BUNDLE, sorted by name.
// The same source and package-lock.json give the same bytes on every machine.
//
// Beside each file stand its compressed forms <name>.gz and <name>.br, which the server sends to
// browsers that take them (voting/web/site/compression.py); the hashes are those of the file itself.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { KIOSK_ZH } from "../static/src/booth/kiosk/texts_zh.js";
import { NETWORK_TEST_ZH } from "../static/src/booth/network_test_zh.js";
import { PREVIEW_ZH } from "../static/src/booth/preview_zh.js";
import { ZH } from "../static/src/booth/texts_zh.js";
import { inEnglish, readCatalogue } from "./catalogue.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = join(ROOT, "static/src");
const TARGET = join(ROOT, "static/build");

// WeChat's engines of 2020 and later; the phone's entries import the Object.hasOwn polyfill first.
/** @type {import("esbuild").BuildOptions} */
const PHONE = { target: ["es2020", "chrome86"], format: "iife", platform: "browser" };
// The kiosk's steps are kept in a list of its own: `history` is the export of that module there.
const KIOSK = { ...PHONE, inject: [join(SOURCE, "booth/kiosk/trail.js")] };
const STYLE = { target: ["chrome86", "safari14"] };
/** @type {import("esbuild").BuildOptions} */
const NODE = { target: ["node20"], format: "cjs", platform: "node" };
/** @type {import("esbuild").BuildOptions} */
const OLD = { target: ["es5"], format: "iife", platform: "browser" };
/** @type {[string, string, import("esbuild").BuildOptions][]} */
const ENTRIES = [
  ["booth/check.js", "check.js", OLD],
  ["booth/main.js", "booth.js", PHONE],
  ["booth/english.js", "booth-en.js", PHONE],
  ["booth/worker.js", "worker.js", PHONE],
  ["booth/preview.js", "preview.js", PHONE],
  ["booth/kiosk.js", "kiosk.js", KIOSK],
  ["booth/network_test.js", "network_test.js", PHONE],
  ["ui/main.js", "ui.js", PHONE],
  ["ui/booth.css", "booth.css", STYLE],
  ["ui/preview.css", "preview.css", STYLE],
  ["ui/kiosk.css", "kiosk.css", STYLE],
  ["ui/network_test.css", "network_test.css", STYLE],
  ["ui/office.css", "office.css", STYLE],
  ["node/ballot.js", "node-ballot.cjs", NODE],
];
// Everything a voter's page loads, in order of names.
const BUNDLE = [
  "booth-en.js",
  "booth.css",
  "booth.js",
  "check.js",
  "kiosk.css",
  "kiosk.js",
  "worker.js",
];
/** @type {[string, (data: Uint8Array) => Uint8Array][]} */
const COMPRESSED = [
  [".gz", (data) => gzipSync(data, { level: 9 })],
  [".br", brotli],
];

// What stands for the English texts in the source (static/src/booth/english.d.ts).
const CATALOGUE = readCatalogue(join(ROOT, "voting/language/en.po"));
const ENGLISH = {
  BOOTH_ENGLISH: JSON.stringify(inEnglish(ZH, CATALOGUE)),
  KIOSK_ENGLISH: JSON.stringify(inEnglish(KIOSK_ZH, CATALOGUE)),
  NETWORK_TEST_ENGLISH: JSON.stringify(inEnglish(NETWORK_TEST_ZH, CATALOGUE)),
  PREVIEW_ENGLISH: JSON.stringify(inEnglish(PREVIEW_ZH, CATALOGUE)),
};

const sha256 = (data) => createHash("sha256").update(data).digest("hex");

async function bundle(entry, name, options) {
  const result = await build({
    ...options,
    entryPoints: [join(SOURCE, entry)],
    outfile: join(TARGET, name),
    bundle: true,
    define: ENGLISH,
    minify: true,
    charset: "utf8",
    absWorkingDir: ROOT,
    external: ["/static/*"],
    loader: { ".svg": "dataurl" },
    logLevel: "warning",
    write: false,
  });
  return result.outputFiles[0].contents;
}

function brotli(data) {
  return brotliCompressSync(data, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
    },
  });
}

// A file that a server is sending just now is touched only when it changes.
function writeIfChanged(name, data) {
  const path = join(TARGET, name);
  written.add(name);
  if (!existsSync(path) || !readFileSync(path).equals(Buffer.from(data))) writeFileSync(path, data);
}

const files = {};
const written = new Set();
mkdirSync(TARGET, { recursive: true });
for (const [entry, name, options] of ENTRIES) {
  if (!existsSync(join(SOURCE, entry))) {
    console.log(`static/src/${entry} does not exist: ${name} is not built`);
    continue;
  }
  const data = await bundle(entry, name, options);
  writeIfChanged(name, data);
  if (!name.endsWith(".cjs")) {
    for (const [ending, compress] of COMPRESSED) writeIfChanged(name + ending, compress(data));
  }
  files[name] = sha256(data);
}
const lines = BUNDLE.filter((name) => name in files).map((name) => `${name} ${files[name]}\n`);
const manifest = { files, bundle_hash: sha256(lines.join("")) };
writeIfChanged("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of readdirSync(TARGET)) {
  if (!written.has(name)) rmSync(join(TARGET, name), { recursive: true });
}
