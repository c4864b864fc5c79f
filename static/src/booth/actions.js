// What the voter's buttons do; the preview of the department has the same ones.

import { codeProblem } from "./session.js";

/** What the buttons do. Every step of the filling is a step of the phone's back button too. */
export class Actions {
  constructor(session, page) {
    this.session = session;
    this.page = page;
    for (const name of ["start", "intro", "review", "nextMissing", "send", "enter"]) {
      this[name] = this[name].bind(this);
    }
  }

  step(to) {
    const depth = ((history.state && history.state.depth) || 0) + 1;
    history.pushState({ depth, step: to, run: this.session.run }, "");
    this.session.go(to);
  }

  start() { this.card(0); }

  intro() { this.step({ screen: "intro" }); }

  review() { this.step({ screen: "review" }); }

  card(index, back) { this.step({ screen: "subject", card: index, back: Boolean(back) }); }

  /** Show a question: on its card, or where it is if that is open already. */
  question(index) {
    const { state, choices } = this.session;
    const { card } = choices.questions[index];
    if (state.screen === "subject" && state.card === card) {
      this.page.reveal(this.page.questionElement(index), true);
      return;
    }
    const back = state.screen === "review" || Boolean(state.back);
    this.step({ screen: "subject", card, back, question: index });
  }

  nextMissing() {
    const { state, choices } = this.session;
    const here = state.screen === "subject" ? choices.cards[state.card].questions[0] : 0;
    const index = choices.nextMissing(here);
    if (index === null) this.review();
    else this.question(index);
  }

  reveal(element) { this.page.reveal(element); }

  leaveBlank(indices) {
    this.session.choices.leaveAllBlank(indices);
    this.page.redraw();
    this.page.arrive(this.session.state);
  }

  send() {
    const { depth } = history.state || {};
    if (depth) history.go(-depth); // after this, "back" leaves the page instead of the receipt
    this.session.cast();
  }

  enter() { this.session.go({ screen: "entry" }); }

  useCode(text) {
    const problem = codeProblem(text);
    if (!problem) {
      this.page.draft = "";
      this.session.begin(text);
      return;
    }
    this.session.go({ screen: "entry", problem, code: text });
    document.getElementById("code").focus();
  }
}
