"""Meetings, their voter classes and the public files frozen at opening, closing and tally."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import (
    Enum,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    delete,
    false,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.assessment.meeting_state import MeetingState
from voting.errors import NotFound
from voting.storage.base import ID, MEETING_ID, Base
from voting.storage.conflict import saving
from voting.storage.rosters import UnitRow
from voting.storage.rounds import RoundRow

FILE = LargeBinary
"""Type of the frozen files; they are read with the meeting, being small beside the ballots."""

STATE = Enum(
    MeetingState,
    native_enum=False,
    length=8,
    values_callable=lambda states: [state.value for state in states],
)
"""Type of a meeting's state: its word, read as :class:`MeetingState`."""

OPENED = [state for state in MeetingState if not state.before_opening]
ENDED = [state for state in MeetingState if state.ended]

T = TypeVar("T")


class MeetingRow(Base):
    """Table ``meetings``.

    ``manifest``, ``closing``, ``tally`` and ``results`` are the bytes of the record's files (protocol §3, §8, §10) once they exist;
    ``materials`` what voters read beside the ballot, gzipped at opening and read on demand;
    ``denominator`` is valid or expected; ``compacted``: the files were rewritten after closing.
    ``countdown``: when the host said the vote would end (ISO 8601, UTC), shown and nothing more;
    ``tested``: how many phones passed the test of the hall's network, a number alone;
    ``paper``: the bytes of paper.json (sums of paper ballots, 纸质票) from closing on, if any.
    """

    __tablename__ = "meetings"

    id: Mapped[str] = mapped_column(MEETING_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    date: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(200))
    state: Mapped[MeetingState] = mapped_column(STATE)
    minimum: Mapped[int]
    denominator: Mapped[str] = mapped_column(String(8))
    scores: Mapped[bool]
    manifest: Mapped[bytes | None] = mapped_column(FILE)
    closing: Mapped[bytes | None] = mapped_column(FILE)
    tally: Mapped[bytes | None] = mapped_column(FILE)
    results: Mapped[bytes | None] = mapped_column(FILE)
    materials: Mapped[bytes | None] = mapped_column(FILE, deferred=True)
    compacted: Mapped[bool] = mapped_column(default=False, server_default=false())
    countdown: Mapped[str | None] = mapped_column(String(32))
    tested: Mapped[int] = mapped_column(default=0, server_default="0")
    paper: Mapped[bytes | None] = mapped_column(FILE, deferred=True)


class ClassRow(Base):
    """Table ``classes``: the voter classes (票类) of a meeting, in the organiser's order.

    ``weight`` in hundredths of a percent; ``slips`` and ``spares`` are the numbers to print;
    ``present`` (实到) and ``issued`` (发出) as the host declares them, null before; ``paper``: how
    many slips were voided to vote on paper instead.
    """

    __tablename__ = "classes"

    meeting: Mapped[str] = mapped_column(MEETING_ID, ForeignKey("meetings.id"), primary_key=True)
    class_id: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(60))
    weight: Mapped[int]
    expected: Mapped[int]
    slips: Mapped[int]
    spares: Mapped[int]
    present: Mapped[int | None]
    issued: Mapped[int | None]
    paper: Mapped[int] = mapped_column(default=0, server_default="0")


def add(session: Session, meeting: MeetingRow) -> None:
    """Keep a new meeting; raises Conflict where the id, the round or the unit does not fit."""
    with saving(session):
        session.add(meeting)


def or_unknown(row: T | None) -> T:
    """What was asked of a meeting; NotFound ``meeting-unknown`` where there is none."""
    if row is None:
        raise NotFound("meeting-unknown", "there is no such meeting")
    return row


def known(session: Session, meeting: str) -> MeetingRow:
    """A meeting as it stands; NotFound ``meeting-unknown``."""
    return or_unknown(session.get(MeetingRow, meeting))


def announced(session: Session, meeting: str) -> tuple[MeetingState, str, str, bytes | None, bool]:
    """State, title, unit's name, manifest of a meeting and whether it is a trial, in one query."""
    row = session.execute(
        select(
            MeetingRow.state, MeetingRow.title, UnitRow.name, MeetingRow.manifest, RoundRow.trial
        )
        .join(UnitRow, UnitRow.id == MeetingRow.unit_id)
        .join(RoundRow, RoundRow.id == MeetingRow.round_id)
        .where(MeetingRow.id == meeting)
    ).first()
    state, title, unit, manifest, trial = or_unknown(row)
    return state, title, unit, manifest, trial


def readings(session: Session, meeting: str) -> tuple[MeetingState, bytes | None]:
    """State of a meeting and what its voters may read, in one query."""
    row = session.execute(
        select(MeetingRow.state, MeetingRow.materials).where(MeetingRow.id == meeting)
    ).first()
    state, materials = or_unknown(row)
    return state, materials


