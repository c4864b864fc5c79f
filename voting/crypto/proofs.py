"""Proofs about one secret number: possession, partial decryption, complaint (§7, §9).

Each is a Schnorr proof or a Chaum–Pedersen pair of them in compact form (challenge, response). The
whole statement is under the hash. Secrets and nonces go through constant-time multiplications only.
A nonce is 1 … n−1, secret and never used twice: take ``random_scalar()``.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.crypto.group import (
    GENERATOR,
    ORDER,
    Point,
    add,
    base_mul,
    mul,
    secret_mul,
)
from voting.crypto.transcript import u32, wide
from voting.errors import BadProof


@dataclass(frozen=True, slots=True)
class Possession:
    """Compact proof: challenge and response, scalars."""

    challenge: int
    response: int


def _commitment(name: str, base: Point, response: int, public: Point, challenge: int) -> Point:
    """response · base − challenge · public, as a verifier recomputes a commitment."""
    terms = []
    if response % ORDER:
        terms.append(mul(base, response))
    if challenge % ORDER:
        terms.append(mul(public, ORDER - challenge))
    try:
        return add(terms)
    except BadProof as error:
        raise BadProof(name, "the proof does not hold: its commitment is infinity") from error


def _response(nonce: int, challenge: int, secret: int) -> int:
    return (nonce + challenge * secret) % ORDER


def _possession_challenge(ceremony: str, index: int, use: str, public: Point, a: Point) -> int:
    statement = (ceremony.encode(), u32(index), use.encode(), public.encode())
    return wide("possession", *statement, a.encode())


def prove_possession(
    ceremony: str, index: int, use: str, secret: int, public: Point, nonce: int
) -> Possession:
    """Prove that trustee ``index`` knows the secret of ``public`` in this ceremony, for one use."""
    challenge = _possession_challenge(ceremony, index, use, public, base_mul(nonce))
    return Possession(challenge, _response(nonce, challenge, secret))


def check_possession(ceremony: str, index: int, use: str, public: Point, proof: Possession) -> None:
    """Raise BadProof("possession") unless the proof holds."""
    a = _commitment("possession", GENERATOR, proof.response, public, proof.challenge)
    if _possession_challenge(ceremony, index, use, public, a) != proof.challenge:
        raise BadProof("possession", "the proof of possession does not hold", index=index)


def _decryption_challenge(
    context: bytes, tally: bytes, place: tuple[int, int, int], points: tuple[Point, ...]
) -> int:
    numbers = (u32(number) for number in place)
    return wide("decryption", context, tally, *numbers, *(point.encode() for point in points))


def prove_decryption(
    context: bytes,
    tally: bytes,
    trustee: int,
    group: int,
    slot: int,
    secret: int,
    verification: Point,
    sum_a: Point,
    nonce: int,
) -> tuple[Point, int, int]:
    """The share D = x_j A of one opened sum with its proof: (D, challenge, response)."""
    share = secret_mul(sum_a, secret)
    points = (verification, sum_a, share, base_mul(nonce), secret_mul(sum_a, nonce))
    challenge = _decryption_challenge(context, tally, (trustee, group, slot), points)
    return share, challenge, _response(nonce, challenge, secret)


def check_decryption(
    context: bytes,
    tally: bytes,
    trustee: int,
    group: int,
    slot: int,
    verification: Point,
    sum_a: Point,
    share: Point,
    challenge: int,
    response: int,
) -> None:
    """Raise BadProof("decryption") unless share = x_j · sum_a for the x_j of ``verification``."""
    a = _commitment("decryption", GENERATOR, response, verification, challenge)
    b = _commitment("decryption", sum_a, response, share, challenge)
    points = (verification, sum_a, share, a, b)
    if _decryption_challenge(context, tally, (trustee, group, slot), points) != challenge:
        values = {"trustee": trustee, "group": group, "slot": slot}
        raise BadProof("decryption", "the proof of a decryption share does not hold", **values)


def _complaint_challenge(
    ceremony: str, accuser: int, accused: int, points: tuple[Point, ...]
) -> int:
    encoded = (point.encode() for point in points)
    return wide("complaint", ceremony.encode(), u32(accuser), u32(accused), *encoded)


def prove_complaint(
    ceremony: str,
    accuser: int,
    accused: int,
    secret: int,
    own: Point,
    other: Point,
    nonce: int,
) -> tuple[Point, Possession]:
    """Reveal the shared key point K = x_j X_i with the proof that it is the right one (§7.4).

    ``secret`` is the accuser's transport key, ``own`` its public point, ``other`` the accused's.
    """
    shared = secret_mul(other, secret)
    points = (own, other, shared, base_mul(nonce), secret_mul(other, nonce))
    challenge = _complaint_challenge(ceremony, accuser, accused, points)
    return shared, Possession(challenge, _response(nonce, challenge, secret))


def check_complaint(
    ceremony: str,
    accuser: int,
    accused: int,
    own: Point,
    other: Point,
    shared: Point,
    proof: Possession,
) -> None:
    """Raise BadProof("complaint") unless ``shared`` is the key point of the two transport keys."""
    a = _commitment("complaint", GENERATOR, proof.response, own, proof.challenge)
    b = _commitment("complaint", other, proof.response, shared, proof.challenge)
    points = (own, other, shared, a, b)
    if _complaint_challenge(ceremony, accuser, accused, points) != proof.challenge:
        raise BadProof("complaint", "the proof of the complaint does not hold", index=accuser)
