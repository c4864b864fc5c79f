"""Testing the network of the hall with a phone: as many bytes as a ballot, thrown away.

Of a test only a number is kept, that of the phones that passed: no time, no address, no device.
"""

from __future__ import annotations

from voting.errors import BadInput, Refused, VotingError
from voting.record.frozen import frozen
from voting.record.layout import Layout
from voting.services.forms.of_meeting import ballot_of
from voting.storage import halls, meetings, rounds
from voting.storage.database import Database, Session
from voting.storage.meetings import MeetingRow

REFERENCE_LENGTH = 58_000
"""Bytes of a ballot of 13 subjects × 6 questions; used while the forms are not fit for a ballot."""


def length_of_test(db: Database, meeting_id: str) -> int:
    """How many bytes a ballot of this meeting has, as far as that is known before it opens."""
    with db.reading() as session:
        row = meetings.known(session, meeting_id)
        if row.manifest is not None:
            return frozen(row.manifest).layout.ballot_length
        try:
            return _planned_length(session, row)
        except VotingError:
            return REFERENCE_LENGTH


def count_test(db: Database, meeting_id: str, data: bytes) -> None:
    """A phone has sent as much as a ballot: one more has passed. Once the meeting is open it is
    only told so, for the count must not keep ballots waiting.

    :class:`Refused` ``test-closed`` once the meeting is closed, BadInput ``test-length`` where
    something on the way has shortened it.
    """
    expected = length_of_test(db, meeting_id)
    if len(data) != expected:
        raise BadInput(
            "test-length",
            f"{len(data)} bytes arrived, not {expected}",
            got=len(data),
            expected=expected,
        )
    with db.reading() as session:
        standing = halls.standing(session, meeting_id)
    if standing.state.ended:
        raise Refused("test-closed", "the meeting is over: there is nothing to test")
    if standing.state.before_opening:
        with db.transaction() as session:
            halls.note_test(session, meeting_id)


def _planned_length(session: Session, row: MeetingRow) -> int:
    """The length that the plan and the roster of today give."""
    round_row = rounds.known(session, row.round_id, trials=True)
    ids = {c.class_id for c in meetings.classes(session, row.id)}
    ballot = ballot_of(session, round_row, row.unit_id, ids)
    return Layout.of_forms(ballot.forms, ballot.quotas).ballot_length
