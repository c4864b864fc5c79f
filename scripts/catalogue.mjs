// The English of the phone's texts, read from the catalogue of the whole software. A text is known
// by its Chinese; where English needs another word on the phone, the entry's context says "phone".

import { readFileSync } from "node:fs";

const CONTEXT = "phone";

/**
 * Read a .po file.
 * @param {string} path
 * @returns {Map<string, string>} msgid → English; a context goes before its msgid, parted by EOT
 */
export function readCatalogue(path) {
  const texts = new Map();
  for (const block of readFileSync(path, "utf8").split("\n\n")) {
    const entry = {};
    let name = "";
    for (const line of block.split("\n")) {
      const [, field, quoted] = line.match(/^(?:(msg\w+) )?(".*")$/) || [];
      if (!quoted) continue;
      if (field) name = field;
      entry[name] = (entry[name] || "") + JSON.parse(quoted);
    }
    if (!entry.msgid) continue;
    texts.set(entry.msgctxt ? `${entry.msgctxt}\x04${entry.msgid}` : entry.msgid, entry.msgstr);
  }
  return texts;
}

/**
 * The same keys in English.
 * @param {{[key: string]: string}} chinese
 * @param {Map<string, string>} catalogue
 * @returns {{[key: string]: string}}
 */
export function inEnglish(chinese, catalogue) {
  const pairs = Object.entries(chinese).map(([key, text]) => {
    const english = catalogue.get(`${CONTEXT}\x04${text}`) || catalogue.get(text);
    if (!english) throw new Error(`voting/language/en.po has no English of ${text}`);
    return [key, english];
  });
  return Object.fromEntries(pairs);
}
