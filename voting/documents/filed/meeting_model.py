"""A tallied meeting as documents take it: plain data, gathered by whoever asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voting.assessment.counting.head_counts import Heads, Slips
from voting.assessment.counting.table import MeetingTally

SIGNATURES = "考核组组长：　　　　　　　　计票人：　　　　　　　　监票人：　　　　　　　　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class MeetingPart:
    """A tallied meeting: tables, head counts, slips, the two printed fingerprints.

    ``flags`` are the warnings of a subject (its id → sentences), where there are any.
    """

    tally: MeetingTally
    heads: Heads
    slips: Slips
    fingerprint: str
    sealing: str
    flags: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RoundPart:
    """A round with its tallied meetings in the department's order.

    ``pending`` are the titles of meetings without results; ``number`` is the 文号.
    """

    year: int
    name: str
    number: str
    meetings: tuple[MeetingPart, ...]
    pending: tuple[str, ...]
