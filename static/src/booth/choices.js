// What the voter has chosen so far: plain data in memory, never stored, never sent.
//
// The ballot is a list of *cards* (one subject of one form each) and a flat list of *questions* in
// the manifest's order, which is also the order of the sealed ballot. An answer is `null` (not
// answered) or a sorted list of option indices; the empty list is an explicit 弃权 ("abstain"), or
// "none of these" where the question has no 弃权 but may be left empty.

export class Choices {
  /** @param {import("../crypto/manifest.js").ManifestData} manifest the meeting's, as parsed */
  constructor(manifest) {
    this.cards = [];
    this.questions = [];
    for (const form of manifest.forms) {
      for (const subject of form.subjects) this.addCard(form, subject);
    }
    this.answers = this.questions.map(() => null);
    this.quotas = manifest.quotas.map((quota) => readQuota(quota, manifest));
  }

  addCard(form, subject) {
    const card = { index: this.cards.length, form, subject, questions: [] };
    for (const question of form.questions) {
      const index = this.questions.length;
      const place = card.questions.length;
      this.questions.push({ index, card: card.index, place, definition: question });
      card.questions.push(index);
    }
    this.cards.push(card);
  }

  definition(index) {
    return this.questions[index].definition;
  }

  /** How the question is shown: 'single' (radio) or 'multiple' (checkboxes). */
  kind(index) {
    return this.definition(index).max === 1 ? "single" : "multiple";
  }

  /** The quiet button of a question: 'abstain', 'none', or null where something must be chosen. */
  blank(index) {
    const { abstain, min } = this.definition(index);
    if (abstain) return "abstain";
    return min === 0 ? "none" : null;
  }

  /**
   * Choose an option: replaces in a single choice, toggles in a multiple one. Returns null where
   * that was done, else why nothing was changed: {reason: "max"} where no more may be chosen here,
   * {reason: "block", quota} where the option has been given as often as it may be, and
   * {reason: "warn", quota} where that is only advised; `agreed` then goes over it.
   */
  choose(index, option, agreed) {
    const before = this.answers[index] || [];
    const single = this.kind(index) === "single";
    const chosen = before.indexOf(option) >= 0;
    if (!chosen) {
      if (!single && before.length >= this.definition(index).max) return { reason: "max" };
      const quota = this.reached(index, option);
      if (quota && !(agreed && quota.policy === "warn")) return { reason: quota.policy, quota };
    }
    const without = before.filter((item) => item !== option);
    const after = chosen && !single ? without : single ? [option] : before.concat(option);
    this.answers[index] = after.length ? after.sort((a, b) => a - b) : null;
    return null;
  }

  /** The quota that one more choice of this option would pass, or null; nobody is asked twice. */
  reached(index, option) {
    const full = this.quotasOn(index).filter(
      (quota) =>
        quota.optionIndex === option &&
        (quota.policy === "block" ? quota.chosen >= quota.atMost : quota.chosen === quota.atMost),
    );
    return full.find((quota) => quota.policy === "block") || full[0] || null;
  }

  /** The quotas that hold for a question, each with the cards that have its option so far. */
  quotasOn(index) {
    const { card, place } = this.questions[index];
    const { form } = this.cards[card];
    return this.quotas
      .filter((quota) => quota.form.id === form.id && quota.questionIndex === place)
      .map((quota) => this.counted(quota));
  }

  /** A quota with what has been given: {…, chosen, cards}. */
  counted(quota) {
    const cards = this.cards.filter((card) => {
      if (card.form.id !== quota.form.id) return false;
      const answer = this.answers[card.questions[quota.questionIndex]];
      return answer !== null && answer.indexOf(quota.optionIndex) >= 0;
    });
    return Object.assign({}, quota, { chosen: cards.length, cards });
  }

  /** Leave the question blank on purpose (弃权, or "none of these"). */
  leaveBlank(index) {
    if (this.blank(index)) this.answers[index] = [];
  }

  /** 'open' (not answered), 'few' (fewer than the minimum) or 'done'. */
  status(index) {
    const answer = this.answers[index];
    if (answer === null) return "open";
    return answer.length > 0 && answer.length < this.definition(index).min ? "few" : "done";
  }

