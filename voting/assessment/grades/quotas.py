"""How many 优秀 a pool may have: ratio × base, rounded as the round says.

A pool is a unit, a group of units (组) or all units of the round. Where the grade of a team changes
the ratio of its members, a pool of several units adds up ratio × base of each and rounds once.
The ratios were found in one municipal notice; they are presets people edit, never 按条例
("按照规定比例提出年度考核等次建议": notice, part 三（三）; the ratio itself is not in it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from voting.assessment.grade_names import grades_of
from voting.assessment.rounding import half_up, percent
from voting.assessment.wording import Text, text_from
from voting.errors import BadInput
from voting.language.catalogue import Said, inline, message

DOWN = "down"
HALF_UP = "half_up"
MANUAL = "manual"
ROUNDINGS = (DOWN, HALF_UP, MANUAL)
GRADED = "graded"
ALL = "all"
BASES = (GRADED, ALL)
UNIT = "unit"
CLUSTER = "cluster"
COUNTY = "county"
SCOPES: Mapping[str, Said] = MappingProxyType(
    {
        UNIT: inline("各单位"),
        CLUSTER: inline("同组单位"),
        COUNTY: inline("全部单位"),
    }
)
"""Who shares the seats of a quota."""
TEAM = "team"


@dataclass(frozen=True, slots=True)
class Quota:
    """The quota of one pool.

    ``base``: ``graded`` counts those who get a grade, ``all`` also those with 不确定等次 (those who
    are 不参加考核 are in neither). ``manual`` is the number of seats where ``rounding`` says so.
    ``scope``: a unit, a cluster or the county shares the seats. ``if_team``: grade of the team →
    the ratio that holds for its cadres instead of ``ratio``.
    """

    id: str
    text: Text
    ratio: Fraction
    base: str
    rounding: str
    manual: int | None
    basis: Text
    scope: str = UNIT
    if_team: Mapping[str, Fraction] = field(default_factory=dict)

    def ratio_with(self, team_grade: str | None) -> Fraction:
        """The ratio for the cadres of a unit whose team has this grade (None: not known)."""
        return self.ratio if team_grade is None else self.if_team.get(team_grade, self.ratio)

    def plain(self) -> dict[str, Any]:
        """As JSON for settings; ``ratio`` is text such as ``"3/10"``."""
        return {
            "id": self.id,
            "text": self.text.plain(),
            "ratio": str(self.ratio),
            "base": self.base,
            "rounding": self.rounding,
            "manual": self.manual,
            "basis": self.basis.plain(),
            "scope": self.scope,
            "if_team": {grade: str(ratio) for grade, ratio in self.if_team.items()},
        }


@dataclass(frozen=True, slots=True)
class Part:
    """Those of a pool for whom one ratio holds: how many get a grade and how many do not."""

    ratio: Fraction
    graded: int
    ungraded: int = 0


@dataclass(frozen=True, slots=True)
class Seats:
    """How many may be 优秀, of how many, the exact product before rounding, and a sentence."""

    seats: int
    base: int
    exact: Fraction
    text: Said


_FOUND = Text(
    "参考：某市公开的考核通知；系可修改的预设，以本级规定为准",
    "Found in one municipal notice; an editable preset, local rules prevail",
)


def _preset(quota_id: str, text: Text, ratio: Fraction) -> Quota:
    return Quota(quota_id, text, ratio, GRADED, DOWN, None, _FOUND, _usual_scope(quota_id))


def _usual_scope(quota_id: str) -> str:
    """A unit has one team, so teams share the seats of the county; cadres those of their unit."""
    return COUNTY if quota_id == TEAM else UNIT


QUOTAS: Mapping[str, Quota] = MappingProxyType(
    {
        quota.id: quota
        for quota in (
            _preset("team", Text("领导班子", "teams"), Fraction(3, 10)),
            _preset("member", Text("班子成员", "members of teams"), Fraction(1, 4)),
            _preset("other", Text("其他干部", "other cadres"), Fraction(1, 5)),
        )
    }
)


def seats(quota: Quota, *, graded: int, ungraded: int = 0) -> Seats:
    """The seats of a pool of ``graded`` who get a grade and ``ungraded`` who do not."""
    return seats_of(quota, [Part(quota.ratio, graded, ungraded)])


def seats_of(quota: Quota, parts: Sequence[Part]) -> Seats:
    """The seats of a pool made of parts with a ratio each: the products are added, then rounded.

    Never more than the base: a number set by hand for a round may be larger than a small pool.
    """
    check_quota(quota)
    sizes: dict[Fraction, int] = {}
    for part in parts:
        if part.graded < 0 or part.ungraded < 0:
            raise BadInput("quota-invalid", "the size of a pool is negative", field="base")
        size = part.graded + (part.ungraded if quota.base == ALL else 0)
        sizes[part.ratio] = sizes.get(part.ratio, 0) + size
    sizes = {ratio: size for ratio, size in sizes.items() if size} or {quota.ratio: 0}
    base = sum(sizes.values())
    exact = sum((ratio * size for ratio, size in sizes.items()), Fraction(0))
    number = min(_round(quota, exact), base)
    return Seats(number, base, exact, _sentence(quota, sizes, number))


def quota_from(plain: Mapping[str, Any]) -> Quota:
    """Read :meth:`Quota.plain`; BadInput ``quota-invalid`` names the field.

    Settings kept before there were scopes have neither ``scope`` nor ``if_team``.
    """
    try:
        quota = Quota(
            str(plain["id"]),
            text_from(plain["text"]),
            Fraction(str(plain["ratio"])),
            str(plain["base"]),
            str(plain["rounding"]),
            plain["manual"],
            text_from(plain["basis"]),
            str(plain.get("scope", _usual_scope(str(plain["id"])))),
            {str(grade): Fraction(str(ratio)) for grade, ratio in plain.get("if_team", {}).items()},
        )
    except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise _invalid(str(error)) from error
    check_quota(quota)
    return quota


def check_quota(quota: Quota) -> None:
    """BadInput ``quota-invalid`` with the ``field`` that is out of range."""
    if not 0 <= quota.ratio <= 1:
        raise _invalid("ratio")
    if quota.base not in BASES:
        raise _invalid("base")
    if quota.rounding not in ROUNDINGS:
        raise _invalid("rounding")
    by_hand = quota.manual is not None
    if by_hand != (quota.rounding == MANUAL):
        raise _invalid("manual")
    if isinstance(quota.manual, bool) or not isinstance(quota.manual, int | None):
        raise _invalid("manual")
    if quota.manual is not None and quota.manual < 0:
        raise _invalid("manual")
    if quota.scope not in SCOPES or (quota.id == TEAM and quota.scope == UNIT):
        raise _invalid("scope")
    _check_if_team(quota)


def _check_if_team(quota: Quota) -> None:
    """Grades of teams only, ratios from 0 to 1, and none for the teams themselves."""
    known = {grade.id for grade in grades_of(TEAM)}
    if not known.issuperset(quota.if_team) or (quota.id == TEAM and quota.if_team):
        raise _invalid("if_team")
    if not all(0 <= ratio <= 1 for ratio in quota.if_team.values()):
        raise _invalid("if_team")


def _round(quota: Quota, exact: Fraction) -> int:
    if quota.manual is not None:
        return quota.manual
    if quota.rounding == HALF_UP:
        return int(half_up(exact, 0))
    return exact.numerator // exact.denominator


def _sentence(quota: Quota, sizes: Mapping[Fraction, int], number: int) -> Said:
    if quota.rounding == MANUAL:
        base = sum(sizes.values())
        return message("优秀名额{number}名（人工确定，基数{base}）", number=number, base=base)
    rounding = {DOWN: inline("向下取整"), HALF_UP: inline("四舍五入")}[quota.rounding]
    ordered = sorted(sizes.items())
    terms = " + ".join(f"{size} × {percent(ratio)}%" for ratio, size in ordered)
    return message(
        "优秀名额{number}名（{terms}，{rounding}）", number=number, terms=terms, rounding=rounding
    )


def _invalid(field: str) -> BadInput:
    return BadInput("quota-invalid", f"the quota is wrong at {field}", field=field)
