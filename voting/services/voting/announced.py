"""What a waiting phone asks every few seconds: whether its meeting has begun, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.meeting_state import MeetingState
from voting.crypto.base32 import fingerprint
from voting.record.frozen import frozen
from voting.storage import meetings
from voting.storage.database import Database


@dataclass(frozen=True, slots=True)
class Announcement:
    """State, title and unit of a meeting; the manifest's fingerprint from opening on; ``trial``:
    made up to practise."""

    state: MeetingState
    title: str
    unit: str
    fingerprint: str | None
    trial: bool


def announcement(db: Database, meeting_id: str) -> Announcement:
    """One query without a count, for 500 phones at once; NotFound ``meeting-unknown``."""
    with db.reading() as session:
        state, title, unit, manifest, trial = meetings.announced(session, meeting_id)
    mark = None if manifest is None else fingerprint(frozen(manifest).context)
    return Announcement(state, title, unit, mark, trial)
