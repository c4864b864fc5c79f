"""Heat tables: subjects × aspects of a unit, or the teams of many units × aspects, with the figure
in every cell.

The shade has five steps, light to dark: they stay apart in grey and on a copier, and the figure in
the cell says the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from voting.assessment.counting.table import FormTally, MeetingTally, QuestionTable
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.documents.charts.figures import Measure, Share, asked_as_aspects, measures
from voting.documents.charts.folding import fold
from voting.documents.charts.style import (
    INK,
    PRINTED_WIDTH,
    SOFT,
    WIDTH,
    foot_height,
    head_and_foot,
    new_figure,
    remarks,
)
from voting.documents.charts.unit_figures import UnitFigures
from voting.language.catalogue import N_, message, say

_STEPS = (
    (Fraction(90, 100), "#0b3c73", "#ffffff", "≥90%"),
    (Fraction(75, 100), "#2f74b5", "#ffffff", "75%—90%"),
    (Fraction(60, 100), "#86b6dd", INK, "60%—75%"),
    (Fraction(40, 100), "#c9dff0", INK, "40%—60%"),
    (Fraction(0), "#f4f8fc", INK, "<40%"),
)
"""From which share on: colour of the cell, of its words, and the words of the legend."""

_OF_UNIT = N_("{unit}{year}年度各测评对象各方面{measure}")
_OF_UNITS = N_("{kind}领导班子{year}年度各方面{measure}")
_SHADES = message("颜色分五档，由浅到深；格内为百分比。")


@dataclass(frozen=True, slots=True)
class _Size:
    """Inches of the figure and its parts, points of its letters."""

    width: float
    row: float
    top: float
    left: float
    font: float


_SCREEN = _Size(WIDTH, 0.46, 1.5, 1.75, 12.5)
_PRINTED = _Size(PRINTED_WIDTH, 0.265, 0.75, 1.15, 9.0)
_RIGHT = 0.1


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A line: name and a share (or None) for each column."""

    name: str
    values: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Columns and lines of one heat table; ``foot`` are the remarks below."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    foot: tuple[str, ...]


def heat_form(tally: MeetingTally) -> FormTally:
    """The form whose subjects fill the table: of teams and cadres the one with most subjects."""
    return max(tally.forms, key=lambda form: (form.kind in ("team", "cadre"), len(form.subjects)))


def heat_of_meeting(tally: MeetingTally, language: str = "zh") -> HeatTable:
    """The subjects of a meeting × the questions of their form, 总体评价 last."""
    form = heat_form(tally)
    measure = measures(form)[0]
    title = say(
        _OF_UNIT,
        language,
        unit=tally.meeting.unit,
        year=tally.meeting.year,
        measure=measure.text.in_language(language),
    )
    asked = asked_as_aspects(form.subjects[0].questions)
    rows = tuple(
        HeatRow(pad_name(subject.name), _values(subject.questions, measure, asked))
        for subject in form.subjects
    )
    foot = remarks(tally, language, [_SHADES.in_language(language)])
    return HeatTable(title, tally.meeting.title, _names(asked, language), rows, tuple(foot))


def heat_of_teams(units: Sequence[UnitFigures], kind: str, language: str = "zh") -> HeatTable:
    """The teams of several units × the questions of the team's form, in the given order; a team
    asked other questions has empty cells. At least one unit with a team."""
    named = {one.id: one.text for unit in units for one in unit.aspects}
    first = next(unit for unit in units if unit.team)
    rows = []
    for unit in units:
        values = {one.id: one.value for one in unit.aspects}
        rows.append(HeatRow(unit.name, tuple(values.get(asked) for asked in named)))
    title = say(
        _OF_UNITS,
        language,
        kind=kind,
        year=first.year,
        measure=first.team[0].text.in_language(language),
    )
    return HeatTable(
        title,
        first.round,
        tuple(t.in_language(language) for t in named.values()),
        tuple(rows),
        (_SHADES.in_language(language),),
    )


def draw_heat(table: HeatTable, *, printed: bool = False) -> Figure:
    """The table as a figure, the names of columns above the cells; ``printed``: of the width of a
    page of text, without the remarks, which stand there anyway."""
    size = _PRINTED if printed else _SCREEN
    foot = () if printed else table.foot
    bottom = foot_height(foot) + size.font * 0.03
    rows = size.row * len(table.rows)
    height = size.top + rows + bottom
    figure = new_figure(height, size.width)
    if printed:
        figure.text(0.5, 1 - 0.14 / height, table.title, ha="center", va="center", fontsize=11)
    else:
        head_and_foot(figure, table.title, table.subtitle, foot, height)
    axes = figure.add_axes(
        (
            size.left / size.width,
            bottom / height,
            (size.width - size.left - _RIGHT) / size.width,
            rows / height,
        )
    )
    _cells(axes, table, size)
    figure.legend(
        handles=[
            Patch(facecolor=colour, edgecolor=SOFT, linewidth=0.6, label=words)
            for _, colour, _, words in reversed(_STEPS)
        ],
        loc="lower center",
        bbox_to_anchor=(0.5, (bottom - size.font * 0.03) / height),
        ncols=len(_STEPS),
        frameon=False,
        fontsize=size.font - 1,
        handlelength=1.6,
        borderaxespad=0.2,
    )
    return figure


def _cells(axes: Axes, table: HeatTable, size: _Size) -> None:
    columns, last = len(table.columns), len(table.rows) - 1
    axes.set_xlim(0, columns)
    axes.set_ylim(-0.5, last + 0.5)
    room = size.left * 72 / size.font - 1.2
    axes.set_yticks(
        [last - place for place in range(last + 1)],
        ["\n".join(fold(row.name, room, 2)) for row in table.rows],
        fontsize=size.font,
        linespacing=1.0,
    )
    wide = (size.width - size.left) * 72 / columns / size.font
    axes.set_xticks(
        [place + 0.5 for place in range(columns)],
        ["\n".join(fold(name, wide, 2)) for name in table.columns],
        fontsize=size.font,
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    for number, row in enumerate(table.rows):
        for column, value in enumerate(row.values):
            _cell(axes, (column, last - number), value, size.font)


def _cell(axes: Axes, place: tuple[int, int], value: Share, font: float) -> None:
    colour, words = "#ffffff", SOFT
    if value is not None:
        _, colour, words, _ = next(step for step in _STEPS if value >= step[0])
    axes.add_patch(
        Rectangle(
            (place[0], place[1] - 0.5), 1, 1, facecolor=colour, edgecolor="white", linewidth=1.5
        )
    )
    axes.text(
        place[0] + 0.5,
        place[1],
        "—" if value is None else str(percent(value)),
        ha="center",
        va="center_baseline",
        fontsize=font,
        color=words,
    )


def _names(asked: Sequence[QuestionTable], language: str) -> tuple[str, ...]:
    return tuple(question.text.in_language(language) for question in asked)


def _values(
    questions: Sequence[QuestionTable], measure: Measure, asked: Sequence[QuestionTable]
) -> tuple[Share, ...]:
    by_id = {question.id: question for question in questions}
    return tuple(measure.of(by_id[q.id]) if q.id in by_id else None for q in asked)
