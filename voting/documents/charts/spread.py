"""The spread over a unit's cadres: a dot for each, median and middle half, for two rates."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voting.assessment.counting.table import FormTally, MeetingTally, SubjectTally
from voting.documents.charts.figures import (
    Measure,
    as_percent,
    label,
    measures,
    quartiles,
    row_name,
)
from voting.documents.charts.style import (
    FILLS,
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
from voting.language.catalogue import N_, say

_TITLE = N_("{unit}{year}年度领导干部测评结果分布")
_SUMMARY = N_("中位数{middle}　中间一半{low}—{high}")
_NOTE = N_(
    "竖线为中位数，灰带为中间一半（四分位数按线性插值）；按{measure}从高到低排列，相同的按选票顺序。"
)
_ROW, _TOP = 0.34, 1.3
_LEFT, _RIGHT, _GAP = 1.35, 0.55, 0.55


def draw_spread(tally: MeetingTally, language: str) -> Figure:
    """The chart over the form with the most subjects: the cadres."""
    form = max(tally.forms, key=lambda form: (form.kind == "cadre", len(form.subjects)))
    shown = measures(form)
    note = say(_NOTE, language, measure=shown[0].text.in_language(language))
    foot = remarks(tally, language, [note])
    bottom = foot_height(foot) + 0.35
    rows = max(_ROW * len(form.subjects), 0.8)
    height = _TOP + bottom + rows
    figure = new_figure(height)
    title = say(_TITLE, language, unit=tally.meeting.unit, year=tally.meeting.year)
    head_and_foot(figure, title, tally.meeting.title, foot, height)
    ordered = _ordered(form, shown[0])
    wide = (WIDTH - _LEFT - _RIGHT - _GAP * (len(shown) - 1)) / len(shown)
    for number, measure in enumerate(shown):
        axes = figure.add_axes(
            ((_LEFT + number * (wide + _GAP)) / WIDTH, bottom / height, wide / WIDTH, rows / height)
        )
        _panel(axes, ordered, measure, language, named=number == 0)
    return figure


def _value(subject: SubjectTally, measure: Measure) -> Fraction | None:
    return None if subject.overall is None else measure.of(subject.overall)


def _ordered(form: FormTally, measure: Measure) -> list[SubjectTally]:
    """Highest first; those without a figure at the end."""

    def key(subject: SubjectTally) -> tuple[bool, Fraction]:
        value = _value(subject, measure)
        return value is None, -(value or Fraction(0))

    return sorted(form.subjects, key=key)


def _panel(
    axes: Axes, subjects: Sequence[SubjectTally], measure: Measure, language: str, *, named: bool
) -> None:
    bare(axes)
    percent_axis(axes)
    last = len(subjects) - 1
    axes.set_ylim(-0.6, last + 0.6)
    axes.set_yticks(
        [last - place for place in range(last + 1)],
        [row_name(subject) if named else "" for subject in subjects],
        fontsize=10.5,
    )
    axes.grid(axis="y", color="#ececec", linewidth=0.6)
    values = [_value(subject, measure) for subject in subjects]
    for place, value in enumerate(values):
        if value is not None:
            axes.plot(
                as_percent(value),
                last - place,
                marker="o",
                markersize=7.5,
                zorder=4,
                color=FILLS[0].colour,
                markeredgecolor="white",
                clip_on=False,
            )
    present = [value for value in values if value is not None]
    heading = measure.text.in_language(language)
    if present:
        middle = quartiles(present)
        axes.axvspan(
            as_percent(middle.low), as_percent(middle.high), color="#d9d9d9", zorder=1, linewidth=0
        )
        axes.axvline(as_percent(middle.middle), color=INK, linewidth=1.6, zorder=2)
        axes.text(
            0,
            last + 0.72,
            say(
                _SUMMARY,
                language,
                low=label(middle.low),
                middle=label(middle.middle),
                high=label(middle.high),
            ),
            fontsize=8.5,
            color=SOFT,
            va="bottom",
        )
    axes.set_title(heading, loc="left", fontsize=11.5, pad=20)
