// The voter's buttons on the kiosk: the same, but that another slip means another, cleared page.

import { Actions } from "../actions.js";

export class KioskActions extends Actions {
  /** @param {() => void} clear */
  constructor(session, page, clear) {
    super(session, page);
    this.enter = clear;
  }
}
