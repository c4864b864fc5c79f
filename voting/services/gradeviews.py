"""Grades of a unit as its pages and documents show them: lines, columns, pools with arithmetic.

Everything here is computed anew from tallies, roster, scope and the entries of people; only the
entries are stored. The software never decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from voting.assessment.grade_names import GRADES, NONE, Grade
from voting.assessment.grades import steps
from voting.assessment.grades.proposals import Tie
from voting.assessment.grades.thresholds import Flag
from voting.assessment.roster.unit import UnitView
from voting.assessment.wording import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """What a step says: ``grade`` may be 不确定等次 (``NONE``); ``reason`` is empty where it agrees
    with the step before; ``by`` an account's name, ``at`` UTC (ISO 8601)."""

    grade: Grade
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What follows from the vote. ``grade`` None: nothing is suggested, 不确定等次 by rule is
    ``NONE``; ``outcome`` the rule that decided (see assessment.proposals); ``tied``: equal in
    rank to more than the seats left."""

    grade: Grade | None
    outcome: str
    rank: int | None
    shared: bool
    flags: tuple[Flag, ...]
    tied: bool
    reason: Text


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One team or cadre with its columns.

    Rates in percent (2 decimals) and score (3) of the 总体评价, None without figures; ``pool`` is
    the key of its :class:`PoolSheet`. ``cap`` the highest grade allowed, ``graded`` whether the
    rules give a grade, ``on_ballot`` whether it was voted on, ``asks`` what a person has still to
    decide, ``open_question`` if that is about the grade: none is given until then. ``reasons``
    say why, ``confidential`` those that unit, hosts and voters must not see (discipline): only
    for papers and pages of department, committee and auditor.
    """

    subject_id: str
    kind: str
    name: str
    post: str
    category: str
    pool: str
    excellent_rate: Decimal | None
    favourable_rate: Decimal | None
    unfavourable_rate: Decimal | None
    score: Decimal | None
    software: Suggestion
    unit: Entry | None
    department: Entry | None
    committee: Entry | None
    cap: Grade | None = None
    graded: bool = True
    on_ballot: bool = True
    reasons: tuple[Text, ...] = ()
    confidential: tuple[Text, ...] = ()
    asks: tuple[Text, ...] = ()
    open_question: bool = False

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


@dataclass(frozen=True, slots=True)
class PoolColumn:
    """A pool in one column: ``used`` 优秀 of ``seats``, which ``sentence`` derives from ``base``.

    ``used`` counts the units that have come to this step; ``exact`` is the product before
    rounding.
    """

    seats: int
    base: int
    used: int
    exact: Fraction
    sentence: Text

    @property
    def over(self) -> int:
        """How many are too many."""
        return max(0, self.used - self.seats)


@dataclass(frozen=True, slots=True)
class PoolSheet:
    """Those who compete for the same seats of 优秀.

    ``id`` is ``team``, ``member`` or ``other``; ``scope`` ``unit``, ``cluster`` or ``county`` and
    ``where`` the name of that unit, group, or 全部单位; ``columns`` by name (``software``, ``unit``,
    ``department``, ``committee``). ``counted`` of ``size`` have results: while some are missing
    the suggestions are preliminary. ``tie``: at the last seats of the software's column.
    """

    key: str
    id: str
    scope: str
    text: Text
    where: Text
    columns: Mapping[str, PoolColumn]
    tie: Tie | None
    counted: int
    size: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """不参加考核: on no ballot and without a grade; ``confidential`` as in :class:`GradeLine`."""

    subject_id: str
    name: str
    post: str
    reasons: tuple[Text, ...]
    confidential: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A handing on or a sending back (then with its ``reason``), the ``number``-th of its unit;
    ``at`` is UTC (ISO 8601)."""

    number: int
    before: str
    after: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class GradeSheet:
    """The grades of a unit: the team first, then the cadres in the department's order.

    ``meeting_id`` is the tallied meeting the figures come from, None before; ``stage`` is
    ``unit``, ``department``, ``committee`` or ``decided``; ``pools`` are those its lines are in.
    """

    round_id: str
    unit: UnitView
    meeting_id: str | None
    stage: str
    lines: tuple[GradeLine, ...]
    pools: tuple[PoolSheet, ...]
    left_out: tuple[LeftOut, ...]
    moves: tuple[Move, ...]

    @property
    def decided(self) -> bool:
        """The committee has decided: nothing changes any more."""
        return self.stage == steps.DECIDED

    @property
    def waits_for_tally(self) -> bool:
        """True while somebody was voted on whose meeting is not tallied yet."""
        return self.meeting_id is None and any(line.on_ballot for line in self.lines)

    def reached(self, step: str) -> bool:
        """True if the grades have come to a step or passed it: its column may be shown."""
        return steps.reached(self.stage, step)

    def passed(self, step: str) -> bool:
        """True if a step has handed the grades on: its column is complete."""
        return steps.passed(self.stage, step)

    def line(self, subject_id: str) -> GradeLine | None:
        """The line of a subject."""
        return next((line for line in self.lines if line.subject_id == subject_id), None)

    def numbers(self, column: str, kind: str) -> Counter[str]:
        """Grade id → how many of ``team`` or ``cadre`` stand there with it, the best grade
        first; without a grade nobody is counted."""
        grades = [line.grade_at(column) for line in self.lines if line.kind == kind]
        return Counter(
            known.id for known in (*GRADES[kind], NONE) for grade in grades if grade == known
        )
