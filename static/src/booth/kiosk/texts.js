import { KIOSK_ZH } from "./texts_zh.js";

/** The kiosk's own texts; the build puts the English here (scripts/build.mjs). */
export const KIOSK_TEXTS = { zh: KIOSK_ZH, en: KIOSK_ENGLISH };
