"""Ballots of a cheat who knows the protocol and holds a slip: real attempts, not broken bytes.

``forge`` makes a correct proof of whatever statement it is given; ``ballot_check`` must insist on
the statement of the manifest.
"""

from __future__ import annotations

from collections.abc import Sequence

from voting.crypto.elgamal import encrypt
from voting.crypto.group import ORDER, Point, add, base_mul, mul, negate, scalar_bytes, scalar_int
from voting.crypto.transcript import digest, wide
from voting.record.ballot import Draws, Proven
from voting.record.credential import Credential
from voting.record.layout import BIT_VALUES, HEAD, MAGIC, POINT, SCALAR, SIGNATURE, Layout, Sum

FIRST_POINT = HEAD + SCALAR
AUX = bytes(32)


def sign_again(data: bytes, credential: Credential) -> bytes:
    """The same ballot under a fresh, valid signature of this slip."""
    unsigned = data[:-SIGNATURE]
    return unsigned + credential.sign(digest("cast", unsigned), AUX)


def patched(data: bytes, place: int, piece: bytes, credential: Credential) -> bytes:
    """The ballot with a piece replaced, signed again."""
    return sign_again(data[:place] + piece + data[place + len(piece) :], credential)


def under(data: bytes, credential: Credential) -> bytes:
    """Somebody's ballot copied under another slip."""
    return patched(data, HEAD - 32, credential.public, credential)


def forge(
    context: bytes,
    key: Point,
    credential: Credential,
    seed: bytes,
    messages: Sequence[int],
    slot_values: Sequence[tuple[int, ...]],
    sums: Sequence[Sum],
) -> bytes:
    """A ballot of any messages with correct proofs of any statement that is true of them.

    Where the message is not among the values, the last value is claimed to be the true one.
    """
    draws = Draws(seed, context, credential.public)
    ciphertexts, proven = [], []
    for message, values in zip(messages, slot_values, strict=True):
        randomness = draws.scalar()
        ciphertexts.append(encrypt(key, message, randomness).encode())
        proven.append(Proven(draws.branches(values, _claim(values, message)), randomness))
    for one in sums:
        total = sum(messages[slot] for slot in one.slots)
        randomness = sum(proven[slot].randomness for slot in one.slots) % ORDER
        proven.append(Proven(draws.branches(one.values, _claim(one.values, total)), randomness))
    everything = b"".join(ciphertexts)
    commitments = b"".join(one.branches.commitments(key) for one in proven)
    challenge = wide("ballot", context, credential.public, everything, commitments)
    answers = b"".join(one.compact(challenge) for one in proven)
    head = MAGIC + context + credential.public + scalar_bytes(challenge)
    return sign_again(head + everything + answers + bytes(SIGNATURE), credential)


def forge_bits(
    layout: Layout,
    context: bytes,
    key: Point,
    credential: Credential,
    seed: bytes,
    messages: Sequence[int],
) -> bytes:
    """The statement of the manifest over messages it does not allow."""
    values = [BIT_VALUES] * len(layout.slots)
    return forge(context, key, credential, seed, messages, values, layout.sums)


def _claim(values: tuple[int, ...], message: int) -> int:
    return values.index(message) if message in values else len(values) - 1


def rerandomised(layout: Layout, data: bytes, key: Point, credential: Credential) -> bytes:
    """Another's ballot under one's own slip, its first ciphertext and the answers shifted to match.

    Every commitment stays what it was; only the hash tells the copy.
    """
    shift = 12345
    a = Point.decode(data[FIRST_POINT : FIRST_POINT + POINT])
    b = Point.decode(data[FIRST_POINT + POINT : FIRST_POINT + 2 * POINT])
    new = add([a, base_mul(shift)]).encode() + add([b, mul(key, shift)]).encode()
    copied = data[:FIRST_POINT] + new + data[FIRST_POINT + 2 * POINT :]
    challenge = scalar_int(data[HEAD : HEAD + SCALAR])
    first = FIRST_POINT + 2 * POINT * len(layout.slots)
    copied = _shifted(copied, first, challenge, 2, shift)
    place = first + 3 * SCALAR * len(layout.slots)
    for one in layout.sums:
        if 0 in one.slots:
            copied = _shifted(copied, place, challenge, len(one.values), shift)
        place += SCALAR * (2 * len(one.values) - 1)
    return under(copied, credential)


def _shifted(data: bytes, place: int, challenge: int, values: int, shift: int) -> bytes:
    """The proof at a place with s_i + c_i · shift for every s_i."""
    numbers = [
        scalar_int(data[start : start + SCALAR])
        for start in range(place, place + SCALAR * (2 * values - 1), SCALAR)
    ]
    own = [*numbers[: values - 1], (challenge - sum(numbers[: values - 1])) % ORDER]
    answers = [(s + c * shift) % ORDER for s, c in zip(numbers[values - 1 :], own, strict=True)]
    piece = b"".join(scalar_bytes(number) for number in answers)
    start = place + SCALAR * (values - 1)
    return data[:start] + piece + data[start + len(piece) :]


def cancelling(layout: Layout, data: bytes, credential: Credential) -> bytes:
    """The last A of the first sum replaced so that the A of the sum are infinity together."""
    slots = layout.sums[0].slots
    places = [FIRST_POINT + 2 * POINT * slot for slot in slots]
    others = add([Point.decode(data[place : place + POINT]) for place in places[:-1]])
    return patched(data, places[-1], negate(others).encode(), credential)


def infinite_commitment(layout: Layout, data: bytes, seed: bytes, credential: Credential) -> bytes:
    """s_0 of the first slot set to c_0 · r, so that s_0 G − c_0 A is infinity."""
    context = data[len(MAGIC) : len(MAGIC) + 32]
    randomness = Draws(seed, context, credential.public).scalar()
    first = FIRST_POINT + 2 * POINT * len(layout.slots)
    challenge = scalar_int(data[first : first + SCALAR])
    answer = scalar_bytes(challenge * randomness % ORDER)
    return patched(data, first + SCALAR, answer, credential)
