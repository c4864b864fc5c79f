"""The units of one kind compared: each team's two leading rates, and the spread of its cadres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from voting.assessment.table import FormTally, MeetingTally
from voting.assessment.wording import Text
from voting.documents.chart_figures import Measure, Share, as_percent, label, mean, measures
from voting.documents.chart_style import (
    FILLS,
    INK,
    SOFT,
    WIDTH,
    bare,
    fold,
    foot_height,
    head_and_foot,
    new_figure,
    percent_axis,
)

_TITLE = Text("{kind}{year}年度民主测评结果比较", "{kind}: units compared, {year}")
_TEAM = Text("领导班子{measure}", "team, {measure}")
_CADRES = Text("干部{measure}（平均和最低—最高）", "cadres, {measure} (mean, lowest to highest)")
_NOTE = Text("均为加权结果；同类单位按领导班子{measure}从高到低排列，相同的按单位顺序，名次不作为等次依据。"
             "干部平均为简单平均。",
             "Weighted results; sorted by the team's {measure}, equals in the order of the roster; "
             "this is no grade. The cadres' mean is a plain mean.")
_ROW, _TOP = 0.4, 1.35
_LEFT, _GAP, _NUMBERS = 2.15, 1.0, 0.85


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit: the team's leading rates, and mean, lowest and highest of the cadres' first."""

    name: str
    team: tuple[Share, ...]
    cadres: Share
    lowest: Share
    highest: Share


@dataclass(frozen=True, slots=True)
class Comparison:
    """Units of one kind with their figures, highest first; ``team`` and ``cadres`` name the
    measures (empty where no unit has such a form)."""

    kind: str
    year: int
    round: str
    team: tuple[Text, ...]
    cadres: Text | None
    units: tuple[UnitFigures, ...]


def compare(tallies: Sequence[MeetingTally], kind: str) -> Comparison:
    """What the tallied meetings of the units of a kind say; one meeting a unit."""
    team = next((measures(f) for t in tallies for f in t.forms if f.kind == "team"), ())
    cadres = next((measures(f)[0] for t in tallies for f in t.forms if f.kind == "cadre"), None)
    units = [_unit(tally, team, cadres) for tally in tallies]
    units.sort(key=_place)
    meeting = tallies[0].meeting
    return Comparison(kind, meeting.year, meeting.round, tuple(m.text for m in team),
                      None if cadres is None else cadres.text, tuple(units))


def draw_units(found: Comparison, language: str) -> Figure:
    """A line for each unit: on the left its team, on the right its cadres."""
    lead = found.team[0] if found.team else found.cadres or Text("")
    foot = fold(_NOTE.in_language(language).format(measure=lead.in_language(language)), 74)
    bottom = foot_height(foot) + 0.35
    rows = max(_ROW * len(found.units), 0.8)
    height = _TOP + rows + bottom
    figure = new_figure(height)
    title = _TITLE.in_language(language).format(kind=found.kind, year=found.year)
    head_and_foot(figure, title, found.round, foot, height)
    panels = [*(["team"] if found.team else []), *(["cadres"] if found.cadres else [])]
    wide = (WIDTH - _LEFT - 0.2 - (_NUMBERS + _GAP) * (len(panels) - 1) - _NUMBERS) / len(panels)
    for number, panel in enumerate(panels):
        axes = figure.add_axes(((_LEFT + number * (wide + _GAP + _NUMBERS)) / WIDTH,
                                bottom / height, wide / WIDTH, rows / height))
        _frame(axes, found, named=number == 0)
        if panel == "team":
            _teams(axes, found, language)
        else:
            _cadres(axes, found, language)
    return figure


def _unit(tally: MeetingTally, team: Sequence[Measure], cadres: Measure | None) -> UnitFigures:
    mine = _subjects(tally, "team")
    first = mine[0].subjects[0].overall if mine else None
    rates = tuple(None if first is None else measure.of(first) for measure in team)
    values = [cadres.of(subject.overall) for form in _subjects(tally, "cadre")
              for subject in form.subjects if subject.overall is not None] if cadres else []
    present = [value for value in values if value is not None]
    return UnitFigures(tally.meeting.unit, rates, mean(present), min(present, default=None),
                       max(present, default=None))


def _subjects(tally: MeetingTally, kind: str) -> list[FormTally]:
    return [form for form in tally.forms if form.kind == kind and form.subjects][:1]


def _place(unit: UnitFigures) -> tuple[bool, Fraction]:
    """Highest first; those without a figure at the end."""
    value = next((rate for rate in unit.team if rate is not None), unit.cadres)
    return value is None, -(value or Fraction(0))


def _frame(axes: Axes, found: Comparison, *, named: bool) -> None:
    bare(axes)
    percent_axis(axes)
    last = len(found.units) - 1
    axes.set_ylim(-0.6, last + 0.6)
    axes.set_yticks([last - place for place in range(last + 1)],
                    ["\n".join(fold(unit.name, 11.5, 2)) if named else "" for unit in found.units],
                    fontsize=11.5)
    axes.grid(axis="y", color="#ececec", linewidth=0.6)


def _teams(axes: Axes, found: Comparison, language: str) -> None:
    last = len(found.units) - 1
    for place, unit in enumerate(found.units):
        for number in reversed(range(len(unit.team))):
            value = unit.team[number]
            if value is not None:
                axes.plot(as_percent(value), last - place, zorder=3, clip_on=False,
                          **_mark(number))
        shown = [value for value in unit.team if value is not None]
        if len(shown) == 2:
            low, high = sorted(map(as_percent, shown))
            axes.hlines(last - place, low, high, color=SOFT, linewidth=1.2)
        _number(axes, last - place, "  ".join(label(value) for value in shown) or "—")
    names = [Line2D([], [], label=_TEAM.in_language(language).format(
        measure=text.in_language(language)), **_mark(n)) for n, text in enumerate(found.team)]
    _legend(axes, names)


def _cadres(axes: Axes, found: Comparison, language: str) -> None:
    last = len(found.units) - 1
    for place, unit in enumerate(found.units):
        if unit.cadres is None or unit.lowest is None or unit.highest is None:
            _number(axes, last - place, "—")
            continue
        axes.hlines(last - place, as_percent(unit.lowest), as_percent(unit.highest),
                    color="#9a9a9a", linewidth=5, zorder=2)
        axes.plot(as_percent(unit.cadres), last - place, marker="D", markersize=8, color="white",
                  markeredgecolor=INK, markeredgewidth=1.3, zorder=3, clip_on=False)
        _number(axes, last - place, label(unit.cadres))
    text = "" if found.cadres is None else found.cadres.in_language(language)
    _legend(axes, [Line2D([], [], marker="D", markersize=8, color="white", markeredgecolor=INK,
                          linestyle="none",
                          label=_CADRES.in_language(language).format(measure=text))])


def _mark(number: int) -> dict[str, Any]:
    common: dict[str, Any] = {"linestyle": "none"}
    if number == 0:
        return {**common, "marker": "o", "markersize": 9, "color": FILLS[0].colour}
    return {**common, "marker": "s", "markersize": 9, "color": FILLS[1].colour,
            "markeredgecolor": FILLS[0].colour}


def _number(axes: Axes, row: int, words: str) -> None:
    axes.text(102.5, row, words, ha="left", va="center_baseline", fontsize=9.5)


def _legend(axes: Axes, handles: Sequence[Line2D]) -> None:
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=1,
                frameon=False, fontsize=9.5, borderaxespad=0.2, handletextpad=0.4,
                labelspacing=0.25)
