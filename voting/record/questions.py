"""Forms, subjects, questions and options of a manifest (protocol §3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voting.record.fields import Fields, require, unique

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
POSITION = re.compile(rf"(?:{ID.pattern})?")
MAX_OPTIONS = 64


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Chinese and English; an empty ``en`` means "show ``zh``"."""

    zh: str
    en: str

    @classmethod
    def read(cls, value: object, path: str) -> Text:
        f = Fields(value, path, "zh", "en")
        return cls(f.text("zh"), f.text("en"))


NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: ``score`` 0…100 or none; ``counts``: stands in the denominator or not."""

    id: str
    text: Text
    score: int | None
    counts: bool

    @classmethod
    def read(cls, value: object, path: str) -> Option:
        f = Fields(value, path, "id", "text", "score", "counts")
        score = None if f.values["score"] is None else f.integer("score", 0, 100)
        return cls(
            f.match("id", ID), Text.read(f.values["text"], f"{path}.text"), score, f.flag("counts")
        )


@dataclass(frozen=True, slots=True)
class Abstain:
    """弃权: no slot of its own (all slots 0); ``counts`` as for options."""

    text: Text
    counts: bool

    @classmethod
    def read(cls, value: object, path: str) -> Abstain:
        f = Fields(value, path, "text", "counts")
        return cls(Text.read(f.values["text"], f"{path}.text"), f.flag("counts"))


@dataclass(frozen=True, slots=True)
class Question:
    """An aspect or the 总体评价: choose ``min`` … ``max`` options, or 弃权 where given.

    Questions that follow each other with the same ``section`` stand under it as a heading.
    """

    id: str
    role: str
    text: Text
    help: Text
    min: int
    max: int
    abstain: Abstain | None
    options: tuple[Option, ...]
    section: Text = NO_TEXT

    @classmethod
    def read(cls, value: object, path: str) -> Question:
        f = Fields(
            value, path, "id", "role", "section", "text", "help", "min", "max", "abstain", "options"
        )
        options = f.array("options", Option.read, least=1)
        require(len(options) <= MAX_OPTIONS, f"{path}.options", "more than 64 options")
        unique(f"{path}.options", tuple(o.id for o in options))
        most = f.integer("max", 1, len(options))
        raw = f.values["abstain"]
        abstain = None if raw is None else Abstain.read(raw, f"{path}.abstain")
        return cls(
            f.match("id", ID),
            f.one_of("role", "aspect", "overall"),
            Text.read(f.values["text"], f"{path}.text"),
            Text.read(f.values["help"], f"{path}.help"),
            f.integer("min", 0, most),
            most,
            abstain,
            options,
            Text.read(f.values["section"], f"{path}.section"),
        )

    def values(self) -> tuple[int, ...]:
        """The allowed sums of the question's slots, ascending (protocol §3)."""
        chosen = set(range(self.min, self.max + 1))
        return tuple(sorted(chosen | {0} if self.abstain else chosen))


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is rated: a team (``post`` may be empty) or a cadre.

    ``position`` (职位类别) is the word that class tables look up; empty where none does.
    """

    id: str
    name: str
    post: str
    position: str = ""

    @classmethod
    def read(cls, value: object, path: str) -> Subject:
        f = Fields(value, path, "id", "name", "post", "position")
        return cls(
            f.match("id", ID),
            f.text("name", empty=False),
            f.text("post"),
            f.match("position", POSITION),
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """A named share of options, such as 优称率 = 优秀 + 称职."""

    id: str
    text: Text
    options: tuple[str, ...]

    @classmethod
    def read(cls, value: object, path: str) -> Rate:
        f = Fields(value, path, "id", "text", "options")
        return cls(
            f.match("id", ID),
            Text.read(f.values["text"], f"{path}.text"),
            f.array("options", _name, least=1),
        )


@dataclass(frozen=True, slots=True)
class Form:
    """A form (表): its subjects each answer all of its questions."""

    id: str
    kind: str
    text: Text
    rates: tuple[Rate, ...]
    subjects: tuple[Subject, ...]
    questions: tuple[Question, ...]

    @classmethod
    def read(cls, value: object, path: str) -> Form:
        f = Fields(value, path, "id", "kind", "text", "rates", "subjects", "questions")
        subjects = f.array("subjects", Subject.read, least=1)
        questions = f.array("questions", Question.read, least=1)
        rates = f.array("rates", Rate.read)
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
        return cls(
            f.match("id", ID),
            f.one_of("kind", "team", "cadre", "other"),
            Text.read(f.values["text"], f"{path}.text"),
            rates,
            subjects,
            questions,
        )


@dataclass(frozen=True, slots=True)
class Quota:
    """At most ``at_most`` subjects of a form may get the option in the question (on one ballot).

    ``policy``: ``block`` is proven by every ballot; ``warn`` is only shown to the voter.
    """

    form: str
    question: str
    option: str
    at_most: int
    policy: str = "block"

    @classmethod
    def read(cls, value: object, path: str) -> Quota:
        f = Fields(value, path, "form", "question", "option", "at_most", "policy")
        return cls(
            f.match("form", ID),
            f.match("question", ID),
            f.match("option", ID),
            f.integer("at_most", 0, 1000),
            f.one_of("policy", "block", "warn"),
        )


def slot_count(forms: tuple[Form, ...]) -> int:
    """How many slots a ballot over these forms has."""
    return sum(len(f.subjects) * sum(len(q.options) for q in f.questions) for f in forms)


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


def _name(value: object, path: str) -> str:
    require(isinstance(value, str), path, "not a text")
    return str(value)
