"""Casting a ballot and asking about a slip: what a voter's phone does (protocol §5).

Nothing here is logged, and nothing but the ballot is stored: no time, address or order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import VOID_SLIP, require
from voting.errors import BadInput, NotFound, Refused
from voting.record.ballot import ballot_hash, tracker
from voting.record.ballot_check import ballot_head, check_signature
from voting.record.frozen import frozen
from voting.record.voids import check_void
from voting.services.context import Actor
from voting.services.log import chain
from voting.services.voting.checking import BallotChecker
from voting.storage import ballots, counts, meetings, roll, voids
from voting.storage.conflict import Conflict
from voting.storage.database import Database, Session
from voting.storage.meetings import ClassRow, MeetingRow

Replacement = Literal["spare", "paper", "none"]
"""What somebody gets for a spoilt slip: another slip, a paper ballot (纸质票), or nothing."""

REPLACEMENTS: tuple[Replacement, ...] = get_args(Replacement)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The tracker of a counted ballot; ``repeated``: the same bytes had been counted before."""

    tracker: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class SlipState:
    """``unused``, ``counted`` (with the tracker of its ballot) or ``voided``; the voter class that
    the roll has for it, to be compared with the one printed on the slip. ``repeated``: it was
    voided before, and nothing more is to be handed out for it.
    """

    state: str
    tracker: str | None
    class_id: str = ""
    class_name: str = ""
    repeated: bool = False


def ballot_length(db: Database, meeting_id: str) -> int:
    """How many bytes a ballot of this meeting has; refused while there is no manifest."""
    with db.reading() as session:
        return frozen(_manifest(meetings.known(session, meeting_id))).layout.ballot_length


def manifest_bytes(db: Database, meeting_id: str) -> bytes:
    """manifest.json of an opened meeting."""
    with db.reading() as session:
        return _manifest(meetings.known(session, meeting_id))


def cast(db: Database, checker: BallotChecker, meeting_id: str, data: bytes) -> Receipt:
    """Count a ballot once. The same bytes again give the same receipt, also after closing.

    :class:`Refused` where the slip is used, voided or busy or the meeting not open,
    :class:`NotFound` for a slip that is not on the roll, :class:`BadEncoding`/:class:`BadProof`
    for a bad ballot.
    """
    with db.reading() as session:
        meeting = meetings.known(session, meeting_id)
        manifest = _manifest(meeting)
        known = frozen(manifest)
        credential = ballot_head(known.layout, known.context, data)
        before = _before(session, meeting, credential, data)
    if before is not None:
        return before
    check_signature(credential, data)  # cheap, and then only the slip's holder can cost anything
    with checker.budget.checking(credential):
        checker.check(manifest, data)
    try:
        with db.transaction() as session:
            return _count(session, meeting_id, credential, data)
    except Conflict:
        with db.reading() as session:
            again = _before(session, meetings.known(session, meeting_id), credential, data)
        if again is None:
            raise
        return again


def look_up(db: Database, meeting_id: str, credential: bytes) -> SlipState:
    """What has become of a slip; :class:`NotFound` if it is not one of this meeting."""
    with db.reading() as session:
        meetings.known(session, meeting_id)
        class_id = roll.class_of(session, meeting_id, credential)
        if class_id is None:
            raise _unknown_slip()
        name = next(c.name for c in meetings.classes(session, meeting_id) if c.class_id == class_id)
        cast_with = ballots.by_credential(session, meeting_id, credential)
        if cast_with is not None:
            return SlipState("counted", cast_with.tracker, class_id, name)
        voided = voids.is_void(session, meeting_id, credential)
        return SlipState("voided" if voided else "unused", None, class_id, name)


