"""Those who compete for the same 优秀: do a column's keep within the quota? Arithmetic and check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from voting.assessment.grade_names import EXCELLENT_GRADE, NONE
from voting.assessment.grades import steps
from voting.assessment.grades.proposals import Tie
from voting.assessment.grades.quotas import UNIT, Part, Quota, Seats, seats_of
from voting.errors import Refused
from voting.language.catalogue import Said, message


@dataclass(frozen=True, slots=True)
class Place:
    """One subject of a pool in one column: its unit, the grade that stands there (None: nothing
    yet), whether the rules give it a grade at all, and the grade of its unit's team there."""

    unit: str
    grade: str | None
    graded: bool = True
    team_grade: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolColumn:
    """A pool in one column: ``used`` 优秀 of ``seats``, which ``sentence`` derives from ``base``.

    ``used`` counts the units that have come to this step; ``exact`` is the product before
    rounding.
    """

    seats: int
    base: int
    used: int
    exact: Fraction
    sentence: Said

    @property
    def over(self) -> int:
        """How many are too many."""
        return max(0, self.used - self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    text: Said
    where: Said
    columns: Mapping[str, PoolColumn]
    tie: Tie | None
    counted: int
    size: int

    @property
    def latest(self) -> PoolColumn:
        """The last column there is."""
        return list(self.columns.values())[-1]

    def for_unit(self) -> PoolSheet:
        """What a unit may see: its own column only where the seats are its own."""
        shown = (steps.SOFTWARE, steps.UNIT) if self.scope == UNIT else (steps.SOFTWARE,)
        columns = {name: column for name, column in self.columns.items() if name in shown}
        return replace(self, columns=MappingProxyType(columns))


def seats_in(quota: Quota, places: Sequence[Place]) -> Seats:
    """The seats of a pool in one column.

    Who has 不确定等次 there, by rule or by entry, is not among those who get a grade; who has
    nothing yet is, for a grade is still to come.
    """
    sizes: Counter[tuple[str | None, bool]] = Counter()
    for place in places:
        sizes[(place.team_grade, place.graded and place.grade != NONE.id)] += 1
    return seats_of(
        quota,
        [
            Part(quota.ratio_with(team), number if graded else 0, 0 if graded else number)
            for (team, graded), number in sizes.items()
        ],
    )


def excellent(places: Sequence[Place], units: Collection[str]) -> int:
    """How many of those units stand there with 优秀."""
    return sum(p.unit in units and p.grade == EXCELLENT_GRADE for p in places)


def check_quota(quota: Quota, where: Said, places: Sequence[Place], units: Collection[str]) -> None:
    """Refused ``quota-exceeded`` with the arithmetic if the 优秀 of ``units`` (all that were handed
    on so far and those that are to be) are more than the seats of the whole pool."""
    allowed, wanted = seats_in(quota, places), excellent(places, units)
    if wanted > allowed.seats:
        raise Refused(
            "quota-exceeded",
            f"{where.en} {quota.text.en}: {wanted} excellent, {allowed.text.en}",
            pool=message("{unit}{pool}", unit=where, pool=quota.text),
            wanted=wanted,
            seats=allowed.seats,
            over=wanted - allowed.seats,
            sentence=allowed.text,
        )
