"""The trustees' partial decryptions of a meeting, one file (protocol §9) for each trustee."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import MEETING_ID, Base
from voting.storage.conflict import saving


class ShareRow(Base):
    """Table ``shares``; ``trustee`` is the index, from 1."""

    __tablename__ = "shares"

    meeting: Mapped[str] = mapped_column(MEETING_ID, ForeignKey("meetings.id"), primary_key=True)
    trustee: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


def put(session: Session, meeting: str, trustee: int, data: bytes) -> None:
    """Keep a trustee's shares; raises Conflict where there are some of this trustee already."""
    with saving(session):
        session.execute(insert(ShareRow), [{"meeting": meeting, "trustee": trustee, "data": data}])


def trustees(session: Session, meeting: str) -> tuple[int, ...]:
    """Indices of the trustees whose shares are in, ascending."""
    return tuple(
        session.scalars(
            select(ShareRow.trustee).where(ShareRow.meeting == meeting).order_by(ShareRow.trustee)
        )
    )


def all_sorted(session: Session, meeting: str) -> list[tuple[int, bytes]]:
    """All ``(trustee, bytes)``, by trustee."""
    rows = session.execute(
        select(ShareRow.trustee, ShareRow.data)
        .where(ShareRow.meeting == meeting)
        .order_by(ShareRow.trustee)
    )
    return [(trustee, data) for trustee, data in rows]
