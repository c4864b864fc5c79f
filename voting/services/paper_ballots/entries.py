"""The two entries of a meeting's paper ballots: which are complete, whether they agree."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from voting.assessment.counting.paper_ballots import PaperBallotClass
from voting.errors import Refused
from voting.record.closing import Closing
from voting.record.paper_ballots import NONCE_BYTES, PaperBallots
from voting.storage import meetings
from voting.storage import paper_ballots as rows
from voting.storage.database import Session
from voting.storage.meetings import MeetingRow
from voting.storage.paper_ballots import PaperBallotEntryRow


@dataclass(frozen=True, slots=True)
class PaperBallotSums:
    """The paper ballots of a class: how many came back, and the votes of each slot in the order
    of the ballot (弃权 has no slot: it is the rest)."""

    ballots: int
    sums: tuple[int, ...]

    def plain(self, handed: int) -> dict[str, object]:
        """As kept; ``handed``: how many paper ballots had been handed out by then."""
        return {"handed": handed, "ballots": self.ballots, "sums": list(self.sums)}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one account entered: class id → sums. ``kept`` holds also what has grown old, because
    more paper ballots of the class were handed out since; ``sums`` does not."""

    account_id: str
    entered_by: str
    sums: Mapping[str, PaperBallotSums]
    kept: Mapping[str, PaperBallotSums]


@dataclass(frozen=True, slots=True)
class Entries:
    """What is entered of a meeting. ``handed``: class id → paper ballots handed out, classes
    without any left out; ``returned``: class id → ballots counted, None while the two entries do
    not agree (nothing handed out: agreed, and empty)."""

    closed: bool
    handed: Mapping[str, int]
    entries: tuple[Entry, ...]
    returned: Mapping[str, int] | None

    @property
    def complete(self) -> tuple[Entry, ...]:
        """Entries that hold every class with paper ballots."""
        return tuple(one for one in self.entries if not self.missing(one))

    def of(self, account_id: str) -> Entry | None:
        """The entry of an account, None where it has none."""
        return next((one for one in self.entries if one.account_id == account_id), None)

    def missing(self, entry: Entry | None) -> tuple[str, ...]:
        """Classes an entry has not yet; an account without an entry has none."""
        there = {} if entry is None else entry.sums
        return () if self.closed else tuple(c for c in self.handed if c not in there)


def entries_of(session: Session, meeting: MeetingRow) -> Entries:
    """Where the entering of a meeting stands; once closed, what was frozen."""
    handed = {c.class_id: c.paper for c in meetings.classes(session, meeting.id) if c.paper}
    if meeting.closing is not None:
        heads = Closing.decode(meeting.closing).heads
        return Entries(True, handed, (), {h.class_id: h.paper for h in heads if h.paper})
    there = rows.entries(session, meeting.id) if handed else []
    entries = tuple(_entry(row, handed) for row in there)
    return Entries(False, handed, entries, _agreed(Entries(False, handed, entries, None)))


def returned_of(session: Session, meeting: str, handed: Mapping[str, int]) -> int | None:
    """How many paper ballots both counted in an open meeting, without reading its frozen files;
    ``handed`` as in :class:`Entries`. None while they do not agree."""
    entries = tuple(_entry(row, handed) for row in rows.entries(session, meeting))
    agreed = _agreed(Entries(False, handed, entries, None))
    return None if agreed is None else sum(agreed.values())


def freeze(session: Session, meeting: MeetingRow, context: bytes) -> PaperBallots | None:
    """The agreed sums as they go into the record, and the entries deleted; None without any.

    :class:`Refused` ``paper-unfinished`` while paper ballots were handed out and two people have
    not entered the same numbers.
    """
    entries = entries_of(session, meeting)
    if entries.returned is None:
        raise Refused(
            "paper-unfinished",
            "the paper ballots are not entered yet by two people with the same numbers",
        )
    rows.forget(session, meeting.id)
    counted = tuple(
        PaperBallotClass(class_id, ballots, entries.entries[0].sums[class_id].sums)
        for class_id, ballots in entries.returned.items()
        if ballots
    )
    if not counted:
        return None
    return PaperBallots(context, secrets.token_bytes(NONCE_BYTES), counted)


def _entry(row: PaperBallotEntryRow, handed: Mapping[str, int]) -> Entry:
    kept = {
        class_id: PaperBallotSums(plain["ballots"], tuple(plain["sums"]))
        for class_id, plain in row.sums.items()
    }
    sums = {
        class_id: counted
        for class_id, counted in kept.items()
        if handed.get(class_id) == row.sums[class_id]["handed"]
    }
    return Entry(row.account_id, row.entered_by, sums, kept)


def _agreed(entries: Entries) -> Mapping[str, int] | None:
    if not entries.handed:
        return {}
    complete = entries.complete
    if len(complete) < 2 or any(complete[0].sums[c] != complete[1].sums[c] for c in entries.handed):
        return None
    return {class_id: complete[0].sums[class_id].ballots for class_id in entries.handed}
