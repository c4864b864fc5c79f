"""A form (测评表) and its parts: the one set of values that record, editor, papers and counting use.

The names are those of the manifest's JSON (protocol §3) but for ``class`` and ``as`` of a class
table, which are words of Python. Values hold no rules: those of the protocol are checked where a
record is read, those of the editor in ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voting.assessment.wording import Text

NO_TEXT = Text("")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: ``score`` 0…100 or none; ``counts``: stands in the denominator or not."""

    id: str
    text: Text
    score: int | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Abstain:
    """弃权: no slot of its own (all slots 0); ``counts`` as for options."""

    text: Text
    counts: bool


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

    @property
    def single(self) -> bool:
        """At most one choice."""
        return self.max == 1

    @property
    def abstain_counts(self) -> bool:
        """弃权, or nothing chosen where it is not offered, stands in the denominator."""
        return self.abstain is None or self.abstain.counts

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


@dataclass(frozen=True, slots=True)
class Rate:
    """A named share of options, such as 优称率 = 优秀 + 称职."""

    id: str
    text: Text
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form (team, cadre, other): its subjects, in printed order, each answer all questions.

    The form of a round has no subjects yet; that of a meeting has at least one.
    """

    id: str
    kind: str
    text: Text
    rates: tuple[Rate, ...]
    subjects: tuple[Subject, ...]
    questions: tuple[Question, ...]

    @property
    def slots(self) -> int:
        """How many slots of a ballot are about one subject."""
        return sum(len(question.options) for question in self.questions)


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
    """What is printed of a meeting; ``date`` is text as printed, ``year`` the assessed year."""

    id: str
    round: str
    year: int
    title: str
    unit: str
    date: str
    place: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a subject on a ballot; ``first`` is the slot (from 0) of its first option,
    the others follow."""

    form: Form
    subject: Subject
    question: Question
    first: int

    @property
    def choices(self) -> tuple[tuple[int, Option], ...]:
        """The options with their slots."""
        return tuple(enumerate(self.question.options, start=self.first))


def asked(forms: Sequence[Form]) -> Iterator[Asked]:
    """All that a ballot over these forms asks, in the order of its slots: forms, subjects,
    questions."""
    first = 0
    for form in forms:
        for subject in form.subjects:
            for question in form.questions:
                yield Asked(form, subject, question, first)
                first += len(question.options)


def slot_count(forms: Sequence[Form]) -> int:
    """How many slots a ballot over these forms has: the length of ``counts`` in results.json."""
    return sum(len(form.subjects) * form.slots for form in forms)
