"""What the hall's page asks of a meeting every few seconds, without reading its frozen files."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from voting.assessment.meeting_state import MeetingState
from voting.storage.meetings import MeetingRow, or_unknown

COUNTED = [state for state in MeetingState if state.before_opening]
"""States in which a test is counted: while ballots come in, nothing that needs no slip writes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """State of a meeting, end of its countdown (ISO 8601, UTC; None: none is set), and how often
    a phone passed the test of the network."""

    state: MeetingState
    countdown: str | None
    tested: int


def standing(session: Session, meeting: str) -> Standing:
    """How a meeting stands, in one query; NotFound ``meeting-unknown``."""
    row = session.execute(
        select(MeetingRow.state, MeetingRow.countdown, MeetingRow.tested).where(
            MeetingRow.id == meeting
        )
    ).first()
    return Standing(*or_unknown(row))


def note_test(session: Session, meeting: str) -> None:
    """One more phone has passed the test; nothing where the meeting has opened."""
    session.execute(
        update(MeetingRow)
        .where(MeetingRow.id == meeting, MeetingRow.state.in_(COUNTED))
        .values(tested=MeetingRow.tested + 1)
    )
