// Where a voter of the kiosk can go back to: a list in memory. The build puts it in the place of the
// browser's own `history` in every module of the kiosk's bundle, so that no step of a voter becomes
// an entry of the browser: what is not written down need not be cleared.

class Trail {
  constructor() {
    this.wipe();
    /** Told the state of the step that was gone to, as `popstate` would be. */
    this.onstep = null;
  }

  /** Forget every step. */
  wipe() {
    this.steps = [null];
    this.at = 0;
  }

  get state() {
    return this.steps[this.at];
  }

  pushState(state) {
    this.steps = this.steps.slice(0, this.at + 1).concat(state);
    this.at += 1;
  }

  replaceState(state) {
    this.steps[this.at] = state;
  }

  back() {
    this.go(-1);
  }

  /** Later, as the browser does it; nothing where there is no such step. */
  go(by) {
    setTimeout(() => {
      const to = this.at + by;
      if (to < 0 || to >= this.steps.length) return;
      this.at = to;
      if (this.onstep) this.onstep(this.state);
    }, 0);
  }
}

export const history = new Trail();
