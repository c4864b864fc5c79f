"""The numbers of the hall, the same for every host's device, and the countdown.

Nothing here is a result. Two hosts work on one meeting: what a host confirms carries the mark of
the numbers that were on the screen, and is refused where somebody changed them in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import CLOSE_MEETING, WATCH_MEETING, require
from voting.errors import Refused
from voting.services import checks
from voting.services.context import Actor, Clock, timestamp, utc_now
from voting.services.log import chain
from voting.services.paper_ballots.entries import returned_of
from voting.storage import counts, halls, meetings
from voting.storage.database import Database, Session

LONGEST_COUNTDOWN = 180
"""Minutes."""


@dataclass(frozen=True, slots=True)
class HallClass:
    """A voter class in the hall: 实到 and 发出 as declared (None before), slips ``printed``,
    ``ballots`` that came back, slips ``voided``, of them ``paper`` replaced by a paper ballot."""

    id: str
    name: str
    present: int | None
    issued: int | None
    printed: int
    ballots: int
    voided: int
    paper: int

    @property
    def waiting(self) -> int | None:
        """Slips handed out and neither cast nor voided (未交); None before 发出 is declared."""
        return None if self.issued is None else self.issued - self.ballots - self.voided


@dataclass(frozen=True, slots=True)
class HallNumbers:
    """What every device of the hosts shows: ``countdown`` is when the vote is said to end (ISO
    8601, UTC) while the meeting is open, ``tested`` how often a phone passed the network test;
    ``returned``: paper ballots that two people counted alike, None before."""

    state: MeetingState
    countdown: str | None
    tested: int
    classes: tuple[HallClass, ...]
    returned: int | None = None

    @property
    def issued(self) -> int | None:
        """发出 of all classes; None while one is missing."""
        return _sum(c.issued for c in self.classes)

    @property
    def ballots(self) -> int:
        """收回: electronic ballots in the box."""
        return sum(c.ballots for c in self.classes)

    @property
    def voided(self) -> int:
        """作废: slips that were voided."""
        return sum(c.voided for c in self.classes)

    @property
    def paper(self) -> int:
        """Paper ballots (纸质票) handed out for voided slips."""
        return sum(c.paper for c in self.classes)

    @property
    def waiting(self) -> int | None:
        """未交: 发出 − 收回 − 作废; None while 发出 is not declared."""
        return _sum(c.waiting for c in self.classes)

    @property
    def unused(self) -> int:
        """Slips of the roll neither cast nor voided."""
        return sum(c.printed for c in self.classes) - self.ballots - self.voided

    @property
    def heads_mark(self) -> str:
        """Stands for 实到 and 发出 of all classes as they are."""
        return heads_mark((c.id, c.present, c.issued) for c in self.classes)

    @property
    def mark(self) -> str:
        """Stands for all the numbers somebody confirms when closing."""
        back = f"/{_text(self.returned)}" if self.paper else ""
        return f"{self.heads_mark} {self.ballots} {self.voided} {self.paper}{back}"


def hall_numbers(db: Database, actor: Actor, meeting_id: str) -> HallNumbers:
    """The numbers of a meeting, in a few small queries; NotFound ``meeting-unknown``."""
    require(actor.role, WATCH_MEETING)
    with db.reading() as session:
        return numbers_of(session, meeting_id)


def numbers_of(session: Session, meeting_id: str) -> HallNumbers:
    """The same within a transaction."""
    standing = halls.standing(session, meeting_id)
    printed, cast, voided = (
        count(session, meeting_id) for count in (counts.printed, counts.ballots, counts.voided)
    )
    classes = meetings.classes(session, meeting_id)
    handed = {c.class_id: c.paper for c in classes if c.paper}
    return HallNumbers(
        standing.state,
        standing.countdown if standing.state == MeetingState.OPEN else None,
        standing.tested,
        tuple(
            HallClass(
                c.class_id,
                c.name,
                c.present,
                c.issued,
                printed.get(c.class_id, 0),
                cast.get(c.class_id, 0),
                voided.get(c.class_id, 0),
                c.paper,
            )
            for c in classes
        ),
        returned_of(session, meeting_id, handed)
        if handed and standing.state == MeetingState.OPEN
        else None,
    )


def heads_mark(heads: Iterable[tuple[str, int | None, int | None]]) -> str:
    """Stands for (class, 实到, 发出) as they are kept: ``A:6/6 B:-/-``."""
    return " ".join(
        f"{class_id}:{_text(present)}/{_text(issued)}" for class_id, present, issued in heads
    )


def set_countdown(
    db: Database, actor: Actor, meeting_id: str, minutes: int, *, clock: Clock = utc_now
) -> None:
    """Say to the hall that the vote ends in so many minutes (0: take that back). It is shown and
    nothing more: only a person closes a meeting. :class:`Refused` unless the meeting is open."""
    require(actor.role, CLOSE_MEETING)
    checks.number("countdown", minutes, 0, LONGEST_COUNTDOWN)
    with db.transaction() as session:
        row = meetings.hold(session, meeting_id)
        if row.state != MeetingState.OPEN:
            raise Refused("meeting-state", "only an open meeting has a countdown", state=row.state)
        row.countdown = timestamp(lambda: clock() + timedelta(minutes=minutes)) if minutes else None
        chain.write(session, actor, "countdown-set", meeting_id, {"minutes": minutes}, clock=clock)


def _sum(numbers: Iterable[int | None]) -> int | None:
    listed = list(numbers)
    known = [number for number in listed if number is not None]
    return sum(known) if len(known) == len(listed) else None


def _text(number: int | None) -> str:
    return "-" if number is None else str(number)
