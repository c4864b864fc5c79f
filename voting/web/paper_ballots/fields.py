"""The form in which one person enters the paper ballots of a class: a number an option.

A question with at least one number is filled in, and its empty fields are 0; one without any is
named, so that nothing is forgotten unseen. 弃权 is not typed: it is the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from voting.assessment.forms.model import Asked, Form, Option, Subject, asked
from voting.services.paper_ballots.enter import Difference, PaperBallotState
from voting.services.paper_ballots.entries import PaperBallotSums
from voting.services.paper_ballots.form import PaperBallotForm

WIDEST = 6
"""Options in columns; more stand below each other."""
DIGITS = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields: as typed, or as entered before. ``numbers``: slot → text."""

    ballots: str
    numbers: Mapping[int, str]
    slots: int

    @property
    def count(self) -> int | None:
        """The number of ballots, None where it is no number."""
        return number(self.ballots)

    def empty(self, question: Asked) -> bool:
        """Nothing is entered of the question."""
        return not any(self.numbers.get(slot, "") for slot, _ in question.choices)

    def wrong(self, question: Asked) -> bool:
        """Something that is no number, or more than there are ballots."""
        texts = (self.numbers.get(slot, "") for slot, _ in question.choices)
        values = [number(text) for text in texts if text]
        return None in values or self._many(question, [v for v in values if v is not None])

    def _many(self, question: Asked, values: Sequence[int]) -> bool:
        ballots = self.count
        return ballots is not None and (
            max(values, default=0) > ballots or sum(values) > question.question.max * ballots
        )

    def rest(self, question: Asked) -> int | None:
        """弃权 where the numbers tell it."""
        values = [number(self.numbers.get(slot, "") or "0") for slot, _ in question.choices]
        ballots, known = self.count, [value for value in values if value is not None]
        if ballots is None or len(known) < len(values) or self.empty(question):
            return None
        chosen, odd = divmod(sum(known), question.question.max)
        if question.question.min != question.question.max or odd or chosen > ballots:
            return None
        return ballots - chosen

    def sums(self) -> PaperBallotSums | None:
        """The numbers, None where the number of ballots or a field is none."""
        values = [number(self.numbers.get(slot, "") or "0") for slot in range(self.slots)]
        known = [value for value in values if value is not None]
        if self.count is None or len(known) < len(values):
            return None
        return PaperBallotSums(self.count, tuple(known))


@dataclass(frozen=True, slots=True)
class EntryTable:
    """Questions about one subject with equal options; ``tall``: a line for each option."""

    options: tuple[Option, ...]
    abstain: bool
    questions: tuple[Asked, ...]

    @property
    def tall(self) -> bool:
        """More options than a page is wide."""
        return len(self.options) > WIDEST


@dataclass(frozen=True, slots=True)
class EntryPart:
    """Somebody who is rated on a form, with all that is asked about them."""

    form: Form
    subject: Subject
    tables: tuple[EntryTable, ...]


@dataclass(frozen=True, slots=True)
class EntryClass:
    """A class to be entered: ``others`` are the other person's numbers where they differ (by
    slot, None for the number of ballots); ``handed`` paper ballots went out."""

    id: str
    name: str
    handed: int
    typed: Typed
    others: Mapping[int | None, int]
    missing: frozenset[int]

    def lacks(self, question: Asked) -> bool:
        """The question is still to be filled in (known once somebody has tried to save)."""
        return question.first in self.missing


def number(text: str) -> int | None:
    """The number typed; None for anything else."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= DIGITS else None


def typed_from(form: PaperBallotForm, fields: Mapping[str, str]) -> Typed:
    """What was sent; ``ballots`` and ``s<slot>``."""
    return Typed(
        fields.get("ballots", "").strip()[: DIGITS + 1],
        {slot: fields.get(f"s{slot}", "").strip()[: DIGITS + 1] for slot in range(form.slots)},
        form.slots,
    )


def typed_before(form: PaperBallotForm, own: PaperBallotSums | None) -> Typed:
    """What this person entered before, or empty fields."""
    if own is None:
        return Typed("", {}, form.slots)
    return Typed(
        str(own.ballots), {slot: str(value) for slot, value in enumerate(own.sums)}, form.slots
    )


def entry_class(
    form: PaperBallotForm,
    state: PaperBallotState,
    class_id: str,
    typed: Typed | None = None,
) -> EntryClass | None:
    """The class as its page shows it; None where it has no paper ballots."""
    mine = next((c for c in form.classes if c.id == class_id and form.handed[c.id]), None)
    if mine is None:
        return None
    own = state.own.get(class_id)
    missing = frozenset() if typed is None else _missing(form, typed)
    return EntryClass(
        mine.id,
        mine.name,
        form.handed[mine.id],
        typed or typed_before(form, own),
        _others(state.differences, class_id, own),
        missing,
    )


def entry_parts(forms: Sequence[Form]) -> list[EntryPart]:
    """The forms, subject by subject, in printed order."""
    return [
        EntryPart(form, subject, _tables(list(group)))
        for (form, subject), group in groupby(asked(forms), lambda one: (one.form, one.subject))
    ]


def _tables(questions: Sequence[Asked]) -> tuple[EntryTable, ...]:
    def alike(one: Asked) -> tuple[object, ...]:
        question = one.question
        return tuple(option.text for option in question.options), question.abstain is not None

    groups = (tuple(group) for _, group in groupby(questions, alike))
    return tuple(
        EntryTable(group[0].question.options, group[0].question.abstain is not None, group)
        for group in groups
    )


def _missing(form: PaperBallotForm, typed: Typed) -> frozenset[int]:
    """First slots of questions without a number or with a wrong one; with no ballot there is
    nothing to fill in."""
    return frozenset(
        question.first
        for question in asked(form.forms)
        if typed.wrong(question) or (typed.empty(question) and typed.count != 0)
    )


def _others(
    differences: Sequence[Difference], class_id: str, own: PaperBallotSums | None
) -> dict[int | None, int]:
    """Slot → what the other person entered."""
    by_slot: dict[int | None, int] = {}
    for one in differences:
        if one.class_id == class_id and own is not None:
            mine = own.ballots if one.slot is None else own.sums[one.slot]
            by_slot[one.slot] = one.second if mine == one.first else one.first
    return by_slot
