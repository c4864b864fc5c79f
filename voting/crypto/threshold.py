"""k of n: polynomials, Feldman's check, joint key, Lagrange, totals out of the exponent (§7, §10).

Indices of trustees count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voting.crypto.group import (
    GENERATOR,
    ORDER,
    Point,
    add,
    base_mul,
    engine,
    mul,
    negate,
    random_scalar,
)
from voting.errors import BadInput, BadProof


@dataclass(frozen=True, slots=True)
class Polynomial:
    """f(z) = Σ a_l z^l over the scalars; ``coefficients`` (a_0 first) are secret."""

    coefficients: tuple[int, ...]

    @classmethod
    def random(cls, threshold: int) -> Polynomial:
        """A fresh polynomial of degree ``threshold`` − 1."""
        return cls(tuple(random_scalar() for _ in range(threshold)))

    def __repr__(self) -> str:
        return f"Polynomial(degree {len(self.coefficients) - 1})"

    def commitments(self) -> tuple[Point, ...]:
        """C_l = a_l G."""
        return tuple(base_mul(coefficient) for coefficient in self.coefficients)

    def at(self, index: int) -> int:
        """f(index), the share of that trustee. Secret."""
        value = 0
        for coefficient in reversed(self.coefficients):
            value = (value * index + coefficient) % ORDER
        return value


def _commitment_at(commitments: Sequence[Point], index: int) -> Point:
    """Σ_l index^l C_l."""
    return add([mul(point, pow(index, power, ORDER)) for power, point in enumerate(commitments)])


def check_share(commitments: Sequence[Point], index: int, share: int) -> None:
    """Raise BadProof("share") unless share · G = Σ_l index^l C_l (Feldman)."""
    try:
        fits = base_mul(share) == _commitment_at(commitments, index)
    except BadProof as error:
        raise BadProof("share", "the share is zero", index=index) from error
    if not fits:
        raise BadProof("share", "the share does not fit the commitments", index=index)


def joint_key(constants: Sequence[Point]) -> Point:
    """H = Σ_i C_{i,0}."""
    return add(constants)


def verification_key(commitments: Sequence[Sequence[Point]], index: int) -> Point:
    """Y_j = Σ_i Σ_l j^l C_{i,l}; ``commitments`` holds those of every trustee."""
    return add([_commitment_at(own, index) for own in commitments])


def lagrange(indices: Iterable[int]) -> dict[int, int]:
    """λ_j = Π_{l≠j} l/(l−j) mod n for each index; raise BadInput for 0 or a repeated one."""
    chosen = list(indices)
    if len(set(chosen)) != len(chosen) or not all(0 < index < ORDER for index in chosen):
        raise BadInput("indices", "indices are distinct and count from 1")
    factors = {}
    for own in chosen:
        top, bottom = 1, 1
        for other in chosen:
            if other != own:
                top = top * other % ORDER
                bottom = bottom * (other - own) % ORDER
        factors[own] = top * pow(bottom, -1, ORDER) % ORDER
    return factors


def combine(shares: Mapping[int, Point]) -> Point | None:
    """Σ λ_j D_j over the given shares by index; None where it is infinity."""
    weights = lagrange(shares)
    raw = engine.combine([mul(share, weights[index]).raw for index, share in shares.items()])
    return None if raw is None else Point(raw)


class TotalTable:
    """Looks up t in t·G for 0 … most. Grows by one addition a total."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._totals: dict[bytes, int] = {}
        point = GENERATOR
        for total in range(1, most + 1):
            self._totals[point.encode()] = total
            point = add([point, GENERATOR])

    def find(self, point: Point | None) -> int:
        """The total of a point (None = infinity = 0); raise BadProof("total") when out of range."""
        if point is None:
            return 0
        try:
            return self._totals[point.encode()]
        except KeyError:
            message = f"the decrypted sum is not 0 … {self.most}"
            raise BadProof("total", message, most=self.most) from None


def decode_total(b: Point, masked: Point | None, table: TotalTable) -> int:
    """The total in B − masked = total · G; raise BadProof("total") when the table has none."""
    if masked is None:
        return table.find(b)
    raw = engine.combine([b.raw, negate(masked).raw])
    return table.find(None if raw is None else Point(raw))
