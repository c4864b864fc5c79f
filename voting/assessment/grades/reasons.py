"""The sentence under a grade proposal: the figures, the rank, and the rule that decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from voting.assessment.grade_names import NO_GRADE, RATE_NAMES, Grade
from voting.assessment.grades.thresholds import Flag
from voting.assessment.rounding import percent, score_or_none
from voting.assessment.wording import Text

Outcome = Literal["seat", "tie", "no-seat", "no-votes", "cap", "flag", "no-grade", "no-figures"]

_RULES: dict[Outcome, Text] = {
    "seat": Text(
        "在优秀名额{seats}名之内，建议“{grade}”。",
        "Within the seats for excellent ({seats}): “{grade}” is proposed.",
    ),
    "tie": Text(
        "优秀名额剩{left}名，同名次{tied}个并列，未建议“优秀”，请研究确定；暂列“{grade}”。",
        "{left} of the seats for excellent left for {tied} tied at this rank: excellent is not "
        "proposed, people decide; “{grade}” for now.",
    ),
    "no-seat": Text(
        "未进入优秀名额（{seats}名），建议“{grade}”。",
        "Not within the seats for excellent ({seats}): “{grade}” is proposed.",
    ),
    "no-votes": Text(
        "没有“优秀”票，建议“{grade}”。", "No votes for excellent: “{grade}” is proposed."
    ),
    "cap": Text(
        "按所设限制最高为“{grade}”，建议“{grade}”。",
        "“{grade}” is the highest grade allowed here, and is proposed.",
    ),
    "flag": Text(
        "{flags}；建议“{grade}”，由组织认定。",
        "{flags}; “{grade}” is proposed, the organisation decides.",
    ),
    "no-grade": Text("{why}：不确定等次。", "{why}: no grade this year."),
    "no-figures": Text(
        "没有可用的测评结果，不提出等次建议。", "No usable result of the vote: nothing is proposed."
    ),
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
    no_grade: Text | None


def reason(grounds: Grounds) -> Text:
    """One sentence in both languages."""
    return Text(_sentence(grounds, "zh"), _sentence(grounds, "en"))


def _sentence(grounds: Grounds, language: str) -> str:
    left, tied = grounds.tie or (0, 0)
    grade = grounds.grade
    why = (grounds.no_grade or NO_GRADE).in_language(language)
    told = grounds.outcome == "no-grade" and why.endswith(("。", "."))
    rule = (
        why
        if told
        else _RULES[grounds.outcome]
        .in_language(language)
        .format(
            seats=grounds.seats,
            left=left,
            tied=tied,
            grade="" if grade is None else grade.text.in_language(language),
            flags=_joined([flag.text for flag in grounds.flags], language),
            why=why,
        )
    )
    figures = _figures(grounds.kind, grounds.rates, grounds.score, language)
    return figures + _rank(grounds.rank, grounds.shared, language) + rule


def _figures(
    kind: str, rates: Mapping[str, Fraction | None], score: Fraction | None, language: str
) -> str:
    """``优秀率62.50%，优称率87.50%，…，得分91.250；``, empty without figures."""
    parts = []
    for rate, name in RATE_NAMES[kind].items():
        value = rates.get(rate)
        if value is not None:
            gap = "" if language == "zh" else " "
            parts.append(f"{name.in_language(language)}{gap}{percent(value)}%")
    rounded = score_or_none(score)
    if rounded is not None:
        parts.append(f"得分{rounded}" if language == "zh" else f"score {rounded}")
    if not parts:
        return ""
    return "，".join(parts) + "；" if language == "zh" else ", ".join(parts) + "; "


def _rank(rank: int | None, shared: bool, language: str) -> str:
    if rank is None:
        return ""
    if language == "zh":
        return f"名次第{rank}{'（并列）' if shared else ''}；"
    return f"rank {rank}{' (shared)' if shared else ''}. "


def _joined(texts: Sequence[Text], language: str) -> str:
    separator = "；" if language == "zh" else "; "
    return separator.join(text.in_language(language) for text in texts)
