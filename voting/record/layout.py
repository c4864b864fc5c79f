"""Where things stand in a ballot of a manifest (docs/protocol.md §3, §5): slots, sums, lengths.

Shared by whoever makes and whoever checks ballots: it holds the statement, not the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voting.assessment.forms.model import Form, Quota
from voting.errors import BadInput
from voting.record.manifest import Manifest

MAGIC: Final = b"QPB1"
HEAD: Final = len(MAGIC) + 32 + 32
"""Magic, context, credential; the challenge e follows."""
SIGNATURE: Final = 64
POINT: Final = 33
SCALAR: Final = 32

BIT_VALUES: Final[tuple[int, ...]] = (0, 1)
"""What a slot may hold."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One encrypted bit: an option of a question about a subject of a form (all from 0)."""

    form_index: int
    subject_index: int
    question_index: int
    option_index: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Slots (from 0) whose total is proven to be one of ``values`` (ascending)."""

    slots: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Slots and sums of a ballot; the first ``questions`` sums are those of the questions."""

    slots: tuple[Slot, ...]
    sums: tuple[Sum, ...]
    questions: int

    @classmethod
    def of(cls, manifest: Manifest) -> Layout:
        """The layout a manifest gives."""
        return cls.of_forms(manifest.forms, manifest.quotas)

    @classmethod
    def of_forms(cls, forms: tuple[Form, ...], quotas: tuple[Quota, ...]) -> Layout:
        """The same from the two parts of a manifest that it depends on."""
        slots = tuple(
            Slot(f, s, q, o)
            for f, form in enumerate(forms)
            for s in range(len(form.subjects))
            for q, question in enumerate(form.questions)
            for o in range(len(question.options))
        )
        places = {slot: place for place, slot in enumerate(slots)}
        sums = tuple(
            Sum(
                tuple(places[Slot(f, s, q, o)] for o in range(len(question.options))),
                question.values(),
            )
            for f, form in enumerate(forms)
            for s in range(len(form.subjects))
            for q, question in enumerate(form.questions)
        )
        limits = tuple(
            _quota_sum(quota, forms, places) for quota in quotas if quota.policy == "block"
        )
        return cls(slots, sums + limits, len(sums))

    @property
    def proofs(self) -> tuple[tuple[int, ...], ...]:
        """Allowed values of every proof of the ballot: slots, then sums."""
        return (BIT_VALUES,) * len(self.slots) + tuple(s.values for s in self.sums)

    @property
    def ballot_length(self) -> int:
        """Bytes of a ballot."""
        scalars = 1 + sum(2 * len(values) - 1 for values in self.proofs)
        return HEAD + 2 * POINT * len(self.slots) + SCALAR * scalars + SIGNATURE

    def ciphertexts(self, ballot: bytes) -> bytes:
        """The ciphertexts A ‖ B of all slots as they stand in a ballot's bytes."""
        start = HEAD + SCALAR
        return ballot[start : start + 2 * POINT * len(self.slots)]


def _quota_sum(quota: Quota, forms: tuple[Form, ...], places: dict[Slot, int]) -> Sum:
    for f, form in enumerate(forms):
        for q, question in enumerate(form.questions):
            for o, option in enumerate(question.options):
                if (form.id, question.id, option.id) == (quota.form, quota.question, quota.option):
                    subjects = range(len(form.subjects))
                    slots = tuple(places[Slot(f, s, q, o)] for s in subjects)
                    return Sum(slots, tuple(range(quota.at_most + 1)))
    raise BadInput("quota", "a quota names an unknown form, question or option")
