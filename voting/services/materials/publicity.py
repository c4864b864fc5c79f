"""实绩公示: when a unit's achievements are published, and what stands in the notice.

Source: the notice, part 三 (二) 2: before the assessment begins, the achievements of the team and
of the cadres are published in the unit. Days are those of the wall calendar, both ends included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from voting.assessment import permissions
from voting.documents.filed.publicity_notice import Notice, notice_document
from voting.documents.writing.document import Document
from voting.errors import BadInput, Refused
from voting.services import checks
from voting.services.context import (
    Actor,
    Clock,
    permit_unit,
    timestamp,
    today,
    utc_now,
)
from voting.services.log import chain
from voting.services.materials.objections import Objection, objections_for
from voting.services.materials.publicity_text import day_text, days_between, published_text
from voting.services.materials.views import materials_of
from voting.storage import publicity as rows
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session

PublicityState = Literal["none", "planned", "running", "done"]


@dataclass(frozen=True, slots=True)
class PublicityInput:
    """What is typed: days ``2021-01-10``, both included; ``objections_to`` says how to object;
    ``text`` is what is published."""

    starts: str
    ends: str
    place: str
    objections_to: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicityView:
    """公示 of a unit. ``plan`` is None until it is kept; ``proposed`` the text that the materials
    give, ``days`` how many days it runs; ``locked``: it has begun, so the unit cannot change it.
    """

    unit_id: str
    unit: str
    round_id: str
    round: str
    year: int
    state: PublicityState
    plan: PublicityInput | None
    days: int
    wanted_days: int
    saved_by: str
    saved_at: str
    proposed: str
    objections: tuple[Objection, ...]
    locked: bool


def publicity_states(
    session: Session, unit_ids: Sequence[str], day: str
) -> dict[str, PublicityState]:
    """How far each unit's 公示 is on a day: none, planned, running or done; one query."""
    stored = rows.of_units(session, unit_ids)
    return {unit_id: _state(stored.get(unit_id), day) for unit_id in unit_ids}


def publicity_state(session: Session, unit_id: str, day: str) -> PublicityState:
    """The same for one unit."""
    return publicity_states(session, [unit_id], day)[unit_id]


def state_for_opening(db: Database, unit_id: str, *, clock: Clock = utc_now) -> PublicityState:
    """What the hall's page says before a meeting opens: only the state, which hosts may know."""
    with db.reading() as session:
        return publicity_state(session, unit_id, today(clock))


def check_before_opening(session: Session, unit_id: str, day: str, reason: str) -> str:
    """What the log says of a meeting that opens before the unit's 公示 has run: the reason, checked.

    Empty where it has run; Refused ``publicity-not-run`` where it has not and no reason is given.
    """
    if publicity_state(session, unit_id, day) == "done":
        return ""
    if not reason.strip():
        raise Refused(
            "publicity-not-run",
            "the unit's achievements have not been published for"
            " the days set: opening needs a reason",
        )
    return checks.line("reason", " ".join(reason.split()), 1000)


def get_publicity(
    db: Database, actor: Actor, unit_id: str, *, clock: Clock = utc_now
) -> PublicityView:
    """公示 of a unit with its objections; those the department took only for
    department, committee and auditor."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        materials = materials_of(session, unit_id)
        row = rows.of_units(session, [unit_id]).get(unit_id)
        kept = objections_for(session, actor, unit_id)
        round_row = rounds.known(session, materials.unit.round_id, trials=True)
    state = _state(row, today(clock))
    return PublicityView(
        unit_id,
        materials.unit.name,
        round_row.id,
        round_row.name,
        round_row.year,
        state,
        _plan(row),
        0 if row is None else days_between(row.starts, row.ends),
        materials.rules.days,
        "" if row is None else row.saved_by,
        "" if row is None else row.saved_at,
        published_text(materials),
        kept,
        state in ("running", "done") and not _may_change(actor),
    )


def plan_publicity(
    db: Database, actor: Actor, unit_id: str, data: PublicityInput, *, clock: Clock = utc_now
) -> None:
    """Keep days, place, how to object and the text that is published.

    Refused ``publicity-begun`` for a unit from its first day on: the department may still change
    it, and the log says so.
    """
    permit_unit(actor, permissions.EDIT_PUBLICITY, unit_id)
    row = _checked(unit_id, data, actor, clock)
    with db.transaction() as session:
        rosters.known_unit(session, unit_id)
        before = rows.of_units(session, [unit_id]).get(unit_id)
        if _state(before, today(clock)) in ("running", "done") and not _may_change(actor):
            raise Refused(
                "publicity-begun", "what is published stays as it is; the department may change it"
            )
        again = before is not None
        rows.put(session, row)
        chain.write(
            session,
            actor,
            "publicity-changed" if again else "publicity-planned",
            unit_id,
            {"starts": row.starts, "ends": row.ends},
            clock=clock,
        )


def notice_of(db: Database, actor: Actor, unit_id: str) -> Document:
    """The notice to hang up, as a document; Refused ``publicity-none`` before it is planned."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        return notice_document_of(session, unit_id)


def notice_document_of(session: Session, unit_id: str) -> Document:
    """The same within a transaction."""
    row = rows.of_units(session, [unit_id]).get(unit_id)
    if row is None:
        raise Refused("publicity-none", "no publication is planned yet")
    unit = rosters.known_unit(session, unit_id)
    round_row = rounds.known(session, unit.round_id, trials=True)
    return notice_document(
        Notice(
            unit.name,
            round_row.year,
            day_text(row.starts),
            day_text(row.ends),
            days_between(row.starts, row.ends),
            row.place,
            row.objections_to,
            row.text,
        )
    )


def _state(row: rows.PublicityRow | None, day: str) -> PublicityState:
    if row is None:
        return "none"
    if day < row.starts:
        return "planned"
    return "running" if day <= row.ends else "done"


def _may_change(actor: Actor) -> bool:
    return permissions.UNLOCK_MATERIALS in permissions.actions_of(actor.role)


def _checked(unit_id: str, data: PublicityInput, actor: Actor, clock: Clock) -> rows.PublicityRow:
    row = rows.PublicityRow(
        unit_id=unit_id,
        starts=checks.day("starts", data.starts),
        ends=checks.day("ends", data.ends),
        place=checks.line("place", data.place, 200),
        objections_to=checks.passage("objections-to", data.objections_to, 400),
        text=checks.passage("published", data.text, 40_000),
        saved_by=actor.name,
        saved_at=timestamp(clock),
    )
    if row.ends < row.starts:
        raise BadInput("publicity-days", "the last day is before the first")
    return row


def _plan(row: rows.PublicityRow | None) -> PublicityInput | None:
    return (
        None
        if row is None
        else PublicityInput(row.starts, row.ends, row.place, row.objections_to, row.text)
    )
