"""Who acts, when, and under what id: what every use case needs around its own rule."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from voting.assessment import permissions
from voting.errors import Refused

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH: Final = 8

CHINA: Final = timezone(timedelta(hours=8))
"""The one time zone of China; what is filed shows it."""

Clock = Callable[[], datetime]
"""Returns the time of the moment, in UTC. Only services read it; tests hand over their own."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: account id, name, role; ``unit_id`` for accounts of the role unit;
    ``one_time``: the password is still the one the software made, to be changed first of all;
    ``must_enrol``: the role needs a second factor, which the account has not yet."""

    id: str
    name: str
    role: str
    unit_id: str | None = None
    one_time: bool = False
    must_enrol: bool = False

    @property
    def ready(self) -> bool:
        """Nothing has to be done for the account before anything else."""
        return not (self.one_time or self.must_enrol)


SYSTEM: Final = Actor("system", "system", "system")
"""The software itself, for entries of the log; it has no permission."""


def utc_now() -> datetime:
    """The time of the moment, in UTC."""
    return datetime.now(UTC)


def timestamp(clock: Clock = utc_now) -> str:
    """The moment as text: ``2021-01-20T01:00:00Z``, for the log and for edits of proposals."""
    return clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today(clock: Clock = utc_now) -> str:
    """The day as the wall calendar of China shows it: ``2021-01-20``."""
    return clock().astimezone(CHINA).date().isoformat()


def local_time(moment: str) -> str:
    """A kept :func:`timestamp` as the wall clock of China shows it: ``2021-01-20 09:00``."""
    return datetime.fromisoformat(moment).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def timestamp_of(seconds: int) -> str:
    """A moment kept as Unix seconds as the same text."""
    return timestamp(lambda: datetime.fromtimestamp(seconds, UTC))


def new_id() -> str:
    """A fresh random id: 8 lower-case Crockford characters, as protocol §3 wants for meetings."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def permit(actor: Actor, action: str) -> None:
    """Refused ``not-permitted`` unless the role of ``actor`` has the action."""
    permissions.require(actor.role, action)


def permit_unit(actor: Actor, action: str, unit_id: str) -> None:
    """The same for something of one unit: Refused ``other-unit`` for another unit's account."""
    permit(actor, action)
    check_own_unit(actor, unit_id)


def check_own_unit(actor: Actor, unit_id: str | None) -> None:
    """Refused ``other-unit`` where an account of the role unit acts for another unit."""
    if actor.role == permissions.UNIT and actor.unit_id != unit_id:
        raise Refused("other-unit", "this account acts for another unit")


def may_read_results(actor: Actor, unit_id: str) -> bool:
    """True if ``actor`` may read the results of this unit; a unit reads its own."""
    return _reading(actor, unit_id) in permissions.actions_of(actor.role)


def permit_results(actor: Actor, unit_id: str) -> None:
    """Refused ``not-permitted`` unless :func:`may_read_results`."""
    permit(actor, _reading(actor, unit_id))


def _reading(actor: Actor, unit_id: str) -> str:
    """The action that reading the results of this unit is for ``actor``."""
    own = actor.unit_id == unit_id
    return permissions.READ_OWN_RESULTS if own else permissions.READ_RESULTS
