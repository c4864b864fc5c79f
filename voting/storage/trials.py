"""Trial rounds (试投): which rounds, units and meetings are made up, and throwing one away whole."""

from __future__ import annotations

from sqlalchemy import Column, Table, delete, select
from sqlalchemy.orm import Session

from voting.storage.conflict import saving
from voting.storage.meetings import MeetingRow
from voting.storage.rosters import CadreRow, TeamRow, UnitRow
from voting.storage.rounds import RoundRow
from voting.storage.tables import METADATA

KEPT = ("accounts",)
"""Tables that point at a round's things and belong to people: nothing of them is thrown away."""


def everything(session: Session) -> list[tuple[RoundRow, MeetingRow]]:
    """Every trial with its one meeting, the oldest first (a trial's date is when it was made)."""
    rows = session.execute(
        select(RoundRow, MeetingRow)
        .join(MeetingRow, MeetingRow.round_id == RoundRow.id)
        .where(RoundRow.trial)
        .order_by(MeetingRow.date, MeetingRow.id)
    )
    return [(row[0], row[1]) for row in rows]


def round_of_meeting(session: Session, meeting: str) -> str | None:
    """The trial round of a meeting; None where the meeting is none of a trial."""
    return session.scalar(
        select(RoundRow.id)
        .join(MeetingRow, MeetingRow.round_id == RoundRow.id)
        .where(MeetingRow.id == meeting, RoundRow.trial)
    )


def is_trial_round(session: Session, round_id: str) -> bool:
    """Whether a round is a trial."""
    query = select(RoundRow.id).where(RoundRow.id == round_id, RoundRow.trial)
    return session.scalar(query) is not None


def is_trial_unit(session: Session, unit_id: str) -> bool:
    """Whether a unit is made up for a trial."""
    return (
        session.scalar(
            select(UnitRow.id)
            .join(RoundRow, RoundRow.id == UnitRow.round_id)
            .where(UnitRow.id == unit_id, RoundRow.trial)
        )
        is not None
    )


def is_trial_subject(session: Session, subject_id: str) -> bool:
    """Whether a team or cadre is made up for a trial."""
    return any(
        session.scalar(
            select(row.id)
            .join(UnitRow, UnitRow.id == row.unit_id)
            .join(RoundRow, RoundRow.id == UnitRow.round_id)
            .where(row.id == subject_id, RoundRow.trial)
        )
        is not None
        for row in (TeamRow, CadreRow)
    )


def keys(session: Session, round_id: str) -> bytes | None:
    """The key files of a trial."""
    return session.scalar(
        select(RoundRow.trial_keys).where(RoundRow.id == round_id, RoundRow.trial)
    )


def remove(session: Session, round_id: str) -> None:
    """Take a trial out with everything that hangs on it, in whatever table.

    Raises Conflict, and takes nothing out, where something of :data:`KEPT` points at it.
    """
    owned = _owned(session, round_id)
    with saving(session):
        for table in reversed(METADATA.sorted_tables):
            for column, ids in _ties(table, owned):
                session.execute(delete(table).where(column.in_(ids)))
        session.execute(delete(RoundRow).where(RoundRow.id == round_id, RoundRow.trial))
    session.expire_all()


def _owned(session: Session, round_id: str) -> dict[str, list[str]]:
    """The ids that other tables point at, by table."""
    units = list(session.scalars(select(UnitRow.id).where(UnitRow.round_id == round_id)))
    return {
        "rounds": [round_id],
        "units": units,
        "meetings": list(
            session.scalars(select(MeetingRow.id).where(MeetingRow.round_id == round_id))
        ),
        "cadres": list(session.scalars(select(CadreRow.id).where(CadreRow.unit_id.in_(units)))),
    }


def _ties(table: Table, owned: dict[str, list[str]]) -> list[tuple[Column[str], list[str]]]:
    """The columns by which a table's rows belong to a round, with the ids that they may hold."""
    if table.name in KEPT:
        return []
    return [
        (key.parent, owned[key.column.table.name])
        for key in table.foreign_keys
        if key.column.table.name in owned
    ]
