"""Importing a roster: a preview of what would change, then the import, whole or not at all.

The preview is the import itself in a transaction that is thrown away, so it can neither promise
nor forget anything. Its ``seal`` covers the file and every change it shows: an import that is
given a seal happens only if it would do exactly that.

A roster may be imported again; whoever is found again keeps the id, and with it the decisions
about the standing, materials and meetings. What is voted on is frozen when a meeting opens: team
and cadres of such a unit stay as they are, and so does who stands on its ballot. Once the committee
has decided on a unit, all of it stays but remarks and its place: the decision was made from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from voting.assessment import permissions
from voting.documents.roster.model import Notice, RosterFile
from voting.documents.roster.reading import read_roster
from voting.errors import Refused
from voting.services.context import Actor, permit
from voting.services.log import chain
from voting.services.roster.apply import Applied, apply, stored
from voting.services.roster.scope import ballots_kept
from voting.services.rounds.decided import decided
from voting.storage import meetings, rounds, uploads
from voting.storage import rosters as rows
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class RosterSummary:
    """How many of each stand on the roster after an import."""

    units: int
    teams: int
    cadres: int


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """What an import would do; ``before`` and ``after`` count the roster.

    ``notices`` are what the reader wondered about; ``seal`` is to be given back to
    :func:`import_roster`.
    """

    before: RosterSummary
    after: RosterSummary
    applied: Applied
    notices: tuple[Notice, ...]
    seal: str


def preview_roster(db: Database, actor: Actor, round_id: str, data: bytes) -> RosterPreview:
    """What :func:`import_roster` would do; nothing is changed. Raises what it would raise."""
    permit(actor, permissions.IMPORT_ROSTER)
    file = read_roster(data)
    with db.transaction() as session:
        preview = _carry_out(session, round_id, file, data)
        session.rollback()
    return preview


def import_roster(
    db: Database,
    actor: Actor,
    round_id: str,
    data: bytes,
    seal: str | None = None,
    *,
    removal: bool = True,
) -> RosterSummary:
    """Make the workbook the roster of the round.

    RosterFaults lists every fault of the file; Refused ``roster-in-use`` for a unit that is gone
    but has a meeting or an account, ``roster-frozen`` for one changed after its meeting opened,
    ``roster-decided`` for one changed after the committee decided,
    ``roster-preview-old`` where it would do something else than the preview of ``seal`` showed,
    ``roster-removal`` where units or cadres go and ``removal`` was not agreed to.
    Nothing is imported then.
    """
    permit(actor, permissions.IMPORT_ROSTER)
    file = read_roster(data)
    with db.transaction() as session:
        summary = _carry_out(session, round_id, file, data)
        if seal is not None and seal != summary.seal:
            raise Refused("roster-preview-old", "the roster has changed since the preview")
        if not removal and (summary.applied.removed or summary.applied.units_removed):
            raise Refused("roster-removal", "nobody has agreed to the removal")
        uploads.remove(session, actor.id)
        chain.write(
            session,
            actor,
            "roster-imported",
            round_id,
            {
                "units": summary.after.units,
                "teams": summary.after.teams,
                "cadres": summary.after.cadres,
                "added": len(summary.applied.added),
                "changed": len(summary.applied.changed),
                "removed": len(summary.applied.removed),
                "sha256": hashlib.sha256(data).hexdigest(),
            },
        )
    return summary.after


def _carry_out(session: Session, round_id: str, file: RosterFile, data: bytes) -> RosterPreview:
    """Apply the file within the transaction and tell what was done."""
    rounds.hold(session, round_id)
    before = RosterSummary(*rows.count(session, round_id))
    with (
        _frozen_kept(session, round_id),
        ballots_kept(session, round_id),
        _decided_kept(session, round_id),
    ):
        applied = apply(session, round_id, file)
    after = RosterSummary(*rows.count(session, round_id))
    preview = RosterPreview(before, after, applied, file.notices, "")
    told = json.dumps([asdict(preview), hashlib.sha256(data).hexdigest()], sort_keys=True)
    return replace(preview, seal=hashlib.sha256(told.encode()).hexdigest())


@contextmanager
def _frozen_kept(session: Session, round_id: str) -> Iterator[None]:
    """Refused ``roster-frozen`` where team, names, posts or their order change in a unit whose
    meeting has opened."""
    opened = meetings.opened_units(session, round_id)
    units = [unit for unit in rows.units(session, round_id) if unit.id in opened]
    before = _members(session, units)
    yield
    session.flush()
    after = _members(session, units)
    for unit in units:
        if before[unit.id] != after[unit.id]:
            raise Refused(
                "roster-frozen",
                f"a meeting of {unit.name} has opened: its team and cadres cannot change",
                unit=unit.name,
            )


def _members(
    session: Session, units: Sequence[rows.UnitRow]
) -> dict[str, tuple[str | None, list[tuple[str, str]]]]:
    """By unit id: the name of its team and (name, post) of its cadres in order."""
    ids = [unit.id for unit in units]
    teams, cadres = rows.teams(session, ids), rows.cadres(session, ids)
    return {
        one: (
            teams[one].name if one in teams else None,
            [(cadre.name, cadre.post) for cadre in cadres[one]],
        )
        for one in ids
    }


@contextmanager
def _decided_kept(session: Session, round_id: str) -> Iterator[None]:
    """Refused ``roster-decided`` where a unit whose grades are decided, or what is known of its
    cadres, changes."""
    units = rows.units(session, round_id)
    held = decided(session, [unit.id for unit in units])
    names = [unit.name for unit in units if unit.id in held]
    before = _whole(session, round_id) if names else {}
    yield
    session.flush()
    after = _whole(session, round_id) if names else {}
    for name in names:
        if before[name] != after.get(name):
            raise Refused(
                "roster-decided",
                f"the grades of {name} are decided: what they were made from cannot change",
                unit=name,
            )


def _whole(session: Session, round_id: str) -> dict[str, tuple[object, ...]]:
    """Each unit by its name, with its cadres and facts in order; places and remarks left out."""
    file = stored(session, round_id)
    cadres = [replace(row, order=0, note="") for row in file.cadres]
    return {
        unit.name: (replace(unit, order=0), *(row for row in cadres if row.unit == unit.name))
        for unit in file.units
    }
