"""Figures that charts draw: the leading rates of a form, quartiles, means, all from fractions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.assessment.counting.table import FormTally, MeetingTally, QuestionTable, SubjectTally
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.documents.charts.folding import fold
from voting.errors import NotFound
from voting.language.catalogue import Said

Share = Fraction | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a question worth comparing, such as 优秀率."""

    text: Said
    of: Callable[[QuestionTable], Share]


@dataclass(frozen=True, slots=True)
class Quartiles:
    """First quartile, median, third quartile."""

    low: Fraction
    middle: Fraction
    high: Fraction


def measures(form: FormTally) -> tuple[Measure, ...]:
    """The first two rates of the form (优秀率, 优称率), else the share of the first option."""
    if form.rates:
        return tuple(Measure(rate.text, _rate(rate.id)) for rate in form.rates[:2])
    first = form.subjects[0].questions[0].options[0]
    return (
        Measure(first.text, lambda question: question.weighted.shares.get(question.options[0].id)),
    )


def asked_as_aspects(questions: Sequence[QuestionTable]) -> list[QuestionTable]:
    """The questions in order, 总体评价 last; those that allow several choices are no aspects."""
    return sorted(
        (q for q in questions if q.total.exact_rates or q.role == "overall"),
        key=lambda q: q.role == "overall",
    ) or list(questions)


def _rate(rate_id: str) -> Callable[[QuestionTable], Share]:
    return lambda question: question.weighted.exact_rates.get(rate_id)


def quartiles(values: Sequence[Fraction]) -> Quartiles:
    """By linear interpolation between neighbours (as Excel's QUARTILE.INC); at least one value."""
    ordered = sorted(values)

    def at(share: Fraction) -> Fraction:
        place = share * (len(ordered) - 1)
        below = place.numerator // place.denominator
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    return Quartiles(at(Fraction(1, 4)), at(Fraction(1, 2)), at(Fraction(3, 4)))


def mean(values: Sequence[Share]) -> Share:
    """The mean of the values that exist."""
    present = [value for value in values if value is not None]
    return sum(present, Fraction(0)) / len(present) if present else None


def as_percent(value: Fraction) -> float:
    """For placing a mark; what is printed is :func:`label`."""
    return float(value * 100)


def label(value: Fraction) -> str:
    """``62.50%``."""
    return f"{percent(value)}%"


def find_subject(tally: MeetingTally, subject_id: str) -> tuple[FormTally, SubjectTally]:
    """A subject with the form that grades follow from, or else the first; NotFound
    ``subject-unknown``."""
    for form in sorted(tally.forms, key=lambda form: form.kind == "other"):
        for subject in form.subjects:
            if subject.id == subject_id:
                return form, subject
    raise NotFound(
        "subject-unknown", f"there is no subject {subject_id!r} in this meeting", subject=subject_id
    )


def row_name(subject: SubjectTally) -> str:
    """The name as printed in a column of names, at most two lines of 9 characters."""
    return "\n".join(fold(pad_name(subject.name), 9.2, 2))
