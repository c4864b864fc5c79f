"""Settling materials, which locks them, and unlocking them for a reason.

Source: the notice, part 三 (二) 1: the team's report and the four lists are settled collectively by
the 党委（党组）, a cadre's report by its head. This software notes who settled, and when.
"""

from __future__ import annotations

from collections.abc import Iterable

from voting.assessment import permissions
from voting.errors import BadInput, Refused
from voting.services import checks
from voting.services.context import (
    Actor,
    Clock,
    permit,
    permit_unit,
    timestamp,
    today,
    utc_now,
)
from voting.services.log import chain
from voting.services.materials.edit import newer
from voting.services.materials.views import (
    SubjectMaterials,
    materials_of,
)
from voting.storage import materials as rows
from voting.storage import meetings, rosters
from voting.storage.database import Database, Session


def settle(
    db: Database,
    actor: Actor,
    unit_id: str,
    subject_id: str,
    settled_by: str,
    settled_on: str,
    versions: str,
    *,
    clock: Clock = utc_now,
) -> None:
    """Settle and lock all that a subject hands in, in the ``versions`` seen (``1-2-1``).

    Refused ``material-incomplete`` names what is missing, ``material-settled`` where it is locked
    already, ``material-newer`` where somebody saved in between.
    """
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    by = checks.line("settled-by", settled_by, 200)
    on = checks.day("settled-on", settled_on)
    if on > today(clock):
        raise BadInput("day-future", "it cannot be settled on a day to come", field="settled-on")
    with db.transaction() as session:
        rosters.hold_unit(session, unit_id)
        subject = materials_of(session, unit_id).subject(subject_id)
        if any(m.settled for m in subject.materials):
            raise Refused("material-settled", "it is settled and locked")
        _check_complete(subject)
        if versions != subject.versions:
            raise newer()
        rows.settle(session, _locks(subject, unit_id, by, on, actor, timestamp(clock)))
        chain.write(
            session,
            actor,
            "material-settled",
            subject_id,
            {
                "unit": unit_id,
                "name": subject.name,
                "settled_by": by,
                "settled_on": on,
                "versions": versions,
            },
            clock=clock,
        )


def unlock(db: Database, actor: Actor, unit_id: str, subject_id: str, reason: str) -> None:
    """Open settled materials again, for a reason; Refused ``materials-frozen`` once a meeting of
    the unit has opened: what its voters read stays."""
    permit(actor, permissions.UNLOCK_MATERIALS)
    why = checks.line("reason", " ".join(reason.split()), 1000)
    with db.transaction() as session:
        rosters.hold_unit(session, unit_id)
        subject = materials_of(session, unit_id).subject(subject_id)
        if not any(m.settled for m in subject.materials):
            raise Refused("material-open", "it is not settled")
        _check_not_read(session, unit_id)
        rows.unsettle(session, subject_id)
        chain.write(
            session,
            actor,
            "material-unlocked",
            subject_id,
            {"unit": unit_id, "name": subject.name, "reason": why},
        )


def _locks(
    subject: SubjectMaterials, unit_id: str, by: str, on: str, actor: Actor, at: str
) -> list[rows.SettledRow]:
    return [
        rows.SettledRow(
            subject_id=subject.id,
            kind=material.kind.id,
            version=material.version,
            unit_id=unit_id,
            settled_by=by,
            settled_on=on,
            locked_by=actor.name,
            locked_at=at,
        )
        for material in subject.materials
    ]


def _check_complete(subject: SubjectMaterials) -> None:
    wanted = [
        _wanted(m.kind.text.zh, [s.text.zh for s in m.missing] if m.version else [])
        for m in subject.materials
        if not m.version or m.missing
    ]
    if wanted:
        raise Refused(
            "material-incomplete", f"still missing: {', '.join(wanted)}", missing="、".join(wanted)
        )


def _wanted(kind: str, sections: Iterable[str]) -> str:
    names = "、".join(sections)
    return f"{kind}（{names}）" if names else kind


def _check_not_read(session: Session, unit_id: str) -> None:
    if meetings.has_opened(session, unit_id):
        raise Refused("materials-frozen", "a meeting of the unit has opened with these materials")
