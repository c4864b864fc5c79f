"""Every hash of the protocol: length-prefixed and with its own tag (docs/protocol.md §2)."""

from __future__ import annotations

import hashlib
import struct
from typing import Final

from voting.crypto.group import ORDER
from voting.errors import BadEncoding

_PREFIX: Final = "qingping/1/"


def u32(number: int) -> bytes:
    """4 bytes, big-endian."""
    if not 0 <= number < 2**32:
        raise BadEncoding("length", "the number does not fit into four bytes")
    return struct.pack(">I", number)


def lp(data: bytes) -> bytes:
    """The data behind its length as ``u32``."""
    return u32(len(data)) + data


def _framed(tag: str, parts: tuple[bytes, ...]) -> bytes:
    return b"".join([lp((_PREFIX + tag).encode()), *(lp(part) for part in parts)])


def digest(tag: str, *parts: bytes) -> bytes:
    """SHA-256 over the tag and the parts, each behind its length: 32 bytes."""
    return hashlib.sha256(_framed(tag, parts)).digest()


def wide(tag: str, *parts: bytes) -> int:
    """The same with SHA-512, read as a big-endian integer and reduced mod n: no visible bias."""
    return int.from_bytes(hashlib.sha512(_framed(tag, parts)).digest(), "big") % ORDER
