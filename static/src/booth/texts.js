// What the voter's page says, complete in both languages (a test compares the keys).

import { EN } from "./texts-en.js";
import { ZH } from "./texts-zh.js";

export const TEXTS = { zh: ZH, en: EN };

/** The text `key` in `language`, with {name} replaced from `values`. */
export function say(language, key, values) {
  const text = TEXTS[language][key];
  if (text === undefined) throw new Error(`no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name]));
}

/** One of the manifest's own texts {zh, en}: an empty English one shows the Chinese. */
export function localised(language, text) {
  return (language === "en" && text.en) || text.zh;
}
