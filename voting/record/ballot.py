"""Making a ballot (docs/protocol.md §5). The other side is ``ballot_check``.

All numbers of a ballot come from one 32-byte seed, so that a voter can have another device compute
it again, byte for byte. **A seed is used for one set of choices only**: two ballots of one seed
with different choices show what differs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from voting.crypto.base32 import fingerprint
from voting.crypto.branches import Branches
from voting.crypto.elgamal import encrypt
from voting.crypto.group import ORDER, Point, scalar_bytes
from voting.crypto.transcript import digest, u32, wide
from voting.errors import BadEncoding, BadInput, BadProof
from voting.record.credential import Credential
from voting.record.layout import BIT_VALUES, MAGIC, Layout

Choices: TypeAlias = Sequence[Sequence[int]]
"""Per question of every subject, in the order of the manifest, the option indices chosen (from 0);
an empty one is 弃权 (or, where ``min`` is 0, no option)."""


class Draws:
    """The numbers of a ballot, in their fixed order."""

    def __init__(self, seed: bytes, context: bytes, credential: bytes) -> None:
        if len(seed) != 32:
            raise BadEncoding("length", "a seed is 32 bytes")
        self._root = digest("seed", seed, context, credential)
        self._count = 0

    def scalar(self) -> int:
        """The next draw, 1 … n−1."""
        drawn = wide("draw", self._root, u32(self._count))
        self._count += 1
        if drawn == 0:
            raise BadProof("draw", "a draw is zero: use another seed")
        return drawn

    def branches(self, values: tuple[int, ...], true: int) -> Branches:
        """The numbers of one proof: w, then t and c of every false value."""
        nonce = self.scalar()
        simulated = tuple((self.scalar(), self.scalar()) for _ in values[1:])
        return Branches(values, true, nonce, simulated)

    def auxiliary(self) -> bytes:
        """The auxiliary randomness of the signature."""
        return digest("aux", self._root)


@dataclass(frozen=True, slots=True)
class Proven:
    """A proof with the randomness it is about."""

    branches: Branches
    randomness: int

    def compact(self, challenge: int) -> bytes:
        """c_0 ‖ … ‖ c_{m−2} ‖ s_0 ‖ … ‖ s_{m−1}."""
        challenges, responses = self.branches.respond(challenge, self.randomness)
        return b"".join(scalar_bytes(number) for number in (*challenges[:-1], *responses))


def make_ballot(
    layout: Layout,
    context: bytes,
    key: Point,
    credential: Credential,
    seed: bytes,
    choices: Choices,
) -> bytes:
    """The signed ballot of these choices, always the same for the same arguments.

    Raise BadInput("choices") where the choices are not allowed by the manifest.
    """
    bits = _checked_bits(layout, choices)
    draws = Draws(seed, context, credential.public)
    ciphertexts, proven = [], []
    for bit in bits:
        randomness = draws.scalar()
        ciphertexts.append(encrypt(key, bit, randomness).encode())
        proven.append(Proven(draws.branches(BIT_VALUES, bit), randomness))
    for one in layout.sums:
        true = one.values.index(sum(bits[slot] for slot in one.slots))
        randomness = sum(proven[slot].randomness for slot in one.slots) % ORDER
        proven.append(Proven(draws.branches(one.values, true), randomness))
    return _assemble(context, key, credential, draws.auxiliary(), b"".join(ciphertexts), proven)


def _assemble(
    context: bytes,
    key: Point,
    credential: Credential,
    auxiliary: bytes,
    ciphertexts: bytes,
    proven: Sequence[Proven],
) -> bytes:
    """Draw the one challenge over everything, answer it, sign."""
    commitments = b"".join(one.branches.commitments(key) for one in proven)
    challenge = wide("ballot", context, credential.public, ciphertexts, commitments)
    answers = b"".join(one.compact(challenge) for one in proven)
    head = MAGIC + context + credential.public + scalar_bytes(challenge)
    unsigned = head + ciphertexts + answers
    return unsigned + credential.sign(digest("cast", unsigned), auxiliary)


def _checked_bits(layout: Layout, choices: Choices) -> list[int]:
    """The slots' bits, after a check of every limit of the manifest."""
    if len(choices) != layout.questions:
        raise BadInput("choices", f"{layout.questions} questions want an answer each")
    bits = [0] * len(layout.slots)
    for number, (chosen, one) in enumerate(zip(choices, layout.sums, strict=False)):
        if len(set(chosen)) != len(chosen) or not set(chosen) <= set(range(len(one.slots))):
            raise BadInput("choices", "an option is repeated or unknown", question=number)
        for option in chosen:
            bits[one.slots[option]] = 1
    for number, one in enumerate(layout.sums):
        if sum(bits[slot] for slot in one.slots) not in one.values:
            raise BadInput("choices", "too many or too few options are chosen", sum=number)
    return bits


def ballot_hash(data: bytes) -> bytes:
    """SHA-256 of a ballot."""
    return hashlib.sha256(data).digest()


def tracker(data: bytes) -> str:
    """What the voter keeps: the short fingerprint of the ballot's hash."""
    return fingerprint(ballot_hash(data))
