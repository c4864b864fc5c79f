"""Spoilt slips: credential and the signature its own key made over the voiding (protocol §6)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import MEETING_ID, Base
from voting.storage.conflict import saving


class VoidRow(Base):
    """Table ``voids``; like the ballots, nothing tells when a slip was voided."""

    __tablename__ = "voids"
    __table_args__ = ({"sqlite_with_rowid": False},)

    meeting: Mapped[str] = mapped_column(MEETING_ID, ForeignKey("meetings.id"), primary_key=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))


def add(session: Session, meeting: str, credential: bytes, signature: bytes) -> None:
    """Void a slip at once; raises Conflict where it is voided already."""
    with saving(session):
        session.execute(
            insert(VoidRow),
            [{"meeting": meeting, "credential": credential, "signature": signature}],
        )


def is_void(session: Session, meeting: str, credential: bytes) -> bool:
    """Whether a slip is voided."""
    return (
        session.scalar(
            select(func.count())
            .select_from(VoidRow)
            .where(VoidRow.meeting == meeting, VoidRow.credential == credential)
        )
        == 1
    )


def all_sorted(session: Session, meeting: str) -> list[tuple[bytes, bytes]]:
    """All ``(credential, signature)``, sorted by credential."""
    rows = session.execute(
        select(VoidRow.credential, VoidRow.signature)
        .where(VoidRow.meeting == meeting)
        .order_by(VoidRow.credential)
    )
    return [(credential, signature) for credential, signature in rows]
