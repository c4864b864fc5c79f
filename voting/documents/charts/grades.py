"""Stacked bars: the 总体评价 of every team and cadre of a unit, a panel for each form."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from voting.assessment.counting.table import FormTally, MeetingTally, QuestionTable
from voting.assessment.rounding import percent
from voting.documents.charts.figures import as_percent, label, measures, row_name
from voting.documents.charts.folding import fold
from voting.documents.charts.style import (
    ABSTAIN,
    EDGE,
    SOFT,
    WIDTH,
    Fill,
    bare,
    fills,
    foot_height,
    head_and_foot,
    new_figure,
    percent_axis,
    remarks,
)
from voting.language.catalogue import N_, say

_TITLE = N_("{unit}{year}年度民主测评总体评价")
_ROW, _PANEL, _TOP = 0.36, 0.88, 0.95
_LEFT, _RIGHT = 1.5, 1.75
_NARROWEST = 7.0
"""Percent below which a part of a bar has no room for its figure."""


def draw_grades(tally: MeetingTally, language: str) -> Figure:
    """The chart; forms without a 总体评价 are left out."""
    forms = [form for form in tally.forms if form.subjects[0].overall is not None]
    foot = remarks(tally, language)
    bottom = foot_height(foot)
    height = _TOP + bottom + sum(_PANEL + _ROW * len(form.subjects) for form in forms)
    figure = new_figure(height)
    title = say(_TITLE, language, unit=tally.meeting.unit, year=tally.meeting.year)
    head_and_foot(figure, title, tally.meeting.title, foot, height)
    top = height - _TOP
    for form in forms:
        rows = _ROW * len(form.subjects)
        axes = figure.add_axes(
            (
                _LEFT / WIDTH,
                (top - 0.42 - rows) / height,
                (WIDTH - _LEFT - _RIGHT) / WIDTH,
                rows / height,
            )
        )
        _panel(axes, form, language)
        top -= _PANEL + rows
    return figure


def _panel(axes: Axes, form: FormTally, language: str) -> None:
    bare(axes)
    percent_axis(axes)
    last = len(form.subjects) - 1
    axes.set_ylim(-0.5, last + 0.5)
    axes.set_yticks(
        [last - place for place in range(last + 1)],
        [row_name(subject) for subject in form.subjects],
        fontsize=10.5,
    )
    for place, subject in enumerate(form.subjects):
        if subject.overall is not None:
            _bar(axes, last - place, subject.overall)
            _figures(axes, last - place, form, subject.overall)
    for number, measure in enumerate(measures(form)):
        heading = "\n".join(fold(measure.text.in_language(language), 7, 3))
        axes.text(
            *_column(number, last + 0.5),
            heading,
            linespacing=1.05,
            ha="center",
            va="bottom",
            fontsize=9,
            color=SOFT,
        )
    overall = form.subjects[0].overall
    if overall is not None:
        _legend(axes, overall, language)


def _column(number: int, row: float) -> tuple[float, float]:
    """Where a figure beside the bars stands, in the units of the axes."""
    return 106 + 13.5 * number, row


def _parts(question: QuestionTable) -> list[tuple[Fraction, Fill, bool]]:
    """(share, fill, hatched) of the options in order, then 弃权 where it counts."""
    looks = fills(len(question.options))
    parts = [
        (question.weighted.shares.get(option.id), look)
        for option, look in zip(question.options, looks, strict=True)
    ]
    parts.append((question.weighted.abstain_share, ABSTAIN))
    return [(share, look, bool(look.hatch)) for share, look in parts if share]


def _bar(axes: Axes, row: int, question: QuestionTable) -> None:
    left = 0.0
    for share, look, hatched in _parts(question):
        wide = as_percent(share)
        axes.barh(
            row,
            wide,
            left=left,
            height=0.66,
            color=look.colour,
            hatch=look.hatch,
            edgecolor=EDGE,
            linewidth=0.8,
        )
        if wide >= _NARROWEST:
            behind = {"boxstyle": "square,pad=0.15", "facecolor": look.colour, "edgecolor": "none"}
            axes.text(
                left + wide / 2,
                row,
                str(percent(share)),
                ha="center",
                va="center_baseline",
                fontsize=9,
                color=look.words,
                bbox=behind if hatched else None,
            )
        left += wide
    if not left:
        axes.text(1, row, "—", va="center", color=SOFT)


def _figures(axes: Axes, row: int, form: FormTally, question: QuestionTable) -> None:
    for number, measure in enumerate(measures(form)):
        value = measure.of(question)
        axes.text(
            *_column(number, row),
            "—" if value is None else label(value),
            ha="center",
            va="center_baseline",
            fontsize=9.5,
        )


def _legend(axes: Axes, question: QuestionTable, language: str) -> None:
    looks = fills(len(question.options))
    entries = [
        (option.text, look)
        for option, look in zip(question.options, looks, strict=True)
        if option.counts
    ]
    if question.abstain is not None:
        entries.append((question.abstain, ABSTAIN))
    axes.legend(
        handles=[
            Patch(
                facecolor=look.colour,
                hatch=look.hatch,
                edgecolor=EDGE,
                label=text.in_language(language),
            )
            for text, look in entries
        ],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(entries),
        frameon=False,
        fontsize=9,
        borderaxespad=0.1,
        handlelength=1.8,
        columnspacing=1.4,
    )
