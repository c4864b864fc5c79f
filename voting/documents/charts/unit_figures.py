"""What charts that compare units need of each: a few figures of its counted meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.assessment.counting.table import FormTally, MeetingTally
from voting.documents.charts.figures import Share, asked_as_aspects, mean, measures
from voting.language.catalogue import Said


@dataclass(frozen=True, slots=True)
class Named:
    """A share with its name; ``id`` tells equal questions of different meetings."""

    id: str
    text: Said
    value: Share


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit: the team's leading rates of the 总体评价, the first of them over all its questions,
    and mean, lowest and highest of the cadres' first rate. Empty or None where the meeting had no
    such form."""

    name: str
    year: int
    round: str
    team: tuple[Named, ...]
    aspects: tuple[Named, ...]
    cadre_rate: Said | None
    cadres: Share
    lowest: Share
    highest: Share


def unit_figures(tally: MeetingTally) -> UnitFigures:
    """The figures of one counted meeting."""
    team, cadre = _first(tally, "team"), _first(tally, "cadre")
    values = _of_cadres(cadre)
    meeting = tally.meeting
    return UnitFigures(
        meeting.unit,
        meeting.year,
        meeting.round,
        _team(team),
        _aspects(team),
        None if cadre is None else measures(cadre)[0].text,
        mean(values),
        min(values, default=None),
        max(values, default=None),
    )


def place(unit: UnitFigures) -> tuple[bool, Fraction]:
    """For sorting: the highest first, those without a figure at the end."""
    value = next((rate.value for rate in unit.team if rate.value is not None), unit.cadres)
    return value is None, -(value or Fraction(0))


def _first(tally: MeetingTally, kind: str) -> FormTally | None:
    return next((form for form in tally.forms if form.kind == kind and form.subjects), None)


def _team(form: FormTally | None) -> tuple[Named, ...]:
    overall = None if form is None else form.subjects[0].overall
    if form is None or overall is None:
        return ()
    return tuple(
        Named(str(number), measure.text, measure.of(overall))
        for number, measure in enumerate(measures(form))
    )


def _aspects(form: FormTally | None) -> tuple[Named, ...]:
    if form is None:
        return ()
    measure = measures(form)[0]
    return tuple(
        Named(question.id, question.text, measure.of(question))
        for question in asked_as_aspects(form.subjects[0].questions)
    )


def _of_cadres(form: FormTally | None) -> Sequence[Fraction]:
    if form is None:
        return ()
    measure = measures(form)[0]
    values = (
        measure.of(subject.overall) for subject in form.subjects if subject.overall is not None
    )
    return [value for value in values if value is not None]
