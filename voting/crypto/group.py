"""The group of suite ``qingping-1``: secp256k1 (docs/protocol.md §2). The one door to libsecp256k1.

Points are 33 bytes compressed; infinity, x ≥ p, x off the curve and other forms are refused.
Scalars are Python integers. **Secret scalars** go through the library's constant-time calls only
(``base_mul``, ``secret_mul``, ``sign``, ``xonly``); ``mul``, ``FixedBase`` and ``add`` take
variable time and are for public values. Arithmetic of scalars mod n is done on Python integers,
which is not constant time: accepted, because it runs on a trustee's or voter's own machine, once
a number, and because nothing in Python could promise more.
"""

from __future__ import annotations

import secrets
import struct
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn

from voting.crypto._engine import STRUCT_BYTES, Engine, Raw
from voting.errors import BadEncoding, BadProof

ORDER: Final = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
"""n, the number of points."""


def _load_engine() -> Engine:
    try:
        from voting.crypto import _btclib
    except ImportError:
        from voting.crypto import _coincurve

        return _coincurve.load()
    return _btclib.load()


engine: Final = _load_engine()
"""The libsecp256k1 in use, for the bulk code of this room only."""


def scalar_bytes(scalar: int) -> bytes:
    """A scalar 0 … n−1 as 32 bytes big-endian."""
    if not 0 <= scalar < ORDER:
        raise BadEncoding("scalar", "a scalar is 0 … n−1")
    return scalar.to_bytes(32, "big")


def scalar_int(data: bytes) -> int:
    """Read 32 bytes big-endian below n; raise BadEncoding("scalar") for anything else."""
    scalar = int.from_bytes(data, "big")
    if len(data) != 32 or scalar >= ORDER:
        raise BadEncoding("scalar", "a scalar is 32 bytes below n")
    return scalar


def random_scalar() -> int:
    """A uniform secret scalar 1 … n−1 from the system's generator (64 bytes reduced mod n)."""
    scalar = 0
    while scalar == 0:
        scalar = int.from_bytes(secrets.token_bytes(64), "big") % ORDER
    return scalar


class Point:
    """A point of the group other than infinity. Immutable, hashable, picklable."""

    __slots__ = ("_encoded", "_raw")
    _raw: Raw
    _encoded: bytes

    def __init__(self, raw: Raw, encoded: bytes | None = None) -> None:
        """For this room only; others use ``decode`` and the functions of this module."""
        object.__setattr__(self, "_raw", raw)
        object.__setattr__(self, "_encoded", encoded or engine.serialize(raw))

    @classmethod
    def decode(cls, data: bytes) -> Point:
        """Read 33 compressed bytes; raise BadEncoding("point") for anything else."""
        return cls(engine.parse(data), bytes(data))

    def encode(self) -> bytes:
        """The 33 compressed bytes."""
        return self._encoded

    @property
    def raw(self) -> Raw:
        """The library's own form, for this room only."""
        return self._raw

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Point cannot be changed ({name})")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Point) and self._encoded == other._encoded

    def __hash__(self) -> int:
        return hash(self._encoded)

    def __repr__(self) -> str:
        return f"Point({self._encoded.hex()})"

    def __reduce__(self) -> tuple[Callable[[bytes], Point], tuple[bytes]]:
        return Point.decode, (self._encoded,)


def base_mul(scalar: int) -> Point:
    """scalar · G in constant time; raise BadProof("infinity") for 0."""
    return Point(engine.base_mul(scalar_bytes(scalar)))


def secret_mul(point: Point, scalar: int) -> Point:
    """scalar · point in constant time; raise BadProof("infinity") for 0."""
    return Point(engine.secret_mul(point.raw, scalar_bytes(scalar)))


def mul(point: Point, scalar: int) -> Point:
    """scalar · point for *public* scalars; raise BadProof("infinity") for 0."""
    return Point(engine.public_mul(point.raw, scalar_bytes(scalar)))


def add(points: Sequence[Point]) -> Point:
    """The sum of one or more points; raise BadProof("infinity") where it is infinity."""
    raw = engine.combine([point.raw for point in points]) if points else None
    if raw is None:
        raise BadProof("infinity", "a sum of points is infinity")
    return Point(raw)


def negate(point: Point) -> Point:
    """−point."""
    return Point(engine.negate(point.raw))


