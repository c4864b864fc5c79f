// The browser's own ways out of the page: its back button, closing, reloading, and coming back to a
// page that was kept whole (the back/forward cache).

import { wipe } from "./clearing.js";
import { history as trail } from "./trail.js";

const browser = self.history;

export function guard(kiosk) {
  // One entry above the page itself, the same for every voter: "back" goes a step back on the trail
  // instead, and never to what the device showed before.
  const place = location.pathname; // without a code that was in the address
  if (!browser.state?.above) {
    browser.replaceState(null, "", place);
    browser.pushState({ above: true }, "", place);
  }
  self.addEventListener("popstate", () => {
    browser.pushState({ above: true }, "", place);
    trail.back();
  });
  self.addEventListener("beforeunload", (event) => {
    const { choices } = kiosk.session;
    const loses = kiosk.sending() || (kiosk.filling() && choices?.started());
    if (!loses || kiosk.cleared) return;
    event.preventDefault();
    event.returnValue = "";
  });
  self.addEventListener("pagehide", () => wipe(kiosk));
  self.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  if ("scrollRestoration" in browser) browser.scrollRestoration = "manual";
}
