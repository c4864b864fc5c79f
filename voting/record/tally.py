"""The tally (protocol §8): ciphertexts summed slot by slot over the opened groups of classes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from voting.assessment.counting.disclosure import merge_classes
from voting.assessment.forms.model import slot_count
from voting.crypto.elgamal import Ciphertext, sum_ciphertexts
from voting.crypto.encoding import canonical, read_canonical
from voting.record.fields import Fields, octets
from voting.record.manifest import Manifest

FORMAT = "qingping-tally/1"
CIPHERTEXT_BYTES = 66


@dataclass(frozen=True, slots=True)
class TallyGroup:
    """A class, or small classes merged; ``sums`` holds one ciphertext a slot, none if unopened."""

    classes: tuple[str, ...]
    ballots: int
    opened: bool
    sums: tuple[Ciphertext, ...]

    @classmethod
    def read(cls, value: object, path: str) -> TallyGroup:
        f = Fields(value, path, "classes", "ballots", "opened", "sums")
        return cls(
            f.array("classes", _text, least=1),
            f.integer("ballots", 1, 100_000),
            f.flag("opened"),
            f.array("sums", _ciphertext),
        )

    def json(self) -> dict[str, object]:
        return {
            "classes": list(self.classes),
            "ballots": self.ballots,
            "opened": self.opened,
            "sums": [c.encode().hex() for c in self.sums],
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """tally.json: the sums of a closed meeting, bound to its manifest and closing statement."""

    context: bytes
    closing: bytes
    groups: tuple[TallyGroup, ...]

    def encode(self) -> bytes:
        """The canonical bytes of tally.json."""
        return canonical(
            {
                "format": FORMAT,
                "context": self.context.hex(),
                "closing": self.closing.hex(),
                "groups": [g.json() for g in self.groups],
            }
        )

    def hash(self) -> bytes:
        """SHA-256 of tally.json: what shares and results are bound to."""
        return hashlib.sha256(self.encode()).digest()

    @property
    def opened(self) -> tuple[TallyGroup, ...]:
        """The groups that trustees decrypt, in order."""
        return tuple(g for g in self.groups if g.opened)

    @classmethod
    def decode(cls, data: bytes) -> Tally:
        """Read tally.json; :class:`BadEncoding` if it is not of its form."""
        f = Fields(read_canonical(data), "tally", "format", "context", "closing", "groups")
        f.one_of("format", FORMAT)
        return cls(
            f.octets("context", 32), f.octets("closing", 32), f.array("groups", TallyGroup.read)
        )


def make_tally(
    manifest: Manifest, context: bytes, closing: bytes, ballots: Iterable[tuple[str, bytes]]
) -> Tally:
    """Sum ``(class id, ciphertexts)`` over the ballots of each group (protocol §8).

    ``ciphertexts`` is that part of a ballot's bytes, 66 a slot; ``closing`` is the hash of
    closing.json. Classes below the minimum size are merged first.
    """
    by_class: dict[str, list[bytes]] = {c.id: [] for c in manifest.classes}
    for class_id, ciphertexts in ballots:
        by_class[class_id].append(ciphertexts)
    sizes = [(c.id, len(by_class[c.id])) for c in manifest.classes]
    slots = slot_count(manifest.forms)
    groups = []
    for g in merge_classes(sizes, manifest.disclosure.minimum):
        blocks = [block for c in g.classes for block in by_class[c]]
        sums = tuple(_sum(blocks, slot) for slot in range(slots)) if g.opened else ()
        groups.append(TallyGroup(g.classes, g.ballots, g.opened, sums))
    return Tally(context, closing, tuple(groups))


def _sum(blocks: list[bytes], slot: int) -> Ciphertext:
    """One addition of all ciphertexts: two ballots that cancel out do no harm midway."""
    start = CIPHERTEXT_BYTES * slot
    return sum_ciphertexts(
        [Ciphertext.decode(block[start : start + CIPHERTEXT_BYTES]) for block in blocks]
    )


def _text(value: object, path: str) -> str:
    return Fields({"class": value}, path, "class").text("class", empty=False)


def _ciphertext(value: object, path: str) -> Ciphertext:
    return Ciphertext.decode(octets(value, path, CIPHERTEXT_BYTES))
