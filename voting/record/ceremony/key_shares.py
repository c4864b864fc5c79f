"""Sealed shares and complaints of the key ceremony (protocol §7.3, §7.4).

Public messages that do not enter the record: a finished ceremony proves itself without them.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.crypto.group import Point, scalar_int
from voting.crypto.proofs import Possession, check_complaint
from voting.crypto.sealing import pair_open
from voting.crypto.threshold import check_share
from voting.errors import BadEncoding, BadProof
from voting.record.ceremony.finished import reveals_hash
from voting.record.ceremony.messages import MAX_TRUSTEES, Reveal, possession_json, read_possession
from voting.record.fields import Fields, array, octets, require


@dataclass(frozen=True, slots=True)
class SealedShares:
    """Round 3: for every other trustee, the sealed share of the sender's polynomial."""

    FORMAT = "qingping-sealed-shares/1"
    ceremony: str
    index: int
    reveals: bytes
    boxes: tuple[tuple[int, bytes], ...]

    def json(self) -> dict[str, object]:
        return {
            "format": self.FORMAT,
            "ceremony": self.ceremony,
            "index": self.index,
            "reveals": self.reveals.hex(),
            "boxes": [[j, box.hex()] for j, box in self.boxes],
        }

    @classmethod
    def read(cls, value: object, path: str = "sealed-shares") -> SealedShares:
        f = Fields(value, path, "format", "ceremony", "index", "reveals", "boxes")
        f.one_of("format", cls.FORMAT)
        return cls(
            f.text("ceremony"),
            f.integer("index", 1, MAX_TRUSTEES),
            f.octets("reveals", 32),
            f.array("boxes", _box),
        )

    def box_for(self, index: int) -> bytes:
        """The box addressed to trustee ``index``; :class:`BadProof` if there is none."""
        for j, box in self.boxes:
            if j == index:
                return box
        raise BadProof(
            "ceremony-share", f"trustee {self.index} sent no share to {index}", index=self.index
        )


@dataclass(frozen=True, slots=True)
class Complaint:
    """Round 3b: proof that the box trustee ``against`` sent to ``index`` holds no right share."""

    FORMAT = "qingping-complaint/1"
    ceremony: str
    index: int
    against: int
    reveals: bytes
    box: bytes
    point: Point
    proof: Possession

    def json(self) -> dict[str, object]:
        return {
            "format": self.FORMAT,
            "ceremony": self.ceremony,
            "index": self.index,
            "against": self.against,
            "reveals": self.reveals.hex(),
            "box": self.box.hex(),
            "point": self.point.encode().hex(),
            "proof": possession_json(self.proof),
        }

    @classmethod
    def read(cls, value: object, path: str = "complaint") -> Complaint:
        f = Fields(
            value,
            path,
            "format",
            "ceremony",
            "index",
            "against",
            "reveals",
            "box",
            "point",
            "proof",
        )
        f.one_of("format", cls.FORMAT)
        return cls(
            f.text("ceremony"),
            f.integer("index", 1, MAX_TRUSTEES),
            f.integer("against", 1, MAX_TRUSTEES),
            f.octets("reveals", 32),
            f.octets("box"),
            Point.decode(f.octets("point", 33)),
            read_possession(f.values["proof"], f"{path}.proof"),
        )

    def check(self, reveals: tuple[Reveal, ...], sealed: SealedShares) -> None:
        """The complaint is founded: the proof holds and the box holds no right share.

        ``sealed`` is the accused trustee's message; :class:`BadProof` if the complaint fails.
        A box sealed for other reveals than these is wrong whatever it holds.
        """
        terms, transcript = reveals[0].terms.ceremony, reveals_hash(reveals)
        if (
            (self.ceremony, self.reveals) != (terms, transcript)
            or self.index == self.against
            or (max(self.index, self.against) > len(reveals))
        ):
            raise BadProof(
                "complaint", "the complaint speaks of another ceremony", index=self.index
            )
        accuser, accused = reveals[self.index - 1], reveals[self.against - 1]
        if (sealed.index, sealed.box_for(self.index)) != (self.against, self.box):
            raise BadProof("complaint", "the box of the complaint was never sent")
        check_complaint(
            self.ceremony,
            self.index,
            self.against,
            accuser.transport,
            accused.transport,
            self.point,
            self.proof,
        )
        if (sealed.ceremony, sealed.reveals) != (terms, transcript):
            return
        try:
            share = open_box(self.point, sealed, self.index)
            check_share(accused.commitments, self.index, share)
        except (BadProof, BadEncoding):
            return
        raise BadProof(
            "complaint",
            "the share in the box is right: the complaint is unfounded",
            index=self.index,
        )


def open_box(shared: Point, sealed: SealedShares, receiver: int) -> int:
    """The share in the box for ``receiver``, opened with the shared point K."""
    plain = pair_open(
        shared, sealed.ceremony, sealed.index, receiver, sealed.reveals, sealed.box_for(receiver)
    )
    return scalar_int(plain)


def _box(value: object, path: str) -> tuple[int, bytes]:
    pair = array(value, path, lambda v, p: (v, p), least=2)
    require(len(pair) == 2, path, "not an index and a box")
    index = Fields({"index": pair[0][0]}, path, "index").integer("index", 1, MAX_TRUSTEES)
    return index, octets(*pair[1])
