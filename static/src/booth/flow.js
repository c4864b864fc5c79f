// The voter's path as a table: which screen may follow which. Answers of the network come late and
// in any order; what the table does not allow is ignored, so that nothing takes a voter away from
// "已计入" (counted) or throws away a ballot being filled.

const NOTICES = ["unknown", "foreign", "voided", "closed", "counted", "failed"];

const MOVES = {
  unsupported: [],
  opening: ["unsupported", "opening", "entry", "waiting", "intro", "sending"].concat(NOTICES),
  entry: ["entry", "opening", "closed"],
  waiting: ["waiting", "opening", "unknown", "failed"],
  intro: ["subject", "review", "opening", "failed"],
  subject: ["subject", "review", "intro", "opening", "failed"],
  review: ["subject", "intro", "sending", "opening", "failed"],
  sending: ["sending", "done", "opening"].concat(NOTICES),
  done: ["entry", "opening"],
  unknown: ["entry", "opening"],
  foreign: ["entry", "opening"],
  voided: ["entry", "opening"],
  closed: ["entry", "opening"],
  counted: ["entry", "opening"],
  failed: ["entry", "opening"],
};

/**
 * What is shown: a screen, and what it needs to be drawn.
 * @typedef {{screen: string, [part: string]: any}} State
 */

/**
 * The state before anything is known.
 * @type {State}
 */
export const START = { screen: "opening" };

/** Screens between which the phone's back button moves. */
export const FILLING = ["intro", "subject", "review"];

/**
 * The state after `to`; the same object where the table does not allow it.
 * @param {State} state
 * @param {State} to
 * @returns {State}
 */
export function move(state, to) {
  const allowed = MOVES[state.screen];
  if (!allowed || !(to.screen in MOVES)) throw new Error(`no such screen: ${to.screen}`);
  return allowed.indexOf(to.screen) >= 0 ? to : state;
}

/**
 * The screen for a slip and a meeting as the server tells them.
 * @param {string} meeting draft | printed | open | closed | tallied
 * @param {{state: string, tracker: ?string}} slip unused | counted | voided
 * @returns {State}
 */
export function screenOf(meeting, slip) {
  if (slip.state === "counted") return { screen: "counted", tracker: slip.tracker };
  if (slip.state === "voided") return { screen: "voided" };
  if (!isOpen(meeting)) return { screen: hasEnded(meeting) ? "closed" : "waiting" };
  return { screen: "intro" };
}

export function isOpen(meeting) {
  return meeting === "open";
}

export function hasEnded(meeting) {
  return meeting === "closed" || meeting === "tallied";
}
