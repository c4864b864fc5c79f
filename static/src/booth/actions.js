// What the voter's buttons do; the preview of the department has the same ones.

import { codeProblem } from "./session.js";

const BUTTONS = ["start", "review", "previous", "next", "nextMissing", "turn", "send", "enter"];
const PAUSE = 450; // between the last tap of a page and the next page

/** What the buttons do. Every step of the filling is a step of the phone's back button too. */
export class Actions {
  constructor(session, page) {
    this.session = session;
    this.page = page;
    for (const name of BUTTONS) this[name] = this[name].bind(this);
  }

  step(to) {
    const depth = (history.state?.depth || 0) + 1;
    history.pushState({ depth, step: to, run: this.session.run }, "");
    this.page.soon([() => this.session.go(to)]);
  }

  start() {
    if (this.session.choices.started()) this.nextMissing();
    else this.open(this.path({}).pages[0]);
  }

  intro() {
    this.step({ screen: "intro" });
  }

  review() {
    this.step({ screen: "review" });
  }

  card(index, back) {
    this.open({ card: index }, { back });
  }

  /**
   * @param {{card: number, place?: number}} page
   * @param {{back?: boolean, question?: number, arriving?: boolean}} [more]
   */
  open({ card, place }, more) {
    this.step(Object.assign({ screen: "subject", card, place }, more));
  }

  /**
   * The pages as they follow each other where the voter is, and the number of this one or -1.
   * @param {{card?: number, place?: number}} where
   */
  path({ card, place }) {
    const { choices } = this.session;
    const onCard =
      card !== undefined && place === undefined && choices.cards[card].form.subjects.length > 1;
    const byAspect = place !== undefined || (!onCard && this.page.preferences.view === "aspect");
    const pages = choices.pages(byAspect);
    return { pages, at: pages.findIndex((page) => page.card === card && page.place === place) };
  }

  /** Show a question: on its page, or where it is if that is open already. */
  question(index) {
    const { state } = this.session;
    const { pages, at } = this.path(state);
    const has = (page) => page.questions.indexOf(index) >= 0;
    if (state.screen === "subject" && has(pages[at])) {
      this.page.seek(index);
      return;
    }
    const back = state.screen === "review" || Boolean(state.back);
    this.open(pages.find(has), { back, question: index });
  }

  previous() {
    const { pages, at } = this.path(this.session.state);
    if (at === 0) this.intro();
    else this.open(pages[at < 0 ? pages.length - 1 : at - 1]);
  }

  next() {
    const { pages, at } = this.path(this.session.state);
    if (this.session.state.back || at === pages.length - 1) this.review();
    else this.open(pages[at + 1]);
  }

  nextMissing() {
    const { pages, at } = this.path(this.session.state);
    const index = this.session.choices.nextMissing(pages, Math.max(at, 0));
    if (index === null) this.review();
    else this.question(index);
  }

  /**
   * The page is answered in full: on to the next one that is not, by itself, when the tick has been
   * seen. Whoever touches anything in the meantime stays; the review is gone to on purpose only.
   */
  advance() {
    const { state, choices } = this.session;
    const { pages, at } = this.path(state);
    const next = pages.slice(at + 1).find((page) => choices.missingOn(page).length > 0);
    if (state.back || !next) return;
    this.page.later = self.setTimeout(() => {
      if (this.session.state === state) this.open(next, { arriving: true });
    }, PAUSE);
  }

  /** The same questions ordered the other way: a subject a page, or a question a page. */
  turn() {
    const { state, choices } = this.session;
    const { questions } = choices.page(state);
    const [index] = choices.missingOn(choices.page(state)).concat(questions);
    const { card, place } = choices.questions[index];
    this.page.preferences.nextView();
    const to =
      state.place === undefined ? { card: choices.page({ card, place }).card, place } : { card };
    const step = Object.assign({ screen: "subject", back: state.back, question: index }, to);
    history.replaceState(Object.assign({}, history.state, { step }), "");
    this.page.soon([() => this.session.go(step)]);
  }

  reveal(element) {
    this.page.reveal(element);
  }

  leaveBlank(indices) {
    this.session.choices.leaveAllBlank(indices);
    this.session.changed();
    this.page.show(this.session.state);
  }

  send() {
    if (this.session.state.screen !== "review") return; // the second tap of two
    const { depth } = history.state || {};
    if (depth) history.go(-depth); // after this, "back" leaves the page instead of the receipt
    this.session.cast();
  }

  enter() {
    this.session.go({ screen: "entry" });
  }

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
