"""The ballot box: encrypted ballots, without anything that tells when, from where or in what order.

On SQLite the table has no rowid: its order is that of the ballot hashes. It does not know the
roll (a slip's class); who may cast is decided in services.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import MEETING_ID, Base
from voting.storage.conflict import saving


class BallotRow(Base):
    """Table ``ballots``: exactly these five columns, held by a test."""

    __tablename__ = "ballots"
    __table_args__ = (
        UniqueConstraint("meeting", "credential"),
        UniqueConstraint("meeting", "tracker"),
        {"sqlite_with_rowid": False},
    )

    meeting: Mapped[str] = mapped_column(MEETING_ID, ForeignKey("meetings.id"), primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary(32))
    tracker: Mapped[str] = mapped_column(String(19))
    data: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class StoredBallot:
    """A ballot in the box without its bytes: hash (32 bytes), credential (32), tracker."""

    hash: bytes
    credential: bytes
    tracker: str


_HEAD = (BallotRow.hash, BallotRow.credential, BallotRow.tracker)


def add(
    session: Session, meeting: str, *, hash: bytes, credential: bytes, tracker: str, data: bytes
) -> None:
    """Put a ballot into the box at once.

    Raises Conflict where the hash, the credential or the tracker is in the box of this meeting
    already; the session stays usable.
    """
    with saving(session):
        session.execute(
            insert(BallotRow),
            [
                {
                    "meeting": meeting,
                    "hash": hash,
                    "credential": credential,
                    "tracker": tracker,
                    "data": data,
                }
            ],
        )


def by_credential(session: Session, meeting: str, credential: bytes) -> StoredBallot | None:
    """The ballot cast with a slip, if there is one."""
    row = session.execute(
        select(*_HEAD).where(BallotRow.meeting == meeting, BallotRow.credential == credential)
    ).one_or_none()
    return None if row is None else StoredBallot(*row)


def heads(session: Session, meeting: str) -> list[StoredBallot]:
    """All ballots without their bytes, by hash."""
    rows = session.execute(
        select(*_HEAD).where(BallotRow.meeting == meeting).order_by(BallotRow.hash)
    )
    return [StoredBallot(*row) for row in rows]


def each_sorted(session: Session, meeting: str) -> Iterator[bytes]:
    """The bytes of all ballots by ballot hash, one after the other: a box need not stand in memory."""
    yield from session.scalars(
        select(BallotRow.data)
        .where(BallotRow.meeting == meeting)
        .order_by(BallotRow.hash)
        .execution_options(yield_per=64)
    )
