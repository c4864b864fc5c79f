"""Lies about ballots; see ``lies``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import forging
from held_meeting import HeldMeeting, record_of, with_file
from lies import lie, voter
from voting.crypto.group import ORDER
from voting.record.archive import Archive
from voting.record.ballot import ballot_hash, make_ballot
from voting.record.credential import Credential
from voting.record.layout import BIT_VALUES, HEAD, Sum

SEED = bytes(range(32))


def with_ballot(held: HeldMeeting, ballot: bytes, credential: Credential) -> bytes:
    """The record with ``ballot`` in the place of the one cast with ``credential``."""
    box = {**held.ballots, credential.public: ballot}
    return record_of(held, ballots=sorted(box.values(), key=ballot_hash))


def forged(held: HeldMeeting, *messages: int) -> bytes:
    """A ballot of 9 arbitrary messages, each proof made as well as it can be."""
    one = voter(held)
    return with_ballot(
        held, forging.forge_bits(held.layout, held.context, held.key, one, SEED, messages), one
    )


@lie("ballots", "ballot-proof")
def two_grades_in_one_question(held: HeldMeeting) -> bytes:
    return forged(held, 1, 1, 1, 0, 0, 1, 1, 0, 0)


@lie("ballots", "ballot-proof")
def two_instead_of_one(held: HeldMeeting) -> bytes:
    return forged(held, 2, 0, 1, 0, 0, 1, 1, 0, 0)


@lie("ballots", "ballot-proof")
def plus_two_and_minus_one(held: HeldMeeting) -> bytes:
    return forged(held, 2, -1, 1, 0, 0, 1, 1, 0, 0)


@lie("ballots", "ballot-proof")
def minus_one(held: HeldMeeting) -> bytes:
    return forged(held, 1, 0, 0, -1, 0, 1, 1, 0, 0)


@lie("ballots", "ballot-proof")
def nothing_chosen_where_no_abstention_is_allowed(held: HeldMeeting) -> bytes:
    return forged(held, 1, 0, 1, 0, 0, 1, 0, 0, 0)


@lie("ballots", "ballot-proof")
def three_of_at_most_two(held: HeldMeeting) -> bytes:
    return forged(held, 1, 0, 1, 0, 0, 1, 1, 1, 1)


@lie("ballots", "ballot-proof")
def quota_broken(held: HeldMeeting) -> bytes:
    return forged(held, 1, 0, 1, 0, 1, 0, 1, 0, 0)


def _other_statement(
    held: HeldMeeting, messages: Sequence[int], first: tuple[int, ...], sums: Sequence[Sum]
) -> bytes:
    one = voter(held)
    values = [first] + [BIT_VALUES] * (len(messages) - 1)
    ballot = forging.forge(held.context, held.key, one, SEED, messages, values, sums)
    assert len(ballot) == held.layout.ballot_length
    return with_ballot(held, ballot, one)


@lie("ballots", "ballot-proof")
def true_proof_that_a_slot_is_0_or_2(held: HeldMeeting) -> bytes:
    sums = [replace(held.layout.sums[0], values=(0, 2)), *held.layout.sums[1:]]
    return _other_statement(held, (2, 0, 1, 0, 0, 1, 1, 0, 0), (0, 2), sums)


@lie("ballots", "ballot-proof")
def true_proof_that_a_question_sums_to_0_or_2(held: HeldMeeting) -> bytes:
    sums = [replace(held.layout.sums[0], values=(0, 2)), *held.layout.sums[1:]]
    return _other_statement(held, (1, 1, 1, 0, 0, 1, 1, 0, 0), BIT_VALUES, sums)


@lie("ballots", "ballot-proof")
def true_proof_about_other_slots(held: HeldMeeting) -> bytes:
    sums = [replace(held.layout.sums[0], slots=(0, 3)), *held.layout.sums[1:]]
    return _other_statement(held, (1, 1, 1, 0, 0, 1, 1, 0, 0), BIT_VALUES, sums)


@lie("ballots", "ballot-proof")
def ballot_copied_under_another_slip(held: HeldMeeting) -> bytes:
    one, victim = held.credentials["A"][:2]
    return with_ballot(held, forging.under(held.ballots[victim.public], one), one)


@lie("ballots", "ballot-proof")
def ballot_copied_and_encrypted_anew(held: HeldMeeting) -> bytes:
    one, victim = held.credentials["A"][:2]
    copy = forging.rerandomised(held.layout, held.ballots[victim.public], held.key, one)
    return with_ballot(held, copy, one)


@lie("ballots", "ballot-context")
def ballot_made_for_another_manifest(held: HeldMeeting) -> bytes:
    other = replace(held.manifest, bundle="11" * 32)
    one = voter(held)
    return with_ballot(held, held.ballot(one, held.choices[one.public], other), one)


@lie("ballots", "ballot-proof")
def ballot_for_another_manifest_relabelled(held: HeldMeeting) -> bytes:
    other, one = replace(held.manifest, bundle="11" * 32), voter(held)
    ballot = held.ballot(one, held.choices[one.public], other)
    return with_ballot(held, forging.patched(ballot, 4, held.context, one), one)


@lie("ballots", "ballot-signature")
def ballot_signed_by_a_stranger(held: HeldMeeting) -> bytes:
    one = voter(held)
    stranger = Credential(bytes(16), held.manifest.meeting.id)
    return with_ballot(held, forging.sign_again(held.ballots[one.public], stranger), one)


@lie("ballots", "ballot-signature")
def signature_of_another_ballot(held: HeldMeeting) -> bytes:
    one = voter(held)
    other = held.ballot(one, held.choices[one.public])
    return with_ballot(held, held.ballots[one.public][:-64] + other[-64:], one)


@lie("ballots", "ballot-magic")
def ballot_of_another_suite(held: HeldMeeting) -> bytes:
    one = voter(held)
    ballot = forging.patched(held.ballots[one.public], 0, b"QPB2", one)
    return with_ballot(held, ballot, one)


@lie("ballots", "ballot-point")
def ciphertext_that_is_no_point(held: HeldMeeting) -> bytes:
    """The tally is left as it was: nothing can be added to it."""
    one = voter(held)
    bad = forging.patched(held.ballots[one.public], HEAD + 32, b"\x04" + b"\xff" * 32, one)
    box = sorted({**held.ballots, one.public: bad}.values(), key=ballot_hash)
    return with_file(record_of(held), "ballots.bin", b"".join(box))


@lie("ballots", "ballot-scalar")
def response_raised_by_the_order(held: HeldMeeting) -> bytes:
    """A second encoding of the same number would be a second hash of the same ballot."""
    one = voter(held)
    place = held.layout.ballot_length - 96
    return with_ballot(
        held, forging.patched(held.ballots[one.public], place, ORDER.to_bytes(32, "big"), one), one
    )


@lie("ballots", "ballot-proof")
def ciphertexts_that_cancel_to_infinity(held: HeldMeeting) -> bytes:
    one = voter(held)
    return with_ballot(held, forging.cancelling(held.layout, held.ballots[one.public], one), one)


@lie("ballots", "ballot-proof")
def commitment_at_infinity(held: HeldMeeting) -> bytes:
    one = voter(held)
    return with_ballot(
        held,
        forging.infinite_commitment(
            held.layout, held.ballots[one.public], held.seeds[one.public], one
        ),
        one,
    )


@lie("ballots", "record-mismatch")
def slip_used_twice(held: HeldMeeting) -> bytes:
    one = voter(held)
    second = held.ballot(one, held.choices[one.public])
    return record_of(held, ballots=sorted([*held.ballots.values(), second], key=ballot_hash))


@lie("ballots", "record-mismatch")
def ballot_counted_twice(held: HeldMeeting) -> bytes:
    box = [*held.ballots.values(), held.ballots[voter(held).public]]
    return record_of(held, ballots=sorted(box, key=ballot_hash))


@lie("ballots", "record-mismatch")
def ballot_of_a_slip_off_the_roll(held: HeldMeeting) -> bytes:
    stranger = Credential(bytes(16), held.manifest.meeting.id)
    box = [*held.ballots.values(), held.ballot(stranger, ((0,), (), (), (0,)))]
    return record_of(held, ballots=sorted(box, key=ballot_hash))


@lie("ballots", "record-mismatch")
def ballot_of_a_voided_slip(held: HeldMeeting) -> bytes:
    box = [*held.ballots.values(), held.ballot(held.credentials["C"][2], ((0,), (), (), (0,)))]
    return record_of(held, ballots=sorted(box, key=ballot_hash))


@lie("ballots", "record-mismatch")
def ballots_not_sorted(held: HeldMeeting) -> bytes:
    return record_of(held, ballots=sorted(held.ballots.values(), key=ballot_hash, reverse=True))


@lie("ballots", "record-mismatch")
def half_a_ballot(held: HeldMeeting) -> bytes:
    good = record_of(held)
    box = Archive.decode(good).files["ballots.bin"]
    return with_file(good, "ballots.bin", box + box[:100])


@lie("ballots", "ballot-proof")
def challenge_of_another_ballot(held: HeldMeeting) -> bytes:
    one = voter(held)
    other = make_ballot(held.layout, held.context, held.key, one, SEED, held.choices[one.public])
    return with_ballot(
        held, forging.patched(held.ballots[one.public], HEAD, other[HEAD : HEAD + 32], one), one
    )
