"""The sentence under a grade proposal: the figures, the rank, and the rule that decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from voting.assessment.grade_names import NO_GRADE, RATE_NAMES, Grade
from voting.assessment.grades.thresholds import Flag
from voting.assessment.rounding import percent, score_or_none
from voting.language.catalogue import N_, Said, Value, listing, message

Outcome = Literal["seat", "tie", "no-seat", "no-votes", "cap", "flag", "no-grade", "no-figures"]

_RULES: dict[Outcome, str] = {
    "seat": N_("在优秀名额{seats}名之内，建议“{grade}”。"),
    "tie": N_("优秀名额剩{left}名，同名次{tied}个并列，未建议“优秀”，请研究确定；暂列“{grade}”。"),
    "no-seat": N_("未进入优秀名额（{seats}名），建议“{grade}”。"),
    "no-votes": N_("没有“优秀”票，建议“{grade}”。"),
    "cap": N_("按所设限制最高为“{grade}”，建议“{grade}”。"),
    "flag": N_("{flags}；建议“{grade}”，由组织认定。"),
    "no-grade": N_("{why}：不确定等次。"),
    "no-figures": N_("没有可用的测评结果，不提出等次建议。"),
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """All a sentence needs; ``tie`` is (seats left, tied), ``no_grade`` why there is no grade: a
    whole sentence stands as it is."""

    kind: str
    outcome: Outcome
    rates: Mapping[str, Fraction | None]
    score: Fraction | None
    rank: int | None
    shared: bool
    flags: Sequence[Flag]
    grade: Grade | None
    seats: int
    tie: tuple[int, int] | None
    no_grade: Said | None


def reason(grounds: Grounds) -> Said:
    """One sentence: the figures, the rank, the rule."""
    parts = _figures(grounds.kind, grounds.rates, grounds.score)
    figures = (
        message("{figures}；", figures=listing(parts, N_("{first}，{second}"))) if parts else ""
    )
    return message(
        "{figures}{rank}{rule}",
        figures=figures,
        rank=_rank(grounds.rank, grounds.shared),
        rule=_rule(grounds),
    )


def _rule(grounds: Grounds) -> Said:
    left, tied = grounds.tie or (0, 0)
    why = grounds.no_grade or NO_GRADE
    if grounds.outcome == "no-grade" and why.zh.endswith("。"):
        return why
    flags = [flag.text for flag in grounds.flags]
    return message(
        _RULES[grounds.outcome],
        seats=grounds.seats,
        left=left,
        tied=tied,
        grade="" if grounds.grade is None else grounds.grade.text,
        flags=listing(flags, N_("{first}；{second}")) if flags else "",
        why=why,
    )


def _figures(
    kind: str, rates: Mapping[str, Fraction | None], score: Fraction | None
) -> Sequence[Said]:
    """``优秀率62.50%``, ``优称率87.50%``, …, ``得分91.250``; nothing without figures."""
    parts: list[Said] = []
    for rate, name in RATE_NAMES[kind].items():
        value = rates.get(rate)
        if value is not None:
            parts.append(message("{rate}{value}%", rate=name, value=str(percent(value))))
    rounded = score_or_none(score)
    if rounded is not None:
        parts.append(message("得分{score}", score=str(rounded)))
    return parts


def _rank(rank: int | None, shared: bool) -> Value:
    if rank is None:
        return ""
    if shared:
        return message("名次第{rank}（并列）；", rank=rank)
    return message("名次第{rank}；", rank=rank)
