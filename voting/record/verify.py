"""The verifier (protocol §11): every check of a record, from its bytes alone.

Raises at the first thing that is wrong and names it; returns what was checked and how many of
each. Nothing of the code that made the record's ballots is used.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from voting.crypto.base32 import fingerprint
from voting.errors import BadProof, VotingError
from voting.record.archive import (
    BALLOTS,
    CEREMONY,
    CLOSING,
    MANIFEST,
    PAPER,
    RESULTS,
    ROLL,
    TALLY,
    VOIDS,
    Archive,
)
from voting.record.ceremony import Ceremony
from voting.record.closing import Closing, check_heads, close_box
from voting.record.frozen import check_ballot_of, frozen
from voting.record.layout import Layout
from voting.record.manifest import Manifest
from voting.record.paper_ballots import Paper
from voting.record.roll import Roll
from voting.record.shares import Results, Shares, by_trustee, open_tally
from voting.record.tally import Tally, make_tally
from voting.record.voids import Voids, check_void

Mapper = Callable[[Callable[[bytes], None], Iterable[bytes]], Iterable[Any]]
"""``map`` or the like over several processes; results in order, exceptions passed on."""

_UNCHECKED = object()


@dataclass(frozen=True, slots=True)
class ClassLine:
    """The numbers of a voter class: slips on the roll, 实到, 发出, 作废, 收回, and the counted
    paper ballots (纸质票) that came back besides."""

    id: str
    name: str
    slips: int
    present: int
    issued: int
    voided: int
    ballots: int
    paper: int


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A record that passed every check; ``results`` is None where it is not opened yet, ``paper``
    there and where no paper ballots were counted.

    ``lines``: the head counts per class; ``counts``: check → how many things it looked at.
    """

    manifest: Manifest
    context: bytes
    closing: Closing
    tally: Tally
    paper: Paper | None
    results: Results | None
    lines: tuple[ClassLine, ...]
    counts: dict[str, int]


class RecordFailure(BadProof):
    """The first check that failed: its name, the place in the record, the reason."""

    def __init__(self, check: str, place: str, error: VotingError) -> None:
        super().__init__(
            "record-failed",
            f"{check}: {place}: {error.message}",
            check=check,
            place=place,
            reason=error.message,
            cause=error.code,
        )


@contextmanager
def _checking(check: str, place: str) -> Iterator[None]:
    try:
        yield
    except RecordFailure:
        raise
    except VotingError as error:
        raise RecordFailure(check, place, error) from error


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise BadProof("record-mismatch", message)


def verify(data: bytes, mapper: Mapper = map) -> CheckedRecord:
    """Make every check of §11 on the bytes of record.zip; :class:`RecordFailure` otherwise."""
    with _checking("archive", "record.zip"):
        archive = Archive.decode(data)
    files = archive.files
    with _checking("manifest", MANIFEST):
        known = frozen(files[MANIFEST])
    manifest, context = known.manifest, known.context
    ceremony = _check_ceremony(manifest, files[CEREMONY])
    roll = _check_roll(manifest, files[ROLL])
    voids = _check_voids(context, roll, files[VOIDS])
    ballots = _check_ballots(files[MANIFEST], known.layout, roll, voids, files[BALLOTS], mapper)
    closing = _check_closing(manifest, context, ballots, voids, files[CLOSING])
    lines = _check_heads(manifest, closing, roll, voids, ballots)
    tally = _check_tally(manifest, context, closing, known.layout, roll, ballots, files[TALLY])
    counts = {
        "archive": len(files),
        "manifest": 1,
        "ceremony": len(ceremony.reveals),
        "roll": len(roll),
        "voids": len(voids.voids),
        "ballots": len(ballots),
        "closing": 1,
        "tally": sum(len(g.sums) for g in tally.groups),
    }
    paper, results = None, None
    if archive.opened:
        paper = _check_paper(known.layout, closing, files.get(PAPER))
        counts |= {} if paper is None else {"paper": sum(len(c.sums) for c in paper.classes)}
        shares = _check_shares(manifest, context, tally, archive.shares)
        results = _check_results(manifest, tally, shares, files[RESULTS])
        counts["shares"] = sum(len(g) for s in shares.values() for g in s.groups)
        counts["results"] = sum(len(g.counts) for g in results.groups)
    return CheckedRecord(manifest, context, closing, tally, paper, results, lines, counts)


def _check_ceremony(manifest: Manifest, data: bytes) -> Ceremony:
    with _checking("ceremony", CEREMONY):
        ceremony = Ceremony.decode(data)
        _require(
            ceremony.trustees() == manifest.trustees,
            "the manifest's key or trustees do not follow from the ceremony",
        )
    return ceremony


def _check_roll(manifest: Manifest, data: bytes) -> dict[bytes, str]:
    with _checking("roll", ROLL):
        roll = Roll.decode(data)
        found = (roll.meeting, len(roll.entries), hashlib.sha256(data).hexdigest())
        _require(
            found == (manifest.meeting.id, manifest.roll.size, manifest.roll.hash),
            "the roll is not the one of the manifest",
        )
        classes = {c.id for c in manifest.classes}
        _require(
            {class_id for _, class_id in roll.entries} <= classes,
            "a slip has a class that the manifest does not know",
        )
    return dict(roll.entries)


