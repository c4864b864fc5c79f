"""What is printed on paper for a voter class: shared by the blank ballot and the counting sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from voting.assessment.forms.model import Form, Question, Quota, VoterClass
from voting.documents.filed.table_figures import WIDEST

_LONGEST = 8
"""Characters of an option above a column."""


@dataclass(frozen=True, slots=True)
class BlankBallot:
    """What is printed for one voter class of a meeting."""

    unit: str
    title: str
    date: str
    place: str
    voter_class: VoterClass
    forms: tuple[Form, ...]
    quotas: tuple[Quota, ...]


def below(ballot: BlankBallot) -> tuple[str, ...]:
    """The lines below the title: the meeting and the class."""
    meeting = "　".join(word for word in (ballot.title, ballot.date, ballot.place) if word)
    return meeting, f"票类 {ballot.voter_class.id}（{ballot.voter_class.name}）"


def heading(question: Question) -> str:
    """The question with how many options may be chosen, if not one."""
    words = question.text.zh
    named = f"{question.section.zh}：{words}" if question.section.zh else words
    if question.single:
        return named
    exactly = question.min == question.max
    return f"{named}（选{question.max if exactly else f'{question.min}至{question.max}'}项）"


def choices(question: Question) -> tuple[str, ...]:
    """The words of its options, and of 弃权 where that is offered."""
    abstain = () if question.abstain is None else (question.abstain.text.zh,)
    return (*(option.text.zh for option in question.options), *abstain)


def is_tall(question: Question) -> bool:
    """Too many or too long options to stand side by side."""
    longest = max(len(option.text.zh) for option in question.options)
    return len(question.options) > WIDEST or longest > _LONGEST


def alike(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """Questions of equal choices that follow one another."""
    return [
        tuple(group) for _, group in groupby(questions, lambda q: (choices(q), q.abstain is None))
    ]
