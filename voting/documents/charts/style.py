"""What all charts share: the font, the colours, the frame of a figure, and saving it.

Text is drawn as outlines from the bundled font, so that Chinese shows on any reader and machine.
A figure is made without pyplot, which would keep it alive and is not for servers. matplotlib's
font objects are not made for several threads at once, so drawing is done under :data:`DRAWING`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from PIL import Image

from voting.assessment.counting.table import MeetingTally
from voting.documents.charts.folding import fold
from voting.documents.writing.fonts import chinese_font
from voting.language.catalogue import N_, say
from voting.paths import FONT_FAMILY

DRAWING = Lock()

WIDTH = 10.0
"""Inches of every chart; the height follows what is in it."""
PRINTED_WIDTH = 6.06
"""Inches of a chart within a text: 154 mm, so that its letters are printed in their own size."""
INK, SOFT, GRID, EDGE = "#1a1a1a", "#595959", "#d0d0d0", "#7a7a7a"
PNG_DPI, PRINT_DPI = 150, 180
CHARACTERS = 74
"""Chinese characters that fit in a line of remarks."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour with a hatch and the colour of words upon it."""

    colour: str
    hatch: str
    words: str


# From best to worst. Lightness alone tells them apart in grey (about 30, 70, 92, 47 of 100), the
# hatches do so on a bad copier, and blue against orange holds for all kinds of colour blindness.
FILLS = (
    Fill("#0b4a8f", "", "#ffffff"),
    Fill("#7fb3e0", "", INK),
    Fill("#fde9b0", "////", INK),
    Fill("#c8501e", "xxxx", "#ffffff"),
    Fill("#8c6bb1", "----", "#ffffff"),
    Fill("#b8e0c8", "||||", INK),
)
ABSTAIN = Fill("#ffffff", "", INK)

_SETTINGS: dict[Any, Any] = {
    "font.family": [FONT_FAMILY, "DejaVu Sans"],
    "font.size": 10,
    "text.parse_math": False,  # a name with two $ is a name
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.unicode_minus": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
    "svg.hashsalt": "qingping",  # the same chart is the same file
    "path.simplify": True,
}


def prepare() -> None:
    """Register the font and the settings with matplotlib; call under :data:`DRAWING`."""
    if FONT_FAMILY not in {entry.name for entry in fontManager.ttflist}:
        fontManager.addfont(chinese_font())
    matplotlib.rcParams.update(_SETTINGS)


def fills(number: int) -> tuple[Fill, ...]:
    """Fills for that many options, best first; the worst of a short scale looks like the worst."""
    if number <= 1:
        return FILLS[:1]
    if number < 4:
        return (*FILLS[: number - 1], FILLS[3])
    return tuple(FILLS[place % len(FILLS)] for place in range(number))


def new_figure(height: float, width: float = WIDTH) -> Figure:
    """An empty white figure, ``height`` inches high."""
    return Figure(figsize=(width, height), facecolor="white")


def head_and_foot(
    figure: Figure, title: str, subtitle: str, remarks: Sequence[str], height: float
) -> None:
    """Title and subtitle at the top, small remarks at the bottom, placed in inches."""
    figure.text(0.5, 1 - 0.32 / height, title, ha="center", va="center", fontsize=15)
    figure.text(0.5, 1 - 0.62 / height, subtitle, ha="center", va="center", fontsize=10, color=SOFT)
    for place, line in enumerate(reversed(list(remarks))):
        figure.text(
            0.03,
            (0.14 + 0.19 * place) / height,
            line,
            ha="left",
            va="bottom",
            fontsize=8.5,
            color=SOFT,
        )


def foot_height(remarks: Sequence[str]) -> float:
    """Inches that the remarks take."""
    return 0.2 + 0.19 * len(remarks)


def bare(axes: Axes) -> None:
    """No frame but the left line, light vertical grid behind."""
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(axis="x", color=GRID, linewidth=0.7)
    axes.set_axisbelow(True)


def percent_axis(axes: Axes) -> None:
    """0 to 100 percent from left to right."""
    axes.set_xlim(0, 100)
    axes.set_xticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])


def remarks(tally: MeetingTally, language: str, more: Sequence[str] = ()) -> list[str]:
    """The 口径 line: what a reader must know of the counting, broken into lines."""
    shown = (
        "denominator",
        "paper-included",
        "paper-left-out",
        "paper-only",
        "weights",
        "renormalised",
        "no-weight",
        "merged",
        "group-unopened",
        "class-table",
        "class-empty",
        "class-not-counted",
        "ballots-exceed",
    )
    ballots = sum(group.ballots for group in tally.groups)
    first = say(N_("统计{ballots}张选票。"), language, ballots=ballots)
    notes = [note.in_language(language) for note in tally.notes if note.code.startswith(shown)]
    lead, gap = say(N_("口径："), language), "" if language.startswith("zh") else " "
    return fold(lead + gap.join([first, *notes, *more]), CHARACTERS)


def save(figure: Figure, kind: str, dpi: int = PNG_DPI) -> bytes:
    """The finished chart as ``svg`` or ``png`` (150 dpi unless told), without a date."""
    out = BytesIO()
    if kind == "svg":
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "qingping"})
    else:
        figure.savefig(out, format="png", dpi=dpi, metadata={"Software": "qingping"})
    return out.getvalue()


def save_for_print(figure: Figure) -> bytes:
    """A finished chart as a small PNG for a paper: 64 colours, no transparency, which Word and PDF
    writers take at once. The figure has the size it is printed in."""
    figure.set_dpi(PRINT_DPI)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    out = BytesIO()
    picture.quantize(64, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        out, format="PNG", dpi=(PRINT_DPI, PRINT_DPI)
    )
    return out.getvalue()
