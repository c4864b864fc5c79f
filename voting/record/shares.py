"""Partial decryptions of a tally and what follows from k of them (protocol §9, §10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import Point, scalar_bytes, scalar_int
from voting.crypto.proofs import check_decryption
from voting.crypto.threshold import TotalTable, combine, decode_total
from voting.errors import BadProof
from voting.record.fields import Fields, array, octets, require
from voting.record.manifest import Manifest
from voting.record.tally import Tally

SHARES_FORMAT = "qingping-shares/1"
RESULTS_FORMAT = "qingping-results/1"


@dataclass(frozen=True, slots=True)
class SlotShare:
    """D of one slot and its proof (challenge c, response s)."""

    share: Point
    challenge: int
    response: int

    @classmethod
    def read(cls, value: object, path: str) -> SlotShare:
        parts = array(value, path, lambda v, p: octets(v, p))
        require([len(p) for p in parts] == [33, 32, 32], path, "not a point and two scalars")
        return cls(Point.decode(parts[0]), scalar_int(parts[1]), scalar_int(parts[2]))

    def json(self) -> list[str]:
        return [
            self.share.encode().hex(),
            scalar_bytes(self.challenge).hex(),
            scalar_bytes(self.response).hex(),
        ]


@dataclass(frozen=True, slots=True)
class Shares:
    """shares-<j>.json: a trustee's partial decryption of every slot of every opened group."""

    context: bytes
    tally: bytes
    trustee: int
    groups: tuple[tuple[SlotShare, ...], ...]

    def encode(self) -> bytes:
        """The canonical bytes of shares-<j>.json."""
        return canonical(
            {
                "format": SHARES_FORMAT,
                "context": self.context.hex(),
                "tally": self.tally.hex(),
                "trustee": self.trustee,
                "groups": [[s.json() for s in group] for group in self.groups],
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Shares:
        """Read shares-<j>.json; :class:`BadEncoding` if it is not of its form."""
        f = Fields(
            read_canonical(data), "shares", "format", "context", "tally", "trustee", "groups"
        )
        f.one_of("format", SHARES_FORMAT)
        return cls(
            f.octets("context", 32),
            f.octets("tally", 32),
            f.integer("trustee", 1, 9),
            f.array("groups", lambda v, p: array(v, p, SlotShare.read)),
        )

    def check(self, manifest: Manifest, context: bytes, tally: Tally) -> int:
        """Check every proof against the tally; returns how many were checked.

        :class:`BadProof` for a share of another meeting or tally, an unknown trustee, or the
        first proof that does not hold.
        """
        if self.context != context:
            raise BadProof("share-context", "the share belongs to another meeting")
        if self.tally != tally.hash():
            raise BadProof("share-tally", "the share belongs to another tally of this meeting")
        if self.trustee > len(manifest.trustees.members):
            raise BadProof(
                "share-trustee", f"there is no trustee {self.trustee}", trustee=self.trustee
            )
        if [len(g) for g in self.groups] != [len(g.sums) for g in tally.opened]:
            raise BadProof("share-slots", "the share does not cover every slot of every group")
        verification = Point.decode(
            bytes.fromhex(manifest.trustees.members[self.trustee - 1].verification)
        )
        for g, (group, shares) in enumerate(zip(tally.opened, self.groups, strict=True)):
            for i, (total, share) in enumerate(zip(group.sums, shares, strict=True)):
                check_decryption(
                    context,
                    self.tally,
                    self.trustee,
                    g,
                    i,
                    verification,
                    total.a,
                    share.share,
                    share.challenge,
                    share.response,
                )
        return sum(len(g) for g in self.groups)


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """How often each option was chosen within a group; ``counts`` has one integer a slot."""

    classes: tuple[str, ...]
    ballots: int
    counts: tuple[int, ...]

    @classmethod
    def read(cls, value: object, path: str) -> ResultGroup:
        f = Fields(value, path, "classes", "ballots", "counts")
        return cls(
            f.array("classes", _text, least=1),
            f.integer("ballots", 1, 100_000),
            f.array("counts", _count),
        )


@dataclass(frozen=True, slots=True)
class Results:
    """results.json: the opened sums of a meeting."""

    context: bytes
    tally: bytes
    groups: tuple[ResultGroup, ...]

    def json(self) -> dict[str, object]:
        """The plain data that ``voting.assessment.counting.tally`` reads."""
        return {
            "format": RESULTS_FORMAT,
            "context": self.context.hex(),
            "tally": self.tally.hex(),
            "groups": [
                {"classes": list(g.classes), "ballots": g.ballots, "counts": list(g.counts)}
                for g in self.groups
            ],
        }

    def encode(self) -> bytes:
        """The canonical bytes of results.json."""
        return canonical(self.json())

    @classmethod
    def decode(cls, data: bytes) -> Results:
        """Read results.json; :class:`BadEncoding` if it is not of its form."""
        f = Fields(read_canonical(data), "results", "format", "context", "tally", "groups")
        f.one_of("format", RESULTS_FORMAT)
        return cls(
            f.octets("context", 32), f.octets("tally", 32), f.array("groups", ResultGroup.read)
        )


def open_tally(tally: Tally, threshold: int, shares: Mapping[int, Shares]) -> Results:
    """Combine checked shares (by trustee) of at least ``threshold`` trustees (protocol §10)."""
    if len(shares) < threshold:
        raise BadProof(
            "shares-missing",
            f"{threshold} trustees are needed, {len(shares)} are in",
            threshold=threshold,
            present=len(shares),
        )
    chosen = sorted(shares)[:threshold]
    groups = []
    for g, group in enumerate(tally.opened):
        table = TotalTable(group.ballots)
        counts = tuple(
            decode_total(total.b, combine({j: shares[j].groups[g][i].share for j in chosen}), table)
            for i, total in enumerate(group.sums)
        )
        groups.append(ResultGroup(group.classes, group.ballots, counts))
    return Results(tally.context, tally.hash(), tuple(groups))


def by_trustee(shares: Sequence[Shares]) -> dict[int, Shares]:
    """Index shares by trustee; :class:`BadProof` when one trustee stands twice."""
    table = {s.trustee: s for s in shares}
    if len(table) != len(shares):
        raise BadProof("share-twice", "a trustee's share stands twice")
    return table


def _text(value: object, path: str) -> str:
    return Fields({"class": value}, path, "class").text("class", empty=False)


def _count(value: object, path: str) -> int:
    return Fields({"count": value}, path, "count").integer("count", 0, 100_000)
