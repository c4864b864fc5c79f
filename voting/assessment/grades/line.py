"""One team or cadre on a grade sheet: what the vote says, and what each of the three steps says.

Everything but the entries of people is computed anew from tallies, roster and scope; only the
entries are stored. The software never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from voting.assessment.grade_names import GRADES, NONE, Grade
from voting.assessment.grades import steps
from voting.assessment.grades.proposals import Proposal
from voting.language.catalogue import Said

TEAM: Final = "team"
CADRE: Final = "cadre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a step says: ``grade`` may be 不确定等次 (``NONE``); ``reason`` is empty where it agrees
    with the step before; ``by`` an account's name, ``at`` UTC (ISO 8601), ``on`` the same day by
    the calendar of China (``2021-01-20``)."""

    grade: Grade
    reason: str
    by: str
    at: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLine:
    """One team or cadre with its columns.

    Rates in percent (2 decimals) and score (3) of the 总体评价, None without figures; ``software``
    is what follows from the vote; ``pool`` the key of its :class:`PoolSheet`. ``cap`` the highest
    grade allowed, ``graded`` whether the rules give a grade, ``on_ballot`` whether it was voted on,
    ``asks`` what a person has still to decide, ``open_question`` if that is about the grade: none
    is given until then. ``reasons`` say why, ``confidential`` those that unit, hosts and voters
    must not see (discipline): only for papers and pages of department, committee and auditor.
    """

    subject_id: str
    kind: str
    name: str
    post: str
    category: str
    pool: str
    excellent_rate: Decimal | None = None
    favourable_rate: Decimal | None = None
    unfavourable_rate: Decimal | None = None
    score: Decimal | None = None
    software: Proposal
    unit: Entry | None = None
    department: Entry | None = None
    committee: Entry | None = None
    cap: Grade | None = None
    graded: bool = True
    on_ballot: bool = True
    reasons: tuple[Said, ...] = ()
    confidential: tuple[Said, ...] = ()
    asks: tuple[Said, ...] = ()
    open_question: bool = False

    @property
    def why(self) -> tuple[Said, ...]:
        """All that the rules say of the grade and may be shown here, each sentence once."""
        return each_once((*self.reasons, *self.confidential, *self.asks))

    def entry(self, step: str) -> Entry | None:
        """What was entered or handed on in the column of a step; None while it only agrees."""
        return {
            steps.UNIT: self.unit,
            steps.DEPARTMENT: self.department,
            steps.COMMITTEE: self.committee,
        }[step]

    def grade_at(self, column: str) -> Grade | None:
        """The grade that stands in a column: its entry, else that of the column before."""
        while column != steps.SOFTWARE:
            entry = self.entry(column)
            if entry is not None:
                return entry.grade
            column = steps.before(column)
        return self.software.grade

    def differs(self, step: str) -> bool:
        """True where a step says something else than the one before."""
        return self.grade_at(step) != self.grade_at(steps.before(step))

    def choices(self) -> tuple[Grade, ...]:
        """What a step may enter, best first: up to the cap, and 不确定等次."""
        if not self.graded:
            return (NONE,)
        grades = GRADES[self.kind]
        return (*grades[0 if self.cap is None else grades.index(self.cap) :], NONE)

    def check(self, grade_id: str) -> Grade:
        """The grade of that id as this line may have it; BadInput as :func:`steps.check_grade`."""
        return steps.check_grade(
            self.kind,
            grade_id,
            name=self.name,
            cap=self.cap.id if self.cap else None,
            graded=self.graded,
        )

    def without_discipline(self) -> GradeLine:
        """The line for those who must not see matters of discipline."""
        return replace(self, confidential=())

    def for_unit(self, decided: bool) -> GradeLine:
        """What the unit itself may see: the later columns only when all is ``decided``, and then
        the grade alone."""
        committee = self.committee if decided else None
        return replace(
            self,
            department=None,
            confidential=(),
            committee=None if committee is None else replace(committee, reason=""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """不参加考核: on no ballot and without a grade; ``confidential`` as in :class:`GradeLine`."""

    subject_id: str
    name: str
    post: str
    reasons: tuple[Said, ...] = ()
    confidential: tuple[Said, ...] = ()

    @property
    def why(self) -> tuple[Said, ...]:
        """The reasons that may be shown here, each once."""
        return each_once((*self.reasons, *self.confidential))

    def without_discipline(self) -> LeftOut:
        """The same for those who must not see matters of discipline."""
        return replace(self, confidential=())


def each_once(sentences: Sequence[Said]) -> tuple[Said, ...]:
    """Each sentence once, in order."""
    return tuple(dict.fromkeys(sentences))