def sign(secret: int, message: bytes, aux: bytes) -> bytes:
    """BIP-340 signature (64 bytes) over a 32-byte message with 32 bytes of auxiliary randomness."""
    if len(message) != 32 or len(aux) != 32:
        raise BadEncoding("length", "message and auxiliary randomness are 32 bytes each")
    return engine.sign(scalar_bytes(secret), message, aux)


def verify_signature(public: bytes, message: bytes, signature: bytes) -> None:
    """Raise BadProof("signature") unless it holds; BadEncoding("xonly") for what is no key."""
    if len(message) != 32:
        raise BadEncoding("length", "a signed message is 32 bytes")
    engine.verify(public, message, signature)


def xonly(secret: int) -> bytes:
    """The 32-byte BIP-340 public key of a signing key 1 … n−1."""
    return engine.xonly(scalar_bytes(secret))


def check_xonly(data: bytes) -> None:
    """Raise BadEncoding("xonly") unless the 32 bytes are the x coordinate of a point."""
    engine.parse_xonly(data)


class FixedBase:
    """Public multiples of one point by a table, many times faster than ``mul``.

    The table (512 KiB, about 30 ms to make) holds (b+1)·256^i·P for every byte value b and place
    i: a byte stands for b+1, never for 0, so no entry is infinity; the scalar is first lowered by
    Σ 256^i. 32 additions make a multiple. Read-only, so threads may share it.

    A pointer to an entry is made by writing the byte into a ready pointer: entries of the places
    4j … 4j+3 lie side by side, 256 bytes a byte value, in an aligned block of 64 KiB, so that the
    byte value is the second lowest byte of the address (pointers of 8 bytes).
    """

    PLACES: Final = 32
    _OFFSET: Final[int] = sum(256**place for place in range(32))
    _BLOCK: Final = 256 * 256
    _SECOND_LOWEST: Final = 1 if sys.byteorder == "little" else 6

    def __init__(self, point: Point) -> None:
        self.point = point
        size = self.PLACES // 4 * self._BLOCK
        self._memory: Any = engine.ffi.new("unsigned char[]", size + self._BLOCK)
        start = int(engine.ffi.cast("uintptr_t", self._memory))
        start += -start % self._BLOCK
        firsts = [
            start + place // 4 * self._BLOCK + place % 4 * STRUCT_BYTES
            for place in range(self.PLACES)
        ]
        self._fill(point, firsts)
        self._ready = struct.pack(f"={self.PLACES}Q", *firsts)

    def _fill(self, point: Point, firsts: list[int]) -> None:
        lib, context, ffi = engine.lib, engine.context, engine.ffi
        pair = ffi.new("secp256k1_pubkey *[2]")
        step = ffi.new("secp256k1_pubkey *")
        ffi.memmove(step, point.raw, STRUCT_BYTES)
        for first in firsts:
            row = [ffi.cast("secp256k1_pubkey *", first + 256 * byte) for byte in range(256)]
            ffi.memmove(row[0], step, STRUCT_BYTES)
            pair[1] = step
            for byte in range(1, 256):
                pair[0] = row[byte - 1]
                # Never infinity: (b+1)·256^i is no multiple of the prime n.
                lib.secp256k1_ec_pubkey_combine(context, row[byte], pair, 2)
            ffi.memmove(step, row[255], STRUCT_BYTES)

    @classmethod
    def digits(cls, scalar: int) -> bytes:
        """The 32 digits of a scalar for ``pointers``; they serve the tables of several points."""
        return ((scalar - cls._OFFSET) % ORDER).to_bytes(cls.PLACES, "little")

    def pointers(self, digits: bytes) -> bytearray:
        """32 pointers (8 bytes each) to the table entries whose sum is the multiple."""
        pointers = bytearray(self._ready)
        pointers[self._SECOND_LOWEST :: 8] = digits
        return pointers

    def mul(self, scalar: int) -> Point:
        """scalar · point for *public* scalars; raise BadProof("infinity") for 0 mod n."""
        ffi = engine.ffi
        pointers = self.pointers(self.digits(scalar))
        array = ffi.cast("secp256k1_pubkey **", ffi.from_buffer(pointers))
        raw = engine.new()
        if not engine.lib.secp256k1_ec_pubkey_combine(engine.context, raw, array, self.PLACES):
            raise BadProof("infinity", "a multiple of a point is infinity")
        return Point(raw)

    def __reduce__(self) -> tuple[type[FixedBase], tuple[Point]]:
        return FixedBase, (self.point,)


GENERATOR: Final = base_mul(1)
"""G."""
