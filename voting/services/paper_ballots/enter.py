"""Paper ballots (纸质票): two people enter the sums of each voter class, and must agree.

Who has no phone hands the drawn slip back; the host voids it and gives out a paper ballot. While
the meeting is open two accounts enter, each alone, how many came back and how often each option was
chosen. Nobody sees the other's numbers before the own are complete. Only when both agree can the
meeting be closed, which freezes the numbers (``voting.record.paper_ballots``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import ENTER_PAPER_BALLOTS
from voting.errors import BadInput, Refused
from voting.record.frozen import frozen
from voting.record.layout import Layout, Slot
from voting.record.manifest import Manifest
from voting.record.paper_ballots import Impossible, impossible
from voting.services import checks
from voting.services.context import Actor, permit
from voting.services.log import chain
from voting.services.paper_ballots.entries import Entries, PaperBallotSums, entries_of
from voting.storage import meetings
from voting.storage import paper_ballots as rows
from voting.storage.database import Database, Session
from voting.storage.meetings import ClassRow, MeetingRow
from voting.storage.paper_ballots import PaperBallotEntryRow

NONE, ONE, DIFFERING, AGREED = "none", "one", "differing", "agreed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that the two entered differently, ``first`` and ``second`` in the order of
    :attr:`PaperState.finished_by`. ``slot`` is None for the number of ballots, and subject,
    question and option (Chinese as on the ballot) are empty then."""

    class_id: str
    class_name: str
    slot: int | None
    subject: str
    question: str
    option: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class PaperBallotState:
    """How far the entering has come, as one account may see it.

    ``state``: none, one (complete entry), differing or agreed; ``needed``: paper ballots were
    handed out; ``closed``: the meeting is, nothing changes any more; ``may_enter``: this account
    may enter or correct now. ``own`` is what it has entered, ``missing`` the classes it has still
    to enter, or to enter again because another paper ballot was handed out since.
    ``finished_by`` names the accounts whose entry is complete; ``differences`` are only there for
    those two. ``returned``: class → paper ballots counted, once both agree.
    """

    state: str
    needed: bool
    closed: bool
    may_enter: bool
    own: Mapping[str, PaperBallotSums]
    missing: tuple[str, ...]
    finished_by: tuple[str, ...]
    differences: tuple[Difference, ...]
    returned: Mapping[str, int]


def enter(db: Database, actor: Actor, meeting_id: str, sums: Mapping[str, PaperBallotSums]) -> None:
    """Keep what this account counted, class by class or all at once; again to correct it.

    ``sums``: class id → ballots that came back and votes of each slot. :class:`Refused`
    ``paper-not-open``, ``paper-two-people`` (two others have entered); :class:`BadInput` for a
    class without paper ballots (``paper-class``), more than were handed out (``paper-returned``),
    numbers missing (``paper-slots``) or such as so many ballots cannot give (``paper-option``,
    ``paper-many``, ``paper-few``, ``paper-quota``).
    """
    permit(actor, ENTER_PAPER_BALLOTS)
    with db.transaction() as session:
        meeting = _open_meeting(session, meeting_id)
        classes = {c.class_id: c for c in meetings.classes(session, meeting_id)}
        manifest = meeting.manifest or b""
        for class_id, counted in sums.items():
            _check(
                frozen(manifest).manifest,
                frozen(manifest).layout,
                classes.get(class_id),
                class_id,
                counted,
            )
        row = _own_row(session, meeting_id, actor)
        plain: dict[str, object] = {
            class_id: counted.plain(classes[class_id].paper) for class_id, counted in sums.items()
        }
        rows.replace(session, row, {**row.sums, **plain})
        chain.write(
            session,
            actor,
            "paper-entered",
            meeting_id,
            {
                "entry": row.entry,
                "classes": "、".join(c for c in classes if c in sums),
                "paper": sum(counted.ballots for counted in sums.values()),
            },
        )


def compare(db: Database, actor: Actor, meeting_id: str) -> PaperBallotState:
    """How far the two are, and where they differ; NotFound ``meeting-unknown``."""
    permit(actor, ENTER_PAPER_BALLOTS)
    with db.reading() as session:
        meeting = meetings.known(session, meeting_id)
        entries = entries_of(session, meeting)
        mine = entries.of(actor.id)
        complete = entries.complete
        both = len(complete) == 2
        sees = both and mine is not None and mine in complete
        return PaperBallotState(
            state=_state(entries),
            needed=bool(entries.handed),
            closed=entries.closed,
            may_enter=meeting.state == MeetingState.OPEN
            and bool(entries.handed)
            and (mine is not None or len(entries.entries) < 2),
            own={} if mine is None else mine.kept,
            missing=entries.missing(mine),
            finished_by=tuple(one.entered_by for one in complete),
            differences=_differences(session, meeting, entries) if sees else (),
            returned=entries.returned or {},
        )


