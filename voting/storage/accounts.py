"""Accounts of the people who run rounds and meetings. Never of voters."""

from __future__ import annotations

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.errors import NotFound
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


def known(session: Session, account_id: str) -> AccountRow:
    """An account by its id; NotFound ``account-unknown``."""
    return _or_unknown(session.get(AccountRow, account_id))


def hold_by_name(session: Session, name: str) -> AccountRow | None:
    """An account by its name, for this transaction alone (its failures are being counted)."""
    return _hold(session, AccountRow.name == name)


def hold(session: Session, account_id: str) -> AccountRow:
    """The same for this transaction alone."""
    return _or_unknown(_hold(session, AccountRow.id == account_id))


def hold_known_name(session: Session, name: str) -> AccountRow:
    """An account by its name, for this transaction alone; NotFound ``account-unknown``."""
    return _or_unknown(hold_by_name(session, name))


def hold_by_link(session: Session, link_hash: bytes) -> AccountRow | None:
    """The account a one-time link was made for, for this transaction alone."""
    return _hold(session, AccountRow.link_hash == link_hash)


def by_link(session: Session, link_hash: bytes) -> AccountRow | None:
    """The account a one-time link was made for."""
    return session.scalar(select(AccountRow).where(AccountRow.link_hash == link_hash))


def hold_role(session: Session, role: str) -> list[AccountRow]:
    """All accounts of a role, for this transaction alone, always in the same order."""
    return list(
        session.scalars(
            select(AccountRow)
            .where(AccountRow.role == role)
            .order_by(AccountRow.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _or_unknown(row: AccountRow | None) -> AccountRow:
    if row is None:
        raise NotFound("account-unknown", "there is no such account")
    return row


def _hold(session: Session, condition: ColumnElement[bool]) -> AccountRow | None:
    return session.scalar(
        select(AccountRow)
        .where(condition)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
