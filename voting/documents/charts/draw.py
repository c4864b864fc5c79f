"""Charts of a meeting, as SVG for the page and PNG for download.

====== =====================================================================
kind   shows
====== =====================================================================
grades stacked bars of the 总体评价 of every team and cadre
heat    subjects × aspects, the share in every cell
profile one subject over its aspects, beside the unit's mean
spread the spread of 优秀率 and 优称率 over the unit's cadres
====== =====================================================================
"""

from __future__ import annotations

from matplotlib.figure import Figure

from voting.assessment.counting.table import MeetingTally
from voting.documents.charts.aspects import draw_aspects
from voting.documents.charts.grades import draw_grades
from voting.documents.charts.heat import HeatTable, draw_heat, heat_of_meeting
from voting.documents.charts.history_model import History
from voting.documents.charts.profile import draw_profile
from voting.documents.charts.spread import draw_spread
from voting.documents.charts.style import DRAWING, prepare, save, save_for_print
from voting.documents.charts.units import Comparison, draw_units
from voting.documents.charts.years import draw_years
from voting.errors import NotFound

KINDS = ("grades", "heat", "profile", "spread")
FORMATS = ("svg", "png")


def draw_chart(
    tally: MeetingTally,
    kind: str,
    subject_id: str | None = None,
    file_format: str = "svg",
    language: str = "zh",
) -> bytes:
    """One chart; ``subject_id`` is the subject of a ``profile`` and ignored otherwise.

    NotFound ``chart-unknown`` for other kinds and formats, ``subject-unknown`` for a subject the
    meeting does not have.
    """
    if kind not in KINDS or file_format not in FORMATS:
        raise NotFound(
            "chart-unknown",
            f"there is no chart {kind}.{file_format}",
            chart=f"{kind}.{file_format}",
        )
    with DRAWING:
        prepare()
        return save(_draw(tally, kind, subject_id or "", language), file_format)


def _draw(tally: MeetingTally, kind: str, subject_id: str, language: str) -> Figure:
    if kind == "grades":
        return draw_grades(tally, language)
    if kind == "profile":
        return draw_profile(tally, subject_id, language)
    if kind == "heat":
        return draw_heat(heat_of_meeting(tally, language))
    return draw_spread(tally, language)


def draw_units_chart(comparison: Comparison, file_format: str, language: str = "zh") -> bytes:
    """Units of one kind compared, as ``svg`` or ``png``."""
    with DRAWING:
        prepare()
        return save(draw_units(comparison, language), file_format)


def draw_heat_chart(table: HeatTable, file_format: str) -> bytes:
    """A heat table, as ``svg`` or ``png``."""
    with DRAWING:
        prepare()
        return save(draw_heat(table), file_format)


def draw_years_chart(history: History, file_format: str, language: str = "zh") -> bytes:
    """One team or cadre over the years, as ``svg`` or ``png``."""
    with DRAWING:
        prepare()
        return save(draw_years(history, language), file_format)


def printed_aspects(tally: MeetingTally, subject_id: str) -> bytes:
    """One subject over its questions, for a paper."""
    with DRAWING:
        prepare()
        return save_for_print(draw_aspects(tally, subject_id, "zh"))


def printed_heat(tally: MeetingTally) -> bytes | None:
    """The heat table of a meeting, for a paper; None where it would have one line only."""
    table = heat_of_meeting(tally)
    if len(table.rows) < 2:
        return None
    with DRAWING:
        prepare()
        return save_for_print(draw_heat(table, printed=True))


def printed_years(history: History) -> bytes:
    """One team or cadre over the years, for a paper."""
    with DRAWING:
        prepare()
        return save_for_print(draw_years(history, "zh", printed=True))
