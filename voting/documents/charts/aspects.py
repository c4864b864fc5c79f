"""One team or cadre over its questions as stacked bars, of the width of a page of text.

Only the subject's own figures: no mean, nobody beside it.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from voting.assessment.counting.table import MeetingTally, QuestionTable
from voting.assessment.rounding import percent
from voting.documents.charts.figures import as_percent, find_subject
from voting.documents.charts.folding import fold
from voting.documents.charts.style import (
    ABSTAIN,
    EDGE,
    PRINTED_WIDTH,
    bare,
    fills,
    new_figure,
    percent_axis,
)
from voting.language.catalogue import N_, say

_TITLE = N_("{name}{year}年度民主测评各方面结果（%）")
_ROW, _TOP, _BOTTOM, _LEFT, _RIGHT = 0.33, 0.62, 0.3, 1.25, 0.25
_NARROWEST = 8.5
"""Percent below which a part of a bar has no room for its figure."""


def draw_aspects(tally: MeetingTally, subject_id: str, language: str) -> Figure:
    """The chart of the questions whose options are those of the first one, 总体评价 last."""
    _, subject = find_subject(tally, subject_id)
    first = [option.id for option in subject.questions[0].options]
    asked = sorted(
        (q for q in subject.questions if [o.id for o in q.options] == first),
        key=lambda q: q.role == "overall",
    )
    height = _TOP + _ROW * len(asked) + _BOTTOM
    figure = new_figure(height, PRINTED_WIDTH)
    title = say(_TITLE, language, name=subject.name, year=tally.meeting.year)
    figure.text(0.5, 1 - 0.14 / height, title, ha="center", va="center", fontsize=11)
    axes = figure.add_axes(
        (
            _LEFT / PRINTED_WIDTH,
            _BOTTOM / height,
            (PRINTED_WIDTH - _LEFT - _RIGHT) / PRINTED_WIDTH,
            _ROW * len(asked) / height,
        )
    )
    bare(axes)
    percent_axis(axes)
    axes.tick_params(axis="x", labelsize=8)
    last = len(asked) - 1
    axes.set_ylim(-0.5, last + 0.5)
    axes.set_yticks(
        [last - place for place in range(last + 1)],
        ["\n".join(fold(q.text.in_language(language), 8.5, 2)) for q in asked],
        fontsize=9,
        linespacing=1.0,
    )
    for place, question in enumerate(asked):
        _bar(axes, last - place, question)
    _legend(axes, asked[0], language)
    return figure


def _bar(axes: Axes, row: int, question: QuestionTable) -> None:
    left = 0.0
    looks = (*fills(len(question.options)), ABSTAIN)
    shares = (
        *(question.weighted.shares.get(o.id) for o in question.options),
        question.weighted.abstain_share,
    )
    for share, look in zip(shares, looks, strict=True):
        if not share:
            continue
        wide = as_percent(share)
        axes.barh(
            row,
            wide,
            left=left,
            height=0.7,
            color=look.colour,
            hatch=look.hatch,
            edgecolor=EDGE,
            linewidth=0.7,
        )
        if wide >= _NARROWEST:
            behind = {"boxstyle": "square,pad=0.1", "facecolor": look.colour, "edgecolor": "none"}
            axes.text(
                left + wide / 2,
                row,
                str(percent(share)),
                ha="center",
                va="center_baseline",
                fontsize=8.5,
                color=look.words,
                bbox=behind if look.hatch else None,
            )
        left += wide


def _legend(axes: Axes, question: QuestionTable, language: str) -> None:
    looks = fills(len(question.options))
    entries = [(option.text, look) for option, look in zip(question.options, looks, strict=True)]
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
        loc="lower center",
        bbox_to_anchor=(0.4, 1),
        ncols=len(entries),
        frameon=False,
        fontsize=8.5,
        borderaxespad=0.1,
        handlelength=1.5,
        columnspacing=1.2,
    )
