// Everything of a voter goes: first out of memory and off the glass, then the page itself.

import { START } from "../flow.js";
import { untilAnswered } from "../sender.js";
import { fill } from "../view/dom.js";
import { history as trail } from "./trail.js";

/** Drop all that this page knows of its voter; it is of no use afterwards but to be loaded anew. */
export function wipe({ session, page, typed, watch }) {
  watch.begin(null);
  session.run += 1; // whatever is still being asked for is no longer wanted
  session.engine.reset();
  session.forget();
  session.state = START; // a step that was on its way leads nowhere
  typed.clear();
  trail.wipe();
  page.withdraw();
  page.closeSheet();
  page.shown = null;
  page.announce("");
  page.main.removeAttribute("aria-busy"); // what was being drawn is not wanted any more
  fill(page.main, []);
}

/** Wipe, then come back as the first page, as soon as the server can be reached. */
export async function clearing(kiosk) {
  const { api, page, session } = kiosk;
  wipe(kiosk);
  kiosk.cleared = true;
  page.show({ screen: "clearing" });
  const run = session.run;
  await untilAnswered(() => api.state(), {
    wait: session.pause,
    wanted: () => run === session.run,
    onTrouble: () => {
      const line = document.getElementById("kiosk-network");
      if (line) line.hidden = false;
    },
  });
  location.reload();
}
