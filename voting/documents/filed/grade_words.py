"""Words of the grade sheet (考核等次) that several filed documents print alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from voting.assessment.grade_names import GRADES, NO_GRADE, Grade
from voting.assessment.grades.line import CADRE, TEAM, GradeLine
from voting.assessment.grades.proposals import Proposal
from voting.language.catalogue import Said

KIND_WORDS: Final = {TEAM: "领导班子", CADRE: "干部"}
_ORDER: Final = (
    *dict.fromkeys(
        grade.text.zh for place in zip(GRADES[TEAM], GRADES[CADRE], strict=True) for grade in place
    ),
    NO_GRADE.zh,
)


def grade_word(grade: Grade | None) -> str:
    """The name of a grade; nothing where there is none yet."""
    return "" if grade is None else grade.text.zh


def in_order(grades: Collection[str]) -> list[str]:
    """Names of grades, best first; those of teams among those of cadres."""
    return [grade for grade in _ORDER if grade in grades]


def rank_words(proposal: Proposal) -> str:
    """``2（并列）``; nothing without a rank."""
    return "" if proposal.rank is None else f"{proposal.rank}{'（并列）' * proposal.shared}"


def flag_words(line: GradeLine) -> str:
    """The thresholds that the figures of a line have crossed."""
    return "；".join(flag.text.zh for flag in line.software.flags)


def remark_words(line: GradeLine) -> str:
    """Thresholds crossed, then what the rules say of the grade; nothing for most."""
    return "；".join(words for words in (flag_words(line), joined(line.why)) if words)


def joined(sentences: Sequence[Said]) -> str:
    """Sentences in one, each once."""
    return "；".join(dict.fromkeys(sentence.zh for sentence in sentences))
