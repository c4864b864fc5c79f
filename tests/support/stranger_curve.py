"""secp256k1 and BIP-340 in plain integers, for the second verifier (`stranger.py`).

Written from the public standards alone (SEC 1, SEC 2, BIP-340) and sharing no line with the
product, so that a fault in one cannot hide in the other. Slow and not constant-time: it handles
public values only.
"""

import hashlib
from functools import lru_cache

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)

Point = tuple[int, int]
"""An affine point; infinity is None wherever it may occur."""

Jacobian = tuple[int, int, int]
"""x/z², y/z³; z = 0 is infinity."""


def lift(x: int, odd: int) -> Point:
    """The point with this x and the parity `odd` of y; ValueError if there is none."""
    if x >= P:
        raise ValueError("x not below the field prime")
    square = (pow(x, 3, P) + 7) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        raise ValueError("x not on the curve")
    return (x, y) if y & 1 == odd else (x, P - y)


def decode(raw: bytes) -> Point:
    """A point from 33 bytes, SEC 1 compressed; ValueError for anything else."""
    if len(raw) != 33 or raw[0] not in (2, 3):
        raise ValueError("not a compressed point")
    return lift(int.from_bytes(raw[1:], "big"), raw[0] & 1)


def encode(point: Point | None) -> bytes:
    """33 bytes, SEC 1 compressed; ValueError for infinity, which has no encoding."""
    if point is None:
        raise ValueError("infinity")
    return bytes([2 + (point[1] & 1)]) + point[0].to_bytes(32, "big")


def scalar(raw: bytes) -> int:
    """A scalar from 32 bytes, big-endian, below the order; ValueError for anything else."""
    value = int.from_bytes(raw, "big")
    if len(raw) != 32 or value >= N:
        raise ValueError("not a scalar")
    return value


def _double(point: Jacobian) -> Jacobian:
    x, y, z = point
    yy = y * y % P
    s = 4 * x * yy % P
    m = 3 * x * x % P
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def _plus(left: Jacobian, right: Jacobian) -> Jacobian:
    if not left[2]:
        return right
    if not right[2]:
        return left
    x1, y1, z1 = left
    x2, y2, z2 = right
    zz1, zz2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * zz2 % P, x2 * zz1 % P
    s1, s2 = y1 * zz2 * z2 % P, y2 * zz1 * z1 % P
    if u1 == u2:
        return _double(left) if s1 == s2 else (1, 1, 0)
    h, r = u2 - u1, s2 - s1
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, h * z1 * z2 % P


def _affine(point: Jacobian) -> Point | None:
    x, y, z = point
    if not z:
        return None
    inverse = pow(z, -1, P)
    square = inverse * inverse % P
    return x * square % P, y * square * inverse % P


@lru_cache(maxsize=64)
def _multiples(point: Point) -> list[Jacobian]:
    """0, 1, … 15 times the point."""
    table: list[Jacobian] = [(1, 1, 0), (*point, 1)]
    for _ in range(14):
        table.append(_plus(table[-1], table[1]))
    return table


def combine(*terms: tuple[int, Point]) -> Point | None:
    """Σ factor · point (factors mod n), four bits of every factor at a time."""
    rows = [(factor % N, _multiples(point)) for factor, point in terms]
    total: Jacobian = (1, 1, 0)
    for shift in range(252, -4, -4):
        for _ in range(4):
            total = _double(total)
        for factor, table in rows:
            total = _plus(total, table[factor >> shift & 15])
    return _affine(total)


def add(*points: Point | None) -> Point | None:
    """The sum of points, of which any (and the sum) may be infinity."""
    total: Jacobian = (1, 1, 0)
    for point in points:
        if point is not None:
            total = _plus(total, (*point, 1))
    return _affine(total)


def negative(point: Point) -> Point:
    """−P."""
    return point[0], P - point[1]


def check_signature(public: bytes, message: bytes, signature: bytes) -> None:
    """BIP-340 verification; ValueError if the signature does not hold."""
    key = lift(int.from_bytes(public, "big"), 0)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(public) != 32 or len(signature) != 64 or r >= P or s >= N:
        raise ValueError("signature malformed")
    tag = hashlib.sha256(b"BIP0340/challenge").digest()
    hashed = hashlib.sha256(tag + tag + signature[:32] + public + message).digest()
    nonce = combine((s, G), (-int.from_bytes(hashed, "big"), key))
    if nonce is None or nonce[1] & 1 or nonce[0] != r:
        raise ValueError("signature does not hold")