def void_slip(
    db: Database,
    actor: Actor,
    meeting_id: str,
    credential: bytes,
    signature: bytes,
    replacement: Replacement = "none",
) -> SlipState:
    """Void a spoilt slip by a statement signed with its own key (protocol §6), and note what its
    voter gets instead: a spare adds to 发出 where that is declared, a paper ballot to the class's
    paper ballots.

    Voiding again changes nothing, and the answer says so. :class:`Refused` if the slip is counted,
    the meeting not open, or no slip of the class is left to hand out (``spare-none``).
    """
    require(actor.role, VOID_SLIP)
    replacement_of(replacement)
    with db.transaction() as session:
        meeting = meetings.share(session, meeting_id)
        _check_open(meeting)
        class_id = roll.claim(session, meeting_id, credential)
        if class_id is None:
            raise _unknown_slip()
        if ballots.by_credential(session, meeting_id, credential) is not None:
            raise Refused("slip-used", "this slip has been used: its ballot is counted")
        voter_class = meetings.hold_class(session, meeting_id, class_id)
        if voids.is_void(session, meeting_id, credential):
            return SlipState("voided", None, class_id, voter_class.name, repeated=True)
        check_void(frozen(_manifest(meeting)).context, (credential, signature))
        voids.add(session, meeting_id, credential, signature)
        _replace(session, voter_class, replacement)
        chain.write(
            session,
            actor,
            "slip-voided",
            meeting_id,
            {"class": class_id, "replacement": replacement},
        )
    return SlipState("voided", None, class_id, voter_class.name)


def replacement_of(sent: object) -> Replacement:
    """What was sent, if it is one; BadInput ``void-replacement`` otherwise."""
    for known in REPLACEMENTS:
        if sent == known:
            return known
    raise BadInput("void-replacement", "a voided slip is replaced by spare, paper or none")


def _replace(session: Session, voter_class: ClassRow, replacement: Replacement) -> None:
    """Count what is handed out for a voided slip."""
    if replacement == "paper":
        voter_class.paper += 1
    elif replacement == "spare" and voter_class.issued is not None:
        printed = counts.printed(session, voter_class.meeting).get(voter_class.class_id, 0)
        if voter_class.issued >= printed:
            raise Refused(
                "spare-none",
                f"all {printed} slips of class {voter_class.class_id} have been handed out",
                class_name=voter_class.name,
                printed=printed,
            )
        voter_class.issued += 1


def _count(session: Session, meeting_id: str, credential: bytes, data: bytes) -> Receipt:
    """Within one transaction: state, roll, voids and box once more, then the ballot."""
    meeting = meetings.share(session, meeting_id)
    roll.claim(session, meeting_id, credential)
    before = _before(session, meeting, credential, data)
    if before is not None:
        return before
    mark = tracker(data)
    ballots.add(
        session, meeting_id, hash=ballot_hash(data), credential=credential, tracker=mark, data=data
    )
    return Receipt(mark, repeated=False)


def _before(
    session: Session, meeting: MeetingRow, credential: bytes, data: bytes
) -> Receipt | None:
    """The receipt if these bytes are in the box; refused if the slip or meeting is past voting."""
    if roll.class_of(session, meeting.id, credential) is None:
        raise _unknown_slip()
    present = ballots.by_credential(session, meeting.id, credential)
    if present is not None:
        if present.hash == ballot_hash(data):
            return Receipt(present.tracker, repeated=True)
        raise Refused(
            "slip-used",
            "this slip has been used: another ballot is counted",
            tracker=present.tracker,
        )
    if voids.is_void(session, meeting.id, credential):
        raise Refused("slip-voided", "this slip has been voided")
    _check_open(meeting)
    return None


def _manifest(meeting: MeetingRow) -> bytes:
    if meeting.manifest is None:
        raise Refused("meeting-not-open", "the meeting has not been opened yet")
    return meeting.manifest


def _check_open(meeting: MeetingRow) -> None:
    if meeting.manifest is None:
        raise Refused("meeting-not-open", "the meeting has not been opened yet")
    if meeting.state != MeetingState.OPEN:
        raise Refused("meeting-closed", "the meeting is closed")


def _unknown_slip() -> NotFound:
    return NotFound("slip-unknown", "this slip does not belong to this meeting")
