"""The units of one kind compared: each team's two leading rates, and the spread of its cadres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from voting.documents.charts.figures import as_percent, label
from voting.documents.charts.folding import fold
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
)
from voting.documents.charts.unit_figures import UnitFigures
from voting.language.catalogue import N_, Said, say

_TITLE = N_("{kind}{year}年度民主测评结果比较")
_TEAM = N_("领导班子{measure}")
_CADRES = N_("干部{measure}（平均和最低—最高）")
_NOTE = N_(
    "均为加权结果；同类单位按领导班子{measure}从高到低排列，相同的按单位顺序，名次不作为等次依据。"
    "干部平均为简单平均。"
)
_ROW, _TOP = 0.4, 1.35
_LEFT, _GAP, _NUMBERS = 2.15, 1.0, 0.85


@dataclass(frozen=True, slots=True)
class Comparison:
    """Units of one kind in the order they are drawn; ``page`` of ``pages``."""

    kind: str
    units: tuple[UnitFigures, ...]
    page: int = 1
    pages: int = 1

    @property
    def team(self) -> tuple[Said, ...]:
        """The rates of teams; none where no unit has one."""
        return next(
            (tuple(rate.text for rate in unit.team) for unit in self.units if unit.team), ()
        )

    @property
    def cadres(self) -> Said | None:
        """What the rate of cadres is called; None where no unit has one."""
        return next((unit.cadre_rate for unit in self.units if unit.cadre_rate), None)


def draw_units(comparison: Comparison, language: str) -> Figure:
    """A line for each unit: on the left its team, on the right its cadres."""
    lead = comparison.team[0] if comparison.team else comparison.cadres
    foot = fold(say(_NOTE, language, measure=lead or ""), 74)
    bottom = foot_height(foot) + 0.35
    rows = max(_ROW * len(comparison.units), 0.8)
    height = _TOP + rows + bottom
    figure = new_figure(height)
    title = say(_TITLE, language, kind=comparison.kind, year=comparison.units[0].year)
    head_and_foot(figure, title, _under(comparison), foot, height)
    panels = [*(["team"] if comparison.team else []), *(["cadres"] if comparison.cadres else [])]
    wide = (WIDTH - _LEFT - 0.2 - (_NUMBERS + _GAP) * (len(panels) - 1) - _NUMBERS) / len(panels)
    for number, panel in enumerate(panels):
        axes = figure.add_axes(
            (
                (_LEFT + number * (wide + _GAP + _NUMBERS)) / WIDTH,
                bottom / height,
                wide / WIDTH,
                rows / height,
            )
        )
        _frame(axes, comparison, named=number == 0)
        if panel == "team":
            _teams(axes, comparison, language)
        else:
            _cadres(axes, comparison, language)
    return figure


def _under(comparison: Comparison) -> str:
    page = f"　{comparison.page}/{comparison.pages}" if comparison.pages > 1 else ""
    return comparison.units[0].round + page


def _frame(axes: Axes, comparison: Comparison, *, named: bool) -> None:
    bare(axes)
    percent_axis(axes)
    last = len(comparison.units) - 1
    axes.set_ylim(-0.6, last + 0.6)
    axes.set_yticks(
        [last - place for place in range(last + 1)],
        ["\n".join(fold(unit.name, 11.5, 2)) if named else "" for unit in comparison.units],
        fontsize=11.5,
    )
    axes.grid(axis="y", color="#ececec", linewidth=0.6)


def _teams(axes: Axes, comparison: Comparison, language: str) -> None:
    last = len(comparison.units) - 1
    for place, unit in enumerate(comparison.units):
        for number in reversed(range(len(unit.team))):
            value = unit.team[number].value
            if value is not None:
                axes.plot(as_percent(value), last - place, zorder=3, clip_on=False, **_mark(number))
        shown = [rate.value for rate in unit.team if rate.value is not None]
        if len(shown) == 2:
            low, high = sorted(map(as_percent, shown))
            axes.hlines(last - place, low, high, color=SOFT, linewidth=1.2)
        _number(axes, last - place, "  ".join(label(value) for value in shown) or "—")
    names = [
        Line2D(
            [],
            [],
            label=say(_TEAM, language, measure=text.in_language(language)),
            **_mark(n),
        )
        for n, text in enumerate(comparison.team)
    ]
    _legend(axes, names)


def _cadres(axes: Axes, comparison: Comparison, language: str) -> None:
    last = len(comparison.units) - 1
    for place, unit in enumerate(comparison.units):
        if unit.cadres is None or unit.lowest is None or unit.highest is None:
            _number(axes, last - place, "—")
            continue
        axes.hlines(
            last - place,
            as_percent(unit.lowest),
            as_percent(unit.highest),
            color="#9a9a9a",
            linewidth=5,
            zorder=2,
        )
        axes.plot(
            as_percent(unit.cadres),
            last - place,
            marker="D",
            markersize=8,
            color="white",
            markeredgecolor=INK,
            markeredgewidth=1.3,
            zorder=3,
            clip_on=False,
        )
        _number(axes, last - place, label(unit.cadres))
    text = "" if comparison.cadres is None else comparison.cadres.in_language(language)
    _legend(
        axes,
        [
            Line2D(
                [],
                [],
                marker="D",
                markersize=8,
                color="white",
                markeredgecolor=INK,
                linestyle="none",
                label=say(_CADRES, language, measure=text),
            )
        ],
    )


def _mark(number: int) -> dict[str, Any]:
    common: dict[str, Any] = {"linestyle": "none"}
    if number == 0:
        return {**common, "marker": "o", "markersize": 9, "color": FILLS[0].colour}
    return {
        **common,
        "marker": "s",
        "markersize": 9,
        "color": FILLS[1].colour,
        "markeredgecolor": FILLS[0].colour,
    }


def _number(axes: Axes, row: int, words: str) -> None:
    axes.text(105, row, words, ha="left", va="center_baseline", fontsize=9.5)


def _legend(axes: Axes, handles: Sequence[Line2D]) -> None:
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=1,
        frameon=False,
        fontsize=9.5,
        borderaxespad=0.2,
        handletextpad=0.4,
        labelspacing=0.25,
    )