def discard(db: Database, actor: Actor, meeting_id: str, reason: str) -> None:
    """Throw away all that was entered, to begin anew; the ``reason`` goes to the log.

    :class:`Refused` ``paper-not-open``, and ``paper-nothing`` where nothing was entered.
    """
    permit(actor, ENTER_PAPER_BALLOTS)
    why = checks.line("reason", reason, 200)
    with db.transaction() as session:
        _open_meeting(session, meeting_id)
        if not rows.entries(session, meeting_id):
            raise Refused("paper-nothing", "nothing was entered of the paper ballots")
        rows.forget(session, meeting_id)
        chain.write(session, actor, "paper-discarded", meeting_id, {"reason": why})


def _state(entries: Entries) -> str:
    if entries.returned is not None and (entries.handed or entries.closed):
        return AGREED
    return (NONE, ONE, DIFFERING)[len(entries.complete)]


def _open_meeting(session: Session, meeting_id: str) -> MeetingRow:
    meeting = meetings.hold(session, meeting_id)
    if meeting.state != MeetingState.OPEN or meeting.manifest is None:
        raise Refused("paper-not-open", "paper ballots are entered while the meeting is open")
    return meeting


def _own_row(session: Session, meeting_id: str, actor: Actor) -> PaperBallotEntryRow:
    """The entry of this account, begun if there is place for it; no third person enters."""
    there = rows.entries(session, meeting_id)
    for row in there:
        if row.account_id == actor.id:
            return row
    if len(there) == 2:
        raise Refused(
            "paper-two-people",
            "two others have entered the paper ballots",
            names="、".join(row.entered_by for row in there),
        )
    free = next(number for number in (1, 2) if number not in {row.entry for row in there})
    row = PaperBallotEntryRow(
        meeting=meeting_id, entry=free, account_id=actor.id, entered_by=actor.name, sums={}
    )
    rows.add(session, row)
    return row


def _check(
    manifest: Manifest,
    layout: Layout,
    voter_class: ClassRow | None,
    class_id: str,
    counted: PaperBallotSums,
) -> None:
    if voter_class is None or voter_class.paper == 0:
        raise BadInput(
            "paper-class", f"no paper ballot was handed out in class {class_id}", class_id=class_id
        )
    handed = voter_class.paper
    if not 0 <= checks.number("ballots", counted.ballots, 0, 100_000) <= handed:
        raise BadInput(
            "paper-returned",
            f"class {class_id}: {counted.ballots} paper ballots came "
            f"back, {handed} were handed out",
            class_id=class_id,
            returned=counted.ballots,
            handed=handed,
        )
    if len(counted.sums) != len(layout.slots):
        raise BadInput(
            "paper-slots", f"class {class_id}: not one number an option", class_id=class_id
        )
    for number in counted.sums:
        checks.number("votes", number, 0, 100_000)
    fault = impossible(layout, counted.ballots, counted.sums)
    if fault is not None:
        raise _cannot_be(manifest, layout, class_id, counted, fault)


def _cannot_be(
    manifest: Manifest, layout: Layout, class_id: str, counted: PaperBallotSums, fault: Impossible
) -> BadInput:
    subject, question, option = _words(manifest, layout.slots[fault.slots[0]])
    votes = sum(counted.sums[slot] for slot in fault.slots)
    return BadInput(
        f"paper-{fault.kind}",
        f"class {class_id}: {counted.ballots} paper ballots "
        f"cannot give these votes ({fault.kind}: {subject}, {question})",
        class_id=class_id,
        subject=subject,
        question=question,
        option=option,
        ballots=counted.ballots,
        votes=votes,
    )


def _words(manifest: Manifest, slot: Slot) -> tuple[str, str, str]:
    """Subject, question and option of a slot, in Chinese as on the ballot."""
    form = manifest.forms[slot.form_index]
    question = form.questions[slot.question_index]
    return (
        form.subjects[slot.subject_index].name,
        question.text.zh,
        question.options[slot.option_index].text.zh,
    )


def _differences(session: Session, meeting: MeetingRow, entries: Entries) -> tuple[Difference, ...]:
    """Every number of two complete entries that is not the same."""
    names = {c.class_id: c.name for c in meetings.classes(session, meeting.id)}
    known = frozen(meeting.manifest or b"")
    first, second = entries.complete
    differing: list[Difference] = []
    for class_id in entries.handed:
        one, other = first.sums[class_id], second.sums[class_id]
        if one.ballots != other.ballots:
            differing.append(
                Difference(class_id, names[class_id], None, "", "", "", one.ballots, other.ballots)
            )
        differing += [
            Difference(
                class_id,
                names[class_id],
                place,
                *_words(known.manifest, known.layout.slots[place]),
                a,
                b,
            )
            for place, (a, b) in enumerate(_pairs(one.sums, other.sums))
            if a != b
        ]
    return tuple(differing)


def _pairs(one: Sequence[int], other: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(one, other, strict=True))
