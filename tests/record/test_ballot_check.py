"""Checking ballots: beyond the shared negative vectors, every byte and every kind of cheat."""

from __future__ import annotations

import random

import pytest

import forging
from ballot_vectors import multiple, quota, single, two_forms
from forging import FIRST_POINT, forge, forge_bits, patched, sign_again
from voting.crypto.branches import Branches
from voting.crypto.elgamal import encrypt
from voting.crypto.group import ORDER, FixedBase, base_mul, scalar_bytes
from voting.crypto.transcript import wide
from voting.errors import BadEncoding, BadProof, VotingError
from voting.record.ballot import Choices, make_ballot
from voting.record.ballot_check import ballot_head, check_ballot
from voting.record.credential import Credential
from voting.record.layout import BIT_VALUES, HEAD, MAGIC, SIGNATURE, Layout, Sum
from voting.record.manifest import Manifest
from voting.record.reference import reference_secret

KEY = base_mul(reference_secret())
TABLE = FixedBase(KEY)
OWN = Credential(b"slip" * 4, "000000rf")
OTHER = Credential(b"pils" * 4, "000000rf")
SEED = b"\x07" * 32


def cast(manifest: Manifest, choices: Choices, credential: Credential = OWN) -> bytes:
    return make_ballot(Layout.of(manifest), manifest.context(), KEY, credential, SEED, choices)


def refusal(manifest: Manifest, data: bytes) -> str:
    """The code with which a ballot is refused."""
    with pytest.raises(VotingError) as caught:
        check_ballot(Layout.of(manifest), manifest.context(), TABLE, data)
    return caught.value.code


SINGLE = single()
GOOD = cast(SINGLE, [[1]])


@pytest.mark.parametrize("place", range(len(GOOD)))
def test_any_flipped_bit_is_noticed(place: int) -> None:
    flipped = bytes([GOOD[place] ^ 1 << random.Random(place).randrange(8)])
    code = refusal(SINGLE, GOOD[:place] + flipped + GOOD[place + 1 :])
    expected = {0: "ballot-magic", 4: "ballot-context", 36: "ballot-signature"}
    start = max(start for start in expected if start <= place)
    assert code == expected[start]


@pytest.mark.parametrize("place", range(HEAD, len(GOOD) - SIGNATURE, 7))
def test_any_flipped_bit_is_noticed_also_by_the_proofs(place: int) -> None:
    """The holder of the slip flips it and signs again."""
    flipped = bytes([GOOD[place] ^ 1 << random.Random(place).randrange(8)])
    code = refusal(SINGLE, patched(GOOD, place, flipped, OWN))
    assert code in ("ballot-proof", "ballot-point", "ballot-scalar")


@pytest.mark.parametrize("length", [0, 1, 4, 36, 68, 100, len(GOOD) - 64, len(GOOD) - 1])
def test_truncated_ballots(length: int) -> None:
    assert refusal(SINGLE, GOOD[:length]) == "ballot-length"


def test_head_gives_the_credential_and_checks_what_is_cheap() -> None:
    layout, context = Layout.of(SINGLE), SINGLE.context()
    assert ballot_head(layout, context, GOOD) == OWN.public
    for data, kind in [(GOOD + b"\x00", BadEncoding), (b"QPB0" + GOOD[4:], BadEncoding)]:
        with pytest.raises(kind):
            ballot_head(layout, context, data)
    with pytest.raises(BadProof) as caught:
        ballot_head(layout, bytes(32), GOOD)
    assert caught.value.code == "ballot-context"


def test_a_ballot_for_another_joint_key() -> None:
    with pytest.raises(BadProof) as caught:
        check_ballot(Layout.of(SINGLE), SINGLE.context(), FixedBase(base_mul(5)), GOOD)
    assert caught.value.code == "ballot-proof"


QUOTA = quota(3, 1)
MULTIPLE = multiple(2, 3, 5, abstain=True)
TWO = two_forms()


