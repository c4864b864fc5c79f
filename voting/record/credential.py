"""The key on a slip (docs/protocol.md §4): a 16-byte secret is a BIP-340 key of one meeting."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from voting.crypto.group import ORDER, sign, xonly
from voting.errors import BadEncoding

_INFO: Final = b"qingping/1/credential"
SECRET: Final = 16
"""Bytes of a slip's secret."""


class Credential:
    """What follows from a slip's secret (16 bytes) and a meeting id. The secret is not kept.

    ``d`` is the signing key, ``public`` its 32-byte x coordinate, which stands on the roll.
    """

    __slots__ = ("d", "public")

    def __init__(self, secret: bytes, meeting_id: str) -> None:
        """Derive it; raise BadEncoding("length") unless the secret has 16 bytes."""
        if len(secret) != SECRET:
            raise BadEncoding("length", "a slip's secret is 16 bytes")
        kdf = HKDF(algorithm=SHA512(), length=64, salt=meeting_id.encode(), info=_INFO)
        self.d = int.from_bytes(kdf.derive(secret), "big") % ORDER
        self.public = xonly(self.d)

    def sign(self, message: bytes, aux: bytes) -> bytes:
        """BIP-340 signature (64 bytes) over a 32-byte message."""
        return sign(self.d, message, aux)

    def __repr__(self) -> str:
        return f"Credential({self.public.hex()})"
