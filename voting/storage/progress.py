"""Where every unit of a round is, in a few queries that read no ballot and no frozen file."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.assessment.meeting_state import MeetingState
from voting.storage.grade_steps import StageRow
from voting.storage.meetings import MeetingRow
from voting.storage.publicity import PublicityRow
from voting.storage.rosters import UnitRow


def meeting_states(session: Session, round_id: str) -> list[tuple[str, str, MeetingState]]:
    """(unit id, meeting id, state) of all meetings of a round, by date, title and id."""
    rows = session.execute(
        select(MeetingRow.unit_id, MeetingRow.id, MeetingRow.state)
        .where(MeetingRow.round_id == round_id)
        .order_by(MeetingRow.date, MeetingRow.title, MeetingRow.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def publicity_days(session: Session, round_id: str) -> dict[str, tuple[str, str]]:
    """Unit id → first and last day of its 公示."""
    rows = session.execute(
        select(PublicityRow.unit_id, PublicityRow.starts, PublicityRow.ends)
        .join(UnitRow, UnitRow.id == PublicityRow.unit_id)
        .where(UnitRow.round_id == round_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def grade_stages(session: Session, round_id: str) -> dict[str, str]:
    """Unit id → where its grades are; units without a row are still proposing."""
    rows = session.execute(
        select(StageRow.unit_id, StageRow.stage)
        .join(UnitRow, UnitRow.id == StageRow.unit_id)
        .where(UnitRow.round_id == round_id)
    )
    return {row[0]: row[1] for row in rows}
