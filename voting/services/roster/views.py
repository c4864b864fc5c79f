"""The roster of a round as it is read: units with their team and cadres.

Importing is in :mod:`voting.services.roster.importing`; what is known of a cadre's year for the seven
rules is in :mod:`voting.services.roster.facts`, for it is nothing a ballot, a host or a voter needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.storage import rosters as rows
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class TeamView:
    """A leadership team (领导班子)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CadreView:
    """A cadre; ``order`` counts from 1 within the unit, as the department ordered them.

    ``person`` is the 人员编号, empty where none was given; ``head`` marks a 主要负责人, ``nonparty`` a
    党外干部.
    """

    id: str
    name: str
    post: str
    category: str
    order: int
    concurrent: str
    note: str
    person: str = ""
    head: bool = False
    nonparty: bool = False


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit with its team, if it has one, and its cadres in order; ``cluster`` is the 名额分组."""

    id: str
    round_id: str
    name: str
    kind: str
    organisation: str
    team: TeamView | None
    cadres: tuple[CadreView, ...]
    cluster: str = ""


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
            u.id,
            u.round_id,
            u.name,
            u.kind,
            u.organisation,
            _team(teams.get(u.id)),
            tuple(_cadre(c) for c in cadres[u.id]),
            u.cluster,
        )
        for u in units
    ]


def _team(row: rows.TeamRow | None) -> TeamView | None:
    return None if row is None else TeamView(row.id, row.name)


def _cadre(row: rows.CadreRow) -> CadreView:
    return CadreView(
        row.id,
        row.name,
        row.post,
        row.category,
        row.position,
        row.concurrent,
        row.note,
        row.person,
        row.head,
        row.nonparty,
    )
