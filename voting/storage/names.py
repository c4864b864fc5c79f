"""What the ids in the log stand for, in a few queries for a whole page of it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.storage.meetings import MeetingRow
from voting.storage.rosters import CadreRow, TeamRow, UnitRow
from voting.storage.rounds import RoundRow


def names_of(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Id → name, for those that are of a round, a meeting, a unit, a team or a cadre: meetings
    and cadres with their unit's name. What was deleted or is no id has none."""
    wanted = list(ids)
    meetings = (
        select(MeetingRow.id, UnitRow.name + " · " + MeetingRow.title)
        .join(UnitRow, UnitRow.id == MeetingRow.unit_id)
        .where(MeetingRow.id.in_(wanted))
    )
    cadres = (
        select(CadreRow.id, UnitRow.name + " · " + CadreRow.name)
        .join(UnitRow, UnitRow.id == CadreRow.unit_id)
        .where(CadreRow.id.in_(wanted))
    )
    plain = (
        select(row.id, row.name).where(row.id.in_(wanted)) for row in (RoundRow, UnitRow, TeamRow)
    )
    return {
        key: name for query in (meetings, cadres, *plain) for key, name in session.execute(query)
    }
