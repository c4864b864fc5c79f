"""A meeting as its pages show it: every number counted from what is stored, no result in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from voting.assessment.meeting_state import MeetingState
from voting.crypto.base32 import fingerprint
from voting.services.paper_ballots.entries import entries_of
from voting.services.rounds.edit import keys_of
from voting.storage import counts, rosters, rounds, shares
from voting.storage.database import Session
from voting.storage.meetings import ClassRow, MeetingRow, classes

_NEXT: Final = {
    MeetingState.DRAFT: "print",
    MeetingState.PRINTED: "open",
    MeetingState.OPEN: "close",
    MeetingState.CLOSED: "shares",
    MeetingState.TALLIED: "done",
}


@dataclass(frozen=True, slots=True)
class ClassView:
    """A voter class: numbers typed (``slips``, ``spares`` to print), declared by the host
    (``present`` 实到, ``issued`` 发出; None before) and counted (``ballots``, ``voided``).
    ``paper``: slips voided to vote on paper instead; ``paper_returned``: paper ballots counted,
    None while two people have not entered the same numbers."""

    id: str
    name: str
    weight: int
    expected: int
    slips: int
    spares: int
    issued: int | None
    present: int | None
    ballots: int
    voided: int
    paper: int = 0
    paper_returned: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting. ``printed`` = ``ballots`` + ``voided`` + ``unused``, always.

    ``issued`` is the sum over the classes, None while one is missing; ``fingerprint`` of the
    manifest from opening on, ``sealing`` from closing on; ``shares`` the trustees whose shares
    are in, of whom ``threshold`` are needed (0 without keys); ``counted`` the ballots in the
    opened results. ``paper`` and ``paper_returned`` (纸质票, handed out and counted) as of the
    classes; the counted ones are no part of ``ballots``. ``trial``: made up to practise,
    and of no round.
    """

    id: str
    round_id: str
    round_name: str
    year: int
    unit_id: str
    unit_name: str
    title: str
    date: str
    place: str
    state: MeetingState
    next_action: str
    classes: tuple[ClassView, ...]
    printed: int
    issued: int | None
    ballots: int
    voided: int
    unused: int
    fingerprint: str | None
    sealing: str | None
    minimum: int
    denominator: str
    scores: bool
    shares: tuple[int, ...]
    threshold: int
    counted: int
    paper: int = 0
    paper_returned: int | None = None
    trial: bool = False


def view(session: Session, row: MeetingRow) -> MeetingView:
    """The view of a meeting as it stands in this transaction."""
    round_row = rounds.known(session, row.round_id, trials=True)
    unit = rosters.known_unit(session, row.unit_id)
    paper = entries_of(session, row).returned
    class_views = _class_views(session, row.id, paper)
    printed = sum(counts.printed(session, row.id).values())
    ballots = sum(c.ballots for c in class_views)
    voided = sum(c.voided for c in class_views)
    issued = [c.issued for c in class_views if c.issued is not None]
    has_keys = round_row.ceremony is not None
    keys_first = not has_keys and row.state.before_opening
    return MeetingView(
        id=row.id,
        round_id=row.round_id,
        round_name=round_row.name,
        year=round_row.year,
        unit_id=row.unit_id,
        unit_name=unit.name,
        title=row.title,
        date=row.date,
        place=row.place,
        state=row.state,
        next_action="keys" if keys_first else _NEXT[row.state],
        classes=class_views,
        printed=printed,
        issued=sum(issued) if len(issued) == len(class_views) else None,
        ballots=ballots,
        voided=voided,
        unused=printed - ballots - voided,
        fingerprint=_mark(row.manifest),
        sealing=_mark(row.closing),
        minimum=row.minimum,
        denominator=row.denominator,
        scores=row.scores,
        shares=shares.trustees(session, row.id),
        threshold=0 if round_row.ceremony is None else keys_of(round_row.ceremony).threshold,
        counted=_counted(row.results),
        paper=sum(c.paper for c in class_views),
        paper_returned=None if paper is None else sum(paper.values()),
        trial=round_row.trial,
    )


def _class_views(
    session: Session, meeting_id: str, paper: Mapping[str, int] | None
) -> tuple[ClassView, ...]:
    ballots = counts.ballots(session, meeting_id)
    voided = counts.voided(session, meeting_id)
    return tuple(_class_view(c, ballots, voided, paper) for c in classes(session, meeting_id))


def _class_view(
    c: ClassRow, ballots: dict[str, int], voided: dict[str, int], paper: Mapping[str, int] | None
) -> ClassView:
    return ClassView(
        c.class_id,
        c.name,
        c.weight,
        c.expected,
        c.slips,
        c.spares,
        c.issued,
        c.present,
        ballots.get(c.class_id, 0),
        voided.get(c.class_id, 0),
        c.paper,
        None if paper is None else paper.get(c.class_id, 0),
    )


def _mark(frozen: bytes | None) -> str | None:
    """The short fingerprint of a frozen file."""
    return None if frozen is None else fingerprint(hashlib.sha256(frozen).digest())


def _counted(results: bytes | None) -> int:
    if results is None:
        return 0
    return sum(group["ballots"] for group in json.loads(results)["groups"])
