// Language and size of text: kept on the phone where that is possible, never sent.

const SIZES = ["1", "2", "3"];
const LANGUAGES = ["zh", "en"];

export class Preferences {
  /** @param {?Storage} storage @param {HTMLElement} page the html element */
  constructor(storage, page) {
    this.storage = storage;
    this.page = page;
    this.language = this.load("qingping-language", LANGUAGES);
    this.size = this.load("qingping-size", SIZES);
    this.apply();
  }

  nextLanguage() {
    this.language = LANGUAGES[(LANGUAGES.indexOf(this.language) + 1) % LANGUAGES.length];
    this.save("qingping-language", this.language);
  }

  nextSize() {
    this.size = SIZES[(SIZES.indexOf(this.size) + 1) % SIZES.length];
    this.save("qingping-size", this.size);
  }

  apply() {
    this.page.lang = this.language === "zh" ? "zh-CN" : "en";
    this.page.setAttribute("data-size", this.size);
  }

  load(key, values) {
    let stored = null;
    try {
      stored = this.storage && this.storage.getItem(key);
    } catch (error) {
      stored = null;
    }
    return values.indexOf(stored) >= 0 ? stored : values[0];
  }

  save(key, value) {
    this.apply();
    try {
      if (this.storage) this.storage.setItem(key, value);
    } catch (error) {
      // switched off or full: the choice holds until the page is left
    }
  }
}
