"""The roster of a round: reading it, importing it from a workbook, and the workbook of it.

The parts live in :mod:`voting.services.rosterviews` (reading), :mod:`voting.services.rosterimport`
(preview and import) and :mod:`voting.services.rosteruploads` (what waits between the two).
"""

from __future__ import annotations

from voting.assessment import permissions
from voting.documents.roster.model import Fault, Notice, RosterFaults
from voting.documents.roster.template import roster_template, roster_workbook
from voting.services.context import Actor, permit
from voting.services.rosterapply import stored
from voting.services.rosterimport import (
    RosterPreview,
    RosterSummary,
    import_roster,
    preview_roster,
)
from voting.services.rosterviews import (
    CadreView,
    TeamView,
    UnitView,
    get_unit,
    list_units,
    unit_view,
    unit_views,
)
from voting.services.rounds import known_round
from voting.storage.database import Database

__all__ = [
    "CadreView",
    "Fault",
    "Notice",
    "RosterFaults",
    "RosterPreview",
    "RosterSummary",
    "TeamView",
    "UnitView",
    "current_workbook",
    "get_unit",
    "import_roster",
    "list_units",
    "preview_roster",
    "roster_template",
    "unit_view",
    "unit_views",
]


def current_workbook(db: Database, actor: Actor, round_id: str) -> bytes:
    """The roster as it is, in the template, to be changed and imported again.

    It holds discipline: for whoever may import. NotFound ``round-unknown``.
    """
    permit(actor, permissions.IMPORT_ROSTER)
    with db.reading() as session:
        known_round(session, round_id)
        found = stored(session, round_id)
    return roster_workbook(found.units, found.cadres)
