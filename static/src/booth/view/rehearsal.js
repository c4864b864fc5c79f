// The first page of each form, drawn out of sight while the voter reads the page before. A phone gets
// each size of its letters ready when it first draws one, and takes its time: here no tap waits for it.

import { h } from "./dom.js";
import { subject } from "./subject.js";

/** How long the pieces of one frame may take; one alone may take longer. */
const FRAME_MS = 8;

/** Once, some pieces a frame; ends, and is gone, as soon as another screen is shown. */
export function rehearse(ui) {
  if (ui.rehearsed) return;
  ui.rehearsed = true;
  const screen = ui.shown;
  const stage = h("div", { class: "rehearsal", "aria-hidden": "true" });
  const steps = firstPages(ui).map((page) => () => steps.push(...apart(stage, drawn(ui, page))));
  ui.main.appendChild(stage);
  const next = () => {
    const until = performance.now() + FRAME_MS;
    while (ui.shown === screen && steps.length && performance.now() < until) {
      steps.shift()();
      stage.getBoundingClientRect(); // laid out now, so that it counts
    }
    if (ui.shown === screen && steps.length) requestAnimationFrame(next);
    else if (stage.parentNode) stage.parentNode.removeChild(stage);
  };
  requestAnimationFrame(next);
}

/** The pages the voter will go through, one of each form. */
function firstPages(ui) {
  const known = [];
  return ui.actions.path({}).pages.filter(({ card }) => {
    const { form } = ui.session.choices.cards[card];
    return known.indexOf(form) < 0 && known.push(form);
  });
}

/** A page with its first questions, which have the letters of all of them; nothing is said. */
function drawn(ui, page) {
  const grow = (parent, makers) => makers.slice(0, 2).forEach((make) => parent.appendChild(make()));
  const quiet = Object.assign(Object.create(ui), { grow, announce: () => {} });
  return subject(quiet, page);
}

/** Take an element apart; the steps put it together again in `parent`, a piece each. */
function apart(parent, element) {
  const children = element.nodeName === "svg" ? [] : Array.from(element.childNodes);
  if (children.length) element.textContent = "";
  return children.reduce(
    (steps, child) => steps.concat(apart(element, child)),
    [() => parent.appendChild(element)],
  );
}
