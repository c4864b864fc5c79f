"""Signing in and out, and changing one's password.

Wrong name, wrong password, a locked and a disabled account get the same answer after the same
work, so that nobody learns which accounts exist. An account with a second factor gets a session
that waits for it (:mod:`voting.services.accounts.second_factor`) and is nobody's until then.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from typing import Final

from voting.errors import BadInput, Refused
from voting.services.accounts import lockout, passwords
from voting.services.context import Actor, Clock, utc_now
from voting.services.log import chain
from voting.storage import accounts as rows
from voting.storage import sessions, settings
from voting.storage.conflict import Conflict
from voting.storage.database import Database, Session

SESSION_SECONDS: Final = 12 * 3600
WAITING_SECONDS: Final = 10 * 60
"""How long a session waits for the second factor."""

DEVICE_LENGTH: Final = 60
FACTOR_ROLES: Final = "second-factor"
"""Key of the setting: the roles that need a second factor."""

NOBODY: Final = "nobody"
"""Key written where there is no failure to count."""


def login(
    db: Database, name: str, password: str, *, device: str = "", clock: Clock = utc_now
) -> str:
    """Sign in: a fresh secret token for the person's cookie, good for 12 hours.

    Refused ``login-failed`` for whatever reason.
    """
    proven = _prove(db, name.strip(), password, clock)
    token = secrets.token_urlsafe(32)
    now = int(clock().timestamp())
    with db.transaction() as session:
        row = rows.hold(session, proven.id)
        if row.disabled or row.password_hash != proven.password_hash:
            raise _failed()  # disabled or changed between the look at the password and now
        if row.totp:
            if row.locked_until > now:
                raise _failed()
            row.failures = max(0, row.failures - 1)  # the second step clears the others
        else:
            lockout.clear(row)
        start(session, row, token, now, device, waiting=bool(row.totp))
        if not row.totp:
            chain.write(session, as_actor(row), "signed-in", row.name, clock=clock)
    return token


def start(
    session: Session, row: rows.AccountRow, token: str, now: int, device: str, *, waiting: bool
) -> None:
    """Keep a new session of an account; ``waiting``: its second factor has not been shown."""
    sessions.remove_expired(session, now)
    sessions.add(
        session,
        sessions.SessionRow(
            token_hash=hash_token(token),
            account_id=row.id,
            started=now,
            expires=now + (WAITING_SECONDS if waiting else SESSION_SECONDS),
            device=device[:DEVICE_LENGTH],
            second=bool(row.totp) and not waiting,
        ),
    )


def actor_of(db: Database, token: str, *, clock: Clock = utc_now) -> Actor | None:
    """Whose session a token is; None where it is unknown, ended, expired, of a disabled account
    or still waits for the second factor."""
    with db.reading() as session:
        living = sessions.find(session, hash_token(token), int(clock().timestamp()))
        if living is None or living[1].disabled or waits(*living):
            return None
        row = living[1]
        wanted = settings.get(session, FACTOR_ROLES, [])
        return as_actor(row, must_enrol=not row.totp and row.role in wanted)


def waits(kept: sessions.SessionRow, row: rows.AccountRow) -> bool:
    """Whether the account has a second factor and this session has not shown it."""
    return bool(row.totp) and not kept.second


def logout(db: Database, token: str) -> None:
    """End a session; nothing happens where there is none."""
    with db.transaction() as session:
        sessions.remove(session, hash_token(token))


def change_password(
    db: Database,
    actor: Actor,
    old: str,
    new: str,
    *,
    keep: str | None = None,
    clock: Clock = utc_now,
) -> None:
    """Change one's own password and end one's sessions, except that of the token ``keep``."""
    passwords.check_new(new, actor.name)
    if old == new:
        raise BadInput("password-same", "the new password is the old one")
    proven = _prove(db, actor.name, old, clock)
    password_hash = passwords.hash_password(new)
    with db.transaction() as session:
        row = rows.hold(session, actor.id)
        if row.password_hash != proven.password_hash:
            raise _failed()
        row.password_hash = password_hash
        row.one_time = False
        lockout.clear(row)
        sessions.remove_of(session, row.id, None if keep is None else hash_token(keep))
        chain.write(session, actor, "password-changed", row.name, clock=clock)


def as_actor(row: rows.AccountRow, *, must_enrol: bool = False) -> Actor:
    """Who acts when this account is signed in; ``must_enrol``: a second factor is still to be set."""
    return Actor(row.id, row.name, row.role, row.unit_id, row.one_time, must_enrol)


def hash_token(token: str) -> bytes:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).digest()


def _prove(db: Database, name: str, password: str, clock: Clock) -> rows.AccountRow:
    """The account of this name and password; hashing happens outside the transaction, which
    ballots may wait for. The failure counted before is the caller's to clear."""
    row = _count_attempt(db, name, int(clock().timestamp()), clock)
    if not passwords.fits(None if row is None else row.password_hash, password) or row is None:
        raise _failed()
    return row


def _count_attempt(db: Database, name: str, now: int, clock: Clock) -> rows.AccountRow | None:
    """The account, its failures one up (the tenth locks it); None: unknown, locked or disabled."""
    with db.transaction() as session:
        row = rows.hold_by_name(session, name)
        if row is None or lockout.shut(row, now):
            # what is written takes as long as counting a failure
            with suppress(Conflict):
                settings.put(session, NOBODY, secrets.token_hex(8))
            return None
        lockout.count(session, row, now, lockout.PASSWORD, clock)
        return row


def _failed() -> Refused:
    return Refused("login-failed", "wrong name or password, or locked after ten failures")
