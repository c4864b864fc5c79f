"""Changing the forms of a round and its plan: plain data in, plain data out, checked at the end.

A :class:`Draft` is worked on step by step; :meth:`Draft.finish` puts in order what no longer fits
(rates and limits that name an option which is gone), tells so, and checks the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from voting.assessment.forms.checks import validate_form
from voting.assessment.forms.plan import Applies, BallotQuota, ClassTable, RoundPlan
from voting.assessment.forms.plan_checks import check_plan
from voting.assessment.grade_names import EXCELLENT, FAVOURABLE, UNFAVOURABLE
from voting.errors import BadInput, NotFound

MAX_FORMS = 20
MAX_QUESTIONS = 60
GRADED = ("team", "cadre")

Plain = dict[str, Any]


class Draft:
    """The forms (manifest's shape, without subjects) and the plan, while they are changed."""

    def __init__(self, forms: Sequence[Mapping[str, Any]], plan: RoundPlan) -> None:
        self.forms: list[Plain] = deepcopy([dict(form) for form in forms])
        self.applies: dict[str, Applies] = dict(plan.applies)
        self.quotas: list[BallotQuota] = list(plan.quotas)
        self.tables: list[ClassTable] = list(plan.tables)

    @property
    def plan(self) -> RoundPlan:
        """The plan as it stands now, entries in the order of the forms."""
        return RoundPlan(
            {form["id"]: self.applies[form["id"]] for form in self.forms},
            tuple(self.quotas),
            tuple(self.tables),
        )

    def form(self, form_id: str) -> Plain:
        """One form; NotFound ``form-unknown``."""
        return self.forms[_place(self.forms, form_id, "form-unknown")]

    def question(self, form_id: str, question_id: str) -> Plain:
        """One question; NotFound ``question-unknown``."""
        questions: list[Plain] = self.form(form_id)["questions"]
        return questions[_place(questions, question_id, "question-unknown")]

    def add(self, form: Mapping[str, Any], applies: Applies) -> str:
        """Put a form at the end, under an id of its own; returns the id."""
        if len(self.forms) >= MAX_FORMS:
            raise BadInput("forms-many", f"a slip has at most {MAX_FORMS} forms", most=MAX_FORMS)
        made = deepcopy(dict(form))
        made["id"] = fresh_id(made["id"], [one["id"] for one in self.forms])
        self.forms.append(made)
        self.applies[made["id"]] = applies
        return str(made["id"])

    def remove(self, form_id: str) -> None:
        """Take a form out; the last one stays."""
        place = _place(self.forms, form_id, "form-unknown")
        if len(self.forms) == 1:
            raise BadInput("forms-last", "a slip needs a form")
        del self.forms[place]
        del self.applies[form_id]

    def move(self, form_id: str, step: int) -> None:
        """Nearer to the beginning (-1) or the end (+1) of the slip."""
        _move(self.forms, _place(self.forms, form_id, "form-unknown"), step)

    def put_question(self, form_id: str, question_id: str | None, question: Plain) -> str:
        """Replace a question, or add one at the end (None); its ``id`` is given here."""
        questions: list[Plain] = self.form(form_id)["questions"]
        if question_id is None:
            if len(questions) >= MAX_QUESTIONS:
                raise BadInput(
                    "questions-many",
                    f"a form has at most {MAX_QUESTIONS} questions",
                    most=MAX_QUESTIONS,
                )
            question_id = fresh_id("q", [q["id"] for q in questions])
            questions.append({})
            place = len(questions) - 1
        else:
            place = _place(questions, question_id, "question-unknown")
        questions[place] = {**deepcopy(question), "id": question_id}
        if question["role"] == "overall":
            for other in questions[:place] + questions[place + 1 :]:
                other["role"] = "aspect"
        return question_id

    def remove_question(self, form_id: str, question_id: str) -> None:
        """Take a question out; the last one stays."""
        questions: list[Plain] = self.form(form_id)["questions"]
        place = _place(questions, question_id, "question-unknown")
        if len(questions) == 1:
            raise BadInput("questions-last", "a form needs a question")
        del questions[place]

    def move_question(self, form_id: str, question_id: str, step: int) -> None:
        """Nearer to the beginning (-1) or the end (+1) of the form."""
        questions: list[Plain] = self.form(form_id)["questions"]
        _move(questions, _place(questions, question_id, "question-unknown"), step)

    def spread(self, form_id: str, question_id: str) -> None:
        """Give every other single-choice question of the form these options and this 弃权."""
        source = self.question(form_id, question_id)
        for other in self.form(form_id)["questions"]:
            if other["max"] == 1 and source["max"] == 1:
                for key in ("min", "options", "abstain"):
                    other[key] = deepcopy(source[key])

    def finish(self) -> list[str]:
        """Mend and check; returns what had to be mended: ``rates-reset``, ``limits-dropped``."""
        mended = []
        if any(_mend_rates(form) for form in self.forms):
            mended.append("rates-reset")
        kept = [quota for quota in self.quotas if _names_something(quota, self.forms)]
        if len(kept) < len(self.quotas):
            mended.append("limits-dropped")
        self.quotas = kept
        for form in self.forms:
            validate_form(form)
            overall = [q for q in form["questions"] if q["role"] == "overall"]
            if form["kind"] in GRADED and not (overall and overall[0]["max"] == 1):
                raise BadInput(
                    "form-needs-overall",
                    "grades follow from the overall question",
                    form=form["text"]["zh"],
                )
        check_plan(self.plan, self.forms)
        return mended


def fresh_id(wish: str, taken: Sequence[str]) -> str:
    """The wish, or the wish with the first number that is free: ``q``, ``q-2``, ``q-3`` …"""
    number, found = 1, wish
    while found in taken:
        number += 1
        found = f"{wish}-{number}"
    return found


def rates_of(options: Sequence[Plain]) -> list[Plain]:
    """The three rates of a form that grades follow from, by the order of its options: the best, the
    two best, the worst; only options that count."""
    counting = [option for option in options if option["counts"]]
    best, worst = counting[:1], counting[1:][-1:]
    good = counting[:2] if len(counting) > 2 else best
    rates = []
    for rate, chosen in ((EXCELLENT, best), (FAVOURABLE, good), (UNFAVOURABLE, worst)):
        if chosen:
            names = {
                language: [option["text"][language] for option in chosen]
                for language in ("zh", "en")
            }
            english = " or ".join(n.lower() for n in names["en"]) if all(names["en"]) else ""
            rates.append(
                {
                    "id": rate,
                    "options": [option["id"] for option in chosen],
                    "text": {
                        "zh": "".join(names["zh"]) + "率",
                        "en": f"Rate of {english}" if english else "",
                    },
                }
            )
    return rates


def _mend_rates(form: Plain) -> bool:
    """Make rates that name something that is gone anew (team, cadre), or drop them (other)."""

    def fits(rate: Plain) -> bool:
        return any(
            set(rate["options"]) <= {o["id"] for o in q["options"] if o["counts"]}
            for q in _rated(form)
        )

    if all(fits(rate) for rate in form["rates"]):
        return False
    if form["kind"] in GRADED:
        source = _rated(form) or form["questions"]
        form["rates"] = rates_of(source[0]["options"])
    else:
        form["rates"] = [rate for rate in form["rates"] if fits(rate)]
    return True


def _rated(form: Plain) -> list[Plain]:
    """The questions rates may speak of: the overall one where grades follow, else all single."""
    single = [q for q in form["questions"] if q["max"] == 1]
    overall = [q for q in single if q["role"] == "overall"]
    return overall if form["kind"] in GRADED and overall else single


def _names_something(quota: BallotQuota, forms: Sequence[Plain]) -> bool:
    return any(
        form["id"] == quota.form
        and question["id"] == quota.question
        and option["id"] == quota.option
        for form in forms
        for question in form["questions"]
        for option in question["options"]
    )


def _place(rows: Sequence[Plain], wanted: str, code: str) -> int:
    for place, row in enumerate(rows):
        if row["id"] == wanted:
            return place
    raise _unknown[code]()


_unknown: Mapping[str, Callable[[], NotFound]] = {
    "form-unknown": lambda: NotFound("form-unknown", "there is no such form"),
    "question-unknown": lambda: NotFound("question-unknown", "there is no such question"),
}


def _move(rows: list[Plain], place: int, step: int) -> None:
    target = min(max(place + step, 0), len(rows) - 1)
    rows.insert(target, rows.pop(place))
