"""Lies about sums, groups, shares and results; see ``lies``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from held_meeting import HeldMeeting, combined, decrypt, hold_meeting, record_of, with_file
from lies import lie
from voting.crypto.group import ORDER, base_mul
from voting.record.archive import Archive
from voting.record.ballot import ballot_hash
from voting.record.shares import Shares, SlotShare
from voting.record.tally import Tally, TallyGroup, make_tally


def true_tally(held: HeldMeeting) -> Tally:
    return Tally.decode(Archive.decode(record_of(held)).files["tally.json"])


def with_groups(held: HeldMeeting, *groups: TallyGroup) -> bytes:
    return record_of(held, tally=replace(true_tally(held), groups=groups))


@lie("tally", "record-mismatch")
def sum_of_one_slot_wrong(held: HeldMeeting) -> bytes:
    first, second = true_tally(held).groups
    sums = (second.sums[0], *first.sums[1:])
    return with_groups(held, replace(first, sums=sums), second)


@lie("tally", "record-mismatch")
def sums_of_two_options_swapped(held: HeldMeeting) -> bytes:
    first, second = true_tally(held).groups
    sums = (first.sums[1], first.sums[0], *first.sums[2:])
    return with_groups(held, replace(first, sums=sums), second)


@lie("tally", "record-mismatch")
def groups_exchanged(held: HeldMeeting) -> bytes:
    return with_groups(held, *reversed(true_tally(held).groups))


@lie("tally", "record-mismatch")
def group_left_out(held: HeldMeeting) -> bytes:
    return with_groups(held, true_tally(held).groups[0])


@lie("tally", "record-mismatch")
def number_of_ballots_wrong(held: HeldMeeting) -> bytes:
    first, second = true_tally(held).groups
    return with_groups(held, replace(first, ballots=7), second)


def _class_alone(held: HeldMeeting, minimum: int) -> bytes:
    """Sums of every class alone, as if the manifest asked for no more than ``minimum`` ballots."""
    lenient = replace(held.manifest, disclosure=replace(held.manifest.disclosure, minimum=minimum))
    box = sorted(held.ballots.values(), key=ballot_hash)
    classes, good = held.roll.classes(), true_tally(held)
    tally = make_tally(
        lenient,
        held.context,
        good.closing,
        [(classes[b[36:68]], held.layout.ciphertexts(b)) for b in box],
    )
    return record_of(held, tally=tally)


@lie("tally", "record-mismatch")
def small_class_opened_alone(held: HeldMeeting) -> bytes:
    return _class_alone(held, 2)


@lie("tally", "record-mismatch")
def group_opened_though_too_small(held: HeldMeeting) -> bytes:
    return _class_alone(hold_meeting((("A", 2), ("B", 1))), 3)


@lie("tally", "record-mismatch")
def group_not_opened_though_large_enough(held: HeldMeeting) -> bytes:
    first, second = true_tally(held).groups
    return with_groups(held, first, replace(second, opened=False, sums=()))


@lie("tally", "record-mismatch")
def group_opened_and_called_unopened(held: HeldMeeting) -> bytes:
    first, second = true_tally(held).groups
    return with_groups(held, first, replace(second, opened=False))


@lie("tally", "record-mismatch")
def tally_of_another_closing(held: HeldMeeting) -> bytes:
    return record_of(held, tally=replace(true_tally(held), closing=bytes(32)))


@lie("tally", "record-mismatch")
def tally_of_another_meeting(held: HeldMeeting) -> bytes:
    return record_of(held, tally=replace(true_tally(held), context=bytes(32)))


def share(held: HeldMeeting, trustee: int = 1) -> Shares:
    return decrypt(held.keys[trustee - 1], held.context, true_tally(held))


def with_share(held: HeldMeeting, first: Shares, name: int = 1) -> bytes:
    """The record with ``first`` as shares-1.json beside the true shares of trustee 3; the results
    are what these shares open."""
    tally = true_tally(held)
    other = decrypt(held.keys[2], held.context, tally)
    files = {name: first.encode(), 3: other.encode()}
    return record_of(held, tally=tally, shares=files)


def with_slot(held: HeldMeeting, slot: SlotShare) -> bytes:
    """The record with the first slot's share of trustee 1 replaced."""
    first, *rest = share(held).groups
    return with_share(held, replace(share(held), groups=((slot, *first[1:]), *rest)))


@lie("shares", "record-mismatch")
def share_named_after_another_trustee(held: HeldMeeting) -> bytes:
    return with_share(held, share(held), name=2)


@lie("shares", "decryption")
def share_of_another_trustee_relabelled(held: HeldMeeting) -> bytes:
    return with_share(held, replace(share(held, 2), trustee=1))


@lie("shares", "decryption")
def share_with_another_secret(held: HeldMeeting) -> bytes:
    tally = true_tally(held)
    return with_share(held, decrypt(held.keys[0], held.context, tally, secret=12345))


