// Language, size of text and order of the questions: kept on the phone where that is possible,
// never sent.

const SIZES = ["100", "125", "150", "200"]; // percent
const VIEWS = ["subject", "aspect"]; // what a page holds: a subject, or a question of all of them
const LANGUAGES = ["zh", "en"];

export class Preferences {
  /** @param {?Storage} storage @param {HTMLElement} page the html element */
  constructor(storage, page) {
    this.storage = storage;
    this.page = page;
    this.wanted = this.load("qingping-language", LANGUAGES);
    this.language = LANGUAGES[0]; // until the texts of the wanted one are here: Page.speak
    this.size = this.load("qingping-size", SIZES);
    this.view = this.load("qingping-view", VIEWS);
    this.apply();
  }

  /** The language that the button offers. */
  otherLanguage() {
    return LANGUAGES[(LANGUAGES.indexOf(this.language) + 1) % LANGUAGES.length];
  }

  setLanguage(language) {
    this.language = language;
    this.save("qingping-language", language);
  }

  nextSize() {
    this.size = SIZES[(SIZES.indexOf(this.size) + 1) % SIZES.length];
    this.save("qingping-size", this.size);
  }

  nextView() {
    this.view = VIEWS[1 - VIEWS.indexOf(this.view)];
    this.save("qingping-view", this.view);
  }

  apply() {
    this.page.lang = this.language === "zh" ? "zh-CN" : "en";
    this.page.setAttribute("data-size", this.size);
  }

  load(key, values) {
    let stored = null;
    try {
      stored = this.storage?.getItem(key);
    } catch {
      stored = null;
    }
    return values.indexOf(stored) >= 0 ? stored : values[0];
  }

  save(key, value) {
    this.apply();
    try {
      if (this.storage) this.storage.setItem(key, value);
    } catch {
      // switched off or full: the choice holds until the page is left
    }
  }
}
