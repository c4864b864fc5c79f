"""What keeps others from voting, and a class filled up around one voter."""

from __future__ import annotations

from dataclasses import replace

import pytest

import forging
from bad_records import LIES
from held_meeting import HeldMeeting, record_of
from small_hall import SmallHall
from threats import threat
from voting.errors import BadProof, Refused
from voting.record.archive import Archive
from voting.record.closing import Closing
from voting.record.failure import RecordFailure
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.services.voting.checking_budget import MOST_BAD_BALLOTS
from voting.trustee.decrypt import check_manifest, partial_decryption


@threat("T37")
def test_false_ballots_of_one_slip(hall: SmallHall, checker: BallotChecker) -> None:
    honest = hall.ballot(0)
    false = forging.patched(honest, len(honest) - 96, bytes(32), hall.credential(0))
    for _ in range(MOST_BAD_BALLOTS):
        with pytest.raises(BadProof):
            casting.cast(hall.db, checker, hall.meeting, false)
    with pytest.raises(Refused) as error:
        casting.cast(hall.db, checker, hall.meeting, false)
    assert error.value.code == "slip-busy"
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(1))


def _sealing(record: bytes) -> str:
    return Closing.decode(Archive.decode(record).files["closing.json"]).sealing_fingerprint()


@threat("T19")
def test_class_filled_up_with_kept_slips(held: HeldMeeting) -> None:
    """The host handed out five slips, six ballots are in the box: no trustee opens it."""
    record = LIES["more returned than handed out"].make(held)
    with pytest.raises(RecordFailure) as error:
        partial_decryption(held.keys[0], record, _sealing(record))
    assert error.value.values["cause"] == "heads-returned"


@threat("T19")
def test_trustee_asks_for_a_least_class_size_and_sees_the_numbers(held: HeldMeeting) -> None:
    record = record_of(held, opened=False)
    shown: list[tuple[str, int, int]] = []
    minimum = held.manifest.disclosure.minimum
    with pytest.raises(Refused) as error:
        partial_decryption(held.keys[0], record, _sealing(record), floor=minimum + 1)
    assert error.value.code == "minimum-floor"
    partial_decryption(
        held.keys[0],
        record,
        _sealing(record),
        floor=minimum,
        confirm=lambda r: shown.extend((line.id, line.issued, line.ballots) for line in r.lines),
    )
    assert [name for name, _, _ in shown] == ["A", "B", "C"]
    assert all(ballots <= issued for _, issued, ballots in shown)


@threat("T18")
def test_trustee_checks_the_key_before_the_vote(held: HeldMeeting) -> None:
    assert check_manifest(held.keys[0], held.manifest.encode()) == held.manifest
    foreign = replace(held.manifest.trustees, key=held.manifest.trustees.members[0].verification)
    with pytest.raises(Refused) as error:
        check_manifest(held.keys[0], replace(held.manifest, trustees=foreign).encode())
    assert error.value.code == "foreign-key"
