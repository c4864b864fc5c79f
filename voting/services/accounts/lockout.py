"""Lock-out: ten failures in a row lock an account for a quarter of an hour.

Passwords and codes of the second factor are counted together, by account and never by address: a
whole hall or office may stand behind one. Every failure is counted before the guess is looked at,
so that many guesses at once get no more than ten looks.
"""

from __future__ import annotations

from typing import Final

from voting.services.context import SYSTEM, Clock
from voting.services.log import chain
from voting.storage.accounts import AccountRow
from voting.storage.database import Session

LOCK_SECONDS: Final = 15 * 60
MOST_FAILURES: Final = 10

PASSWORD: Final = "password"
SECOND: Final = "second-factor"


def shut(row: AccountRow, now: int) -> bool:
    """Whether nobody can sign in with this account now: it is locked or disabled."""
    return row.disabled or row.locked_until > now


def count(session: Session, row: AccountRow, now: int, step: str, clock: Clock) -> None:
    """One failure more; the tenth locks the account. ``row`` is held by this transaction, and
    nothing is written after it (the log may be)."""
    row.failures += 1
    if row.failures >= MOST_FAILURES:
        row.failures = 0
        row.locked_until = now + LOCK_SECONDS
        chain.write(session, SYSTEM, "account-locked", row.name, {"proof": step}, clock=clock)


def clear(row: AccountRow) -> None:
    """Forget the failures and the lock."""
    row.failures = row.locked_until = 0