def share(session: Session, meeting: str) -> MeetingRow:
    """A meeting whose row cannot change until this transaction ends; others may share it.

    For casting and voiding: the state read here still holds when the ballot is written.
    """
    return or_unknown(
        session.scalar(
            select(MeetingRow)
            .where(MeetingRow.id == meeting)
            .with_for_update(read=True)
            .execution_options(populate_existing=True)
        )
    )


def hold(session: Session, meeting: str) -> MeetingRow:
    """A meeting for this transaction alone: waits for every :func:`share` and keeps others out.

    For whatever changes its state (printing, opening, closing, shares).
    """
    return or_unknown(
        session.scalar(
            select(MeetingRow)
            .where(MeetingRow.id == meeting)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def note_compacted(session: Session, ids: Sequence[str]) -> None:
    """Remember that the files were rewritten; only of closed meetings, for others will change."""
    session.execute(
        update(MeetingRow)
        .where(MeetingRow.id.in_(ids), MeetingRow.state.in_(ENDED))
        .values(compacted=True)
    )


def not_compacted(session: Session) -> list[str]:
    """Closed meetings of which :func:`note_compacted` knows nothing."""
    return list(
        session.scalars(
            select(MeetingRow.id).where(
                MeetingRow.state.in_(ENDED), MeetingRow.compacted.is_(False)
            )
        )
    )


def of_round(session: Session, round_id: str | None) -> list[MeetingRow]:
    """All meetings of a round, by date, title and id; where None those of all rounds, but none of
    a trial."""
    query = select(MeetingRow)
    if round_id is not None:
        query = query.where(MeetingRow.round_id == round_id)
    else:
        query = query.join(RoundRow, RoundRow.id == MeetingRow.round_id).where(
            RoundRow.trial.is_(False)
        )
    return sorted(session.scalars(query), key=lambda row: (row.date, row.title, row.id))


def opened_units(session: Session, round_id: str) -> set[str]:
    """The units of a round of which a meeting has opened."""
    return set(
        session.scalars(
            select(MeetingRow.unit_id).where(
                MeetingRow.round_id == round_id, MeetingRow.state.in_(OPENED)
            )
        )
    )


def has_opened(session: Session, unit_id: str) -> bool:
    """Whether a meeting of a unit has opened."""
    states = session.scalars(select(MeetingRow.state).where(MeetingRow.unit_id == unit_id))
    return any(not state.before_opening for state in states)


def tallied_of_round(session: Session, round_id: str) -> list[tuple[str, str]]:
    """(unit, meeting) of the tallied meetings of a round, by date, title and id, without reading
    the frozen files."""
    rows = session.execute(
        select(MeetingRow.unit_id, MeetingRow.id)
        .where(MeetingRow.round_id == round_id, MeetingRow.state == MeetingState.TALLIED)
        .order_by(MeetingRow.date, MeetingRow.title, MeetingRow.id)
    )
    return [(row[0], row[1]) for row in rows]


def opened_files(session: Session, meeting: str) -> tuple[bytes, bytes] | None:
    """Manifest and results of a tallied meeting, without its other files; None before."""
    row = session.execute(
        select(MeetingRow.manifest, MeetingRow.results).where(
            MeetingRow.id == meeting, MeetingRow.state == MeetingState.TALLIED
        )
    ).first()
    return None if row is None or row[0] is None or row[1] is None else (row[0], row[1])


def of_unit(session: Session, unit_id: str) -> list[MeetingRow]:
    """All meetings of a unit, by date, title and id."""
    rows = session.scalars(select(MeetingRow).where(MeetingRow.unit_id == unit_id))
    return sorted(rows, key=lambda row: (row.date, row.title, row.id))


def count_of_round(session: Session, round_id: str) -> int:
    """How many meetings a round has."""
    return (
        session.scalar(
            select(func.count()).select_from(MeetingRow).where(MeetingRow.round_id == round_id)
        )
        or 0
    )


def classes(session: Session, meeting: str) -> list[ClassRow]:
    """The voter classes in order; the rows may be changed (present, issued)."""
    return list(
        session.scalars(
            select(ClassRow).where(ClassRow.meeting == meeting).order_by(ClassRow.position)
        )
    )


def hold_class(session: Session, meeting: str, class_id: str) -> ClassRow:
    """One voter class, whose row nobody else changes until this transaction ends."""
    return session.scalars(
        select(ClassRow)
        .where(ClassRow.meeting == meeting, ClassRow.class_id == class_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def class_names(session: Session, round_id: str) -> list[tuple[str, str]]:
    """Id and name of every voter class at the meetings of a round, each pair once."""
    of_round = select(MeetingRow.id).where(MeetingRow.round_id == round_id)
    rows = session.execute(
        select(ClassRow.class_id, ClassRow.name).distinct().where(ClassRow.meeting.in_(of_round))
    )
    return sorted((class_id, name) for class_id, name in rows)


def replace_classes(session: Session, meeting: str, rows: Sequence[ClassRow]) -> None:
    """Put these classes in the place of all former ones; raises Conflict for a repeated id."""
    session.execute(delete(ClassRow).where(ClassRow.meeting == meeting))
    session.expire_all()
    with saving(session):
        session.add_all(rows)
