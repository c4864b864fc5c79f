"""The trackers of a closed meeting: voters find theirs in the list, and learn nothing else."""

from __future__ import annotations

from voting.errors import Refused
from voting.storage import ballots, meetings
from voting.storage.database import Database


def trackers(db: Database, meeting_id: str) -> tuple[str, ...]:
    """All trackers of a closed meeting in alphabetical order, which says nothing of the order
    of voting; Refused ``trackers-not-yet`` before (nobody shall watch receipts come in).
    """
    with db.reading() as session:
        if not meetings.known(session, meeting_id).state.ended:
            raise Refused("trackers-not-yet", "trackers are published after closing")
        return tuple(sorted(ballot.tracker for ballot in ballots.heads(session, meeting_id)))
