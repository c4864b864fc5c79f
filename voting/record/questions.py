"""Forms, subjects, questions, options and quotas of a manifest, read strictly (protocol §3)."""

from __future__ import annotations

import re

from voting.assessment.forms.model import Abstain, Form, Option, Question, Quota, Rate, Subject
from voting.assessment.wording import Text
from voting.record.fields import Fields, require, unique

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
POSITION = re.compile(rf"(?:{ID.pattern})?")
MAX_OPTIONS = 64


def read_form(value: object, path: str) -> Form:
    """A form with at least one subject and one question."""
    f = Fields(value, path, "id", "kind", "text", "rates", "subjects", "questions")
    subjects = f.array("subjects", _subject, least=1)
    questions = f.array("questions", _question, least=1)
    rates = f.array("rates", _rate)
    unique(f"{path}.subjects", tuple(s.id for s in subjects))
    unique(f"{path}.questions", tuple(q.id for q in questions))
    unique(f"{path}.rates", tuple(r.id for r in rates))
    require(
        sum(q.role == "overall" for q in questions) <= 1,
        f"{path}.questions",
        "more than one overall question",
    )
    known = {o.id for q in questions for o in q.options}
    for i, rate in enumerate(rates):
        unique(f"{path}.rates[{i}].options", rate.options)
        require(known >= set(rate.options), f"{path}.rates[{i}]", "names an unknown option")
    return Form(
        f.match("id", ID),
        f.one_of("kind", "team", "cadre", "other"),
        _text(f.values["text"], f"{path}.text"),
        rates,
        subjects,
        questions,
    )


def read_quota(value: object, path: str) -> Quota:
    """A quota; :func:`check_quota` asks whether it fits the forms."""
    f = Fields(value, path, "form", "question", "option", "at_most", "policy")
    return Quota(
        f.match("form", ID),
        f.match("question", ID),
        f.match("option", ID),
        f.integer("at_most", 0, 1000),
        f.one_of("policy", "block", "warn"),
    )


def check_quota(quota: Quota, forms: tuple[Form, ...], path: str) -> None:
    """The quota names an existing form, question and option, and does not exceed the subjects."""
    for form in forms:
        for question in form.questions:
            if (form.id, question.id) == (quota.form, quota.question):
                require(
                    any(o.id == quota.option for o in question.options),
                    path,
                    "names an unknown option",
                )
                require(
                    quota.at_most <= len(form.subjects),
                    f"{path}.at_most",
                    "more than there are subjects",
                )
                return
    require(False, path, "names an unknown form or question")


def _question(value: object, path: str) -> Question:
    f = Fields(
        value, path, "id", "role", "section", "text", "help", "min", "max", "abstain", "options"
    )
    options = f.array("options", _option, least=1)
    require(len(options) <= MAX_OPTIONS, f"{path}.options", "more than 64 options")
    unique(f"{path}.options", tuple(o.id for o in options))
    most = f.integer("max", 1, len(options))
    raw = f.values["abstain"]
    abstain = None if raw is None else _abstain(raw, f"{path}.abstain")
    return Question(
        f.match("id", ID),
        f.one_of("role", "aspect", "overall"),
        _text(f.values["text"], f"{path}.text"),
        _text(f.values["help"], f"{path}.help"),
        f.integer("min", 0, most),
        most,
        abstain,
        options,
        _text(f.values["section"], f"{path}.section"),
    )


def _option(value: object, path: str) -> Option:
    f = Fields(value, path, "id", "text", "score", "counts")
    score = None if f.values["score"] is None else f.integer("score", 0, 100)
    return Option(
        f.match("id", ID), _text(f.values["text"], f"{path}.text"), score, f.flag("counts")
    )


def _abstain(value: object, path: str) -> Abstain:
    f = Fields(value, path, "text", "counts")
    return Abstain(_text(f.values["text"], f"{path}.text"), f.flag("counts"))


def _subject(value: object, path: str) -> Subject:
    f = Fields(value, path, "id", "name", "post", "position")
    return Subject(
        f.match("id", ID),
        f.text("name", empty=False),
        f.text("post"),
        f.match("position", POSITION),
    )


def _rate(value: object, path: str) -> Rate:
    f = Fields(value, path, "id", "text", "options")
    return Rate(
        f.match("id", ID),
        _text(f.values["text"], f"{path}.text"),
        f.array("options", _name, least=1),
    )


def _text(value: object, path: str) -> Text:
    f = Fields(value, path, "zh", "en")
    return Text(f.text("zh"), f.text("en"))


def _name(value: object, path: str) -> str:
    require(isinstance(value, str), path, "not a text")
    return str(value)
