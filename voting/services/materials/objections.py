"""Objections to what a unit has published: written down, dealt with, and who may read them."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment import permissions
from voting.errors import BadInput, NotFound
from voting.services import checks
from voting.services.context import (
    Actor,
    new_id,
    permit_unit,
)
from voting.services.log import chain
from voting.storage import publicity as rows
from voting.storage import rosters
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection; ``sender`` empty: anonymous; ``handled_on`` empty: not dealt with yet;
    ``department``: taken by the department, which alone reads it."""

    id: str
    received_on: str
    sender: str
    content: str
    handling: str
    handled_on: str
    saved_by: str
    department: bool


def objections_for(session: Session, actor: Actor, unit_id: str) -> tuple[Objection, ...]:
    """The objections about a unit that somebody may read: its own account none of those that the
    department took."""
    return tuple(
        _objection(row)
        for row in rows.objections(session, [unit_id])
        if actor.role != permissions.UNIT or not row.department
    )


def record_objection(
    db: Database, actor: Actor, unit_id: str, received_on: str, sender: str, content: str
) -> str:
    """Write an objection down; returns its id. One taken by the department stays there."""
    permit_unit(actor, permissions.EDIT_PUBLICITY, unit_id)
    row = rows.ObjectionRow(
        id=new_id(),
        unit_id=unit_id,
        received_on=checks.day("received-on", received_on),
        sender=checks.line("sender", sender, 100, empty=True),
        content=checks.passage("objection", content, 2000),
        handling="",
        handled_on="",
        saved_by=actor.name,
        department=actor.role != permissions.UNIT,
    )
    with db.transaction() as session:
        rosters.known_unit(session, unit_id)
        rows.add_objection(session, row)
        chain.write(session, actor, "objection-recorded", unit_id, {"objection": row.id})
    return row.id


def handle_objection(
    db: Database, actor: Actor, unit_id: str, objection_id: str, handled_on: str, handling: str
) -> None:
    """Write down what was done about an objection, and when."""
    permit_unit(actor, permissions.EDIT_PUBLICITY, unit_id)
    day, text = checks.day("handled-on", handled_on), checks.passage("handling", handling, 2000)
    with db.transaction() as session:
        row = rows.objection(session, objection_id)
        hidden = row is not None and row.department and actor.role == permissions.UNIT
        if row is None or row.unit_id != unit_id or hidden:
            raise NotFound("objection-unknown", "there is no such objection")
        if day < row.received_on:
            raise BadInput("objection-days", "it was dealt with before it was received")
        row.handled_on, row.handling = day, text
        chain.write(session, actor, "objection-handled", unit_id, {"objection": row.id})


def _objection(row: rows.ObjectionRow) -> Objection:
    return Objection(
        row.id,
        row.received_on,
        row.sender,
        row.content,
        row.handling,
        row.handled_on,
        row.saved_by,
        row.department,
    )
