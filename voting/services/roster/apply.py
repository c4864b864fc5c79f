"""Making the tables what a roster file says, within a transaction, and telling what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voting.assessment.roster.facts import CadreFacts
from voting.documents.roster.cells import fold
from voting.documents.roster.model import CadreRow, RosterFile, UnitRow
from voting.errors import Refused
from voting.services.context import new_id
from voting.services.roster.diff import (
    Changed,
    KnownCadre,
    cadre_changes,
    keep_absent,
    match,
    order_change,
    unit_changes,
)
from voting.services.roster.facts import facts_of, put_facts
from voting.storage import followers
from voting.storage import rosters as rows
from voting.storage.conflict import Conflict
from voting.storage.database import Session


@dataclass(frozen=True, slots=True)
class Member:
    """A cadre as a line: unit, name, post."""

    unit: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A cadre who leaves the roster, with how much else leaves too."""

    member: Member
    along: followers.Following


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: names of units added and removed, what changed in those that stay; cadres
    added, changed and removed. ``reordered``: the units that stay stand in another order."""

    units_added: tuple[str, ...]
    units_changed: tuple[Changed, ...]
    units_removed: tuple[str, ...]
    reordered: bool
    added: tuple[Member, ...]
    changed: tuple[Changed, ...]
    removed: tuple[Gone, ...]
    unchanged: int

    @property
    def nothing(self) -> bool:
        """True where the roster stays as it is."""
        return not (
            self.units_added
            or self.units_changed
            or self.units_removed
            or self.reordered
            or self.added
            or self.changed
            or self.removed
        )


@dataclass(frozen=True, slots=True)
class _Roster:
    """The roster as it is stored: rows by id, units by folded name."""

    units: dict[str, rows.UnitRow]
    teams: dict[str, rows.TeamRow]
    cadres: dict[str, rows.CadreRow]
    known: list[KnownCadre]

    def unit_row(self, unit: rows.UnitRow) -> UnitRow:
        """A unit of the roster as an uploaded file would say it."""
        team = self.teams.get(unit.id)
        return UnitRow(
            unit.name,
            unit.kind,
            unit.organisation,
            unit.position,
            team.name if team else None,
            unit.cluster,
        )


def stored(session: Session, round_id: str) -> RosterFile:
    """The roster of a round as the rows of a file, discipline with it."""
    roster = _load(session, round_id)
    return RosterFile(
        tuple(roster.unit_row(unit) for unit in roster.units.values()),
        tuple(one.row for one in roster.known),
    )


def apply(session: Session, round_id: str, file: RosterFile) -> Applied:
    """Make the roster of the round that of the file; Refused ``roster-in-use``."""
    roster = _load(session, round_id)
    places = {unit.name: place for place, unit in enumerate(file.units)}
    cadres = sorted(file.cadres, key=lambda row: places[row.unit])  # by unit, each in its order
    matched, gone = match(roster.known, cadres)
    wanted = [
        keep_absent(row, None if known is None else known.row, file.absent)
        for row, known in zip(cadres, matched, strict=True)
    ]
    units_changed, units_added, ids, reordered = _take_units(session, round_id, file, roster)
    pairs = list(zip(wanted, matched, strict=True))
    along = followers.of(session, [one.id for one in gone])
    changed = _take_cadres(session, pairs, ids, roster)
    _remove_cadres(session, gone, roster)
    kept = {fold(unit.name) for unit in file.units}
    removed = [unit for key, unit in roster.units.items() if key not in kept]
    _remove_units(session, removed, roster)
    units_changed += _reordered_cadres(pairs)
    return Applied(
        tuple(units_added),
        tuple(units_changed),
        tuple(unit.name for unit in removed),
        reordered,
        tuple(Member(row.unit, row.name, row.post) for row, known in pairs if known is None),
        tuple(changed),
        tuple(
            Gone(
                Member(one.row.unit, one.row.name, one.row.post),
                along.get(one.id, followers.NOBODY),
            )
            for one in gone
        ),
        sum(known is not None for _, known in pairs) - len(changed),
    )


def _load(session: Session, round_id: str) -> _Roster:
    units = rows.units(session, round_id)
    ids = [unit.id for unit in units]
    names = {unit.id: unit.name for unit in units}
    cadres = {
        cadre.id: cadre for of_unit in rows.cadres(session, ids).values() for cadre in of_unit
    }
    facts = facts_of(session, cadres)
    known = [
        KnownCadre(
            c.id,
            CadreRow(
                c.position,
                c.name,
                names[c.unit_id],
                c.post,
                c.category,
                c.concurrent,
                c.note,
                c.person,
                c.head,
                c.nonparty,
                facts[c.id],
            ),
        )
        for c in cadres.values()
    ]
    return _Roster(
        {fold(unit.name): unit for unit in units}, rows.teams(session, ids), cadres, known
    )


def _take_units(
    session: Session,
    round_id: str,
    file: RosterFile,
    roster: _Roster,
) -> tuple[list[Changed], list[str], dict[str, str], bool]:
    """(changed, names added, name → id, whether those that stay changed places)."""
    changed: list[Changed] = []
    new: list[rows.UnitRow] = []
    ids: dict[str, str] = {}
    stay = [fold(unit.name) for unit in file.units if fold(unit.name) in roster.units]
    for position, unit in enumerate(file.units, start=1):
        row = roster.units.get(fold(unit.name))
        if row is None:
            row = rows.UnitRow(id=new_id(), round_id=round_id)
            new.append(row)
        else:
            before = roster.unit_row(row)
            unit = unit if "cluster" not in file.absent else replace(unit, cluster=before.cluster)
            if changes := unit_changes(before, unit):
                changed.append(Changed(before.name, "", changes))
        row.name, row.kind, row.organisation = unit.name, unit.kind, unit.organisation
        row.position, row.cluster = position, unit.cluster
        ids[unit.name] = row.id
    rows.add(session, new, [], [])
    _take_teams(session, {ids[unit.name]: unit.team for unit in file.units}, roster)
    return changed, [row.name for row in new], ids, stay != [k for k in roster.units if k in stay]


def _take_teams(session: Session, wanted: Mapping[str, str | None], roster: _Roster) -> None:
    """Give each unit (by id) the team of that name, None for none."""
    gone = [
        roster.teams[one] for one, name in wanted.items() if name is None and one in roster.teams
    ]
    followers.remove(session, [team.id for team in gone])
    rows.remove(session, gone)
    for unit_id, name in wanted.items():
        if name is not None and unit_id in roster.teams:
            roster.teams[unit_id].name = name
    rows.add(
        session,
        [],
        [
            rows.TeamRow(id=new_id(), unit_id=one, name=name)
            for one, name in wanted.items()
            if name is not None and one not in roster.teams
        ],
        [],
    )


def _take_cadres(
    session: Session,
    pairs: Sequence[tuple[CadreRow, KnownCadre | None]],
    ids: Mapping[str, str],
    roster: _Roster,
) -> list[Changed]:
    """Write every wanted row; returns what changed in those who were there."""
    changed: list[Changed] = []
    new: list[rows.CadreRow] = []
    facts: dict[str, CadreFacts] = {}
    moves: dict[str, str] = {}
    positions: dict[str, int] = {}
    for wanted, known in pairs:
        positions[wanted.unit] = positions.get(wanted.unit, 0) + 1
        row = roster.cadres[known.id] if known else rows.CadreRow(id=new_id())
        if known is None:
            new.append(row)
        else:
            if changes := cadre_changes(known.row, wanted):
                changed.append(Changed(known.row.unit, known.row.name, changes))
            if row.unit_id != ids[wanted.unit]:
                moves[row.id] = ids[wanted.unit]
        _write(row, wanted, ids[wanted.unit], positions[wanted.unit])
        if known is None or known.row.facts != wanted.facts:
            facts[row.id] = wanted.facts
    rows.add(session, [], [], new)
    put_facts(session, facts)
    followers.move(session, moves)
    return changed


def _write(row: rows.CadreRow, wanted: CadreRow, unit_id: str, position: int) -> None:
    row.unit_id, row.position, row.name, row.post = unit_id, position, wanted.name, wanted.post
    row.category, row.concurrent, row.note = wanted.category, wanted.concurrent, wanted.note
    row.person, row.head, row.nonparty = wanted.person, wanted.head, wanted.nonparty


def _reordered_cadres(pairs: Sequence[tuple[CadreRow, KnownCadre | None]]) -> list[Changed]:
    """Units in which those who stay stand in another order, with the names in order."""
    after: dict[str, list[KnownCadre]] = {}
    for wanted, known in pairs:
        if known is not None and known.row.unit == wanted.unit:
            after.setdefault(wanted.unit, []).append(known)
    told = []
    for unit, members in after.items():
        before = sorted(members, key=lambda one: one.row.order)
        changes = order_change([one.row.name for one in before], [one.row.name for one in members])
        if changes:
            told.append(Changed(unit, "", changes))
    return told


def _remove_cadres(session: Session, gone: Sequence[KnownCadre], roster: _Roster) -> None:
    followers.remove(session, [one.id for one in gone])
    rows.remove(session, [roster.cadres[one.id] for one in gone])


def _remove_units(session: Session, units: Sequence[rows.UnitRow], roster: _Roster) -> None:
    """Take units out that the file does not name any more; their cadres have left already."""
    for unit in units:
        team = roster.teams.get(unit.id)
        try:
            if team is not None:
                followers.remove(session, [team.id])
            rows.remove_unit(session, unit.id)
        except Conflict as error:
            raise Refused(
                "roster-in-use",
                f"{unit.name} has a meeting or an account and cannot leave the roster",
                unit=unit.name,
            ) from error
