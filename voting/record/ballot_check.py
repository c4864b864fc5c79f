"""Checking a ballot (docs/protocol.md §5: every check but the roll, which the caller keeps).

Shares the layout with ``ballot``, but none of its code: what a ballot must satisfy is written a
second time here. Failures carry the code of their check: ``ballot-length``, ``ballot-magic``,
``ballot-context``, ``ballot-signature``, ``ballot-point``, ``ballot-scalar``, ``ballot-proof``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from voting.crypto.branch_check import Answers, Commitments
from voting.crypto.elgamal import Ciphertext, sum_ciphertexts
from voting.crypto.group import ORDER, FixedBase, Point, verify_signature
from voting.crypto.transcript import digest, wide
from voting.errors import BadEncoding, BadProof, VotingError
from voting.record.layout import BIT_VALUES, HEAD, MAGIC, POINT, SCALAR, SIGNATURE, Layout

_CONTEXT: Final = slice(len(MAGIC), len(MAGIC) + 32)
_CREDENTIAL: Final = slice(len(MAGIC) + 32, HEAD)
_CIPHERTEXTS: Final = HEAD + SCALAR


@dataclass(frozen=True, slots=True)
class BallotView:
    """A ballot that passed: its credential (32 bytes) and a ciphertext a slot."""

    credential: bytes
    ciphertexts: tuple[Ciphertext, ...]


def ballot_head(layout: Layout, context: bytes, data: bytes) -> bytes:
    """Checks 1 and 2, cheap: length, magic, context. Returns the credential for check 3 (roll)."""
    if len(data) != layout.ballot_length:
        message = f"a ballot of this meeting has {layout.ballot_length} bytes, not {len(data)}"
        raise BadEncoding("ballot-length", message, expected=layout.ballot_length, got=len(data))
    if not data.startswith(MAGIC):
        raise BadEncoding("ballot-magic", "the bytes are not a ballot")
    if data[_CONTEXT] != context:
        raise BadProof("ballot-context", "the ballot was made for another manifest")
    return bytes(data[_CREDENTIAL])


def check_ballot(layout: Layout, context: bytes, joint_key: FixedBase, data: bytes) -> BallotView:
    """All checks of a ballot but the roll; raise BadEncoding or BadProof for the first failure."""
    credential = ballot_head(layout, context, data)
    check_signature(credential, data)
    end = _CIPHERTEXTS + 2 * POINT * len(layout.slots)
    ciphertexts = _read_ciphertexts(data, end)
    challenge, *answers = _read_scalars(data[HEAD:_CIPHERTEXTS] + data[end:-SIGNATURE])
    try:
        commitments = _recompute(layout, joint_key, ciphertexts, challenge, iter(answers))
    except BadProof as error:
        raise BadProof("ballot-proof", error.message) from error
    if wide("ballot", context, credential, data[_CIPHERTEXTS:end], commitments) != challenge:
        raise BadProof("ballot-proof", "the proofs of the ballot do not hold")
    return BallotView(credential, ciphertexts)


def check_signature(credential: bytes, data: bytes) -> None:
    """Check 4, cheap: signed with the key of its slip, else BadProof("ballot-signature")."""
    try:
        verify_signature(credential, digest("cast", data[:-SIGNATURE]), data[-SIGNATURE:])
    except VotingError as error:
        message = "the ballot is not signed with the key of its slip"
        raise BadProof("ballot-signature", message) from error


def _read_ciphertexts(data: bytes, end: int) -> tuple[Ciphertext, ...]:
    points = []
    for place in range(_CIPHERTEXTS, end, POINT):
        try:
            points.append(Point.decode(data[place : place + POINT]))
        except BadEncoding as error:
            slot = (place - _CIPHERTEXTS) // (2 * POINT)
            raise BadEncoding("ballot-point", f"slot {slot} holds no point", slot=slot) from error
    return tuple(map(Ciphertext, points[::2], points[1::2]))


def _read_scalars(data: bytes) -> list[int]:
    pieces = (data[place : place + SCALAR] for place in range(0, len(data), SCALAR))
    scalars = [int.from_bytes(piece, "big") for piece in pieces]
    if max(scalars) >= ORDER:
        _refuse_scalar()
    return scalars


def _refuse_scalar() -> NoReturn:
    raise BadEncoding("ballot-scalar", "a number of the ballot is not below n")


def _recompute(
    layout: Layout,
    joint_key: FixedBase,
    ciphertexts: tuple[Ciphertext, ...],
    challenge: int,
    answers: Iterator[int],
) -> bytes:
    """Check 6: the commitments that follow from ciphertexts, challenges and responses."""
    pairs = sum(len(values) for values in layout.proofs)
    commitments = Commitments(joint_key, pairs)
    products, ones = [], []
    for ciphertext in ciphertexts:
        own = _next_answers(BIT_VALUES, challenge, answers)
        products.append(commitments.add_slot(ciphertext, own))
        ones.append(own.challenges[1])
    for one in layout.sums:
        total = sum_ciphertexts([ciphertexts[slot] for slot in one.slots])
        own = _next_answers(one.values, challenge, answers)
        of_slots = [products[slot] for slot in one.slots]
        commitments.add_sum(total, own, of_slots, sum(ones[slot] for slot in one.slots))
    return commitments.encode()


def _next_answers(values: tuple[int, ...], challenge: int, answers: Iterator[int]) -> Answers:
    """Challenges and responses of the next proof; its last challenge is what is left of e."""
    challenges = [next(answers) for _ in values[1:]]
    challenges.append((challenge - sum(challenges)) % ORDER)
    return Answers(values, challenges, [next(answers) for _ in values])
