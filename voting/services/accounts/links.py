"""One-time links: how a person gets an account, or a password anew, without anybody knowing one.

A link is the address of the welcome page with the code behind its ``#``, which browsers send to
nobody: it stands in no log and no referrer. The page sends it in the body of the form that sets
the password. The database holds SHA-256 of the code. A link is good once and for three days, and
a newer one ends it.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from typing import Final

from voting.errors import Refused
from voting.services.accounts import lockout, passwords
from voting.services.context import ALPHABET, SYSTEM, Actor, Clock, utc_now
from voting.services.log import chain
from voting.storage import accounts as rows
from voting.storage import sessions
from voting.storage.database import Database, Session

LINK_SECONDS: Final = 3 * 24 * 3600
SYMBOLS: Final = 24
"""120 random bits: nobody guesses one, so that guesses need not be counted."""

_TYPED = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None, " ": None})


def give(row: rows.AccountRow, clock: Clock) -> str:
    """Make a link for an account and take its password away; returns the code, kept nowhere."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(SYMBOLS))
    row.link_hash = _hash(symbols)
    row.link_expires = int(clock().timestamp()) + LINK_SECONDS
    row.password_hash = ""
    row.one_time = True
    lockout.clear(row)
    return "-".join(symbols[i : i + 4] for i in range(0, SYMBOLS, 4))


def redeem(db: Database, code: str, new: str, *, clock: Clock = utc_now) -> str:
    """Set the password of the account a link was made for; returns the account's name.

    Refused ``link-invalid`` for whatever reason: never made, used, too old, account disabled.
    """
    link_hash = _hash(_plain(code))
    now = int(clock().timestamp())
    with db.reading() as session:
        name = _good(rows.by_link(session, link_hash), now).name
    passwords.check_new(new, name)
    password_hash = passwords.hash_password(new)
    with db.transaction() as session:
        row = _good(rows.hold_by_link(session, link_hash), now)
        row.password_hash = password_hash
        row.one_time = False
        row.link_hash = None
        row.link_expires = 0
        lockout.clear(row)
        sessions.remove_of(session, row.id)
        actor = Actor(row.id, row.name, row.role, row.unit_id)
        chain.write(session, actor, "link-used", row.name, clock=clock)
    return name


def recover(db: Database, name: str, *, clock: Clock = utc_now) -> str:
    """For who keeps the server, where no administrator can sign in any more: a new link for the
    account ``name``, which is enabled and loses its second factor. Returns the code."""
    with db.transaction() as session:
        row = rows.hold_known_name(session, name)
        code = give(row, clock)
        row.disabled = False
        forget_factor(session, row)
        chain.write(session, SYSTEM, "account-recovered", row.name, clock=clock)
    return code


def forget_factor(session: Session, row: rows.AccountRow) -> None:
    """Take the second factor away and end the sessions that were signed in with it."""
    row.totp = ""
    row.totp_used = 0
    sessions.remove_of(session, row.id)


def _good(row: rows.AccountRow | None, now: int) -> rows.AccountRow:
    if row is None or row.disabled or row.link_expires <= now:
        raise Refused("link-invalid", "this link is not good, or not any more")
    return row


def _plain(code: str) -> str:
    """A code as people type it: hyphens, blanks, capitals, full width, I and L for 1, O for 0."""
    return unicodedata.normalize("NFKC", code).strip().lower().translate(_TYPED)


def _hash(symbols: str) -> bytes:
    return hashlib.sha256(symbols.encode()).digest()
