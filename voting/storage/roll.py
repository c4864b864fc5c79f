"""The roll: which slips a meeting has and the voter class of each, no name and no number.

It does not know the ballot box. Entries are kept in order of their keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ForeignKey, LargeBinary, String, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import MEETING_ID, Base
from voting.storage.conflict import saving


class RollRow(Base):
    """Table ``roll``: credential (x-only public key, 32 bytes) and class of each slip."""

    __tablename__ = "roll"
    __table_args__ = ({"sqlite_with_rowid": False},)

    meeting: Mapped[str] = mapped_column(MEETING_ID, ForeignKey("meetings.id"), primary_key=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    class_id: Mapped[str] = mapped_column(String(8))


def replace(session: Session, meeting: str, entries: Iterable[tuple[bytes, str]]) -> None:
    """Put ``(credential, class id)`` entries in the place of all former ones of the meeting.

    Raises Conflict where a credential comes twice.
    """
    session.execute(delete(RollRow).where(RollRow.meeting == meeting))
    rows = [
        {"meeting": meeting, "credential": credential, "class_id": class_id}
        for credential, class_id in sorted(entries)
    ]
    if rows:
        with saving(session):
            session.execute(insert(RollRow), rows)


def entries(session: Session, meeting: str) -> list[tuple[bytes, str]]:
    """All ``(credential, class id)``, sorted by credential."""
    rows = session.execute(
        select(RollRow.credential, RollRow.class_id)
        .where(RollRow.meeting == meeting)
        .order_by(RollRow.credential)
    )
    return [(credential, class_id) for credential, class_id in rows]


def class_of(session: Session, meeting: str, credential: bytes) -> str | None:
    """The class of a slip, None where it is not on the roll."""
    return session.scalar(
        select(RollRow.class_id).where(RollRow.meeting == meeting, RollRow.credential == credential)
    )


def claim(session: Session, meeting: str, credential: bytes) -> str | None:
    """The class of a slip as in :func:`class_of`, held for this transaction alone.

    Casting and voiding both call it first, so that a slip is never counted and voided at once.
    (SQLite has one writer anyway; PostgreSQL locks the row.)
    """
    return session.scalar(
        select(RollRow.class_id)
        .where(RollRow.meeting == meeting, RollRow.credential == credential)
        .with_for_update()
    )


def size(session: Session, meeting: str) -> int:
    """How many slips are on the roll."""
    return (
        session.scalar(select(func.count()).select_from(RollRow).where(RollRow.meeting == meeting))
        or 0
    )
