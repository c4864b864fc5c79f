"""One team or cadre over the years: the two leading rates of the 总体评价, and the grade below."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voting.documents.charts.figures import as_percent, label
from voting.documents.charts.folding import fold
from voting.documents.charts.history_model import History, Year
from voting.documents.charts.style import (
    FILLS,
    GRID,
    PRINTED_WIDTH,
    SOFT,
    WIDTH,
    foot_height,
    head_and_foot,
    new_figure,
)
from voting.language.catalogue import N_, message, say

_TITLE = N_("{name}历年民主测评情况")
_NOTE = message("均为总体评价的加权结果；各年度的测评表、票类和权重可能不同，只作参考。")
_LOW = 15
"""Percent below which a figure has no room under its mark."""
_PLOT, _TOP, _LEFT, _RIGHT = 2.9, 1.35, 0.8, 0.5


def draw_years(history: History, language: str, *, printed: bool = False) -> Figure:
    """The chart; years without figures leave a gap. ``printed``: of the width of a page of text."""
    foot = [] if printed else fold(_NOTE.in_language(language), 74)
    width, top, plot = (PRINTED_WIDTH, 0.75, 1.9) if printed else (WIDTH, _TOP, _PLOT)
    bottom = 0.5 if printed else foot_height(foot) + 0.85
    height = top + plot + bottom
    figure = new_figure(height, width)
    title = say(_TITLE, language, name=history.name)
    if printed:
        figure.text(0.5, 1 - 0.14 / height, title, ha="center", va="center", fontsize=11)
    else:
        head_and_foot(figure, title, history.unit, foot, height)
    axes = figure.add_axes(
        (_LEFT / width, bottom / height, (width - _LEFT - _RIGHT) / width, plot / height)
    )
    _frame(axes, history.years, 9.0 if printed else 12.0)
    for number, text in enumerate(history.measures[:2]):
        _line(axes, history.years, number, text.in_language(language))
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=2,
        frameon=False,
        fontsize=9 if printed else 11,
        borderaxespad=0.2,
    )
    return figure


def _frame(axes: Axes, years: tuple[Year, ...], font: float) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_ylim(0, 112)
    axes.set_yticks(
        range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)], fontsize=font - 1
    )
    axes.grid(axis="y", color=GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.set_xlim(-0.5, max(len(years), 3) - 0.5)
    axes.set_xticks(
        range(len(years)), [f"{year.year}\n{year.grade or '—'}" for year in years], fontsize=font
    )


def _line(axes: Axes, years: tuple[Year, ...], number: int, name: str) -> None:
    """A line with its figures: above the upper one, below the lower one."""
    values = [year.rates[number] if number < len(year.rates) else None for year in years]
    shown = [float("nan") if value is None else as_percent(value) for value in values]
    fill = FILLS[0]
    axes.plot(
        range(len(years)),
        shown,
        color=fill.colour,
        linewidth=2,
        label=name,
        zorder=3,
        linestyle="-" if number == 0 else (0, (5, 3)),
        marker="o" if number == 0 else "s",
        markersize=9,
        markerfacecolor=fill.colour if number == 0 else "white",
        markeredgecolor=fill.colour,
    )
    for place, value in enumerate(values):
        if value is not None:
            below = number == 0 and as_percent(value) >= _LOW
            axes.annotate(
                label(value),
                (place, as_percent(value)),
                ha="center",
                fontsize=10.5,
                textcoords="offset points",
                xytext=(0, -17 if below else 9),
                color=SOFT,
            )
