"""Lies about what was in the box: ballots taken out, voids, closing; see ``lies``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from held_meeting import HeldMeeting, record_of, with_file
from lies import lie
from voting.record.archive import Archive
from voting.record.ballot import ballot_hash
from voting.record.closing import Closing, Head, close_box
from voting.record.credential import Credential
from voting.record.shares import Shares
from voting.record.tally import Tally
from voting.record.voids import Voids, make_void


def _without(held: HeldMeeting) -> list[bytes]:
    return sorted(held.ballots.values(), key=ballot_hash)[1:]


def _closing_without(held: HeldMeeting) -> Closing:
    return close_box(
        held.context,
        held.manifest.roll.size,
        [ballot_hash(b) for b in _without(held)],
        held.voids.encode(),
        1,
        held.heads,
    )


def _rest(held: HeldMeeting, record: bytes, *names: str) -> bytes:
    """``record`` with the files ``names`` as they were in the true one."""
    good = Archive.decode(record_of(held)).files
    for name in names:
        record = with_file(record, name, good[name])
    return record


@lie("closing", "record-mismatch")
def ballot_removed(held: HeldMeeting) -> bytes:
    good = record_of(held)
    return with_file(good, "ballots.bin", b"".join(_without(held)))


@lie("closing", "record-mismatch")
def ballot_removed_and_all_but_the_closing_rebuilt(held: HeldMeeting) -> bytes:
    return _rest(held, record_of(held, ballots=_without(held)), "closing.json")


@lie("tally", "record-mismatch")
def ballot_removed_and_closing_rebuilt(held: HeldMeeting) -> bytes:
    return _rest(
        held,
        record_of(held, ballots=_without(held)),
        "tally.json",
        "shares-1.json",
        "shares-3.json",
        "results.json",
    )


@lie("shares", "share-tally")
def ballot_removed_with_the_shares_of_the_true_tally(held: HeldMeeting) -> bytes:
    return _rest(
        held,
        record_of(held, ballots=_without(held)),
        "shares-1.json",
        "shares-3.json",
        "results.json",
    )


@lie("shares", "decryption")
def ballot_removed_and_shares_relabelled(held: HeldMeeting) -> bytes:
    """The hash in the shares is changed to the new tally's; the proofs are about the old one."""
    bad = record_of(held, ballots=_without(held))
    files = Archive.decode(record_of(held)).files
    tally = Tally.decode(Archive.decode(bad).files["tally.json"])
    for name in ("shares-1.json", "shares-3.json"):
        old = Shares.decode(files[name])
        bad = with_file(bad, name, replace(old, tally=tally.hash()).encode())
    return bad


@lie("results", "record-mismatch")
def ballot_removed_with_the_old_results(held: HeldMeeting) -> bytes:
    return _rest(held, record_of(held, ballots=_without(held)), "results.json")


def with_voids(held: HeldMeeting, *pairs: tuple[bytes, bytes]) -> bytes:
    return record_of(held, voids=Voids(held.context, pairs).encode())


@lie("voids", "void-signature")
def void_with_a_mauled_signature(held: HeldMeeting) -> bytes:
    credential, signature = held.voids.voids[0]
    return with_voids(held, (credential, signature[:-1] + bytes([signature[-1] ^ 1])))


@lie("voids", "void-signature")
def void_without_a_signature(held: HeldMeeting) -> bytes:
    """The host strikes out a slip nobody handed back."""
    return with_voids(held, (held.credentials["C"][3].public, bytes(64)))


@lie("voids", "void-signature")
def void_signed_for_another_meeting(held: HeldMeeting) -> bytes:
    return with_voids(held, make_void(bytes(32), held.credentials["C"][2]))


@lie("voids", "void-signature")
def void_signed_with_another_slip(held: HeldMeeting) -> bytes:
    signature = make_void(held.context, held.credentials["C"][3])[1]
    return with_voids(held, (held.credentials["C"][2].public, signature))


@lie("voids", "record-mismatch")
def void_of_a_slip_off_the_roll(held: HeldMeeting) -> bytes:
    return with_voids(held, make_void(held.context, Credential(bytes(16), "000000rf")))


@lie("voids", "record-field")
def void_twice(held: HeldMeeting) -> bytes:
    one = held.credentials["C"][2]
    return with_voids(held, make_void(held.context, one), make_void(held.context, one))


@lie("voids", "record-field")
def voids_not_sorted(held: HeldMeeting) -> bytes:
    pairs = sorted(make_void(held.context, one) for one in held.credentials["C"][2:4])
    return with_voids(held, *reversed(pairs))


@lie("voids", "record-mismatch")
def voids_of_another_meeting(held: HeldMeeting) -> bytes:
    return record_of(held, voids=Voids(bytes(32), ()).encode())


@lie("closing", "record-mismatch")
def void_removed_after_closing(held: HeldMeeting) -> bytes:
    return with_file(record_of(held), "voids.json", Voids(held.context, ()).encode())


def with_closing(held: HeldMeeting, **changes: Any) -> bytes:
    closing = Closing.decode(Archive.decode(record_of(held)).files["closing.json"])
    return record_of(held, closing=replace(closing, **changes))


@lie("closing", "record-mismatch")
def one_slip_more_unused(held: HeldMeeting) -> bytes:
    return with_closing(held, unused=4)


@lie("closing", "record-mismatch")
def one_ballot_more_in_the_closing(held: HeldMeeting) -> bytes:
    return with_closing(held, ballots=14, unused=2)


@lie("closing", "record-mismatch")
def closing_with_another_box(held: HeldMeeting) -> bytes:
    return with_closing(held, ballots_hash=bytes(32))


@lie("closing", "record-mismatch")
def closing_of_another_meeting(held: HeldMeeting) -> bytes:
    return with_closing(held, context=bytes(32))


@lie("closing", "record-mismatch")
def head_count_of_an_unknown_class(held: HeldMeeting) -> bytes:
    return with_closing(held, heads=(*held.heads[:2], Head("D", 1, 1)))


@lie("closing", "record-mismatch")
def head_count_missing(held: HeldMeeting) -> bytes:
    return with_closing(held, heads=held.heads[:2])


@lie("closing", "heads-returned")
def more_returned_than_handed_out(held: HeldMeeting) -> bytes:
    """A server that fills a class up with slips it kept has the host's number against it."""
    return with_closing(held, heads=(replace(held.heads[0], issued=5), *held.heads[1:]))


@lie("closing", "heads-returned")
def more_handed_out_than_printed(held: HeldMeeting) -> bytes:
    return with_closing(held, heads=(replace(held.heads[0], issued=8), *held.heads[1:]))


@lie("tally", "record-mismatch")
def head_counts_changed_after_closing(held: HeldMeeting) -> bytes:
    good = record_of(held)
    closing = Closing.decode(Archive.decode(good).files["closing.json"])
    heads = (replace(held.heads[0], present=1), *held.heads[1:])
    return with_file(good, "closing.json", replace(closing, heads=heads).encode())
