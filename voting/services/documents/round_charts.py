"""Charts for the department: the units of a round compared within their kind, and a team or cadre
over the years.

A tallied meeting never changes, so the few figures that are drawn of it are kept in the process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from voting.assessment import permissions
from voting.documents.charts.unit_figures import UnitFigures, place, unit_figures
from voting.errors import NotFound
from voting.services.context import Actor, permit
from voting.services.meetings.tallying import meeting_tally
from voting.services.progress.histories import history
from voting.services.roster.views import list_units
from voting.storage import meetings, rounds
from voting.storage.database import Database

CHARTS: Final = ("units", "aspects")
FORMATS: Final = ("svg", "png")
A_PAGE: Final = 30
"""Units on one chart: with more, names could not be read on paper."""


@dataclass(frozen=True, slots=True)
class KindCharts:
    """A kind of units with counted meetings: how many units, on how many charts all of them
    stand, and on how many their teams."""

    kind: str
    units: int
    pages: int
    team_pages: int


def charts_of_round(db: Database, actor: Actor, round_id: str) -> list[KindCharts]:
    """The kinds of units of a round that have results, in the order of the roster."""
    permit(actor, permissions.READ_RESULTS)
    return [
        KindCharts(kind, len(units), _pages(units), _pages(_with_team(units)))
        for kind, units in units_by_kind(db, round_id).items()
    ]


def round_chart(
    db: Database,
    actor: Actor,
    round_id: str,
    chart: str,
    kind: str,
    page: int,
    file_format: str,
    language: str = "zh",
) -> bytes:
    """``units`` (compared) or ``aspects`` (heat table of their teams) of one kind, as ``svg`` or
    ``png``; NotFound ``chart-unknown`` where there is nothing to draw."""
    permit(actor, permissions.READ_RESULTS)
    if chart not in CHARTS or file_format not in FORMATS:
        raise _no_chart(chart)
    return draw_kind(
        units_by_kind(db, round_id).get(kind, []), chart, kind, page, file_format, language
    )


def history_chart(
    db: Database, actor: Actor, subject_id: str, file_format: str, language: str = "zh"
) -> bytes:
    """A team or cadre over the years, as ``svg`` or ``png``."""
    from voting.documents.charts.draw import draw_years_chart

    if file_format not in FORMATS:
        raise _no_chart(file_format)
    return draw_years_chart(history(db, actor, subject_id), file_format, language)


def draw_kind(
    units: Sequence[UnitFigures], chart: str, kind: str, page: int, file_format: str, language: str
) -> bytes:
    """One chart of the units of a kind, ``page`` from 1; NotFound ``chart-unknown``."""
    from voting.documents.charts.draw import draw_heat_chart, draw_units_chart
    from voting.documents.charts.heat import heat_of_teams
    from voting.documents.charts.units import Comparison

    if chart == "aspects":
        units = _with_team(units)
    shown = tuple(units[(page - 1) * A_PAGE : page * A_PAGE]) if page > 0 else ()
    if not shown:
        raise _no_chart(chart)
    if chart == "aspects":
        return draw_heat_chart(heat_of_teams(shown, kind, language), file_format)
    return draw_units_chart(Comparison(kind, shown, page, _pages(units)), file_format, language)


def units_by_kind(db: Database, round_id: str) -> dict[str, list[UnitFigures]]:
    """The figures of all units with results by kind, each kind highest first; for papers of the
    department."""
    with db.reading() as session:
        rounds.known(session, round_id)
        tallied = dict(meetings.tallied_of_round(session, round_id))
    by_kind: dict[str, list[UnitFigures]] = {}
    for unit in list_units(db, round_id):
        if unit.id in tallied:
            by_kind.setdefault(unit.kind, []).append(_figures(db, tallied[unit.id]))
    return {kind: sorted(units, key=place) for kind, units in by_kind.items()}


@lru_cache(maxsize=4096)
def _figures(db: Database, meeting_id: str) -> UnitFigures:
    return unit_figures(meeting_tally(db, meeting_id))


def _pages(units: Sequence[UnitFigures]) -> int:
    return -(-len(units) // A_PAGE)


def _with_team(units: Sequence[UnitFigures]) -> list[UnitFigures]:
    return [unit for unit in units if unit.team]


def _no_chart(chart: str) -> NotFound:
    return NotFound("chart-unknown", "there is no such chart", chart=chart)
