"""The second factor: a code of six digits that the person's phone shows anew every 30 seconds.

Time-based one-time passwords (RFC 6238: SHA-1, 6 digits, 30 s). A code of the step before or after
is accepted, for clocks go wrong; no step is accepted twice, and none before one that was (§5.2).
Wrong codes count for the lock-out as wrong passwords do. Whoever loses the phone asks the
administrator, whoever keeps the server helps the last of them (``voting account``).
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pyotp

from voting.assessment import permissions
from voting.errors import BadInput, Refused
from voting.services.accounts import links, lockout, signing
from voting.services.context import Actor, Clock, permit, utc_now
from voting.services.log import chain
from voting.storage import accounts as rows
from voting.storage import sessions, settings
from voting.storage.database import Database, Session

ISSUER: Final = "清评 Qingping"
STEP: Final = 30
DRIFT: Final = 1
"""Steps by which the clocks may differ."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A new secret to put into the phone: as base32 to type, as ``otpauth:`` address to scan."""

    secret: str
    address: str


def required_roles(db: Database, actor: Actor) -> frozenset[str]:
    """The roles that need a second factor."""
    permit(actor, permissions.MANAGE_SETTINGS)
    with db.reading() as session:
        return frozenset(settings.get(session, signing.FACTOR_ROLES, []))


def require(db: Database, actor: Actor, roles: Collection[str], *, clock: Clock = utc_now) -> None:
    """Demand it of these roles and no others: whoever has none is led to it at the next page."""
    permit(actor, permissions.MANAGE_SETTINGS)
    if not set(roles) <= set(permissions.ROLES):
        raise BadInput("account-role", "there is no such role", role="、".join(sorted(roles)))
    with db.transaction() as session:
        settings.put(session, signing.FACTOR_ROLES, sorted(roles))
        chain.write(
            session,
            actor,
            "second-factor-required",
            signing.FACTOR_ROLES,
            {"roles": " ".join(sorted(roles))},
            clock=clock,
        )


def waiting(db: Database, token: str, *, clock: Clock = utc_now) -> bool:
    """Whether a session waits for its second factor."""
    with db.reading() as session:
        held = sessions.find(session, signing.hash_token(token), int(clock().timestamp()))
        return held is not None and not held[1].disabled and signing.waits(*held)


def confirm(db: Database, token: str, code: str, *, clock: Clock = utc_now) -> str:
    """Show the second factor; returns the token of the session that begins, the old one ends.

    Refused ``second-expired`` where nothing waits (any more), ``second-wrong`` for a wrong code,
    one that was used, and a locked account alike.
    """
    now = int(clock().timestamp())
    fresh = secrets.token_urlsafe(32)
    with db.transaction() as session:
        kept, row = _held(session, token, now)
        if not signing.waits(kept, row):
            raise Refused("second-expired", "nothing waits for a code")
        fits = _try(session, row, code, now, clock)
        if fits:
            sessions.remove(session, kept.token_hash)
            signing.start(session, row, fresh, now, kept.device, waiting=False)
            chain.write(
                session,
                signing.as_actor(row),
                "signed-in",
                row.name,
                {"proof": lockout.SECOND},
                clock=clock,
            )
    if not fits:
        raise _wrong()
    return fresh


def offer(db: Database, token: str, *, clock: Clock = utc_now) -> Offer:
    """A secret for the account of this session, the same until it is confirmed."""
    with db.transaction() as session:
        kept, row = _held(session, token, int(clock().timestamp()))
        if row.totp:
            raise Refused("second-there", "this account has a second factor")
        kept.offered = kept.offered or pyotp.random_base32()
        address = pyotp.TOTP(kept.offered).provisioning_uri(name=row.name, issuer_name=ISSUER)
        return Offer(kept.offered, address)


def enrol(db: Database, token: str, code: str, *, clock: Clock = utc_now) -> None:
    """Take the offered secret as second factor, once its code shows that the phone has it; other
    sessions of the account end."""
    now = int(clock().timestamp())
    with db.transaction() as session:
        kept, row = _held(session, token, now)
        if row.totp:
            raise Refused("second-there", "this account has a second factor")
        step = _step(kept.offered, code, now, after=0) if kept.offered else None
        if step is None:
            raise _wrong()
        row.totp, row.totp_used = kept.offered, step
        kept.offered, kept.second = "", True
        sessions.remove_of(session, row.id, kept.token_hash)
        chain.write(session, signing.as_actor(row), "second-factor-set", row.name, clock=clock)


def remove(db: Database, token: str, code: str, *, clock: Clock = utc_now) -> None:
    """Give one's second factor up, with a code of it: a session left open is not enough."""
    now = int(clock().timestamp())
    with db.transaction() as session:
        kept, row = _held(session, token, now)
        if not row.totp or signing.waits(kept, row):
            raise Refused("second-none", "this account has no second factor")
        fits = _try(session, row, code, now, clock)
        if fits:
            row.totp, row.totp_used = "", 0
            kept.second = False
            chain.write(
                session, signing.as_actor(row), "second-factor-removed", row.name, clock=clock
            )
    if not fits:
        raise _wrong()


def drop(db: Database, actor: Actor, account_id: str, *, clock: Clock = utc_now) -> None:
    """Take the second factor of somebody who lost the phone away, and end the sessions."""
    permit(actor, permissions.MANAGE_ACCOUNTS)
    if account_id == actor.id:
        raise Refused("account-self", "this is not for one's own account")
    with db.transaction() as session:
        row = rows.hold(session, account_id)
        if not row.totp:
            raise Refused("second-none", "this account has no second factor")
        links.forget_factor(session, row)
        chain.write(session, actor, "second-factor-dropped", row.name, clock=clock)


def _held(session: Session, token: str, now: int) -> tuple[sessions.SessionRow, rows.AccountRow]:
    """A living session and its account, which is held; looked up again once it is, for somebody
    else may have ended it in between."""
    key = signing.hash_token(token)
    living = sessions.find(session, key, now)
    if living is not None:
        rows.hold(session, living[1].id)
        living = sessions.find(session, key, now)
    if living is None or living[1].disabled:
        raise Refused("second-expired", "this session has ended")
    return living


def _try(session: Session, row: rows.AccountRow, code: str, now: int, clock: Clock) -> bool:
    """Look at a code of a held account, unless it is locked; the caller commits the count and
    refuses after that."""
    if lockout.shut(row, now):
        return False
    step = _step(row.totp, code, now, after=row.totp_used)
    if step is None:
        lockout.count(session, row, now, lockout.SECOND, clock)
        return False
    row.totp_used = step
    lockout.clear(row)
    return True


def _step(secret: str, code: str, now: int, *, after: int) -> int | None:
    """The time step whose code this is, out of those around now and later than ``after``."""
    digits = "".join(unicodedata.normalize("NFKC", code).split())
    made = pyotp.TOTP(secret)
    fitting = [
        step
        for step in range(now // STEP - DRIFT, now // STEP + DRIFT + 1)
        if step > after and hmac.compare_digest(made.generate_otp(step).encode(), digits.encode())
    ]
    return fitting[0] if fitting else None


def _wrong() -> Refused:
    return Refused("second-wrong", "wrong code, used before, or locked after ten failures")
