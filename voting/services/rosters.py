"""The roster of a round: importing it from a workbook, whole or not at all, and reading it.

A roster may be imported again: units and cadres found again by name keep their ids. What is voted
on is frozen when a meeting opens, so the team and cadres of such a unit must stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voting.assessment import permissions
from voting.documents.roster import read_roster, roster_template
from voting.documents.roster_model import CadreRow as FileCadre
from voting.documents.roster_model import Fault, RosterFaults, RosterFile
from voting.documents.roster_model import UnitRow as FileUnit
from voting.errors import Refused
from voting.services import audit
from voting.services.context import Actor, new_id, permit
from voting.services.rosterviews import (
    CadreView,
    TeamView,
    UnitView,
    get_unit,
    list_units,
    unit_view,
    unit_views,
)
from voting.services.rounds import BEFORE_OPENING, unknown_round
from voting.storage import meetings, rounds
from voting.storage import rosters as rows
from voting.storage.conflict import Conflict
from voting.storage.database import Database, Session

__all__ = ["CadreView", "Fault", "RosterFaults", "RosterSummary", "TeamView", "UnitView",
           "get_unit", "import_roster", "list_units", "roster_template", "unit_view",
           "unit_views"]


@dataclass(frozen=True, slots=True)
class RosterSummary:
    """How many of each stand on the roster after an import."""

    units: int
    teams: int
    cadres: int


def import_roster(db: Database, actor: Actor, round_id: str, data: bytes) -> RosterSummary:
    """Make the workbook the roster of the round.

    RosterFaults lists every fault of the file; Refused ``roster-in-use`` for a unit that is gone
    but has a meeting or an account, ``roster-frozen`` for one changed after its meeting opened.
    Nothing is imported then.
    """
    permit(actor, permissions.IMPORT_ROSTER)
    file = read_roster(data)
    with db.transaction() as session:
        if rounds.hold(session, round_id) is None:
            raise unknown_round()
        known = {row.name: row for row in rows.units(session, round_id)}
        _remove_gone(session, known, file)
        for position, unit in enumerate(file.units, start=1):
            cadres = [c for c in file.cadres if c.unit == unit.name]
            row = known.get(unit.name) or _new_unit(session, round_id, unit)
            row.kind, row.organisation = unit.kind, unit.organisation
            row.position = position
            _take_members(session, row, unit, cadres)
        summary = RosterSummary(*rows.count(session, round_id))
        audit.write(session, actor, "roster-imported", round_id, {
            "units": summary.units, "teams": summary.teams, "cadres": summary.cadres})
    return summary


def _remove_gone(session: Session, known: dict[str, rows.UnitRow], file: RosterFile) -> None:
    """Take the units out that the file does not name any more."""
    for name in known.keys() - {unit.name for unit in file.units}:
        try:
            rows.remove_unit(session, known[name].id)
        except Conflict as error:
            raise Refused("roster-in-use", f"{name} has a meeting or an account and cannot leave"
                          " the roster", unit=name) from error


def _new_unit(session: Session, round_id: str, unit: FileUnit) -> rows.UnitRow:
    row = rows.UnitRow(id=new_id(), round_id=round_id, name=unit.name, kind=unit.kind,
                       organisation=unit.organisation, position=0)
    rows.add(session, [row], [], [])
    return row


def _take_members(session: Session, unit: rows.UnitRow, wanted: FileUnit,
                  cadres: Sequence[FileCadre]) -> None:
    """Make team and cadres those of the file; who stays by name keeps the id."""
    team = rows.teams(session, [unit.id]).get(unit.id)
    before = rows.cadres(session, [unit.id])[unit.id]
    _check_frozen(session, unit, (team.name if team else None, [(c.name, c.post) for c in before]),
                  (wanted.team, [(c.name, c.post) for c in cadres]))
    if team is not None and wanted.team is not None:
        team.name = wanted.team
    elif team is not None:
        rows.remove(session, [team])
    elif wanted.team is not None:
        rows.add(session, [], [rows.TeamRow(id=new_id(), unit_id=unit.id, name=wanted.team)], [])
    named = dict(zip(_places(before), before, strict=True))
    new = []
    for position, (place, cadre) in enumerate(zip(_places(cadres), cadres, strict=True), start=1):
        row = named.pop(place, None)
        if row is None:
            row = rows.CadreRow(id=new_id(), unit_id=unit.id)
            new.append(row)
        row.position, row.name, row.post = position, cadre.name, cadre.post
        row.category, row.concurrent, row.note = cadre.category, cadre.concurrent, cadre.note
    rows.remove(session, named.values())
    rows.add(session, [], [], new)


def _places(cadres: Iterable[rows.CadreRow | FileCadre]) -> list[tuple[str, int]]:
    """Each cadre as (name, how many of that name came before): two of one name stay two."""
    seen: Counter[str] = Counter()
    places = []
    for cadre in cadres:
        places.append((cadre.name, seen[cadre.name]))
        seen[cadre.name] += 1
    return places


Members = tuple[str | None, list[tuple[str, str]]]


def _check_frozen(session: Session, unit: rows.UnitRow, before: Members, after: Members) -> None:
    if before == after:
        return
    states = {meeting.state for meeting in meetings.of_unit(session, unit.id)}
    if states.difference(BEFORE_OPENING):
        raise Refused("roster-frozen", f"a meeting of {unit.name} has opened: its team and cadres"
                      " cannot change", unit=unit.name)
