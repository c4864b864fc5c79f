"""Paper ballots (纸质票) in the record (protocol §8, §11): sums per voter class, counted by hand.

paper.json holds how many paper ballots of each class were counted and how often each option was
chosen on them. Its hash stands in closing.json; the file itself is in the record once the results
are. The nonce keeps the hash from being tried against guessed sums before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voting.assessment.counting.paper_ballots import PaperBallotClass
from voting.assessment.forms.plain import plain
from voting.crypto.encoding import canonical, read_canonical
from voting.errors import BadProof
from voting.record.closing import MAX_COUNT, Closing, PaperBallotSeal
from voting.record.fields import Fields
from voting.record.layout import Layout, Sum
from voting.record.manifest import CLASS_ID

FORMAT: Final = "qingping-paper/1"
NONCE_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class PaperBallots:
    """paper.json: only classes with paper ballots, in the manifest's order."""

    context: bytes
    nonce: bytes
    classes: tuple[PaperBallotClass, ...]

    def json(self) -> dict[str, object]:
        """The plain data that the tables read."""
        return {
            "format": FORMAT,
            "context": self.context.hex(),
            "nonce": self.nonce.hex(),
            "classes": [plain(c) for c in self.classes],
        }

    def encode(self) -> bytes:
        """The canonical bytes of paper.json."""
        return canonical(self.json())

    def hash(self) -> bytes:
        """SHA-256 of paper.json, as in closing.json."""
        return hashlib.sha256(self.encode()).digest()

    def seal(self) -> PaperBallotSeal:
        """What closing.json says of it."""
        return PaperBallotSeal(sum(c.ballots for c in self.classes), self.hash())

    @classmethod
    def decode(cls, data: bytes) -> PaperBallots:
        """Read paper.json; :class:`BadEncoding` if it is not of its form."""
        f = Fields(read_canonical(data), "paper", "format", "context", "nonce", "classes")
        f.one_of("format", FORMAT)
        return cls(
            f.octets("context", 32),
            f.octets("nonce", NONCE_BYTES),
            f.array("classes", _paper_class, least=1),
        )

    def check(self, layout: Layout, closing: Closing) -> None:
        """It is the file that was sealed and its sums can be those of paper ballots.

        :class:`BadProof` ``paper-seal`` (another hash, meeting, or other numbers of ballots than
        at closing), ``paper-sums`` (sums that no such number of allowed ballots gives).
        """
        if closing.paper != self.seal() or self.context != closing.context:
            raise BadProof("paper-seal", "this is not the paper count that was sealed")
        heads = [(h.class_id, h.paper) for h in closing.heads if h.paper]
        if heads != [(c.class_id, c.ballots) for c in self.classes]:
            raise BadProof(
                "paper-seal",
                "the paper ballots of the classes are not those of the closing statement",
            )
        for counted in self.classes:
            _check_class(layout, counted)


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why sums cannot be: ``kind`` is option (an option chosen more often than there are ballots),
    many, few (votes of a question) or quota; ``slots`` are those concerned."""

    kind: str
    slots: tuple[int, ...]


def impossible(layout: Layout, ballots: int, sums: Sequence[int]) -> Impossible | None:
    """The first thing that ``ballots`` allowed ballots cannot give; None where they can.

    For a question: j of the ballots chose something (all of them where there is no 弃权), each
    from the least to the most allowed; for every option at most j. Of a quota that blocks: at most
    so many a ballot. ``sums`` has one number ≥ 0 a slot.
    """
    for place, total in enumerate(layout.sums):
        votes = [sums[slot] for slot in total.slots]
        if place >= layout.questions:
            kind = "quota" if sum(votes) > total.values[-1] * ballots else None
        else:
            kind = _question(total, ballots, votes)
        if kind is not None:
            return Impossible(kind, total.slots)
    return None


def _question(total: Sum, ballots: int, votes: Sequence[int]) -> str | None:
    least = next(value for value in total.values if value > 0)
    chosen, most = sum(votes), total.values[-1]
    if max(votes) > ballots:
        return "option"
    if chosen > most * ballots:
        return "many"
    if 0 not in total.values:
        return "few" if chosen < least * ballots else None
    choosing = max(max(votes), -(-chosen // most))
    return "few" if choosing * least > chosen else None


def _check_class(layout: Layout, counted: PaperBallotClass) -> None:
    name = counted.class_id
    if len(counted.sums) != len(layout.slots):
        raise BadProof("paper-sums", f"class {name}: not one sum a slot", class_id=name)
    fault = impossible(layout, counted.ballots, counted.sums)
    if fault is not None:
        raise BadProof(
            "paper-sums",
            f"class {name}: {counted.ballots} paper ballots cannot give "
            f"the sums of slots {fault.slots[0]} to {fault.slots[-1]} ({fault.kind})",
            class_id=name,
        )


def _paper_class(value: object, path: str) -> PaperBallotClass:
    f = Fields(value, path, "class", "ballots", "sums")
    return PaperBallotClass(
        f.match("class", CLASS_ID), f.integer("ballots", 1, MAX_COUNT), f.array("sums", _number)
    )


def _number(value: object, path: str) -> int:
    return Fields({"sum": value}, path, "sum").integer("sum", 0, MAX_COUNT)
