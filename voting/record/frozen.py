"""A frozen manifest with all that follows from it, worked out once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from voting.crypto.group import FixedBase, Point
from voting.record.ballot_check import check_ballot
from voting.record.layout import Layout
from voting.record.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Frozen:
    """Manifest, context (its SHA-256) and the layout of its ballots."""

    manifest: Manifest
    context: bytes
    layout: Layout


@lru_cache(maxsize=64)
def frozen(manifest: bytes) -> Frozen:
    """Read manifest.json; raises BadEncoding if it is not of its form."""
    decoded = Manifest.decode(manifest)
    return Frozen(decoded, decoded.context(), Layout.of(decoded))


@lru_cache(maxsize=8)
def _fixed_base(key: str) -> FixedBase:
    return FixedBase(Point.decode(bytes.fromhex(key)))


def check_ballot_of(manifest: bytes, ballot: bytes) -> None:
    """Every check of a ballot but the roll (protocol §5), for manifest.json as bytes.

    Takes and gives plain bytes, so that it can run in another process.
    """
    known = frozen(manifest)
    check_ballot(known.layout, known.context, _fixed_base(known.manifest.trustees.key), ballot)
