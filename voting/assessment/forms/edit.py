"""Changing the forms of a round and its plan, checked at the end.

A :class:`Draft` is worked on step by step; :meth:`Draft.finish` puts in order what no longer fits
(rates and quotas that name an option which is gone), tells so, and checks the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from voting.assessment.forms.checks import check_form
from voting.assessment.forms.model import ClassTable, Form, Option, Question, Rate
from voting.assessment.forms.plan import Applies, BallotQuota, RoundPlan
from voting.assessment.forms.plan_checks import check_plan
from voting.assessment.grade_names import EXCELLENT, FAVOURABLE, UNFAVOURABLE
from voting.assessment.wording import Text
from voting.errors import BadInput, NotFound

MAX_FORMS = 20
MAX_QUESTIONS = 60
GRADED = ("team", "cadre")

Row = TypeVar("Row")


class Draft:
    """The forms of a round and the plan, while they are changed."""

    def __init__(self, forms: Sequence[Form], plan: RoundPlan) -> None:
        self.forms = list(forms)
        self.applies: dict[str, Applies] = dict(plan.applies)
        self.quotas: list[BallotQuota] = list(plan.quotas)
        self.tables: list[ClassTable] = list(plan.tables)

    @property
    def plan(self) -> RoundPlan:
        """The plan as it stands now, entries in the order of the forms."""
        return RoundPlan(
            {form.id: self.applies[form.id] for form in self.forms},
            tuple(self.quotas),
            tuple(self.tables),
        )

    def form(self, form_id: str) -> Form:
        """One form; NotFound ``form-unknown``."""
        return self.forms[_form_place(self.forms, form_id)]

    def question(self, form_id: str, question_id: str) -> Question:
        """One question; NotFound ``question-unknown``."""
        questions = self.form(form_id).questions
        return questions[_question_place(questions, question_id)]

    def put(self, form: Form) -> None:
        """Put a form in the place of the one with its id."""
        self.forms[_form_place(self.forms, form.id)] = form

    def add(self, form: Form, applies: Applies) -> str:
        """Put a form at the end, under an id of its own; returns the id."""
        if len(self.forms) >= MAX_FORMS:
            raise BadInput("forms-many", f"a slip has at most {MAX_FORMS} forms", most=MAX_FORMS)
        form_id = fresh_id(form.id, [other.id for other in self.forms])
        self.forms.append(replace(form, id=form_id))
        self.applies[form_id] = applies
        return form_id

    def remove(self, form_id: str) -> None:
        """Take a form out; the last one stays."""
        place = _form_place(self.forms, form_id)
        if len(self.forms) == 1:
            raise BadInput("forms-last", "a slip needs a form")
        del self.forms[place]
        del self.applies[form_id]

    def move(self, form_id: str, step: int) -> None:
        """Nearer to the beginning (-1) or the end (+1) of the slip."""
        self.forms = _moved(self.forms, _form_place(self.forms, form_id), step)

    def put_question(self, form_id: str, question_id: str | None, question: Question) -> str:
        """Replace a question, or add one at the end (None); its ``id`` is given here."""
        questions = list(self.form(form_id).questions)
        if question_id is None:
            if len(questions) >= MAX_QUESTIONS:
                raise BadInput(
                    "questions-many",
                    f"a form has at most {MAX_QUESTIONS} questions",
                    most=MAX_QUESTIONS,
                )
            question_id = fresh_id("q", [q.id for q in questions])
            questions.append(question)
            place = len(questions) - 1
        else:
            place = _question_place(questions, question_id)
        if question.role == "overall":
            questions = [replace(other, role="aspect") for other in questions]
        questions[place] = replace(question, id=question_id)
        self._put_questions(form_id, questions)
        return question_id

    def remove_question(self, form_id: str, question_id: str) -> None:
        """Take a question out; the last one stays."""
        questions = list(self.form(form_id).questions)
        place = _question_place(questions, question_id)
        if len(questions) == 1:
            raise BadInput("questions-last", "a form needs a question")
        del questions[place]
        self._put_questions(form_id, questions)

    def move_question(self, form_id: str, question_id: str, step: int) -> None:
        """Nearer to the beginning (-1) or the end (+1) of the form."""
        questions = self.form(form_id).questions
        place = _question_place(questions, question_id)
        self._put_questions(form_id, _moved(questions, place, step))

    def spread(self, form_id: str, question_id: str) -> None:
        """Give every other single-choice question of the form these options and this 弃权."""
        source = self.question(form_id, question_id)
        if source.single:
            self._put_questions(
                form_id,
                [
                    replace(q, min=source.min, options=source.options, abstain=source.abstain)
                    if q.single
                    else q
                    for q in self.form(form_id).questions
                ],
            )

    def finish(self) -> list[str]:
        """Mend and check; returns what had to be mended: ``rates-reset``, ``quotas-dropped``."""
        mended = []
        forms = [_with_fitting_rates(form) for form in self.forms]
        if forms != self.forms:
            mended.append("rates-reset")
        self.forms = forms
        quotas = [quota for quota in self.quotas if _names_something(quota, forms)]
        if len(quotas) < len(self.quotas):
            mended.append("quotas-dropped")
        self.quotas = quotas
        for form in forms:
            check_form(form)
            overall = [q for q in form.questions if q.role == "overall"]
            if form.kind in GRADED and not (overall and overall[0].single):
                raise BadInput(
                    "form-needs-overall",
                    "grades follow from the overall question",
                    form=form.text.zh,
                )
        check_plan(self.plan, forms)
        return mended

    def _put_questions(self, form_id: str, questions: Sequence[Question]) -> None:
        self.put(replace(self.form(form_id), questions=tuple(questions)))


def fresh_id(wish: str, taken: Sequence[str]) -> str:
    """The wish, or the wish with the first number that is free: ``q``, ``q-2``, ``q-3`` …"""
    number, free = 1, wish
    while free in taken:
        number += 1
        free = f"{wish}-{number}"
    return free


def rates_of(options: Sequence[Option]) -> tuple[Rate, ...]:
    """The three rates of a form that grades follow from, by the order of its options: the best, the
    two best, the worst; only options that count."""
    counting = [option for option in options if option.counts]
    best, worst = counting[:1], counting[1:][-1:]
    good = counting[:2] if len(counting) > 2 else best
    return tuple(
        Rate(rate, _rate_name([option.text for option in chosen]), tuple(o.id for o in chosen))
        for rate, chosen in ((EXCELLENT, best), (FAVOURABLE, good), (UNFAVOURABLE, worst))
        if chosen
    )


def _rate_name(options: Sequence[Text]) -> Text:
    english = " or ".join(text.en.lower() for text in options) if all(t.en for t in options) else ""
    return Text(
        "".join(text.zh for text in options) + "率", f"Rate of {english}" if english else ""
    )


def _with_fitting_rates(form: Form) -> Form:
    """Rates that name something that is gone are made anew (team, cadre), or dropped (other)."""
    rated = _rated(form)

    def fits(rate: Rate) -> bool:
        return any(
            {o.id for o in question.options if o.counts}.issuperset(rate.options)
            for question in rated
        )

    if all(fits(rate) for rate in form.rates):
        return form
    if form.kind in GRADED:
        return replace(form, rates=rates_of((rated or form.questions)[0].options))
    return replace(form, rates=tuple(rate for rate in form.rates if fits(rate)))


def _rated(form: Form) -> Sequence[Question]:
    """The questions rates may speak of: the overall one where grades follow, else all single."""
    single = [question for question in form.questions if question.single]
    overall = [question for question in single if question.role == "overall"]
    return overall if form.kind in GRADED and overall else single


def _names_something(quota: BallotQuota, forms: Sequence[Form]) -> bool:
    return any(
        (form.id, question.id, option.id) == (quota.form, quota.question, quota.option)
        for form in forms
        for question in form.questions
        for option in question.options
    )


def _form_place(forms: Sequence[Form], form_id: str) -> int:
    place = _place(forms, form_id)
    if place is None:
        raise NotFound("form-unknown", "there is no such form")
    return place


def _question_place(questions: Sequence[Question], question_id: str) -> int:
    place = _place(questions, question_id)
    if place is None:
        raise NotFound("question-unknown", "there is no such question")
    return place


def _place(rows: Sequence[Form | Question], wanted: str) -> int | None:
    return next((place for place, row in enumerate(rows) if row.id == wanted), None)


def _moved(rows: Sequence[Row], place: int, step: int) -> list[Row]:
    moved = list(rows)
    moved.insert(min(max(place + step, 0), len(rows) - 1), moved.pop(place))
    return moved
