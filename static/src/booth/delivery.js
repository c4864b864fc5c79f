// What becomes of a sealed ballot: it is sent until there is a receipt, or until it is known why
// there will be none.

import { hasEnded } from "./flow.js";
import { untilAnswered } from "./sender.js";

// Refusals after which the same bytes can never be counted, and the screen that says so.
const REFUSED = { "slip-voided": "voided", "slip-unknown": "foreign" };

export class Delivery {
  /** @param {import("./session.js").Session} session whose screens, outbox and drafts these are */
  constructor(session) {
    this.session = session;
  }

  /**
   * Send the ballot of the session's slip until the server has said yes or no.
   * @param {Uint8Array} ballot
   * @param {string} tracker the one its receipt has to bear
   * @param {number} run
   */
  async send(ballot, tracker, run) {
    const { session } = this;
    const { meeting, credential } = session;
    const answered = untilAnswered(() => session.api.cast(ballot), {
      wait: session.pause,
      wanted: () => run === session.run,
      onTrouble: (tries, delay, busy) => {
        session.go({ screen: "sending", phase: "trouble", tries, delay, busy, tracker });
      },
    });
    session.go({ screen: "sending", phase: "sending", tracker });
    const answer = await answered;
    if (answer === null) return undefined;
    if (answer.status === 200 || answer.status === 201) {
      session.outbox.erase(meeting, credential);
      if (session.draft) session.draft.erase();
      return answer.body.tracker === tracker
        ? session.go({ screen: "done", tracker })
        : session.go({ screen: "failed", reason: "failedReceipt", tracker });
    }
    return this.refused(answer, { meeting, credential, tracker }, run);
  }

  /** The ballot was refused for good: find out what became of the slip, and say so. */
  async refused(answer, { meeting, credential, tracker }, run) {
    const { session } = this;
    const slip = await session.ask(() => session.api.slip(credential), run);
    if (slip === null) return undefined;
    session.outbox.erase(meeting, credential);
    if (session.draft) session.draft.erase();
    if (slip.status === 200 && slip.body.state === "counted") {
      return slip.body.tracker === tracker
        ? session.go({ screen: "done", tracker })
        : session.go({ screen: "counted", tracker: slip.body.tracker, other: true });
    }
    if (slip.status === 200 && slip.body.state === "voided") {
      return session.go({ screen: "voided" });
    }
    const { error, message } = answer.body;
    if (error in REFUSED) return session.go({ screen: REFUSED[error] });
    const now = await session.ask(() => session.api.state(), run);
    if (now === null) return undefined;
    if (now.status === 200 && hasEnded(now.body.state)) {
      session.drafts.eraseMeeting(meeting);
      return session.go({ screen: "closed", lost: true });
    }
    // The slip may still vote, so its voter need not choose again.
    if (session.draft) session.draft.putBack();
    return session.go({ screen: "failed", reason: "failedRefused", message });
  }

  /** Ballots of other slips kept on this phone: send them too, without a word. */
  flush(kept, except) {
    const { session } = this;
    const others = kept.filter((item) => item !== except);
    return Promise.all(
      others.map(async (item) => {
        const answer = await untilAnswered(() => session.apiOf(item.meeting).cast(item.bytes), {
          wait: session.pause,
          wanted: () => true,
          onTrouble: () => {},
        });
        if (answer !== null) session.outbox.erase(item.meeting, item.credential);
      }),
    );
  }
}
