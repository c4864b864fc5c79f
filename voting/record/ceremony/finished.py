"""What follows from the public messages of the key ceremony (protocol §7).

Nothing here is secret: trustees' secrets live in ``voting.trustee``. Checks raise
:class:`BadProof`, which names the trustee.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import Point
from voting.crypto.proofs import check_possession
from voting.crypto.threshold import joint_key, verification_key
from voting.crypto.transcript import digest
from voting.errors import BadProof
from voting.record.ceremony.messages import Commit, Confirm, Reveal, Terms
from voting.record.fields import Fields, require
from voting.record.manifest import Member, Trustees


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
