"""Passwords: argon2id hashes, what a password must be like, and random one-time passwords."""

from __future__ import annotations

import secrets
import threading
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from voting.errors import BadInput
from voting.services.context import ALPHABET

MINIMUM: Final = 10
MAXIMUM: Final = 256

AT_ONCE: Final = 2
"""Passwords looked at at the same time by one process: each takes 64 MiB for a moment."""

_HASHER: Final = PasswordHasher()  # argon2id with the library's parameters (RFC 9106, 64 MiB)
_DOOR: Final = threading.BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """The argon2id hash of a password."""
    with _DOOR:
        return _HASHER.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Whether the password has this hash; as slow for None (no such account) as for a real one.

    A yes or no is what is asked here: the caller counts failures before it knows the answer.
    """
    known = password_hash or _dummy()
    try:
        with _DOOR:
            return _HASHER.verify(known, password) and password_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def check_new(password: str, name: str) -> None:
    """BadInput unless a password somebody chose can be used by the account ``name``."""
    if not MINIMUM <= len(password) <= MAXIMUM:
        raise BadInput(
            "password-length",
            f"a password has {MINIMUM} to {MAXIMUM} characters",
            minimum=MINIMUM,
            maximum=MAXIMUM,
        )
    if len(set(password)) < 4 or password.casefold() == name.casefold():
        raise BadInput("password-simple", "this password is too easy to guess")


def random_password() -> str:
    """A one-time password: 16 random symbols (80 bits) in groups of four."""
    symbols = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(symbols[i : i + 4]) for i in range(0, 16, 4))


@cache
def _dummy() -> str:
    return hash_password(secrets.token_hex(16))
