"""Charts of a meeting, as SVG for the page and PNG for download.

====== =====================================================================
kind   shows
====== =====================================================================
grades stacked bars of the 总体评价 of every team and cadre
profile one subject over its aspects, beside the unit's mean
spread the spread of 优秀率 and 优称率 over the unit's cadres
====== =====================================================================
"""

from __future__ import annotations

from matplotlib.figure import Figure

from voting.assessment.table import MeetingTally
from voting.documents.chart_grades import draw_grades
from voting.documents.chart_profile import draw_profile
from voting.documents.chart_spread import draw_spread
from voting.documents.chart_style import DRAWING, prepare, save
from voting.errors import NotFound

KINDS = ("grades", "profile", "spread")
FORMATS = ("svg", "png")


def draw_chart(tally: MeetingTally, kind: str, subject_id: str | None = None,
               file_format: str = "svg", language: str = "zh") -> bytes:
    """One chart; ``subject_id`` is the subject of a ``profile`` and ignored otherwise.

    NotFound ``chart-unknown`` for other kinds and formats, ``subject-unknown`` for a subject the
    meeting does not have.
    """
    if kind not in KINDS or file_format not in FORMATS:
        raise NotFound("chart-unknown", f"there is no chart {kind}.{file_format}",
                       chart=f"{kind}.{file_format}")
    with DRAWING:
        prepare()
        return save(_draw(tally, kind, subject_id or "", language), file_format)


def _draw(tally: MeetingTally, kind: str, subject_id: str, language: str) -> Figure:
    if kind == "grades":
        return draw_grades(tally, language)
    if kind == "profile":
        return draw_profile(tally, subject_id, language)
    return draw_spread(tally, language)
