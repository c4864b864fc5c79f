"""The public messages of the key ceremony (protocol §7), and what follows from them.

Nothing here is secret: trustees' secrets live in ``voting.trustee``. Readers raise
:class:`BadEncoding` for form and :class:`BadProof` for content; both name the trustee.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import Point, scalar_bytes, scalar_int
from voting.crypto.proofs import Possession, check_possession
from voting.crypto.threshold import joint_key, verification_key
from voting.crypto.transcript import digest
from voting.errors import BadProof
from voting.record.fields import Fields, require
from voting.record.manifest import Member, Trustees

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


def check_same_terms(messages: Sequence[Terms]) -> None:
    """All n speak of the same ceremony, in order of index, each once; :class:`BadProof` if not."""
    first = messages[0] if messages else None
    if first is None or [m.index for m in messages] != list(range(1, first.trustees + 1)):
        raise BadProof("ceremony-incomplete", "the messages of some trustee are missing or double")
    for m in messages:
        if (m.ceremony, m.trustees, m.threshold) != (
            first.ceremony,
            first.trustees,
            first.threshold,
        ):
            raise BadProof(
                "ceremony-terms", f"trustee {m.index} speaks of another ceremony", index=m.index
            )


def check_reveals(commits: Sequence[Commit], reveals: Sequence[Reveal]) -> None:
    """Every reveal fits its commit and proves its secrets (protocol §7.2)."""
    check_same_terms([c.terms for c in commits])
    check_same_terms([r.terms for r in reveals])
    for commit, reveal in zip(commits, reveals, strict=True):
        if reveal.commit() != commit:
            raise BadProof(
                "ceremony-commit",
                f"trustee {commit.terms.index} revealed something other than it committed to",
                index=commit.terms.index,
            )
        reveal.check()


def reveals_hash(reveals: Sequence[Reveal]) -> bytes:
    """The hash that shares and confirmations are bound to."""
    return digest("reveals", *(r.encode() for r in reveals))


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A finished ceremony: every public message, checked."""

    commits: tuple[Commit, ...]
    reveals: tuple[Reveal, ...]
    confirms: tuple[Confirm, ...]

    FORMAT = "qingping-ceremony/1"

    @property
    def id(self) -> str:
        return self.commits[0].terms.ceremony

    @property
    def threshold(self) -> int:
        return self.commits[0].terms.threshold

    def hash(self) -> bytes:
        """SHA-256 of ceremony.json."""
        return hashlib.sha256(self.encode()).digest()

    def fingerprint(self) -> str:
        """What trustees read to each other."""
        return fingerprint(self.hash())

    def joint_key(self) -> Point:
        """H, under which every ballot is encrypted."""
        return joint_key([r.commitments[0] for r in self.reveals])

    def verification(self, index: int) -> Point:
        """Y_j of trustee ``index``."""
        return verification_key([r.commitments for r in self.reveals], index)

    def trustees(self) -> Trustees:
        """The manifest's entry that follows from this ceremony."""
        members = tuple(
            Member(c.terms.index, c.terms.name, self.verification(c.terms.index).encode().hex())
            for c in self.commits
        )
        return Trustees(self.hash().hex(), self.joint_key().encode().hex(), self.threshold, members)

    def encode(self) -> bytes:
        first = self.commits[0].terms
        return canonical(
            {
                "format": self.FORMAT,
                "id": first.ceremony,
                "trustees": first.trustees,
                "threshold": first.threshold,
                "commits": [c.json() for c in self.commits],
                "reveals": [r.json() for r in self.reveals],
                "confirms": [c.json() for c in self.confirms],
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Ceremony:
        """Read and check ceremony.json whole (protocol §7)."""
        f = Fields(
            read_canonical(data),
            "ceremony",
            "format",
            "id",
            "trustees",
            "threshold",
            "commits",
            "reveals",
            "confirms",
        )
        f.one_of("format", cls.FORMAT)
        ceremony = cls(
            f.array("commits", Commit.read, least=1),
            f.array("reveals", Reveal.read, least=1),
            f.array("confirms", Confirm.read, least=1),
        )
        ceremony.check()
        terms = ceremony.commits[0].terms
        require(
            (f.values["id"], f.values["trustees"], f.values["threshold"])
            == (terms.ceremony, terms.trustees, terms.threshold),
            "ceremony",
            "does not fit its own messages",
        )
        return ceremony

    def check(self) -> None:
        """All messages fit together; :class:`BadProof` names the trustee at fault."""
        check_reveals(self.commits, self.reveals)
        transcript = reveals_hash(self.reveals)
        if [c.index for c in self.confirms] != list(range(1, len(self.commits) + 1)):
            raise BadProof("ceremony-incomplete", "a confirmation is missing or double")
        for confirm in self.confirms:
            if (confirm.ceremony, confirm.reveals) != (self.id, transcript) or (
                confirm.verification != self.verification(confirm.index)
            ):
                raise BadProof(
                    "ceremony-confirm",
                    f"the confirmation of trustee {confirm.index} does not fit the ceremony",
                    index=confirm.index,
                )
            check_possession(
                self.id, confirm.index, transcript.hex(), confirm.verification, confirm.possession
            )
