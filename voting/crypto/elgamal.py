"""Exponential ElGamal: a small number in the exponent, ciphertexts that can be added up (§5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from voting.crypto.group import ORDER, Point, add, base_mul, secret_mul


class Ciphertext(NamedTuple):
    """(A, B) = (rG, rH + mG)."""

    a: Point
    b: Point

    def encode(self) -> bytes:
        """A ‖ B, 66 bytes."""
        return self.a.encode() + self.b.encode()

    @classmethod
    def decode(cls, data: bytes) -> Ciphertext:
        """Read A ‖ B; raise BadEncoding("point") for anything but two points."""
        return cls(Point.decode(data[:33]), Point.decode(data[33:]))


def encrypt(key: Point, message: int, randomness: int) -> Ciphertext:
    """Encrypt a small number under the joint key; both numbers are secret."""
    masked = secret_mul(key, randomness)
    b = add([masked, base_mul(message % ORDER)]) if message else masked
    return Ciphertext(base_mul(randomness), b)


def sum_ciphertexts(ciphertexts: Sequence[Ciphertext]) -> Ciphertext:
    """The ciphertext of the sum; raise BadProof("infinity") where a part of it is infinity."""
    return Ciphertext(add([c.a for c in ciphertexts]), add([c.b for c in ciphertexts]))
