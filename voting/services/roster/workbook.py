"""The roster of a round: reading it, importing it from a workbook, and the workbook of it.

The parts live in :mod:`voting.services.roster.views` (reading), :mod:`voting.services.roster.importing`
(preview and import) and :mod:`voting.services.roster.uploads` (what waits between the two).
"""

from __future__ import annotations

from voting.assessment import permissions
from voting.documents.roster.template import roster_workbook
from voting.services.context import Actor, permit
from voting.services.roster.apply import stored
from voting.storage import rounds
from voting.storage.database import Database


def current_workbook(db: Database, actor: Actor, round_id: str) -> bytes:
    """The roster as it is, in the template, to be changed and imported again.

    It holds discipline: for whoever may import. NotFound ``round-unknown``.
    """
    permit(actor, permissions.IMPORT_ROSTER)
    with db.reading() as session:
        rounds.known(session, round_id)
        roster = stored(session, round_id)
    return roster_workbook(roster.units, roster.cadres)
