"""The closing statement (protocol §8): what is in the box, fixed when the meeting closes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.transcript import digest
from voting.errors import BadProof
from voting.record.fields import Fields
from voting.record.manifest import CLASS_ID

FORMAT = "qingping-closing/1"
MAX_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Head:
    """实到 and 发出 of a voter class, as the host declares them; ``paper``: its counted paper
    ballots (纸质票), each in the place of a slip that was handed out and voided."""

    class_id: str
    present: int
    issued: int
    paper: int = 0

    @classmethod
    def read(cls, value: object, path: str) -> Head:
        f = Fields(value, path, "class", "present", "issued", "paper")
        return cls(
            f.match("class", CLASS_ID),
            f.integer("present", 0, MAX_COUNT),
            f.integer("issued", 0, MAX_COUNT),
            f.integer("paper", 0, MAX_COUNT),
        )

    def json(self) -> dict[str, object]:
        return {
            "class": self.class_id,
            "present": self.present,
            "issued": self.issued,
            "paper": self.paper,
        }


@dataclass(frozen=True, slots=True)
class PaperBallotSeal:
    """How many paper ballots were counted in all, and SHA-256 of paper.json."""

    count: int
    hash: bytes

    @classmethod
    def read(cls, value: object, path: str) -> PaperBallotSeal:
        f = Fields(value, path, "count", "hash")
        return cls(f.integer("count", 1, MAX_COUNT), f.octets("hash", 32))

    def json(self) -> dict[str, object]:
        return {"count": self.count, "hash": self.hash.hex()}


@dataclass(frozen=True, slots=True)
class Closing:
    """closing.json: hashes and numbers of ballots and voids, unused slips, head counts, and the
    seal of the paper count where there were paper ballots."""

    context: bytes
    ballots: int
    ballots_hash: bytes
    voids: int
    voids_hash: bytes
    unused: int
    heads: tuple[Head, ...]
    paper: PaperBallotSeal | None = None

    def encode(self) -> bytes:
        """The canonical bytes of closing.json."""
        return canonical(
            {
                "format": FORMAT,
                "context": self.context.hex(),
                "ballots": {"count": self.ballots, "hash": self.ballots_hash.hex()},
                "voids": {"count": self.voids, "hash": self.voids_hash.hex()},
                "unused": self.unused,
                "heads": [h.json() for h in self.heads],
                "paper": None if self.paper is None else self.paper.json(),
            }
        )

    def hash(self) -> bytes:
        """SHA-256 of closing.json."""
        return hashlib.sha256(self.encode()).digest()

    def sealing_fingerprint(self) -> str:
        """What the host writes into the paper minutes and trustees compare."""
        return fingerprint(self.hash())

    @classmethod
    def decode(cls, data: bytes) -> Closing:
        """Read closing.json; :class:`BadEncoding` if it is not of its form."""
        f = Fields(
            read_canonical(data),
            "closing",
            "format",
            "context",
            "ballots",
            "voids",
            "unused",
            "heads",
            "paper",
        )
        f.one_of("format", FORMAT)
        sealed = f.values["paper"]
        box = Fields(f.values["ballots"], "closing.ballots", "count", "hash")
        voids = Fields(f.values["voids"], "closing.voids", "count", "hash")
        return cls(
            f.octets("context", 32),
            box.integer("count", 0, MAX_COUNT),
            box.octets("hash", 32),
            voids.integer("count", 0, MAX_COUNT),
            voids.octets("hash", 32),
            f.integer("unused", 0, MAX_COUNT),
            f.array("heads", Head.read, least=1),
            None if sealed is None else PaperBallotSeal.read(sealed, "closing.paper"),
        )


def check_heads(
    heads: Sequence[Head],
    slips: Mapping[str, int],
    ballots: Mapping[str, int],
    voided: Mapping[str, int],
) -> None:
    """In every class 收回 ≤ 发出 ≤ slips on the roll, and a voided slip for each paper ballot;
    :class:`BadProof` otherwise.

    ``slips``, ``ballots``, ``voided``: class id → number; paper ballots have come back too. A
    server that casts slips it kept for itself, to fill up the class of one real voter and have it
    opened, needs more ballots than were handed out (收回多于发出，投票无效，重新进行).
    """
    for head in heads:
        name = head.class_id
        returned, printed = ballots.get(name, 0) + head.paper, slips.get(name, 0)
        if not returned <= head.issued <= printed:
            raise BadProof(
                "heads-returned",
                f"class {name}: {returned} ballots came back, "
                f"{head.issued} slips were handed out, {printed} are on the roll",
                class_id=name,
                returned=returned,
                issued=head.issued,
                printed=printed,
            )
        if head.paper > voided.get(name, 0):
            raise BadProof(
                "heads-paper",
                f"class {name}: {head.paper} paper ballots, but only "
                f"{voided.get(name, 0)} slips were voided",
                class_id=name,
                paper=head.paper,
                voided=voided.get(name, 0),
            )


def box_hash(ballot_hashes: Iterable[bytes]) -> bytes:
    """The hash of all ballots of a meeting: of their hashes (32 bytes each) in ascending order."""
    return digest("box", b"".join(sorted(ballot_hashes)))


def close_box(
    context: bytes,
    roll_size: int,
    ballot_hashes: Sequence[bytes],
    void_bytes: bytes,
    void_count: int,
    heads: Sequence[Head],
    paper: PaperBallotSeal | None = None,
) -> Closing:
    """The closing statement of a meeting; :class:`BadProof` if the numbers do not close."""
    unused = roll_size - len(ballot_hashes) - void_count
    if unused < 0:
        raise BadProof("closing-numbers", "more ballots and voids than slips on the roll")
    if sum(h.paper for h in heads) != (0 if paper is None else paper.count):
        raise BadProof("closing-numbers", "the paper ballots of the classes are not those sealed")
    return Closing(
        context,
        len(ballot_hashes),
        box_hash(ballot_hashes),
        void_count,
        hashlib.sha256(void_bytes).digest(),
        unused,
        tuple(heads),
        paper,
    )
