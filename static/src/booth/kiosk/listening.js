// The keyboard of the kiosk, and the scanner that pretends to be one. On the first page what it
// writes is the code; on every other a scanner's typing is kept from pressing buttons.

import { Burst, characterOf, isEnd } from "./keys.js";

const onButton = (event) => event.target.closest?.("button, a");

export function listenToKeys(kiosk) {
  const burst = new Burst();
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const now = Date.now();
      const atEntry = kiosk.session.state.screen === "entry" && !kiosk.page.question;
      const character = characterOf(event);
      if (character) {
        const fast = burst.typed(now);
        if (atEntry) write(kiosk, character, now);
        // a space presses the button that has the focus, "/" and "'" open Firefox's search
        if (fast || (atEntry && character !== " ") || "/'".indexOf(character) >= 0) {
          event.preventDefault();
        }
        return;
      }
      if (isEnd(event.key) && burst.running(now)) {
        event.preventDefault();
        event.stopPropagation();
        if (atEntry) kiosk.submit();
        return;
      }
      if (atEntry) edit(kiosk, event);
    },
    true,
  );
}

function write(kiosk, character, now) {
  const before = kiosk.typed.symbols;
  kiosk.typed.add(character, now);
  if (kiosk.typed.symbols === before) return;
  kiosk.onTyped(null);
  if (kiosk.typed.full) kiosk.submit();
}

function edit(kiosk, event) {
  if (event.key === "Backspace") {
    event.preventDefault();
    kiosk.remove();
  } else if (event.key === "Escape") {
    kiosk.empty();
  } else if (event.key === "Enter" && !onButton(event)) {
    event.preventDefault();
    kiosk.submit();
  }
}
