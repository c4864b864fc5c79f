"""The tally (protocol §8): ciphertexts summed slot by slot over the opened groups of classes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voting.assessment.disclosure import merge_classes
from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import Point, add
from voting.record.fields import Fields, octets
from voting.record.manifest import Manifest

FORMAT = "qingping-tally/1"
Ciphertext = tuple[Point, Point]


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
        return cls(f.array("classes", _text, least=1), f.integer("ballots", 1, 100_000),
                   f.flag("opened"), f.array("sums", _ciphertext))

    def json(self) -> dict[str, object]:
        return {"classes": list(self.classes), "ballots": self.ballots, "opened": self.opened,
                "sums": [(a.encode() + b.encode()).hex() for a, b in self.sums]}


@dataclass(frozen=True, slots=True)
class Tally:
    """tally.json: the sums of a closed meeting, bound to its manifest and closing statement."""

    context: bytes
    closing: bytes
    groups: tuple[TallyGroup, ...]

    def encode(self) -> bytes:
        """The canonical bytes of tally.json."""
        return canonical({"format": FORMAT, "context": self.context.hex(),
                          "closing": self.closing.hex(), "groups": [g.json() for g in self.groups]})

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
        return cls(f.octets("context", 32), f.octets("closing", 32),
                   f.array("groups", TallyGroup.read))


def make_tally(manifest: Manifest, context: bytes, closing: bytes,
               ballots: Iterable[tuple[str, Sequence[Ciphertext]]]) -> Tally:
    """Sum the ciphertexts of ``(class id, ciphertexts)`` of every ballot (protocol §8).

    ``closing`` is the hash of closing.json. Classes below the minimum size are merged first.
    """
    by_class: dict[str, list[Sequence[Ciphertext]]] = {c.id: [] for c in manifest.classes}
    for class_id, ciphertexts in ballots:
        by_class[class_id].append(ciphertexts)
    sizes = [(c.id, len(by_class[c.id])) for c in manifest.classes]
    merged = merge_classes(sizes, manifest.disclosure.minimum)
    groups = tuple(
        TallyGroup(g.classes, g.ballots, g.opened, _sums(g.classes, by_class) if g.opened else ())
        for g in merged)
    return Tally(context, closing, groups)


def _sums(classes: Sequence[str],
          by_class: Mapping[str, Sequence[Sequence[Ciphertext]]]) -> tuple[Ciphertext, ...]:
    ballots = [ballot for c in classes for ballot in by_class[c]]
    return tuple((add([a for a, _ in column]), add([b for _, b in column]))
                 for column in zip(*ballots, strict=True))


def _text(value: object, path: str) -> str:
    return Fields({"class": value}, path, "class").text("class", empty=False)


def _ciphertext(value: object, path: str) -> Ciphertext:
    raw = octets(value, path, 66)
    return Point.decode(raw[:33]), Point.decode(raw[33:])
