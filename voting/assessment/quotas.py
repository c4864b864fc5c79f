"""How many 优秀 a pool may have: ratio × base, rounded as the round says.

The ratios were found in one municipal notice; they are presets people edit, never 按条例.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from voting.assessment.rounding import half_up, percent
from voting.assessment.wording import Text, text_from
from voting.errors import BadInput

DOWN = "down"
HALF_UP = "half_up"
MANUAL = "manual"
ROUNDINGS = (DOWN, HALF_UP, MANUAL)
GRADED = "graded"
ALL = "all"
BASES = (GRADED, ALL)


@dataclass(frozen=True, slots=True)
class Quota:
    """The quota of one pool.

    ``base``: ``graded`` counts those who get a grade, ``all`` also those with 不确定等次 (those who
    are 不参加考核 are in neither). ``manual`` is the number of seats where ``rounding`` says so.
    """

    id: str
    text: Text
    ratio: Fraction
    base: str
    rounding: str
    manual: int | None
    basis: Text

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
        }


@dataclass(frozen=True, slots=True)
class Seats:
    """How many may be 优秀, of how many, the exact product before rounding, and a sentence."""

    seats: int
    base: int
    exact: Fraction
    text: Text


_FOUND = Text(
    "参考：某市公开的考核通知；系可修改的预设，以本级规定为准",
    "Found in one municipal notice; an editable preset, local rules prevail",
)


def _preset(quota_id: str, text: Text, ratio: Fraction) -> Quota:
    return Quota(quota_id, text, ratio, GRADED, DOWN, None, _FOUND)


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
    """The seats of a pool of ``graded`` who get a grade and ``ungraded`` who do not.

    Never more than the base: a number set by hand for a round may be larger than a small pool.
    """
    check_quota(quota)
    if graded < 0 or ungraded < 0:
        raise BadInput("quota-invalid", "the size of a pool is negative", field="base")
    base = graded + ungraded if quota.base == ALL else graded
    exact = quota.ratio * base
    number = min(_round(quota, exact), base)
    return Seats(number, base, exact, _sentence(quota, base, number))


def quota_from(plain: Mapping[str, Any]) -> Quota:
    """Read :meth:`Quota.plain`; BadInput ``quota-invalid`` names the field."""
    try:
        quota = Quota(
            str(plain["id"]),
            text_from(plain["text"]),
            Fraction(str(plain["ratio"])),
            str(plain["base"]),
            str(plain["rounding"]),
            plain["manual"],
            text_from(plain["basis"]),
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
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


def _round(quota: Quota, exact: Fraction) -> int:
    if quota.manual is not None:
        return quota.manual
    if quota.rounding == HALF_UP:
        return int(half_up(exact, 0))
    return exact.numerator // exact.denominator


def _sentence(quota: Quota, base: int, number: int) -> Text:
    if quota.rounding == MANUAL:
        return Text(f"优秀名额{number}名（人工确定，基数{base}）",
                    f"Seats for excellent: {number} (set by hand, base {base})")
    zh = {DOWN: "向下取整", HALF_UP: "四舍五入"}[quota.rounding]
    en = {DOWN: "rounded down", HALF_UP: "rounded half up"}[quota.rounding]
    return Text(
        f"优秀名额{number}名（{base} × {percent(quota.ratio)}%，{zh}）",
        f"Seats for excellent: {number} ({base} × {percent(quota.ratio)}%, {en})",
    )


def _invalid(field: str) -> BadInput:
    return BadInput("quota-invalid", f"the quota is wrong at {field}", field=field)
