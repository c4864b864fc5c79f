"""From the closed box to the tables: the record, the trustees' shares, the results (§9–§11)."""

from __future__ import annotations

import json

from voting.assessment.counting.definition import read_definition
from voting.assessment.counting.head_counts import Heads, Slips, check_slips, head_lines
from voting.assessment.counting.table import MeetingTally
from voting.assessment.counting.tally import tally_meeting
from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import SUBMIT_SHARES, require
from voting.errors import Refused
from voting.record import archive
from voting.record.closing import Closing
from voting.record.frozen import frozen
from voting.record.roll import Roll
from voting.record.shares import Results, Shares, open_tally
from voting.record.tally import Tally
from voting.record.voids import Voids
from voting.services.context import Actor, permit_results
from voting.services.log import chain
from voting.storage import ballots, counts, meetings, roll, rounds, shares, voids
from voting.storage.conflict import Conflict
from voting.storage.database import Database, Session
from voting.storage.meetings import MeetingRow


def record(db: Database, meeting_id: str) -> bytes:
    """record.zip of a closed meeting, with paper count, shares and results once it is tallied.

    :class:`Refused` before closing: there are no interim records.
    """
    with db.reading() as session:
        meeting = meetings.known(session, meeting_id)
        files = _closed_files(session, meeting)
        by_trustee = dict(shares.all_sorted(session, meeting_id))
        return archive.make_archive(files, by_trustee, meeting.results, meeting.paper).encode()


def public_record(db: Database, meeting_id: str) -> bytes:
    """record.zip as it stood at closing, for good: no shares, no results, before or after the
    tally. It shows that every ballot is in the sums; what the sums say is for those who may
    read the results. :class:`Refused` before closing.
    """
    with db.reading() as session:
        meeting = meetings.known(session, meeting_id)
        rounds.known(session, meeting.round_id)  # a trial has no public record
        return archive.make_archive(_closed_files(session, meeting)).encode()


def accept_shares(db: Database, actor: Actor, meeting_id: str, data: bytes) -> MeetingState:
    """Take shares-<j>.json of a trustee; with the last one needed the results are opened.

    Returns the state after. :class:`BadProof`/:class:`BadEncoding` if a proof does not hold or the
    shares belong to another tally; :class:`Refused` if the trustee's shares are in already or the
    meeting is not waiting for any.
    """
    require(actor.role, SUBMIT_SHARES)
    return take_shares(db, actor, meeting_id, data)


def take_shares(db: Database, actor: Actor, meeting_id: str, data: bytes) -> MeetingState:
    """The same for a use case that has asked for a permission of its own."""
    with db.transaction() as session:
        meeting = meetings.hold(session, meeting_id)
        if (
            meeting.state != MeetingState.CLOSED
            or meeting.manifest is None
            or meeting.tally is None
        ):
            raise Refused(
                "meeting-state", "only a closed meeting waits for shares", state=meeting.state
            )
        known = frozen(meeting.manifest)
        tally = Tally.decode(meeting.tally)
        share = Shares.decode(data)
        share.check(known.manifest, known.context, tally)
        try:
            shares.put(session, meeting_id, share.trustee, data)
        except Conflict as error:
            raise Refused(
                "shares-present",
                f"the shares of trustee {share.trustee} are in already",
                trustee=share.trustee,
            ) from error
        present = dict(shares.all_sorted(session, meeting_id))
        if len(present) >= known.manifest.trustees.threshold:
            opened = open_tally(
                tally,
                known.manifest.trustees.threshold,
                {j: Shares.decode(raw) for j, raw in present.items()},
            )
            meeting.results = opened.encode()
            meeting.state = MeetingState.TALLIED
        chain.write(
            session,
            actor,
            "shares-accepted",
            meeting_id,
            {"trustee": share.trustee, "present": sorted(present)},
        )
        return meeting.state


def meeting_tally(db: Database, meeting_id: str) -> MeetingTally:
    """All tables of a tallied meeting; :class:`Refused` before."""
    with db.reading() as session:
        meeting = meetings.known(session, meeting_id)
        if meeting.results is None or meeting.manifest is None or meeting.tally is None:
            raise Refused(
                "results-missing",
                "the results are not opened yet: the trustees' shares are missing",
            )
        groups = [g.json() for g in Tally.decode(meeting.tally).groups]
        return tally_meeting(
            json.loads(meeting.manifest),
            Results.decode(meeting.results).json(),
            paper=json.loads(meeting.paper) if meeting.paper else None,
            tally_groups=groups,
        )


def read_tally(db: Database, actor: Actor, meeting_id: str) -> MeetingTally:
    """The same for whoever may read the results of the meeting's unit; Refused ``not-permitted``
    for others."""
    with db.reading() as session:
        permit_results(actor, meetings.known(session, meeting_id).unit_id)
    return meeting_tally(db, meeting_id)


def meeting_heads(db: Database, meeting_id: str) -> tuple[Heads, Slips]:
    """The head lines and the slips of a closed meeting; both close or it would not be closed."""
    with db.reading() as session:
        meeting = meetings.known(session, meeting_id)
        if meeting.closing is None or meeting.manifest is None:
            raise Refused("record-not-closed", "the meeting is not closed yet")
        closing = Closing.decode(meeting.closing)
        returned = counts.ballots(session, meeting_id)
        voided = counts.voided(session, meeting_id)
        classes = read_definition(json.loads(meeting.manifest)).classes
        size = roll.size(session, meeting_id)
    slips = Slips(size, closing.ballots, closing.voids, closing.unused)
    check_slips(slips)
    declared = {h.class_id: (h.present, h.issued) for h in closing.heads}
    on_paper = {h.class_id: h.paper for h in closing.heads}
    return head_lines(classes, declared, returned, voided=voided, paper=on_paper), slips


def _closed_files(session: Session, meeting: MeetingRow) -> dict[str, bytes]:
    ceremony = rounds.known(session, meeting.round_id, trials=True).ceremony
    if not (meeting.manifest and meeting.closing and meeting.tally and ceremony):
        raise Refused("record-not-closed", "the meeting is not closed yet")
    context = frozen(meeting.manifest).context
    return {
        archive.MANIFEST: meeting.manifest,
        archive.CEREMONY: ceremony,
        archive.ROLL: Roll.of(meeting.id, roll.entries(session, meeting.id)).encode(),
        archive.VOIDS: Voids.of(context, voids.all_sorted(session, meeting.id)).encode(),
        archive.CLOSING: meeting.closing,
        archive.TALLY: meeting.tally,
        archive.BALLOTS: b"".join(ballots.each_sorted(session, meeting.id)),
    }
