"""Partial decryption: a trustee opens one tally of a meeting, and only after every check."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from itertools import combinations

import pytest

from bad_records import LIES
from held_meeting import HeldMeeting, hold_meeting, record_of, run_ceremony, with_file
from held_paper import with_paper
from voting.errors import Refused, VotingError
from voting.record.archive import Archive, make_archive
from voting.record.ballot import ballot_hash
from voting.record.closing import Closing
from voting.record.failure import RecordFailure
from voting.record.manifest import Disclosure
from voting.record.shares import Shares, open_tally
from voting.record.tally import Tally
from voting.record.verify import CheckedRecord, verify
from voting.trustee.decrypt import partial_decryption
from voting.trustee.key_file import TrusteeKey


@pytest.fixture(scope="module")
def held() -> HeldMeeting:
    return hold_meeting()


@pytest.fixture(scope="module")
def closed(held: HeldMeeting) -> bytes:
    return record_of(held, opened=False)


def sealing(record: bytes) -> str:
    return Closing.decode(Archive.decode(record).files["closing.json"]).sealing_fingerprint()


def refused(code: str, key: TrusteeKey, record: bytes, fingerprint: str) -> None:
    with pytest.raises(Refused) as error:
        partial_decryption(key, record, fingerprint)
    assert error.value.code == code


def test_any_two_of_three_give_the_same_results(held: HeldMeeting, closed: bytes) -> None:
    tally = Tally.decode(Archive.decode(closed).files["tally.json"])
    shares = {k.terms.index: partial_decryption(k, closed, sealing(closed))[1] for k in held.keys}
    sets = [*combinations((1, 2, 3), 2), (1, 2, 3)]
    opened = [open_tally(tally, len(pair), {j: shares[j] for j in pair}) for pair in sets]
    assert all(one == opened[0] for one in opened)
    assert [g.counts for g in opened[0].groups] == [
        held.plain["A"],
        tuple(map(sum, zip(held.plain["B"], held.plain["C"], strict=True))),
    ]
    files = Archive.decode(closed).files
    full = make_archive(files, {j: s.encode() for j, s in shares.items()}, opened[0].encode())
    assert verify(full.encode()).results == opened[0]


def test_one_share_opens_nothing(held: HeldMeeting, closed: bytes) -> None:
    tally = Tally.decode(Archive.decode(closed).files["tally.json"])
    share = partial_decryption(held.keys[0], closed, sealing(closed))[1]
    with pytest.raises(VotingError) as error:
        open_tally(tally, 2, {1: share})
    assert error.value.code == "shares-missing"


def test_shares_survive_their_file(held: HeldMeeting, closed: bytes) -> None:
    share = partial_decryption(held.keys[0], closed, sealing(closed))[1]
    assert Shares.decode(share.encode()) == share


def test_nonces_differ_from_run_to_run_and_slot_to_slot(held: HeldMeeting, closed: bytes) -> None:
    """Equal nonces with different challenges would give the key share away."""
    runs = [partial_decryption(held.keys[0], closed, sealing(closed))[1] for _ in range(2)]
    proofs = [slot for run in runs for group in run.groups for slot in group]
    assert len({slot.challenge for slot in proofs}) == len(proofs)
    assert len({slot.response for slot in proofs}) == len(proofs)
    assert [s.share for g in runs[0].groups for s in g] == [
        s.share for g in runs[1].groups for s in g
    ]


def test_the_same_tally_again_and_a_second_one_never(held: HeldMeeting, closed: bytes) -> None:
    key, _ = partial_decryption(held.keys[0], closed, sealing(closed))
    assert key.ledger == {
        held.manifest.meeting.id: Tally.decode(Archive.decode(closed).files["tally.json"])
        .hash()
        .hex()
    }
    again, _ = partial_decryption(key, record_of(held), sealing(closed))
    assert again.ledger == key.ledger
    fewer = sorted(held.ballots.values())[1:]
    other = replace(held, ballots={b[36:68]: b for b in fewer})
    second = record_of(other, opened=False)
    refused("second-tally", key, second, sealing(second))
    partial_decryption(held.keys[1], second, sealing(second))  # who opened none may open this


def test_head_counts_changed_after_opening_are_a_second_tally(
    held: HeldMeeting, closed: bytes
) -> None:
    key, _ = partial_decryption(held.keys[0], closed, sealing(closed))
    files = Archive.decode(closed).files
    closing = Closing.decode(files["closing.json"])
    heads = (replace(closing.heads[0], present=1), *closing.heads[1:])
    other = record_of(held, closing=replace(closing, heads=heads), opened=False)
    refused("second-tally", key, other, sealing(other))


def test_another_manifest_of_the_same_meeting_is_a_second_tally(
    held: HeldMeeting, closed: bytes
) -> None:
    """A server that shows voters two manifests splits them into groups of its own choice."""
    key, _ = partial_decryption(held.keys[0], closed, sealing(closed))
    manifest = replace(held.manifest, disclosure=Disclosure(2, "smallest-first"))
    apart = [
        held.ballot(
            held.credentials["A"][i], held.choices[held.credentials["A"][0].public], manifest
        )
        for i in range(2)
    ]
    record = record_of(
        held, manifest=manifest, ballots=sorted(apart, key=ballot_hash), opened=False
    )
    assert partial_decryption(held.keys[1], record, sealing(record))[1].groups
    refused("second-tally", key, record, sealing(record))


@pytest.mark.parametrize("typed", ["", "0000-0000-0000-0000", "0000000000000000", "…"])
def test_sealing_fingerprint_of_the_minutes(held: HeldMeeting, closed: bytes, typed: str) -> None:
    refused("sealing-fingerprint", held.keys[0], closed, typed)
    refused("sealing-fingerprint", held.keys[0], closed, sealing(closed)[:-1])


def test_sealing_fingerprint_as_people_type_it(held: HeldMeeting, closed: bytes) -> None:
    for typed in (
        sealing(closed).lower(),
        sealing(closed).replace("-", " "),
        f" {sealing(closed).replace('-', '')} ",
    ):
        partial_decryption(held.keys[0], closed, typed)


def test_keys_of_another_ceremony(closed: bytes) -> None:
    for key in run_ceremony()[0]:
        refused("foreign-key", key, closed, sealing(closed))


def test_key_of_the_same_ceremony_at_another_index(held: HeldMeeting, closed: bytes) -> None:
    one = held.keys[0]
    for index in (2, 3, 4):
        moved = replace(one, terms=replace(one.terms, index=index))
        refused("foreign-key", moved, closed, sealing(closed))
    refused("foreign-key", replace(one, joint_key=b"\2" * 33), closed, sealing(closed))


def test_unfinished_ceremony(closed: bytes) -> None:
    fresh = TrusteeKey.create("r", 3, 2, 1, "office")
    refused("ceremony-unfinished", fresh, closed, sealing(closed))


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, lie in LIES.items()
        if lie.check not in ("archive", "paper", "shares", "results")
    ],
)
def test_tampered_records_are_never_opened(held: HeldMeeting, name: str) -> None:
    """Whatever the verifier refuses before the shares, no trustee decrypts a slot of."""
    record = LIES[name].make(held)
    fingerprint = "0000-0000-0000-0000"
    with contextlib.suppress(VotingError):
        fingerprint = sealing(record)
    with pytest.raises(RecordFailure) as error:
        partial_decryption(held.keys[0], record, fingerprint)
    assert error.value.values["check"] == LIES[name].check


def test_numbers_of_paper_ballots_are_shown_before_anything_is_opened(held: HeldMeeting) -> None:
    """The trustee sees them beside the ballots, to be compared with the minutes; the sums not."""
    record = record_of(with_paper(held), opened=False)
    shown: list[CheckedRecord] = []
    partial_decryption(held.keys[0], record, sealing(record), confirm=shown.append)
    assert [(line.ballots, line.voided, line.paper) for line in shown[0].lines] == [
        (6, 1, 1),
        (5, 0, 0),
        (2, 2, 2),
    ]
    assert shown[0].paper is None and shown[0].closing.paper is not None


def test_meeting_that_is_open_cannot_be_opened(held: HeldMeeting, closed: bytes) -> None:
    """There is no record of an open meeting; one without its closing is none."""
    files = dict(Archive.decode(closed).files)
    for missing in ("closing.json", "tally.json"):
        rest = {name: data for name, data in files.items() if name != missing}
        with pytest.raises(VotingError):
            partial_decryption(held.keys[0], Archive(rest).encode(), sealing(closed))
        with pytest.raises(VotingError):
            partial_decryption(held.keys[0], with_file(closed, missing, b"{}"), sealing(closed))


def test_small_groups_are_not_decrypted(held: HeldMeeting) -> None:
    few = hold_meeting((("A", 2), ("B", 1)))
    record = record_of(few, opened=False)
    _, share = partial_decryption(few.keys[0], record, sealing(record))
    assert share.groups == ()
