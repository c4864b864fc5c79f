"""What the scripted voter saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds from the scan until the first button could be tapped."""

    engine: str
    network: str
    slowed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Through:
    """One way from the first page to the receipt. Seconds are the page's own, nobody thinks in
    between; the rest in milliseconds: the tasks on the page's thread that are over 50, between the
    first page and the tap that sends; the longest handling of a tap; and from the tap that sends
    to the request."""

    engine: str
    slowed: int
    by_aspect: bool
    worker: bool
    taps: int
    missed: int
    scrolls: int
    seconds: float
    long: Sequence[float]
    slowest: float
    sealing: float

    @property
    def longest(self) -> float:
        """0: none is over 50 ms."""
        return max(self.long, default=0.0)


@dataclass(slots=True)
class Figures:
    """All runs, in the order they were made."""

    engines: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    ways: list[Through] = field(default_factory=list)
    before: float = 0.0
    after: float = 0.0
