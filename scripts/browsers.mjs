// Unpacks the browsers of the npm packages into var/browsers/ (Linux, x86-64):
//   chromium-86/chromium    out of chrome-aws-lambda: the engine of WeChat-age phones; always
//   chromium-153/chromium   out of @sparticuz/chromium: for machines without a Chromium of their
//                           own; with the argument `all`
//   libraries/lib/          libnss3, libnspr4 and others, for machines that lack them
// Does nothing for what is there already.

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OLD = join(ROOT, "node_modules/chrome-aws-lambda/bin");
const NEW = join(ROOT, "node_modules/@sparticuz/chromium/bin");
const TARGET = join(ROOT, "var/browsers");

const unpack = (path) => brotliDecompressSync(readFileSync(path));

function unpackArchive(path, folder) {
  execFileSync("tar", ["-xf", "-", "-C", folder], { input: unpack(path) });
}

// Fills a folder beside the final one and renames it, so that a broken run leaves nothing half done.
function once(name, fill) {
  const folder = join(TARGET, name);
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  fill(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

// swiftshader's libGLESv2 and libEGL belong beside the program.
function unpackBrowser(packed) {
  return (folder) => {
    const program = join(folder, "chromium");
    writeFileSync(program, unpack(join(packed, "chromium.br")));
    chmodSync(program, 0o755);
    unpackArchive(join(packed, "swiftshader.tar.br"), folder);
  };
}

// The older package lacks libnspr4, the newer libsqlite3: together they are complete.
function unpackLibraries(folder) {
  unpackArchive(join(OLD, "aws.tar.br"), folder);
  unpackArchive(join(NEW, "al2023.tar.br"), folder);
}

if (process.platform === "linux" && process.arch === "x64") {
  once("chromium-86", unpackBrowser(OLD));
  once("libraries", unpackLibraries);
  if (process.argv[2] === "all") once("chromium-153", unpackBrowser(NEW));
} else {
  console.error("The packed browsers run on Linux x86-64 only: none is unpacked here");
}
