"""The profile of one team or cadre over its aspects, beside the mean of its unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from voting.assessment.counting.table import FormTally, MeetingTally, QuestionTable, SubjectTally
from voting.documents.charts.figures import Measure, as_percent, find_subject, label, mean, measures
from voting.documents.charts.folding import fold
from voting.documents.charts.style import (
    FILLS,
    GRID,
    INK,
    SOFT,
    WIDTH,
    bare,
    foot_height,
    head_and_foot,
    new_figure,
    percent_axis,
    remarks,
)
from voting.language.catalogue import N_, inline, say

_TITLE = N_("{name}{year}年度民主测评各项情况")
_MEAN = N_("本单位平均{measure}")
_MEAN_NOTE = N_("◇为本单位{number}名测评对象加权结果的简单平均。")
_SCORE = inline("得分")
_ROW, _TOP = 0.58, 1.25
_LEFT, _RIGHT = 1.6, 2.6


def draw_profile(tally: MeetingTally, subject_id: str, language: str) -> Figure:
    """The chart of one subject; NotFound where the meeting has no such subject."""
    form, subject = find_subject(tally, subject_id)
    count = len(form.subjects)
    more = [say(_MEAN_NOTE, language, number=count)] if count > 1 else []
    foot = remarks(tally, language, more)
    bottom = foot_height(foot) + 0.35
    rows = _ROW * len(subject.questions)
    height = _TOP + bottom + rows
    figure = new_figure(height)
    meeting = tally.meeting
    title = say(_TITLE, language, name=subject.name, year=meeting.year)
    under = "  ".join(part for part in (meeting.unit, subject.post) if part)
    head_and_foot(figure, title, under, foot, height)
    axes = figure.add_axes(
        (_LEFT / WIDTH, bottom / height, (WIDTH - _LEFT - _RIGHT) / WIDTH, rows / height)
    )
    _panel(axes, form, subject, language)
    return figure


def _panel(axes: Axes, form: FormTally, subject: SubjectTally, language: str) -> None:
    bare(axes)
    percent_axis(axes)
    # 总体评价 last, below a line
    ordered = [q for q in subject.questions if q.role != "overall"]
    ordered += [q for q in subject.questions if q.role == "overall"]
    last = len(ordered) - 1
    axes.set_ylim(-0.5, last + 0.5)
    names = ["\n".join(fold(question.text.in_language(language), 9, 2)) for question in ordered]
    axes.set_yticks([last - place for place in range(last + 1)], names, fontsize=11)
    if ordered[-1].role == "overall" and last:
        axes.axhline(0.5, color=SOFT, linewidth=0.8, linestyle=(0, (4, 3)))
    shown = measures(form)
    for place, question in enumerate(ordered):
        _row(axes, last - place, form, question, shown)
    for number, measure in enumerate(shown):
        _head(axes, number, last, measure.text.in_language(language))
    if any(question.weighted.exact_score is not None for question in ordered):
        _head(axes, len(shown), last, _SCORE.in_language(language))
    _legend(axes, form, shown, language)


def _head(axes: Axes, number: int, last: int, words: str) -> None:
    axes.text(
        108 + 15 * number,
        last + 0.5,
        "\n".join(fold(words, 7, 3)),
        ha="center",
        va="bottom",
        fontsize=9,
        color=SOFT,
        linespacing=1.05,
    )


def _row(
    axes: Axes, row: int, form: FormTally, question: QuestionTable, shown: tuple[Measure, ...]
) -> None:
    """A line with a dot for each measure, the unit's mean of the first as a diamond."""
    values = [measure.of(question) for measure in shown]
    lead = values[0]
    if lead is not None:
        axes.hlines(row, 0, as_percent(lead), color=FILLS[0].colour, linewidth=5, zorder=2)
    # the larger measure first, so that equal marks lie inside one another
    for number in reversed(range(len(values))):
        value = values[number]
        if value is not None:
            axes.plot(as_percent(value), row, **_mark(number))
    average = _unit_mean(form, question, shown[0])
    if average is not None:
        axes.plot(
            as_percent(average),
            row,
            marker="D",
            markersize=8,
            color="white",
            markeredgecolor=INK,
            markeredgewidth=1.3,
            linestyle="none",
            zorder=4,
            clip_on=False,
        )
    for number, value in enumerate(values):
        axes.text(
            108 + 15 * number,
            row,
            "—" if value is None else label(value),
            ha="center",
            va="center_baseline",
            fontsize=10,
        )
    if question.weighted.score is not None:
        axes.text(
            108 + 15 * len(values),
            row,
            str(question.weighted.score),
            ha="center",
            va="center_baseline",
            fontsize=10,
        )


def _mark(number: int) -> dict[str, Any]:
    common: dict[str, Any] = {"linestyle": "none", "clip_on": False, "zorder": 3}
    if number == 0:
        return {**common, "marker": "o", "markersize": 11, "color": FILLS[0].colour}
    return {
        **common,
        "marker": "s",
        "markersize": 11,
        "color": FILLS[1].colour,
        "markeredgecolor": FILLS[0].colour,
    }


def _unit_mean(form: FormTally, question: QuestionTable, measure: Measure) -> Fraction | None:
    """The mean over all subjects of the form; None where there is only this one."""
    if len(form.subjects) < 2:
        return None
    return mean(
        [
            measure.of(other)
            for subject in form.subjects
            for other in subject.questions
            if other.id == question.id
        ]
    )


def _legend(axes: Axes, form: FormTally, shown: tuple[Measure, ...], language: str) -> None:
    handles = [
        Line2D([], [], label=measure.text.in_language(language), **_mark(number))
        for number, measure in enumerate(shown)
    ]
    if len(form.subjects) > 1:
        words = say(_MEAN, language, measure=shown[0].text.in_language(language))
        handles.append(
            Line2D(
                [],
                [],
                marker="D",
                markersize=8,
                color="white",
                markeredgecolor=INK,
                linestyle="none",
                label=words,
            )
        )
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(handles),
        frameon=False,
        fontsize=9.5,
        borderaxespad=0.1,
        handletextpad=0.4,
    )
    axes.spines["left"].set_color(GRID)
