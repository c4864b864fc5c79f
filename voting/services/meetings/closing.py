"""Closing a meeting: final. The box is hashed, sums are made, and what is left is unused."""

from __future__ import annotations

from collections.abc import Mapping

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import CLOSE_MEETING, require
from voting.errors import BadInput, Refused
from voting.record.closing import MAX_COUNT, Closing, Head, check_heads, close_box
from voting.record.frozen import frozen
from voting.record.paper_ballots import PaperBallots
from voting.record.tally import make_tally
from voting.record.voids import Voids
from voting.services.checks import number
from voting.services.context import Actor
from voting.services.log import chain
from voting.services.meetings.hall import heads_mark, numbers_of
from voting.services.paper_ballots.entries import freeze
from voting.storage import ballots, counts, meetings, roll, voids
from voting.storage.database import Database, Session


def declare_heads(
    db: Database,
    actor: Actor,
    meeting_id: str,
    heads: Mapping[str, tuple[int, int]],
    seen: str | None = None,
) -> None:
    """Note 实到 and 发出 per class, as often as needed until closing.

    ``heads``: class id → (present, issued). :class:`BadInput` for a class the meeting has not,
    numbers out of range, or more slips handed out than were printed. ``seen``: the
    :func:`voting.services.meetings.hall.heads_mark` of the numbers that are changed; Refused
    ``heads-newer`` where another device has changed them since.
    """
    require(actor.role, CLOSE_MEETING)
    with db.transaction() as session:
        meeting = meetings.hold(session, meeting_id)
        if not meeting.state.has_live_slips:
            raise Refused("meeting-closed", "the meeting is closed: its numbers are fixed")
        classes = {c.class_id: c for c in meetings.classes(session, meeting_id)}
        kept = heads_mark((c.class_id, c.present, c.issued) for c in classes.values())
        if seen is not None and seen != kept:
            raise Refused("heads-newer", "another device has changed the numbers since")
        printed = counts.printed(session, meeting_id)
        for class_id, (present, issued) in heads.items():
            if class_id not in classes:
                raise BadInput(
                    "heads-classes", f"the meeting has no class {class_id}", classes=class_id
                )
            number("present", present, 0, MAX_COUNT)
            if not 0 <= issued <= printed.get(class_id, 0):
                raise BadInput(
                    "heads-issued",
                    f"class {class_id}: at most "
                    f"{printed.get(class_id, 0)} slips can have been handed out",
                    class_id=class_id,
                    printed=printed.get(class_id, 0),
                )
            classes[class_id].present, classes[class_id].issued = present, issued


def close_meeting(db: Database, actor: Actor, meeting_id: str, seen: str | None = None) -> str:
    """Close for good; returns the sealing fingerprint for the paper minutes.

    :class:`Refused` unless the meeting is open, and while paper ballots are not entered by two
    people alike; :class:`BadInput` while head counts are missing. ``seen``: the mark of the
    numbers that were confirmed (:class:`voting.services.meetings.hall.HallNumbers`); Refused
    ``close-numbers`` where they have changed since.
    """
    require(actor.role, CLOSE_MEETING)
    with db.transaction() as session:
        meeting = meetings.hold(session, meeting_id)
        if meeting.state != MeetingState.OPEN or meeting.manifest is None:
            raise Refused(
                "meeting-state", "only an open meeting can be closed", state=meeting.state
            )
        if seen is not None and seen != numbers_of(session, meeting_id).mark:
            raise Refused("close-numbers", "the numbers have changed since they were confirmed")
        paper = freeze(session, meeting, frozen(meeting.manifest).context)
        closing = _closing(session, meeting_id, meeting.manifest, paper)
        meeting.paper = None if paper is None else paper.encode()
        meeting.closing = closing.encode()
        meeting.tally = _tally(session, meeting_id, meeting.manifest, closing)
        meeting.state = MeetingState.CLOSED
        chain.write(
            session,
            actor,
            "meeting-closed",
            meeting_id,
            {
                "ballots": closing.ballots,
                "voided": closing.voids,
                "unused": closing.unused,
                **({"paper": closing.paper.count} if closing.paper else {}),
                "sealing": closing.sealing_fingerprint(),
            },
        )
    db.compact(meeting_id)
    return closing.sealing_fingerprint()


def _closing(
    session: Session, meeting_id: str, manifest: bytes, paper: PaperBallots | None
) -> Closing:
    void_rows = voids.all_sorted(session, meeting_id)
    context, heads = frozen(manifest).context, _heads(session, meeting_id, paper)
    check_heads(
        heads,
        counts.printed(session, meeting_id),
        counts.ballots(session, meeting_id),
        counts.voided(session, meeting_id),
    )
    return close_box(
        context,
        roll.size(session, meeting_id),
        [b.hash for b in ballots.heads(session, meeting_id)],
        Voids.of(context, void_rows).encode(),
        len(void_rows),
        heads,
        None if paper is None else paper.seal(),
    )


def _heads(session: Session, meeting_id: str, paper: PaperBallots | None) -> list[Head]:
    counted = {c.class_id: c.ballots for c in paper.classes} if paper else {}
    heads = []
    for c in meetings.classes(session, meeting_id):
        if c.present is None or c.issued is None:
            raise BadInput(
                "heads-missing",
                f"实到 and 发出 of class {c.class_id} are missing",
                class_id=c.class_id,
            )
        heads.append(Head(c.class_id, c.present, c.issued, counted.get(c.class_id, 0)))
    return heads


def _tally(session: Session, meeting_id: str, manifest: bytes, closing: Closing) -> bytes:
    known = frozen(manifest)
    classes = dict(roll.entries(session, meeting_id))
    boxed = (
        (classes[data[36:68]], known.layout.ciphertexts(data))
        for data in ballots.each_sorted(session, meeting_id)
    )
    return make_tally(known.manifest, known.context, closing.hash(), boxed).encode()
