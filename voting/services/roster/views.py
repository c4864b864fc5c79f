"""The roster of a round as it is read: units with their team and cadres.

Importing is in :mod:`voting.services.roster.importing`; what is known of a cadre's year for the seven
rules is in :mod:`voting.services.roster.facts`, for it is nothing a ballot, a host or a voter needs.
"""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.roster.unit import CadreView, TeamView, UnitView
from voting.storage import rosters as rows
from voting.storage.database import Database, Session


def list_units(db: Database, round_id: str) -> list[UnitView]:
    """The units of a round, in the department's order."""
    with db.reading() as session:
        return unit_views(session, rows.units(session, round_id))


def get_unit(db: Database, unit_id: str) -> UnitView:
    """One unit; NotFound ``unit-unknown``."""
    with db.reading() as session:
        return unit_view(session, unit_id)


def unit_view(session: Session, unit_id: str) -> UnitView:
    """One unit within a transaction; NotFound ``unit-unknown``."""
    return unit_views(session, [rows.known_unit(session, unit_id)])[0]


def unit_views(session: Session, units: Sequence[rows.UnitRow]) -> list[UnitView]:
    """The views of some units, with two queries for all of them."""
    ids = [unit.id for unit in units]
    teams, cadres = rows.teams(session, ids), rows.cadres(session, ids)
    return [
        UnitView(
            id=u.id,
            round_id=u.round_id,
            name=u.name,
            kind=u.kind,
            organisation=u.organisation,
            team=_team(teams.get(u.id)),
            cadres=tuple(_cadre(c) for c in cadres[u.id]),
            cluster=u.cluster,
        )
        for u in units
    ]


def _team(row: rows.TeamRow | None) -> TeamView | None:
    return None if row is None else TeamView(id=row.id, name=row.name)


def _cadre(row: rows.CadreRow) -> CadreView:
    return CadreView(
        id=row.id,
        name=row.name,
        post=row.post,
        category=row.category,
        order=row.position,
        concurrent=row.concurrent,
        note=row.note,
        person=row.person,
        head=row.head,
        nonparty=row.nonparty,
    )
