"""Sessions of accounts: who is signed in, with which browser, since when."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.accounts import AccountRow
from voting.storage.base import ID, Base
from voting.storage.conflict import saving


class SessionRow(Base):
    """Table ``sessions``: SHA-256 of the token in the person's cookie, never the token.

    Times are Unix seconds; ``device`` is a short name of the browser, for the person to tell
    sessions apart; ``second`` says that the second factor was shown. ``offered`` is a secret of a
    second factor (base32) that this session was shown and has not confirmed yet.
    """

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("accounts.id"), index=True)
    expires: Mapped[int] = mapped_column(BigInteger)
    started: Mapped[int] = mapped_column(BigInteger, default=0)
    device: Mapped[str] = mapped_column(String(60), default="")
    second: Mapped[bool] = mapped_column(default=False)
    offered: Mapped[str] = mapped_column(String(64), default="")


def add(session: Session, row: SessionRow) -> None:
    """Keep a new session."""
    with saving(session):
        session.add(row)


def find(session: Session, token_hash: bytes, now: int) -> tuple[SessionRow, AccountRow] | None:
    """A session that has not expired, with its account."""
    row = session.execute(
        select(SessionRow, AccountRow)
        .join(AccountRow, SessionRow.account_id == AccountRow.id)
        .where(SessionRow.token_hash == token_hash, SessionRow.expires > now)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def of_account(session: Session, account_id: str, now: int) -> list[SessionRow]:
    """The sessions of an account that have not expired, the latest first."""
    return list(
        session.scalars(
            select(SessionRow)
            .where(SessionRow.account_id == account_id, SessionRow.expires > now)
            .order_by(SessionRow.started.desc(), SessionRow.token_hash)
        )
    )


def remove(session: Session, token_hash: bytes) -> None:
    """End one session."""
    session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))


def remove_of(session: Session, account_id: str, but: bytes | None = None) -> None:
    """End all sessions of an account, except the one given."""
    query = delete(SessionRow).where(SessionRow.account_id == account_id)
    if but is not None:
        query = query.where(SessionRow.token_hash != but)
    session.execute(query)


def remove_expired(session: Session, now: int) -> None:
    """Forget the sessions that have expired."""
    session.execute(delete(SessionRow).where(SessionRow.expires <= now))
