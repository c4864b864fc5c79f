// What the build puts in: the English texts from the catalogue. Import it before the texts.
import { inEnglish, readCatalogue } from "../../../scripts/catalogue.mjs";
import { KIOSK_ZH } from "../../../static/src/booth/kiosk/texts_zh.js";
import { ZH } from "../../../static/src/booth/texts_zh.js";

const CATALOGUE = readCatalogue(
  new URL("../../../voting/language/en.po", import.meta.url).pathname,
);
Object.assign(globalThis, {
  BOOTH_ENGLISH: inEnglish(ZH, CATALOGUE),
  KIOSK_ENGLISH: inEnglish(KIOSK_ZH, CATALOGUE),
});
