"""The tally as the page lays it out: a summary per form, then every subject."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.definitions import Option, Rate
from voting.assessment.table import FormTally, MeetingTally, QuestionTable, SubjectTally
from voting.assessment.thresholds import Flag, Threshold, flags
from voting.services.gradesettings import GradeSettings


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A subject with its 总体评价 (None where the form has none) and the thresholds crossed."""

    subject: SubjectTally
    overall: QuestionTable | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form: the options and rates that head its tables, and a summary row per subject.

    ``options`` are those of all its questions; a question without one shows a dash there.
    """

    form: FormTally
    options: tuple[Option, ...]
    rates: tuple[Rate, ...]
    abstains: bool
    scored: bool
    rows: tuple[SummaryRow, ...]


def sheets(tally: MeetingTally, settings: GradeSettings) -> tuple[FormSheet, ...]:
    """The forms of a meeting in printed order."""
    return tuple(_sheet(form, settings) for form in tally.forms)


def _sheet(form: FormTally, settings: GradeSettings) -> FormSheet:
    thresholds = {"team": settings.team_thresholds, "cadre": settings.cadre_thresholds}
    rows = tuple(_row(subject, thresholds.get(form.kind, ())) for subject in form.subjects)
    questions = [question for subject in form.subjects for question in subject.questions]
    options = {option.id: option for question in questions for option in question.options}
    return FormSheet(
        form=form,
        options=tuple(options.values()),
        rates=form.rates,
        abstains=any(question.abstain is not None for question in questions),
        scored=any(question.total.score is not None for question in questions),
        rows=rows,
    )


def _row(subject: SubjectTally, thresholds: tuple[Threshold, ...]) -> SummaryRow:
    overall = subject.overall
    raised = flags(overall.weighted.exact_rates, thresholds) if overall else ()
    return SummaryRow(subject, overall, raised)
