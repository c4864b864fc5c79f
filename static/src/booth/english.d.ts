// Put in by the build: the English of each file of Chinese texts, from voting/language/en.po.
declare const BOOTH_ENGLISH: { [key: string]: string };
declare const KIOSK_ENGLISH: { [key: string]: string };
declare const NETWORK_TEST_ENGLISH: { [key: string]: string };
declare const PREVIEW_ENGLISH: { [key: string]: string };
