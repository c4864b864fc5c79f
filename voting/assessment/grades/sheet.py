"""Grades as documents take them: plain data, gathered by whoever asks for the papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

TEAM, CADRE = "team", "cadre"


@dataclass(frozen=True, slots=True)
class GradeCell:
    """What stands in a column: ``grade`` (empty: nothing yet), with ``reason``, ``by`` and ``at``
    (local time as text) where the step entered something of its own."""

    grade: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""


EMPTY = GradeCell()


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A team or cadre: rates in percent (2 decimals) and score (3) of the 总体评价, None without.

    ``rank`` is text (``2（并列）``); ``flags`` are thresholds crossed; ``why`` what the rules say
    of a grade (cap, 不确定等次), empty for most; ``suggested`` what follows from the vote and
    ``grounds`` how. ``tied``: equal in rank to more than the seats left.
    """

    kind: str
    unit: str
    name: str
    post: str
    pool: str
    excellent: Decimal | None
    favourable: Decimal | None
    unfavourable: Decimal | None
    score: Decimal | None
    rank: str
    flags: tuple[str, ...]
    why: str
    suggested: str
    grounds: str
    tied: bool
    unit_step: GradeCell
    department_step: GradeCell
    committee_step: GradeCell


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """不参加考核: with the reason that may be printed here."""

    unit: str
    name: str
    post: str
    why: str


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool of 优秀: ``sentence`` says how many seats and how they follow, ``used`` by column
    (``software``, ``unit``, ``department``, ``committee``); ``remark`` a tie or what is missing."""

    where: str
    pool: str
    sentence: str
    seats: int
    used: Mapping[str, int]
    remark: str


@dataclass(frozen=True, slots=True)
class GradePart:
    """The grades of a unit. ``stage`` names where they lie; ``decided`` for good."""

    unit: str
    kind: str
    stage: str
    decided: bool
    rows: tuple[GradeRow, ...]
    left_out: tuple[LeftOutRow, ...]


@dataclass(frozen=True, slots=True)
class GradeBook:
    """The grades of some units of a round with their pools; ``basis`` is the 依据."""

    year: int
    name: str
    number: str
    basis: str
    parts: tuple[GradePart, ...]
    pools: tuple[PoolRow, ...]

    @property
    def rows(self) -> tuple[GradeRow, ...]:
        """All rows in the order of the units."""
        return tuple(row for part in self.parts for row in part.rows)
