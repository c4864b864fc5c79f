/** @file Object.hasOwn for engines before Chromium 93 and Safari 15.4; noble calls it. */
if (!Object.hasOwn) Object.hasOwn = (of, key) => Object.prototype.hasOwnProperty.call(of, key);
