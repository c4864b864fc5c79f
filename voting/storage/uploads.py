"""Rosters waiting between the preview and the word to import them.

One an account, for a short time: a new one takes the place of the old, and whoever comes next
clears away what is past its time. What waits here is read by its own account only.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, Base


class UploadRow(Base):
    """Table ``uploads``: ``data`` the bytes as they were sent, ``expires`` in Unix seconds."""

    __tablename__ = "uploads"

    account_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    expires: Mapped[int] = mapped_column(BigInteger)


def put(session: Session, row: UploadRow) -> None:
    """Keep an upload in place of the account's earlier one."""
    session.merge(row)
    session.flush()


def get(session: Session, account_id: str) -> UploadRow | None:
    """What waits for an account."""
    return session.get(UploadRow, account_id)


def remove(session: Session, account_id: str) -> None:
    """Forget what waits for an account."""
    session.execute(delete(UploadRow).where(UploadRow.account_id == account_id))


def remove_expired(session: Session, now: int) -> None:
    """Forget everything whose time is past."""
    session.execute(delete(UploadRow).where(UploadRow.expires <= now))
