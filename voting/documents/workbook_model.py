"""What the workbook of a round is made from: plain data, gathered by whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from voting.assessment.heads import Heads, Slips
from voting.assessment.table import MeetingTally


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
class GradeLine:
    """A team or cadre: figures in percent (2 decimals), what the software proposes and why, what
    the unit puts forward instead (empty where it did not edit)."""

    unit: str
    name: str
    post: str
    pool: str
    excellent: Decimal | None
    favourable: Decimal | None
    unfavourable: Decimal | None
    score: Decimal | None
    rank: int | None
    shared: bool
    flags: tuple[str, ...]
    tied: bool
    software_grade: str
    reason: str
    unit_grade: str
    unit_reason: str
    edited: str


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A pool and its quota: ``sentence`` says how many seats and how they follow, ``filled`` of
    them by the software's proposals; ``tie`` and ``progress`` are remarks, empty if none."""

    unit: str
    pool: str
    sentence: str
    seats: int
    filled: int
    tie: str
    progress: str


@dataclass(frozen=True, slots=True)
class RoundBook:
    """A round with its tallied meetings and the proposals of its units.

    ``pending`` are the titles of meetings without results; ``number`` is the 文号.
    """

    year: int
    name: str
    number: str
    basis: str
    meetings: tuple[MeetingPart, ...]
    grades: tuple[GradeLine, ...]
    pools: tuple[PoolLine, ...]
    pending: tuple[str, ...]
