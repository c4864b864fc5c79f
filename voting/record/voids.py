"""Voided slips (protocol §6): each voided with its own key, so by whoever held the paper."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import verify_signature
from voting.crypto.transcript import digest
from voting.errors import BadEncoding, BadProof
from voting.record.credential import Credential
from voting.record.fields import Fields, octets, require

FORMAT: Final = "qingping-voids/1"

Void = tuple[bytes, bytes]
"""Credential (32 bytes) and signature (64 bytes)."""


def void_message(context: bytes, credential: bytes) -> bytes:
    """What is signed to void a slip of the meeting with this context."""
    return digest("void", context, credential)


def make_void(context: bytes, credential: Credential) -> Void:
    """Void a slip with its own key."""
    message = void_message(context, credential.public)
    return credential.public, credential.sign(message, secrets.token_bytes(32))


def check_void(context: bytes, void: Void) -> None:
    """Raise BadProof("void-signature") unless the slip was voided with its own key."""
    credential, signature = void
    try:
        verify_signature(credential, void_message(context, credential), signature)
    except (BadProof, BadEncoding) as error:
        message = "a voided slip is not signed with its own key"
        raise BadProof("void-signature", message, credential=credential.hex()) from error


@dataclass(frozen=True, slots=True)
class Voids:
    """``voids.json``: sorted by credential, no slip twice. Signatures are checked apart."""

    context: bytes
    voids: tuple[Void, ...]

    @classmethod
    def of(cls, context: bytes, voids: Iterable[Void]) -> Voids:
        """Voids in any order; raise BadEncoding where a slip stands twice."""
        ordered = tuple(sorted(voids))
        _check_order(ordered)
        return cls(context, ordered)

    def encode(self) -> bytes:
        """The canonical bytes of voids.json."""
        voids = [[credential.hex(), signature.hex()] for credential, signature in self.voids]
        return canonical({"format": FORMAT, "context": self.context.hex(), "voids": voids})

    @classmethod
    def decode(cls, data: bytes) -> Voids:
        """Read voids.json; raise BadEncoding for anything §6 does not allow."""
        f = Fields(read_canonical(data), "voids", "format", "context", "voids")
        f.one_of("format", FORMAT)
        voids = f.array("voids", _read_void)
        _check_order(voids)
        return cls(f.octets("context", 32), voids)

    def check(self) -> None:
        """Every signature; raise BadProof("void-signature") for the first that does not hold."""
        for void in self.voids:
            check_void(self.context, void)


def _read_void(value: object, path: str) -> Void:
    if not isinstance(value, list) or len(value) != 2:
        raise BadEncoding("record-field", f"{path}: not a pair", path=path, reason="not a pair")
    return octets(value[0], path, 32), octets(value[1], path, 64)


def _check_order(voids: tuple[Void, ...]) -> None:
    for number in range(1, len(voids)):
        path = f"voids.voids[{number}]"
        ordered = voids[number - 1][0] < voids[number][0]
        require(ordered, path, "not in order, or a slip stands twice")
