// What the voter's page says, complete in both languages (a test compares the keys). Chinese is
// always here; English comes by `fetchTexts` when it is wanted, or by `addTexts`.

import { ZH } from "./texts_zh.js";

export const TEXTS = { zh: ZH };

export function addTexts(language, texts) {
  TEXTS[language] = texts;
}

/**
 * Have the texts of `language` here; rejects without network, and may be tried again then.
 * @param {string} language "zh" or "en"
 * @returns {Promise<void>}
 */
export function fetchTexts(language) {
  if (TEXTS[language]) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.english;
    script.onload = () => {
      addTexts("en", self.qingpingEnglish);
      resolve();
    };
    script.onerror = () => reject(new Error("the English texts cannot be loaded"));
    document.head.appendChild(script);
  });
}

/** The text `key` in `language`, with {name} replaced from `values`. */
export function say(language, key, values) {
  const text = TEXTS[language][key];
  if (text === undefined) throw new Error(`no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** One of the manifest's own texts {zh, en}: an empty English one shows the Chinese. */
export function localised(language, text) {
  return (language === "en" && text.en) || text.zh;
}
