"""The verifier (protocol §11): every check of a record, from its bytes alone.

Raises at the first thing that is wrong and names it; returns what was checked and how many of
each. Nothing of the code that made the record's ballots is used.
"""

from __future__ import annotations

from dataclasses import dataclass

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
from voting.record.box_checks import (
    ClassLine,
    Mapper,
    check_ballots,
    check_closing,
    check_counted_heads,
    check_roll,
    check_voids,
)
from voting.record.ceremony.finished import Ceremony
from voting.record.closing import Closing
from voting.record.failure import agree, checking
from voting.record.frozen import frozen
from voting.record.layout import Layout
from voting.record.manifest import Manifest
from voting.record.paper_ballots import PaperBallots
from voting.record.shares import Results, Shares, by_trustee, open_tally
from voting.record.tally import Tally, make_tally


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
    paper: PaperBallots | None
    results: Results | None
    lines: tuple[ClassLine, ...]
    counts: dict[str, int]


def verify(data: bytes, mapper: Mapper = map) -> CheckedRecord:
    """Make every check of §11 on the bytes of record.zip; :class:`RecordFailure` otherwise."""
    with checking("archive", "record.zip"):
        archive = Archive.decode(data)
    files = archive.files
    with checking("manifest", MANIFEST):
        known = frozen(files[MANIFEST])
    manifest, context = known.manifest, known.context
    ceremony = _check_ceremony(manifest, files[CEREMONY])
    roll = check_roll(manifest, files[ROLL])
    voids = check_voids(context, roll, files[VOIDS])
    ballots = check_ballots(files[MANIFEST], known.layout, roll, voids, files[BALLOTS], mapper)
    closing = check_closing(manifest, context, ballots, voids, files[CLOSING])
    lines = check_counted_heads(manifest, closing, roll, voids, ballots)
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
    with checking("ceremony", CEREMONY):
        ceremony = Ceremony.decode(data)
        agree(
            ceremony.trustees() == manifest.trustees,
            "the manifest's key or trustees do not follow from the ceremony",
        )
    return ceremony


def _check_tally(
    manifest: Manifest,
    context: bytes,
    closing: Closing,
    layout: Layout,
    roll: dict[bytes, str],
    ballots: list[bytes],
    data: bytes,
) -> Tally:
    with checking("tally", TALLY):
        boxed = ((roll[b[36:68]], layout.ciphertexts(b)) for b in ballots)
        again = make_tally(manifest, context, closing.hash(), boxed)
        tally = Tally.decode(data)
        agree(
            [(g.classes, g.ballots, g.opened) for g in tally.groups]
            == [(g.classes, g.ballots, g.opened) for g in again.groups],
            "the groups are not those of the classes and the minimum size",
        )
        agree(tally == again, "the sums are not those of the ballots")
    return tally


def _check_paper(layout: Layout, closing: Closing, data: bytes | None) -> PaperBallots | None:
    """The paper count is there exactly where one was sealed, and is that one."""
    with checking("paper", PAPER):
        agree(
            (data is None) == (closing.paper is None),
            "the paper count is missing, or none was sealed",
        )
        if data is None:
            return None
        paper = PaperBallots.decode(data)
        paper.check(layout, closing)
    return paper


def _check_shares(
    manifest: Manifest, context: bytes, tally: Tally, files: dict[int, bytes]
) -> dict[int, Shares]:
    opened = []
    for trustee, data in files.items():
        with checking("shares", f"shares-{trustee}.json"):
            shares = Shares.decode(data)
            agree(shares.trustee == trustee, "the file is named after another trustee")
            shares.check(manifest, context, tally)
            opened.append(shares)
    return by_trustee(opened)


def _check_results(
    manifest: Manifest, tally: Tally, shares: dict[int, Shares], data: bytes
) -> Results:
    with checking("results", RESULTS):
        results = Results.decode(data)
        agree(
            results == open_tally(tally, manifest.trustees.threshold, shares),
            "the results are not what the shares open",
        )
    return results
