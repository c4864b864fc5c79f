"""The log of what administrators do: rows chained by hashes, only ever added to.

This module keeps the rows; what is hashed and written is decided in services.
"""

from __future__ import annotations

from sqlalchemy import LargeBinary, Text, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import Base

_LOCK = 7_221_905_119


class AuditRow(Base):
    """Table ``audit_log``: ``entry`` is canonical JSON that holds the hash of the row before,
    ``hash`` the SHA-256 of it; ``number`` counts from 1 without gaps."""

    __tablename__ = "audit_log"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


def last(session: Session) -> AuditRow | None:
    """The newest row, with the log held for this transaction alone."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    return session.scalar(select(AuditRow).order_by(AuditRow.number.desc()).limit(1))


def append(session: Session, row: AuditRow) -> None:
    """Add the next row at once."""
    session.execute(
        insert(AuditRow), [{"number": row.number, "entry": row.entry, "hash": row.hash}]
    )


def everything(session: Session) -> list[AuditRow]:
    """All rows, the oldest first."""
    return list(session.scalars(select(AuditRow).order_by(AuditRow.number)))
