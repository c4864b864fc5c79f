"""What trustees tell each other in the key ceremony (protocol §7): one class a round.

Readers raise :class:`BadEncoding` for form and :class:`BadProof` for content.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.crypto.encoding import canonical
from voting.crypto.group import Point, scalar_bytes, scalar_int
from voting.crypto.proofs import Possession, check_possession
from voting.crypto.transcript import digest
from voting.record.fields import Fields, require

MAX_TRUSTEES = 9


CONSTANT, TRANSPORT = "constant", "transport"


def possession_json(proof: Possession) -> dict[str, str]:
    """A proof of possession as it stands in messages."""
    return {"c": scalar_bytes(proof.challenge).hex(), "s": scalar_bytes(proof.response).hex()}


def read_possession(value: object, path: str) -> Possession:
    """Read ``{"c": hex, "s": hex}``."""
    f = Fields(value, path, "c", "s")
    return Possession(scalar_int(f.octets("c", 32)), scalar_int(f.octets("s", 32)))


@dataclass(frozen=True, slots=True)
class Terms:
    """What every message of one ceremony agrees on, and who speaks."""

    ceremony: str
    trustees: int
    threshold: int
    index: int
    name: str

    @classmethod
    def read(cls, f: Fields) -> Terms:
        n = f.integer("trustees", 1, MAX_TRUSTEES)
        return cls(
            f.text("ceremony", empty=False),
            n,
            f.integer("threshold", n // 2 + 1, n),
            f.integer("index", 1, n),
            f.text("name", empty=False),
        )

    def json(self) -> dict[str, object]:
        return {
            "ceremony": self.ceremony,
            "trustees": self.trustees,
            "threshold": self.threshold,
            "index": self.index,
            "name": self.name,
        }


_TERMS = ("ceremony", "trustees", "threshold", "index", "name")


@dataclass(frozen=True, slots=True)
class Commit:
    """Round 1: the hash of the reveal that will follow."""

    FORMAT = "qingping-commit/1"
    terms: Terms
    commit: bytes

    def json(self) -> dict[str, object]:
        return {"format": self.FORMAT, **self.terms.json(), "commit": self.commit.hex()}

    @classmethod
    def read(cls, value: object, path: str = "commit") -> Commit:
        f = Fields(value, path, "format", *_TERMS, "commit")
        f.one_of("format", cls.FORMAT)
        return cls(Terms.read(f), f.octets("commit", 32))


@dataclass(frozen=True, slots=True)
class Reveal:
    """Round 2: transport key and the points of the secret polynomial, with proofs."""

    FORMAT = "qingping-reveal/1"
    terms: Terms
    nonce: bytes
    transport: Point
    commitments: tuple[Point, ...]
    possession: Possession
    transport_possession: Possession

    def json(self) -> dict[str, object]:
        return {
            "format": self.FORMAT,
            **self.terms.json(),
            "nonce": self.nonce.hex(),
            "transport": self.transport.encode().hex(),
            "commitments": [c.encode().hex() for c in self.commitments],
            "possession": possession_json(self.possession),
            "transport_possession": possession_json(self.transport_possession),
        }

    def encode(self) -> bytes:
        return canonical(self.json())

    def commit(self) -> Commit:
        """The message of round 1 that this one opens."""
        return Commit(self.terms, digest("commit", self.encode()))

    @classmethod
    def read(cls, value: object, path: str = "reveal") -> Reveal:
        f = Fields(
            value,
            path,
            "format",
            *_TERMS,
            "nonce",
            "transport",
            "commitments",
            "possession",
            "transport_possession",
        )
        f.one_of("format", cls.FORMAT)
        terms = Terms.read(f)
        commitments = f.array("commitments", _point)
        require(len(commitments) == terms.threshold, path, "not as many points as the threshold")
        return cls(
            terms,
            f.octets("nonce", 32),
            Point.decode(f.octets("transport", 33)),
            commitments,
            read_possession(f.values["possession"], f"{path}.possession"),
            read_possession(f.values["transport_possession"], f"{path}.transport_possession"),
        )

    def check(self) -> None:
        """Both proofs of possession hold; :class:`BadProof` otherwise."""
        t = self.terms
        check_possession(t.ceremony, t.index, CONSTANT, self.commitments[0], self.possession)
        check_possession(t.ceremony, t.index, TRANSPORT, self.transport, self.transport_possession)


@dataclass(frozen=True, slots=True)
class Confirm:
    """Round 4: the trustee holds the key share for ``verification``."""

    FORMAT = "qingping-confirm/1"
    ceremony: str
    index: int
    reveals: bytes
    verification: Point
    possession: Possession

    def json(self) -> dict[str, object]:
        return {
            "format": self.FORMAT,
            "ceremony": self.ceremony,
            "index": self.index,
            "reveals": self.reveals.hex(),
            "verification": self.verification.encode().hex(),
            "possession": possession_json(self.possession),
        }

    @classmethod
    def read(cls, value: object, path: str = "confirm") -> Confirm:
        f = Fields(
            value, path, "format", "ceremony", "index", "reveals", "verification", "possession"
        )
        f.one_of("format", cls.FORMAT)
        return cls(
            f.text("ceremony"),
            f.integer("index", 1, MAX_TRUSTEES),
            f.octets("reveals", 32),
            Point.decode(f.octets("verification", 33)),
            read_possession(f.values["possession"], f"{path}.possession"),
        )


def _point(value: object, path: str) -> Point:
    require(isinstance(value, str), path, "not a point")
    f = Fields({"point": value}, path, "point")
    return Point.decode(f.octets("point", 33))
