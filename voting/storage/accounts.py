"""Accounts of the people who run rounds and meetings, and their sessions. Never of voters."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, Base
from voting.storage.conflict import saving


class AccountRow(Base):
    """Table ``accounts``: ``password_hash`` is argon2's; times are Unix seconds.

    ``failures`` counts wrong passwords in a row, ``locked_until`` is 0 where there is no lock;
    ``unit_id`` is the unit an account of the role ``unit`` acts for;
    ``one_time`` says that no password of the person's own was set yet; ``link_hash`` is SHA-256
    of the one-time link that sets it, good until ``link_expires``; ``disabled`` accounts cannot
    sign in; ``totp`` is the secret of the second factor (base32, empty: none), ``totp_used`` the
    last time step accepted, so that no code is good twice.
    """

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[str | None] = mapped_column(ID, ForeignKey("units.id"))
    password_hash: Mapped[str] = mapped_column(String(200))
    one_time: Mapped[bool]
    failures: Mapped[int]
    locked_until: Mapped[int] = mapped_column(BigInteger)
    link_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    link_expires: Mapped[int] = mapped_column(BigInteger, default=0)
    disabled: Mapped[bool] = mapped_column(default=False)
    totp: Mapped[str] = mapped_column(String(64), default="")
    totp_used: Mapped[int] = mapped_column(BigInteger, default=0)


class SessionRow(Base):
    """Table ``sessions``: SHA-256 of the token in the person's cookie, never the token.

    ``started`` is Unix seconds; ``device`` a short name of the browser, for the person to tell
    sessions apart; ``second`` says that the second factor was shown.
    """

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("accounts.id"), index=True)
    expires: Mapped[int] = mapped_column(BigInteger)
    started: Mapped[int] = mapped_column(BigInteger, default=0)
    device: Mapped[str] = mapped_column(String(60), default="")
    second: Mapped[bool] = mapped_column(default=False)


class SettingRow(Base):
    """Table ``settings``: what the administrator sets for the whole installation, as JSON; for
    example ``second-factor`` → list of roles that need one."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


def add(session: Session, row: AccountRow) -> None:
    """Keep a new account; raises Conflict where the name is taken."""
    with saving(session):
        session.add(row)


def count(session: Session) -> int:
    """How many accounts there are."""
    return session.scalar(select(func.count()).select_from(AccountRow)) or 0


def everything(session: Session) -> list[AccountRow]:
    """All accounts, by name."""
    return sorted(session.scalars(select(AccountRow)), key=lambda row: row.name)


def get(session: Session, account_id: str) -> AccountRow | None:
    """An account by its id."""
    return session.get(AccountRow, account_id)


def hold_by_name(session: Session, name: str) -> AccountRow | None:
    """An account by its name, for this transaction alone (its failures are being counted)."""
    return session.scalar(select(AccountRow).where(AccountRow.name == name)
                          .with_for_update().execution_options(populate_existing=True))


def add_session(session: Session, token_hash: bytes, account_id: str, expires: int) -> None:
    """Keep a new session."""
    with saving(session):
        session.add(SessionRow(token_hash=token_hash, account_id=account_id, expires=expires))


def of_session(session: Session, token_hash: bytes, now: int) -> AccountRow | None:
    """The account of a session that has not expired."""
    return session.scalar(
        select(AccountRow).join(SessionRow, SessionRow.account_id == AccountRow.id)
        .where(SessionRow.token_hash == token_hash, SessionRow.expires > now))


def remove_session(session: Session, token_hash: bytes) -> None:
    """End one session."""
    session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))


def remove_sessions(session: Session, account_id: str, but: bytes | None = None) -> None:
    """End all sessions of an account, except the one given."""
    query = delete(SessionRow).where(SessionRow.account_id == account_id)
    if but is not None:
        query = query.where(SessionRow.token_hash != but)
    session.execute(query)


def remove_expired(session: Session, now: int) -> None:
    """Forget the sessions that have expired."""
    session.execute(delete(SessionRow).where(SessionRow.expires <= now))
