"""A clock of tests, and what a person's phone would show at its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp


class Watch:
    """A clock that goes only when told."""

    def __init__(self) -> None:
        self.moment = datetime(2021, 1, 20, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **parts: int) -> None:
        """Let time pass."""
        self.moment += timedelta(**parts)

    def code(self, secret: str, steps: int = 0) -> str:
        """The six digits of a secret, ``steps`` of 30 s from now."""
        return pyotp.TOTP(secret).at(self.moment + timedelta(seconds=30 * steps))
