"""Records with one lie each: everything else is rebuilt to fit it, as far as an attacker could.

``LIES`` maps a name to how the record is made and to the check (with the code of its cause) that
must notice it. ``bad_records`` gathers them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from held_meeting import HeldMeeting
from voting.record.credential import Credential

Make = Callable[[HeldMeeting], bytes]


@dataclass(frozen=True)
class Lie:
    """How to make the record, the check that notices, and why."""

    make: Make
    check: str
    cause: str


LIES: dict[str, Lie] = {}


def lie(check: str, cause: str) -> Callable[[Make], Make]:
    """Register a maker under its name."""

    def register(make: Make) -> Make:
        name = make.__name__.replace("_", " ")
        assert name not in LIES
        LIES[name] = Lie(make, check, cause)
        return make

    return register


def voter(held: HeldMeeting) -> Credential:
    """The slip that cheats."""
    return held.credentials["A"][0]
