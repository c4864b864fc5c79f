"""The checks of who might vote and of the sealed box (protocol §11): roll, voids, ballots, closing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from voting.crypto.base32 import fingerprint
from voting.record.archive import (
    BALLOTS,
    CLOSING,
    ROLL,
    VOIDS,
)
from voting.record.closing import Closing, check_heads, close_box
from voting.record.failure import agree, checking
from voting.record.frozen import check_ballot_of
from voting.record.layout import Layout
from voting.record.manifest import Manifest
from voting.record.roll import Roll
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


def check_roll(manifest: Manifest, data: bytes) -> dict[bytes, str]:
    """The roll is the one of the manifest; credential → class."""
    with checking("roll", ROLL):
        roll = Roll.decode(data)
        roll_facts = (roll.meeting, len(roll.entries), hashlib.sha256(data).hexdigest())
        agree(
            roll_facts == (manifest.meeting.id, manifest.roll.size, manifest.roll.hash),
            "the roll is not the one of the manifest",
        )
        classes = {c.id for c in manifest.classes}
        agree(
            {class_id for _, class_id in roll.entries} <= classes,
            "a slip has a class that the manifest does not know",
        )
    return dict(roll.entries)


def check_voids(context: bytes, roll: dict[bytes, str], data: bytes) -> Voids:
    """Every voided slip is on the roll and was voided with its own key."""
    with checking("voids", VOIDS):
        voids = Voids.decode(data)
        agree(voids.context == context, "the voids belong to another meeting")
    for void in voids.voids:
        with checking("voids", f"slip {void[0].hex()}"):
            agree(void[0] in roll, "the voided slip is not on the roll")
            check_void(context, void)
    return voids


def check_ballots(
    manifest: bytes,
    layout: Layout,
    roll: dict[bytes, str],
    voids: Voids,
    data: bytes,
    mapper: Mapper,
) -> list[bytes]:
    """Every ballot is whole, of a slip of the roll that is not voided, alone, in order, and proved;
    returns them one by one."""
    length = layout.ballot_length
    with checking("ballots", BALLOTS):
        agree(len(data) % length == 0, f"not a whole number of ballots of {length} bytes")
    ballots = [data[i : i + length] for i in range(0, len(data), length)]
    hashes = [hashlib.sha256(ballot).digest() for ballot in ballots]
    places = [f"ballot {fingerprint(h)}" for h in hashes]
    voided = {credential for credential, _ in voids.voids}
    seen: set[bytes] = set()
    for place, ballot in zip(places, ballots, strict=True):
        credential = ballot[36:68]
        with checking("ballots", place):
            agree(credential in roll, "its slip is not on the roll")
            agree(credential not in voided, "its slip is voided")
            agree(credential not in seen, "its slip has another ballot")
            seen.add(credential)
    with checking("ballots", BALLOTS):
        agree(all(a < b for a, b in pairwise(hashes)), "not sorted by hash, or one stands twice")
        agree(len(set(places)) == len(places), "two ballots have one tracker")
    checked = iter(mapper(partial(check_ballot_of, manifest), ballots))
    for place in places:
        with checking("ballots", place):
            agree(next(checked, _UNCHECKED) is not _UNCHECKED, "it was not checked")
    return ballots


def check_closing(
    manifest: Manifest, context: bytes, ballots: list[bytes], voids: Voids, data: bytes
) -> Closing:
    """The sealed numbers and hashes are those of the ballots and voids."""
    with checking("closing", CLOSING):
        closing = Closing.decode(data)
        agree(
            [h.class_id for h in closing.heads] == [c.id for c in manifest.classes],
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
        agree(closing == again, "the numbers or hashes are not those of ballots and voids")
    return closing


def check_counted_heads(
    manifest: Manifest, closing: Closing, roll: dict[bytes, str], voids: Voids, ballots: list[bytes]
) -> tuple[ClassLine, ...]:
    """The head counts can be true; one line for each class."""
    slips = Counter(roll.values())
    voided = Counter(roll[credential] for credential, _ in voids.voids)
    returned = Counter(roll[b[36:68]] for b in ballots)
    with checking("closing", CLOSING):
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
