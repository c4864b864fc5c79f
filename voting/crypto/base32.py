"""Crockford's base32 and the short fingerprint of a hash (docs/protocol.md §2)."""

from __future__ import annotations

from typing import Final

from voting.errors import BadEncoding

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FINGERPRINT_BYTES: Final = 10


def encode_symbols(number: int, count: int) -> str:
    """``count`` symbols of 5 bits each, the most significant first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def grouped(symbols: str) -> str:
    """Symbols in groups of four joined by hyphens."""
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))


def fingerprint(hash32: bytes) -> str:
    """The first 10 bytes of a 32-byte hash as ``XXXX-XXXX-XXXX-XXXX``."""
    if len(hash32) != 32:
        raise BadEncoding("length", "a fingerprint is taken of 32 bytes")
    return grouped(encode_symbols(int.from_bytes(hash32[:_FINGERPRINT_BYTES], "big"), 16))
