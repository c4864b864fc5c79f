"""Accounts: signing in and out, making accounts, changing passwords.

Wrong name, wrong password and a locked account get the same answer after the same work, so that
nobody learns which accounts exist. Lock-out is by account, never by address: a whole hall or
office may stand behind one.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from voting.assessment import permissions
from voting.errors import BadInput, NotFound, Refused
from voting.services import audit, passwords
from voting.services.context import SYSTEM, Actor, Clock, new_id, permit, utc_now
from voting.storage import accounts as rows
from voting.storage import rosters
from voting.storage.conflict import Conflict
from voting.storage.database import Database, Session

SESSION_SECONDS: Final = 12 * 3600
LOCK_SECONDS: Final = 15 * 60
MOST_FAILURES: Final = 10
FIRST_NAME: Final = "admin"


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as the administrator sees it; ``one_time``: still has the password made here."""

    id: str
    name: str
    role: str
    unit_id: str | None
    one_time: bool
    locked: bool


def first_start(db: Database) -> str | None:
    """Make the account ``admin`` where there is none at all, and return its one-time password."""
    password = passwords.random_password()
    row = _row(FIRST_NAME, permissions.ADMINISTRATOR, None, passwords.hash_password(password))
    with db.transaction() as session:
        if rows.count(session):
            return None
        try:
            rows.add(session, row)
        except Conflict:  # another process of the same start was faster
            return None
        audit.write(session, SYSTEM, "account-created", FIRST_NAME, {"role": row.role})
    return password


def login(db: Database, name: str, password: str, *, clock: Clock = utc_now) -> str:
    """Sign in: a fresh secret token for the person's cookie, good for 12 hours.

    Refused ``login-failed`` for whatever reason.
    """
    row = _prove(db, name.strip(), password, clock)
    token = secrets.token_urlsafe(32)
    now = int(clock().timestamp())
    with db.transaction() as session:
        rows.remove_expired(session, now)
        rows.add_session(session, _hash(token), row.id, now + SESSION_SECONDS)
        audit.write(session, _actor(row), "signed-in", row.name, clock=clock)
    return token


def actor_of(db: Database, token: str, *, clock: Clock = utc_now) -> Actor | None:
    """Whose session a token is; None where it is unknown, ended or expired."""
    with db.reading() as session:
        row = rows.of_session(session, _hash(token), int(clock().timestamp()))
        return None if row is None else _actor(row)


def logout(db: Database, token: str) -> None:
    """End a session; nothing happens where there is none."""
    with db.transaction() as session:
        rows.remove_session(session, _hash(token))


def change_password(db: Database, actor: Actor, old: str, new: str, *,
                    keep: str | None = None, clock: Clock = utc_now) -> None:
    """Change one's own password and end one's sessions, except that of the token ``keep``."""
    passwords.check_new(new, actor.name)
    if old == new:
        raise BadInput("password-same", "the new password is the old one")
    _prove(db, actor.name, old, clock)
    password_hash = passwords.hash_password(new)
    with db.transaction() as session:
        row = _get(session, actor.id)
        row.password_hash = password_hash
        row.one_time = False
        rows.remove_sessions(session, row.id, None if keep is None else _hash(keep))
        audit.write(session, actor, "password-changed", row.name, clock=clock)


def create_account(db: Database, actor: Actor, name: str, role: str,
                   unit_id: str | None = None) -> str:
    """Make an account and return its one-time password.

    The role ``unit`` acts for one unit and needs its id; the others have none.
    """
    permit(actor, permissions.MANAGE_ACCOUNTS)
    name = name.strip()
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise BadInput("account-name", "a name has 1 to 60 printable characters")
    if role not in permissions.ROLES:
        raise BadInput("account-role", f"there is no role {role!r}", role=role)
    if (role == permissions.UNIT) != (unit_id is not None):
        raise BadInput("account-unit", "accounts of the role unit, and no others, have a unit")
    password = passwords.random_password()
    row = _row(name, role, unit_id, passwords.hash_password(password))
    with db.transaction() as session:
        if unit_id is not None and rosters.unit(session, unit_id) is None:
            raise NotFound("unit-unknown", "there is no such unit")
        try:
            rows.add(session, row)
        except Conflict as error:
            raise BadInput("account-taken", f"the name {name} is taken", name=name) from error
        audit.write(session, actor, "account-created", name, {"role": role})
    return password


def reset_password(db: Database, actor: Actor, account_id: str) -> str:
    """Give an account a new one-time password, unlock it and end its sessions."""
    permit(actor, permissions.MANAGE_ACCOUNTS)
    password = passwords.random_password()
    password_hash = passwords.hash_password(password)
    with db.transaction() as session:
        row = _get(session, account_id)
        row.password_hash = password_hash
        row.one_time = True
        row.failures = row.locked_until = 0
        rows.remove_sessions(session, row.id)
        audit.write(session, actor, "password-reset", row.name)
    return password


def list_accounts(db: Database, actor: Actor, *, clock: Clock = utc_now) -> list[AccountView]:
    """All accounts, by name."""
    permit(actor, permissions.MANAGE_ACCOUNTS)
    now = int(clock().timestamp())
    with db.reading() as session:
        return [AccountView(row.id, row.name, row.role, row.unit_id, row.one_time,
                            row.locked_until > now) for row in rows.everything(session)]


def _prove(db: Database, name: str, password: str, clock: Clock) -> rows.AccountRow:
    """The account of this name and password.

    The failure is counted before the password is looked at, so that many guesses at once get no
    more than ten looks; hashing happens outside the transaction, which ballots may wait for.
    """
    now = int(clock().timestamp())
    row = _count_attempt(db, name, now, clock)
    if not passwords.fits(None if row is None else row.password_hash, password) or row is None:
        raise Refused("login-failed", "wrong name or password, or locked after ten failures")
    with db.transaction() as session:
        proven = _get(session, row.id)
        proven.failures = proven.locked_until = 0
    return proven


def _count_attempt(db: Database, name: str, now: int, clock: Clock) -> rows.AccountRow | None:
    """The account, its failures one up (the tenth locks it); None: unknown or locked."""
    with db.transaction() as session:
        row = rows.hold_by_name(session, name)
        if row is None or row.locked_until > now:
            return None
        row.failures += 1
        if row.failures >= MOST_FAILURES:
            row.failures = 0
            row.locked_until = now + LOCK_SECONDS
            audit.write(session, SYSTEM, "account-locked", row.name, clock=clock)
        return row


def _row(name: str, role: str, unit_id: str | None, password_hash: str) -> rows.AccountRow:
    return rows.AccountRow(id=new_id(), name=name, role=role, unit_id=unit_id,
                           password_hash=password_hash, one_time=True, failures=0,
                           locked_until=0)


def _get(session: Session, account_id: str) -> rows.AccountRow:
    row = rows.get(session, account_id)
    if row is None:
        raise NotFound("account-unknown", "there is no such account")
    return row


def _actor(row: rows.AccountRow) -> Actor:
    return Actor(row.id, row.name, row.role, row.unit_id, row.one_time)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
