/** @file Object.hasOwn for engines before Chromium 93 and Safari 15.4; noble calls it. */
if (!Object.hasOwn) {
  // biome-ignore lint/suspicious/noPrototypeBuiltins: this is what Object.hasOwn is made from
  Object.hasOwn = (of, key) => Object.prototype.hasOwnProperty.call(of, key);
}