@pytest.mark.parametrize(
    "manifest, messages",
    [
        (SINGLE, [1, 1, 0, 0]),
        (SINGLE, [1, 1, 1, 1]),
        (SINGLE, [0, 2, 0, 0]),
        (SINGLE, [2, -1, 0, 0]),
        (SINGLE, [-1, 0, 0, 0]),
        (SINGLE, [5000, 0, 0, 0]),
        (single(abstain=False), [0, 0, 0, 0]),
        (MULTIPLE, [1, 0, 0, 0, 0]),
        (MULTIPLE, [1, 1, 1, 1, 0]),
        (MULTIPLE, [2, 0, 0, 0, 0]),
        (QUOTA, [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
        (QUOTA, [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]),
        (QUOTA, [0, 1, 0, 0, 0, 2, -1, 0, 0, 0, 0, 0]),
        (TWO, [1, 1] + [0] * 34),
    ],
)
def test_choices_against_the_manifest_cannot_be_proven(
    manifest: Manifest, messages: list[int]
) -> None:
    layout = Layout.of(manifest)
    data = forge_bits(layout, manifest.context(), KEY, OWN, SEED, messages)
    assert refusal(manifest, data) == "ballot-proof"


def test_the_forger_makes_ballots_that_pass_where_nothing_is_forged() -> None:
    layout = Layout.of(QUOTA)
    messages = [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0]
    data = forge_bits(layout, QUOTA.context(), KEY, OWN, SEED, messages)
    check_ballot(layout, QUOTA.context(), TABLE, data)


def test_a_quota_proven_over_other_slots() -> None:
    """Correct proofs, but of 称职 instead of 优秀."""
    layout = Layout.of(QUOTA)
    messages = [1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0]
    sums = [*layout.sums[:-1], Sum((1, 5, 9), (0, 1))]
    bits = [BIT_VALUES] * len(layout.slots)
    data = forge(QUOTA.context(), KEY, OWN, SEED, messages, bits, sums)
    assert refusal(QUOTA, data) == "ballot-proof"


def test_a_statement_of_other_values_of_the_same_size() -> None:
    layout = Layout.of(MULTIPLE)
    sums = [Sum(layout.sums[0].slots, (0, 2, 4))]
    bits = [BIT_VALUES] * len(layout.slots)
    data = forge(MULTIPLE.context(), KEY, OWN, SEED, [1, 1, 1, 1, 0], bits, sums)
    assert refusal(MULTIPLE, data) == "ballot-proof"


@pytest.mark.parametrize("manifest, choices", [(SINGLE, [[0]]), (QUOTA, [[0], [1], [2]])])
def test_copies_under_another_slip(manifest: Manifest, choices: Choices) -> None:
    layout, theirs = Layout.of(manifest), cast(manifest, choices, OTHER)
    assert refusal(manifest, forging.under(theirs, OWN)) == "ballot-proof"
    copied = forging.rerandomised(layout, theirs, KEY, OWN)
    assert refusal(manifest, copied) == "ballot-proof"
    assert refusal(manifest, sign_again(theirs, OWN)) == "ballot-signature"


def test_the_shifted_copy_fails_by_the_hash_alone() -> None:
    """Its commitments are those of the original: without ciphertexts under the hash it passed."""
    theirs = cast(SINGLE, [[0]], OTHER)
    layout = Layout.of(SINGLE)
    same_slip = forging.rerandomised(layout, theirs, KEY, OTHER)
    assert refusal(SINGLE, same_slip) == "ballot-proof"


def test_swapped_questions() -> None:
    data = cast(TWO, [[0], [1], [2], [3], [1], [0], [1], [2], [3]])
    one = 66 * 4
    first, second = FIRST_POINT, FIRST_POINT + one
    swapped = data[second : second + one] + data[first : first + one]
    assert refusal(TWO, patched(data, first, swapped, OWN)) == "ballot-proof"


def assembled(bits: list[int], randomness: list[int], proofs: list[Branches]) -> bytes:
    """A ballot of SINGLE with these numbers instead of those of a seed."""
    texts = [encrypt(KEY, bit, r).encode() for bit, r in zip(bits, randomness, strict=True)]
    everything, context = b"".join(texts), SINGLE.context()
    commitments = b"".join(_commitments(proof) for proof in proofs)
    e = wide("ballot", context, OWN.public, everything, commitments)
    answers = b""
    for proof, r in zip(proofs, [*randomness, sum(randomness)], strict=True):
        challenges, responses = proof.respond(e, r)
        answers += b"".join(scalar_bytes(n) for n in (challenges[0], *responses))
    head = MAGIC + context + OWN.public + scalar_bytes(e)
    return sign_again(head + everything + answers + bytes(SIGNATURE), OWN)


def branches(true: int, number: int, own: int = 77) -> Branches:
    return Branches(BIT_VALUES, true, number, ((number + 1, own),))


@pytest.mark.parametrize("zero", range(5))
def test_a_challenge_of_zero_is_a_number_like_others(zero: int) -> None:
    """Another voter's client may draw 0 for a simulated challenge; the protocol allows it."""
    bits = [0, 1, 0, 0]
    proofs = [
        branches(true, 1000 + 2 * place, 0 if place == zero else 77)
        for place, true in enumerate([*bits, 1])
    ]
    data = assembled(bits, [11, 12, 13, 14], proofs)
    check_ballot(Layout.of(SINGLE), SINGLE.context(), TABLE, data)


def test_a_sum_that_is_a_plain_number_is_refused() -> None:
    """B − 1·G is infinity for r = 1/x, which only the trustees together could know."""
    randomness = [11, 12, 13]
    randomness.append((pow(reference_secret(), -1, ORDER) - sum(randomness)) % ORDER)
    proofs = [branches(0, 1000 + 2 * place) for place in range(5)]
    data = assembled([0, 0, 0, 0], randomness, proofs)
    with pytest.raises(BadProof, match="infinity"):
        check_ballot(Layout.of(SINGLE), SINGLE.context(), TABLE, data)
    data = assembled([0, 0, 0, 0], [*randomness[:3], 14], proofs)
    check_ballot(Layout.of(SINGLE), SINGLE.context(), TABLE, data)


def _commitments(proof: Branches) -> bytes:
    """``Branches`` never meets a challenge of 0; a zero shift of b is no shift."""
    response, own = proof.simulated[0]
    if own:
        return proof.commitments(KEY)
    true = base_mul(proof.nonce).encode() + _times_key(proof.nonce)
    false = base_mul(response).encode() + _times_key(response)
    return false + true if proof.true else true + false


def _times_key(scalar: int) -> bytes:
    return base_mul(scalar * reference_secret() % ORDER).encode()


@pytest.mark.parametrize("kind", ["sum", "commitment"])
def test_infinity_is_refused_as_such(kind: str) -> None:
    """The library leaves rubbish where a sum is infinity: it must not get as far as the hash."""
    layout = Layout.of(SINGLE)
    if kind == "sum":
        data = forging.cancelling(layout, GOOD, OWN)
    else:
        data = forging.infinite_commitment(layout, GOOD, SEED, OWN)
    with pytest.raises(BadProof, match="infinity") as caught:
        check_ballot(layout, SINGLE.context(), TABLE, data)
    assert caught.value.code == "ballot-proof"


def test_the_place_of_a_bad_point_is_named() -> None:
    data = patched(GOOD, FIRST_POINT + 66 * 2 + 33, bytes(33), OWN)
    with pytest.raises(BadEncoding) as caught:
        check_ballot(Layout.of(SINGLE), SINGLE.context(), TABLE, data)
    assert (caught.value.code, caught.value.values["slot"]) == ("ballot-point", 2)
