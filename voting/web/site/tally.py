"""The tally of a meeting as its pages lay it out: a summary per form, every subject, the charts."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.counting.table import FormTally, MeetingTally, QuestionTable, SubjectTally
from voting.assessment.forms.model import Option, Rate
from voting.assessment.grades.settings import GradeSettings
from voting.assessment.grades.thresholds import Flag, Threshold, flags
from voting.language.catalogue import N_

WIDEST = 6
"""Options in columns; more stand below each other."""
CHART_MIMETYPES = {"svg": "image/svg+xml", "png": "image/png"}
CHART_KINDS = ("grades", "heat", "profile", "spread")
CHART_CAPTIONS = (
    ("grades", N_("总体评价")),
    ("heat", N_("各方面优秀率")),
    ("spread", N_("得票分布")),
)
"""The charts of a whole meeting."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A subject with its 总体评价 (None where the form has none) and the thresholds crossed."""

    subject: SubjectTally
    overall: QuestionTable | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Questions of equal options, by their places on the form, and what heads their table.

    ``tall``: too many options for columns; they are written below each other.
    """

    places: tuple[int, ...]
    options: tuple[Option, ...]
    rates: tuple[Rate, ...]
    abstains: bool
    scored: bool

    @property
    def tall(self) -> bool:
        """More options than a page is wide."""
        return len(self.options) > WIDEST


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form: ``summary`` heads the 总体评价 of all subjects (None where the form asks for none),
    ``details`` the tables of each subject."""

    form: FormTally
    summary: Columns | None
    details: tuple[Columns, ...]
    rows: tuple[SummaryRow, ...]


def sheets(tally: MeetingTally, settings: GradeSettings) -> tuple[FormSheet, ...]:
    """The forms of a meeting in printed order."""
    return tuple(_sheet(form, settings) for form in tally.forms)


def _sheet(form: FormTally, settings: GradeSettings) -> FormSheet:
    thresholds = {"team": settings.team_thresholds, "cadre": settings.cadre_thresholds}
    rows = tuple(_row(subject, thresholds.get(form.kind, ())) for subject in form.subjects)
    alike: dict[tuple[str, ...], list[int]] = {}
    questions = form.subjects[0].questions
    for place, question in enumerate(questions):
        alike.setdefault(tuple(option.id for option in question.options), []).append(place)
    overall = [place for place, question in enumerate(questions) if question.role == "overall"]
    return FormSheet(
        form,
        _columns(form, overall) if overall else None,
        tuple(_columns(form, places) for places in alike.values()),
        rows,
    )


def _columns(form: FormTally, places: list[int]) -> Columns:
    questions = [subject.questions[place] for subject in form.subjects for place in places]
    return Columns(
        places=tuple(places),
        options=questions[0].options,
        rates=tuple(
            rate
            for rate in form.rates
            if any(rate.id in question.weighted.rates for question in questions)
        ),
        abstains=any(question.total.abstain is not None for question in questions),
        scored=any(question.total.score is not None for question in questions),
    )


def _row(subject: SubjectTally, thresholds: tuple[Threshold, ...]) -> SummaryRow:
    overall = subject.overall
    raised = flags(overall.weighted.exact_rates, thresholds) if overall else ()
    return SummaryRow(subject, overall, raised)
