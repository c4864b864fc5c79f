"""What a manifest says about counting, read from its plain JSON (``json.loads`` of protocol §3).

The strict reader of manifest bytes is elsewhere; this room takes the plain object, so that tables
can be computed again from the public files with nothing but this package. Only what counting needs
is read; a missing or wrong field is :class:`BadInput` ``manifest-shape``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.assessment.wording import Text, text_from
from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: ``score`` 0…100 or none; ``counts``: stands in the denominator or not."""

    id: str
    text: Text
    score: int | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Question:
    """``minimum`` … ``maximum`` choices; ``abstain`` is the text of 弃权 or None if not offered.

    ``section`` is the heading the question stands under, empty where there is none.
    """

    id: str
    role: str
    text: Text
    minimum: int
    maximum: int
    abstain: Text | None
    abstain_counts: bool
    options: tuple[Option, ...]
    section: Text

    @property
    def single(self) -> bool:
        """At most one choice."""
        return self.maximum == 1


@dataclass(frozen=True, slots=True)
class Rate:
    """A named share of options, such as 优称率 = 优秀 + 称职."""

    id: str
    text: Text
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A team or a cadre with the post held; ``position`` is what class tables look up."""

    id: str
    name: str
    post: str
    position: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form (team, cadre, other) with its subjects in printed order."""

    id: str
    kind: str
    text: Text
    rates: tuple[Rate, ...]
    subjects: tuple[Subject, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class VoterClass:
    """A voter class (票类): weight in hundredths of a percent; ``expected`` is 应到."""

    id: str
    name: str
    weight: int
    expected: int


@dataclass(frozen=True, slots=True)
class ClassTable:
    """Slips of ``class_id`` count as ``counts_as`` where a subject of ``position`` is rated."""

    class_id: str
    position: str
    counts_as: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is printed above a table."""

    id: str
    round: str
    year: int
    title: str
    unit: str
    date: str
    place: str


@dataclass(frozen=True, slots=True)
class Definition:
    """All of a manifest that counting needs; ``denominator`` is ``valid`` or ``expected``."""

    meeting: Meeting
    forms: tuple[Form, ...]
    classes: tuple[VoterClass, ...]
    denominator: str
    scores: bool
    minimum: int
    tables: tuple[ClassTable, ...]

    @property
    def slots(self) -> int:
        """Number of slots of a ballot (protocol §3): the length of ``counts`` in results.json."""
        return sum(
            len(form.subjects) * sum(len(question.options) for question in form.questions)
            for form in self.forms
        )


def read_definition(manifest: Mapping[str, Any]) -> Definition:
    """Read the plain object of manifest.json."""
    try:
        return _definition(manifest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            "manifest-shape",
            f"this is not a manifest: {type(error).__name__} {error}",
            what=str(error),
        ) from error


def read_question(plain: Mapping[str, Any]) -> Question:
    """Read one question of a form."""
    abstain = plain["abstain"]
    return Question(
        id=plain["id"],
        role=plain["role"],
        text=text_from(plain["text"]),
        minimum=plain["min"],
        maximum=plain["max"],
        abstain=None if abstain is None else text_from(abstain["text"]),
        abstain_counts=True if abstain is None else bool(abstain["counts"]),
        options=tuple(
            Option(o["id"], text_from(o["text"]), o["score"], bool(o["counts"]))
            for o in plain["options"]
        ),
        section=text_from(plain["section"]),
    )


def read_rate(plain: Mapping[str, Any]) -> Rate:
    """Read one rate of a form."""
    return Rate(plain["id"], text_from(plain["text"]), tuple(plain["options"]))


def _definition(plain: Mapping[str, Any]) -> Definition:
    denominator = plain["counting"]["denominator"]
    if denominator not in ("valid", "expected"):
        raise ValueError(f"denominator {denominator!r}")
    meeting = plain["meeting"]
    return Definition(
        meeting=Meeting(**{name: meeting[name] for name in Meeting.__slots__}),
        forms=tuple(_form(form) for form in plain["forms"]),
        classes=tuple(
            VoterClass(c["id"], c["name"], int(c["weight"]), int(c["expected"]))
            for c in plain["classes"]
        ),
        denominator=denominator,
        scores=bool(plain["counting"]["scores"]),
        minimum=int(plain["disclosure"]["minimum"]),
        tables=_tables(plain["counting"]["tables"], {c["id"] for c in plain["classes"]}),
    )


def _tables(plain: Sequence[Mapping[str, Any]], classes: set[str]) -> tuple[ClassTable, ...]:
    tables = tuple(ClassTable(row["class"], row["position"], row["as"]) for row in plain)
    if len({(row.class_id, row.position) for row in tables}) != len(tables):
        raise ValueError("a class stands twice for one position")
    if not classes.issuperset(name for row in tables for name in (row.class_id, row.counts_as)):
        raise ValueError("a class table names an unknown class")
    return tables


def _form(plain: Mapping[str, Any]) -> Form:
    return Form(
        id=plain["id"],
        kind=plain["kind"],
        text=text_from(plain["text"]),
        rates=tuple(read_rate(rate) for rate in plain["rates"]),
        subjects=tuple(
            Subject(s["id"], s["name"], s["post"], s["position"]) for s in plain["subjects"]
        ),
        questions=tuple(read_question(question) for question in plain["questions"]),
    )