  /** Indices of the questions still to be answered, in order. */
  missing() {
    return this.questions.map((q) => q.index).filter((index) => this.status(index) !== "done");
  }

  missingOn(page) {
    return page.questions.filter((index) => this.status(index) !== "done");
  }

  /**
   * The pages a voter goes through, each {card, place, questions}: a page a card, or with `byAspect`
   * a page a question of a form, with all the form's subjects (`place` is the question's on each
   * card, `card` the first of them). A form of one subject is one page either way.
   */
  pages(byAspect) {
    const pages = [];
    for (const card of this.cards) {
      const several = byAspect && card.form.subjects.length > 1;
      if (!several) pages.push(this.page({ card: card.index }));
      else if (card.subject === card.form.subjects[0]) {
        card.questions.forEach((_, place) => pages.push(this.page({ card: card.index, place })));
      }
    }
    return pages;
  }

  /**
   * One page by its card and, where it is a question's, its place.
   * @param {{card?: number, place?: number}} where
   */
  page({ card, place }) {
    const { form, questions } = this.cards[card];
    if (place === undefined) return { card, place, questions };
    const cards = this.cards.filter((one) => one.form === form);
    return { card: cards[0].index, place, questions: cards.map((one) => one.questions[place]) };
  }

  /** The first unanswered question on `pages` from number `from` on, going round; null if none. */
  nextMissing(pages, from) {
    for (let i = 0; i < pages.length; i += 1) {
      const [index] = this.missingOn(pages[(from + i) % pages.length]);
      if (index !== undefined) return index;
    }
    return null;
  }

  /**
   * The options every question of the card shares, for "the same for all"; null where they differ
   * or a question is not a single choice.
   */
  shared(card) {
    const definitions = this.cards[card].questions.map((index) => this.definition(index));
    if (definitions.length < 2 || definitions.some((d) => d.max !== 1)) return null;
    const key = (d) => JSON.stringify(d.options.map((o) => [o.id, o.text]));
    return definitions.every((d) => key(d) === key(definitions[0])) ? definitions[0].options : null;
  }

  /** Give every question of a card the same option; → [{index, …}] of those that refused it. */
  chooseAll(card, option) {
    const refused = [];
    for (const index of this.cards[card].questions) {
      const refusal = this.choose(index, option);
      if (refusal) refused.push(Object.assign({ index }, refusal));
    }
    return refused;
  }

  /** A card's questions under their headings: [{title: {zh, en}, questions: [index, …]}]. */
  sections(card) {
    const found = [];
    for (const index of this.cards[card].questions) {
      const title = this.definition(index).section;
      const last = found[found.length - 1];
      if (last && last.title.zh === title.zh && last.title.en === title.en) {
        last.questions.push(index);
      } else found.push({ title, questions: [index] });
    }
    return found;
  }

  /** Leave every given question blank on purpose; those that may not be blank stay as they are. */
  leaveAllBlank(indices) {
    for (const index of indices) this.leaveBlank(index);
  }

  /** Quotas of a policy that are exceeded, each with the cards it touches. */
  exceeded(policy) {
    return this.quotas
      .filter((quota) => quota.policy === policy)
      .map((quota) => this.counted(quota))
      .filter(({ chosen, atMost }) => chosen > atMost);
  }

  /** True when the ballot may be sealed. */
  ready() {
    return this.missing().length === 0 && this.exceeded("block").length === 0;
  }

  /** True once anything has been answered (leaving the page would lose it). */
  started() {
    return this.answers.some((answer) => answer !== null);
  }

  /** The chosen option indices of each question, as the worker seals them. */
  sealed() {
    if (!this.ready()) throw new Error("the ballot is not complete");
    return this.answers.map((answer) => answer.slice());
  }

  /** Forget everything that was chosen. */
  forget() {
    this.answers = this.questions.map(() => null);
  }
}

function readQuota(quota, manifest) {
  const form = manifest.forms.find((item) => item.id === quota.form);
  const questionIndex = form.questions.findIndex((item) => item.id === quota.question);
  const question = form.questions[questionIndex];
  const optionIndex = question.options.findIndex((item) => item.id === quota.option);
  return {
    form,
    question,
    questionIndex,
    option: question.options[optionIndex],
    optionIndex,
    atMost: quota.at_most,
    policy: quota.policy,
  };
}
