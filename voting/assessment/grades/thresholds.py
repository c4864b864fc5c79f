"""Thresholds that flag a result: exact comparison of fractions, never of rounded percent.

They are presets found in public notices (优秀+称职 under 2/3; 不称职 over 1/3), editable and never
said to be 按条例. A flag suggests; people decide (经组织考核认定).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from voting.assessment.grade_names import FAVOURABLE, RATE_NAMES, UNFAVOURABLE
from voting.assessment.rounding import percent
from voting.assessment.wording import Text, text_from
from voting.errors import BadInput
from voting.language.catalogue import N_, Said, message

BELOW = "below"
ABOVE = "above"
LOWEST_GRADE = 3


@dataclass(frozen=True, slots=True)
class Threshold:
    """``rate`` ``below`` or ``above`` ``limit`` (both strict) raises the flag ``code``.

    ``suggests`` is the place of the grade it points to (0 the best, so 2 is 基本称职 or 一般).
    """

    code: str
    rate: str
    rate_text: Text
    comparison: str
    limit: Fraction
    suggests: int
    basis: Text

    def plain(self) -> dict[str, Any]:
        """As JSON for settings; ``limit`` is text such as ``"2/3"``."""
        return {
            "code": self.code,
            "rate": self.rate,
            "rate_text": self.rate_text.plain(),
            "comparison": self.comparison,
            "limit": str(self.limit),
            "suggests": self.suggests,
            "basis": self.basis.plain(),
        }


@dataclass(frozen=True, slots=True)
class Flag:
    """A threshold that a result has crossed, with the exact value."""

    code: str
    rate: str
    value: Fraction
    limit: Fraction
    suggests: int
    text: Said


_FOUND = Text(
    "参考：公开的考核通知所见做法；系可修改的预设，由组织认定",
    "Found in public assessment notices; an editable preset, the organisation decides",
)
_ANALOGOUS = Text(
    "预设：参照干部的阈值，未见公开依据；可修改，由组织认定",
    "Preset by analogy with cadres, no source found; editable, the organisation decides",
)


def _pair(kind: str, basis: Text) -> tuple[Threshold, Threshold]:
    names = RATE_NAMES[kind]
    return (
        Threshold(
            "favourable-low",
            FAVOURABLE,
            names[FAVOURABLE],
            BELOW,
            Fraction(2, 3),
            LOWEST_GRADE - 1,
            basis,
        ),
        Threshold(
            "unfavourable-high",
            UNFAVOURABLE,
            names[UNFAVOURABLE],
            ABOVE,
            Fraction(1, 3),
            LOWEST_GRADE,
            basis,
        ),
    )


THRESHOLDS: Mapping[str, tuple[Threshold, ...]] = MappingProxyType(
    {"team": _pair("team", _ANALOGOUS), "cadre": _pair("cadre", _FOUND)}
)


def flags(
    rates: Mapping[str, Fraction | None], thresholds: Sequence[Threshold]
) -> tuple[Flag, ...]:
    """The thresholds crossed by exact ``rates``; a rate that is missing or None crosses none."""
    raised = []
    for threshold in thresholds:
        value = rates.get(threshold.rate)
        if value is not None and _crosses(value, threshold):
            raised.append(
                Flag(
                    threshold.code,
                    threshold.rate,
                    value,
                    threshold.limit,
                    threshold.suggests,
                    _flag_text(value, threshold),
                )
            )
    return tuple(raised)


def threshold_from(plain: Mapping[str, Any]) -> Threshold:
    """Read :meth:`Threshold.plain`; BadInput ``threshold-invalid`` names the field."""
    try:
        limit = Fraction(str(plain["limit"]))
        made = Threshold(
            str(plain["code"]),
            str(plain["rate"]),
            text_from(plain["rate_text"]),
            str(plain["comparison"]),
            limit,
            plain["suggests"],
            text_from(plain["basis"]),
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise _invalid(str(error)) from error
    if made.comparison not in (BELOW, ABOVE):
        raise _invalid("comparison")
    if not 0 <= made.limit <= 1:
        raise _invalid("limit")
    if isinstance(made.suggests, bool) or made.suggests not in range(1, LOWEST_GRADE + 1):
        raise _invalid("suggests")
    return made


def _crosses(value: Fraction, threshold: Threshold) -> bool:
    if threshold.comparison == BELOW:
        return value < threshold.limit
    return value > threshold.limit


def _flag_text(value: Fraction, threshold: Threshold) -> Said:
    crossed = (
        N_("{rate}{value}%，低于{limit}")
        if threshold.comparison == BELOW
        else N_("{rate}{value}%，超过{limit}")
    )
    return message(
        crossed, rate=threshold.rate_text, value=str(percent(value)), limit=str(threshold.limit)
    )


def _invalid(field: str) -> BadInput:
    return BadInput("threshold-invalid", f"the threshold is wrong at {field}", field=field)