def _check_voids(context: bytes, roll: dict[bytes, str], data: bytes) -> Voids:
    with _checking("voids", VOIDS):
        voids = Voids.decode(data)
        _require(voids.context == context, "the voids belong to another meeting")
    for void in voids.voids:
        with _checking("voids", f"slip {void[0].hex()}"):
            _require(void[0] in roll, "the voided slip is not on the roll")
            check_void(context, void)
    return voids


def _check_ballots(
    manifest: bytes,
    layout: Layout,
    roll: dict[bytes, str],
    voids: Voids,
    data: bytes,
    mapper: Mapper,
) -> list[bytes]:
    length = layout.ballot_length
    with _checking("ballots", BALLOTS):
        _require(len(data) % length == 0, f"not a whole number of ballots of {length} bytes")
    ballots = [data[i : i + length] for i in range(0, len(data), length)]
    hashes = [hashlib.sha256(ballot).digest() for ballot in ballots]
    places = [f"ballot {fingerprint(h)}" for h in hashes]
    voided = {credential for credential, _ in voids.voids}
    seen: set[bytes] = set()
    for place, ballot in zip(places, ballots, strict=True):
        credential = ballot[36:68]
        with _checking("ballots", place):
            _require(credential in roll, "its slip is not on the roll")
            _require(credential not in voided, "its slip is voided")
            _require(credential not in seen, "its slip has another ballot")
            seen.add(credential)
    with _checking("ballots", BALLOTS):
        _require(all(a < b for a, b in pairwise(hashes)), "not sorted by hash, or one stands twice")
        _require(len(set(places)) == len(places), "two ballots have one tracker")
    checked = iter(mapper(partial(check_ballot_of, manifest), ballots))
    for place in places:
        with _checking("ballots", place):
            _require(next(checked, _UNCHECKED) is not _UNCHECKED, "it was not checked")
    return ballots


def _check_closing(
    manifest: Manifest, context: bytes, ballots: list[bytes], voids: Voids, data: bytes
) -> Closing:
    with _checking("closing", CLOSING):
        closing = Closing.decode(data)
        _require(
            [h.voter_class for h in closing.heads] == [c.id for c in manifest.classes],
            "the head counts are not those of the classes",
        )
        again = close_box(
            context,
            manifest.roll.size,
            [hashlib.sha256(b).digest() for b in ballots],
            voids.encode(),
            len(voids.voids),
            closing.heads,
            closing.paper,
        )
        _require(closing == again, "the numbers or hashes are not those of ballots and voids")
    return closing


def _check_heads(
    manifest: Manifest, closing: Closing, roll: dict[bytes, str], voids: Voids, ballots: list[bytes]
) -> tuple[ClassLine, ...]:
    slips = Counter(roll.values())
    voided = Counter(roll[credential] for credential, _ in voids.voids)
    returned = Counter(roll[b[36:68]] for b in ballots)
    with _checking("closing", CLOSING):
        check_heads(closing.heads, slips, returned, voided)
    return tuple(
        ClassLine(
            c.id,
            c.name,
            slips[c.id],
            head.present,
            head.issued,
            voided[c.id],
            returned[c.id],
            head.paper,
        )
        for c, head in zip(manifest.classes, closing.heads, strict=True)
    )


def _check_tally(
    manifest: Manifest,
    context: bytes,
    closing: Closing,
    layout: Layout,
    roll: dict[bytes, str],
    ballots: list[bytes],
    data: bytes,
) -> Tally:
    with _checking("tally", TALLY):
        boxed = ((roll[b[36:68]], layout.ciphertexts(b)) for b in ballots)
        again = make_tally(manifest, context, closing.hash(), boxed)
        tally = Tally.decode(data)
        _require(
            [(g.classes, g.ballots, g.opened) for g in tally.groups]
            == [(g.classes, g.ballots, g.opened) for g in again.groups],
            "the groups are not those of the classes and the minimum size",
        )
        _require(tally == again, "the sums are not those of the ballots")
    return tally


def _check_paper(layout: Layout, closing: Closing, data: bytes | None) -> Paper | None:
    """The paper count is there exactly where one was sealed, and is that one."""
    with _checking("paper", PAPER):
        _require(
            (data is None) == (closing.paper is None),
            "the paper count is missing, or none was sealed",
        )
        if data is None:
            return None
        paper = Paper.decode(data)
        paper.check(layout, closing)
    return paper


def _check_shares(
    manifest: Manifest, context: bytes, tally: Tally, files: dict[int, bytes]
) -> dict[int, Shares]:
    found = []
    for trustee, data in files.items():
        with _checking("shares", f"shares-{trustee}.json"):
            shares = Shares.decode(data)
            _require(shares.trustee == trustee, "the file is named after another trustee")
            shares.check(manifest, context, tally)
            found.append(shares)
    return by_trustee(found)


def _check_results(
    manifest: Manifest, tally: Tally, shares: dict[int, Shares], data: bytes
) -> Results:
    with _checking("results", RESULTS):
        results = Results.decode(data)
        _require(
            results == open_tally(tally, manifest.trustees.threshold, shares),
            "the results are not what the shares open",
        )
    return results
