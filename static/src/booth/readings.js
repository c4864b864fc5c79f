// The reports to read beside the ballot. Every phone fetches all of them, once, when its ballot is
// ready, whether its voter reads any or not; reading one asks for nothing. So no request, no log and
// nothing on the phone tells what was read.

import "../crypto/polyfill.js";
import { untilAnswered } from "./sender.js";

const FORMAT = "qingping-readings/1";
const MOST_TRIES = 6;
const PHOTO = "data:image/jpeg;base64,";

export class Readings {
  /** @param {{api: Pick<import("./api.js").Api, "readings">, pause: (ms: number) => Promise<void>}} parts */
  constructor({ api, pause }) {
    this.api = api;
    this.pause = pause;
    this.subjects = null;
    this.photos = {};
    this.begun = false;
    this.waiting = [];
  }

  /** Fetch everything, the first time this is called; the ballot never waits for it. */
  async begin() {
    if (this.begun) return;
    this.begun = true;
    let tries = 0;
    const answer = await untilAnswered(
      () => {
        tries += 1;
        return this.api.readings();
      },
      { wait: this.pause, wanted: () => tries < MOST_TRIES + 1, onTrouble: () => {} },
    );
    const known = answer && answer.status === 200 && answer.body && answer.body.format === FORMAT;
    this.subjects = known ? answer.body.subjects : {};
    this.photos = (known && answer.body.photos) || {};
    this.waiting.splice(0).forEach((tell) => tell());
  }

  /** Tell when there is something to read about a subject, now or later. */
  whenReady(subject, tell) {
    const check = () => {
      if (this.of(subject).length) tell();
    };
    if (this.subjects) check();
    else this.waiting.push(check);
  }

  /** The materials of a subject: [{title: {zh, en}, sections: [{title, text}]}]. */
  of(subject) {
    const own = this.subjects && Object.hasOwn(this.subjects, subject);
    return own ? this.subjects[subject] : [];
  }

  /** The photo of a subject as a data URI (JPEG, 96 × 128), or null: none, or not come yet. */
  photo(subject) {
    const own = Object.hasOwn(this.photos, subject);
    const uri = own ? this.photos[subject] : null;
    return typeof uri === "string" && uri.indexOf(PHOTO) === 0 ? uri : null;
  }

  /** Tell the photo of a subject, now or when it has come; not at all where there is none. */
  whenPhoto(subject, tell) {
    const check = () => {
      if (this.photo(subject)) tell(this.photo(subject));
    };
    if (this.subjects) check();
    else this.waiting.push(check);
  }
}
