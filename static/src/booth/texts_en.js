/** What the voter's page says in English; the build puts it here from en.po (scripts/build.mjs). */
export const EN = BOOTH_ENGLISH;
