"""What the hall's page asks of a meeting every few seconds, without reading its frozen files."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from voting.storage.meetings import MeetingRow

TESTABLE = ("draft", "printed", "open")
"""States in which phones may test the network of the hall."""

COUNTED = ("draft", "printed")
"""States in which a test is counted: while ballots come in, nothing that needs no slip writes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """State of a meeting, end of its countdown (ISO 8601, UTC; None: none is set), and how often
    a phone passed the test of the network."""

    state: str
    countdown: str | None
    tested: int


def standing(session: Session, meeting: str) -> Standing | None:
    """How a meeting stands, in one query; None: there is no such meeting."""
    row = session.execute(
        select(MeetingRow.state, MeetingRow.countdown, MeetingRow.tested).where(
            MeetingRow.id == meeting
        )
    ).first()
    return None if row is None else Standing(row[0], row[1], row[2])


def note_test(session: Session, meeting: str) -> None:
    """One more phone has passed the test; nothing where the meeting has opened."""
    session.execute(
        update(MeetingRow)
        .where(MeetingRow.id == meeting, MeetingRow.state.in_(COUNTED))
        .values(tested=MeetingRow.tested + 1)
    )
