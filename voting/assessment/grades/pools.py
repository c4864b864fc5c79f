"""Do the 优秀 of a column keep within the quota of their pool? The arithmetic and the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from voting.assessment.grade_names import EXCELLENT_GRADE, NONE
from voting.assessment.grades.quotas import Part, Quota, Seats, seats_of
from voting.assessment.wording import Text
from voting.errors import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """One subject of a pool in one column: its unit, the grade that stands there (None: nothing
    yet), whether the rules give it a grade at all, and the grade of its unit's team there."""

    unit: str
    grade: str | None
    graded: bool = True
    team_grade: str | None = None


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


def check_quota(quota: Quota, where: Text, places: Sequence[Place], units: Collection[str]) -> None:
    """Refused ``quota-exceeded`` with the arithmetic if the 优秀 of ``units`` (all that were handed
    on so far and those that are to be) are more than the seats of the whole pool."""
    allowed, wanted = seats_in(quota, places), excellent(places, units)
    if wanted > allowed.seats:
        raise Refused(
            "quota-exceeded",
            f"{where.en} {quota.text.en}: {wanted} excellent, {allowed.text.en}",
            pool=where.zh + quota.text.zh,
            pool_en=f"{quota.text.en} of {where.en or where.zh}",
            wanted=wanted,
            seats=allowed.seats,
            over=wanted - allowed.seats,
            sentence=allowed.text.zh,
            sentence_en=allowed.text.en,
        )