@lie("shares", "decryption")
def share_proven_for_another_index(held: HeldMeeting) -> bytes:
    tally = true_tally(held)
    proven = decrypt(held.keys[0], held.context, tally, index=2)
    return with_share(held, replace(proven, trustee=1))


@lie("shares", "share-trustee")
def share_of_a_trustee_who_does_not_exist(held: HeldMeeting) -> bytes:
    extra = decrypt(held.keys[0], held.context, true_tally(held), index=4)
    return with_share(held, extra, name=4)


@lie("shares", "share-context")
def share_of_another_meeting(held: HeldMeeting) -> bytes:
    return with_share(held, replace(share(held), context=bytes(32)))


@lie("shares", "decryption")
def share_proven_in_another_context(held: HeldMeeting) -> bytes:
    tally = true_tally(held)
    proven = decrypt(held.keys[0], bytes(32), tally)
    return with_share(held, replace(proven, context=held.context))


@lie("shares", "decryption")
def share_proven_for_another_tally(held: HeldMeeting) -> bytes:
    tally = true_tally(held)
    return with_share(held, decrypt(held.keys[0], held.context, tally, tally_hash=bytes(32)))


@lie("shares", "share-tally")
def share_of_another_tally(held: HeldMeeting) -> bytes:
    return with_share(held, replace(share(held), tally=bytes(32)))


@lie("shares", "decryption")
def share_shifted_by_one_vote(held: HeldMeeting) -> bytes:
    """D changed so that the total comes out one less; the proof is the old one."""
    old = share(held).groups[0][0]
    shifted = base_mul(1)
    return with_slot(held, replace(old, share=shifted))


@lie("shares", "decryption")
def share_proof_with_another_response(held: HeldMeeting) -> bytes:
    old = share(held).groups[0][0]
    return with_slot(held, replace(old, response=(old.response + 1) % ORDER))


@lie("shares", "decryption")
def share_proof_with_another_challenge(held: HeldMeeting) -> bytes:
    old = share(held).groups[0][0]
    return with_slot(held, replace(old, challenge=0))


@lie("shares", "decryption")
def share_proof_of_another_slot(held: HeldMeeting) -> bytes:
    return with_slot(held, share(held).groups[0][1])


@lie("shares", "decryption")
def shares_of_two_groups_exchanged(held: HeldMeeting) -> bytes:
    own = share(held)
    return with_share(held, replace(own, groups=tuple(reversed(own.groups))))


@lie("shares", "share-slots")
def share_without_the_last_slot(held: HeldMeeting) -> bytes:
    own = share(held)
    short = replace(own, groups=(own.groups[0], own.groups[1][:-1]))
    return with_file(with_share(held, own), "shares-1.json", short.encode())


@lie("shares", "share-slots")
def share_without_a_group(held: HeldMeeting) -> bytes:
    own = share(held)
    return with_file(
        with_share(held, own), "shares-1.json", replace(own, groups=own.groups[:1]).encode()
    )


@lie("results", "shares-missing")
def one_trustee_alone(held: HeldMeeting) -> bytes:
    tally = true_tally(held)
    own = share(held)
    both = combined(tally, [own, share(held, 3)])
    return record_of(held, tally=tally, shares={1: own.encode()}, results=both)


def with_results(held: HeldMeeting, **changes: Any) -> bytes:
    good = combined(true_tally(held), [share(held), share(held, 3)])
    return record_of(held, tally=true_tally(held), results=replace(good, **changes))


@lie("results", "record-mismatch")
def one_vote_more(held: HeldMeeting) -> bytes:
    first, second = combined(true_tally(held), [share(held), share(held, 3)]).groups
    counts = (first.counts[0] + 1, *first.counts[1:])
    return with_results(held, groups=(replace(first, counts=counts), second))


@lie("results", "record-mismatch")
def one_vote_moved(held: HeldMeeting) -> bytes:
    first, second = combined(true_tally(held), [share(held), share(held, 3)]).groups
    counts = (first.counts[0] + 1, first.counts[1] - 1, *first.counts[2:])
    return with_results(held, groups=(replace(first, counts=counts), second))


@lie("results", "record-mismatch")
def results_of_two_groups_exchanged(held: HeldMeeting) -> bytes:
    first, second = combined(true_tally(held), [share(held), share(held, 3)]).groups
    swapped = (replace(first, counts=second.counts), replace(second, counts=first.counts))
    return with_results(held, groups=swapped)


@lie("results", "record-mismatch")
def result_group_left_out(held: HeldMeeting) -> bytes:
    groups = combined(true_tally(held), [share(held), share(held, 3)]).groups
    return with_results(held, groups=groups[:1])


@lie("results", "record-mismatch")
def results_of_another_tally(held: HeldMeeting) -> bytes:
    return with_results(held, tally=bytes(32))


@lie("results", "record-mismatch")
def results_of_another_meeting(held: HeldMeeting) -> bytes:
    return with_results(held, context=bytes(32))
