"""What a host might try with the page, the stack of slips and the power to close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from bad_records import LIES
from held_meeting import HeldMeeting
from office import HOST
from small_hall import HEADS, Department, SmallHall
from threats import threat
from voting.assessment.permissions import HOST as HOST_ROLE
from voting.assessment.permissions import actions_of
from voting.crypto.slipcode import decode_code
from voting.errors import VotingError
from voting.record.archive import Archive
from voting.record.closing import Closing
from voting.record.credential import Credential
from voting.record.failure import RecordFailure
from voting.record.verify import verify
from voting.record.voids import make_void
from voting.services.meetings import closing, tallying
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting, receipts
from voting.services.voting.checking import BallotChecker
from voting.storage import roll


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(VotingError) as error:
        work()
    assert error.value.code == code


@threat("T9")
def test_no_interim_results(hall: SmallHall, checker: BallotChecker) -> None:
    """Two boxes with opposite votes look the same to the host: only the number of ballots."""
    questions = hall.known.layout.questions
    for slip in range(6):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip, [(slip % 4,)] * questions))
        for work, code in (
            (receipts.trackers, "trackers-not-yet"),
            (tallying.record, "record-not-closed"),
            (tallying.meeting_tally, "results-missing"),
            (tallying.meeting_heads, "record-not-closed"),
        ):
            refused(code, lambda work=work: work(hall.db, hall.meeting))
    view = asdict(get_meeting(hall.db, hall.meeting))
    assert view["ballots"] == 6 and view["counted"] == 0
    shown = repr(view)
    assert not any(mark in shown for mark in ("优秀", "称职", "tracker", "周涛"))
    assert not {"results.read", "results.read-own"} & actions_of(HOST_ROLE)


@threat("T10")
def test_slips_not_in_hand_cannot_be_struck_out(hall: SmallHall, held: HeldMeeting) -> None:
    own = hall.credential(0)
    for signature in (bytes(64), make_void(hall.known.context, own)[1]):
        refused(
            "void-signature",
            lambda signature=signature: casting.void_slip(
                hall.db, HOST, hall.meeting, hall.credential(1).public, signature
            ),
        )
    assert get_meeting(hall.db, hall.meeting).voided == 0
    for name in (
        "void without a signature",
        "void signed with another slip",
        "void signed for another meeting",
        "void with a mauled signature",
    ):
        with pytest.raises(RecordFailure) as error:
            verify(LIES[name].make(held))
        assert error.value.values["check"] == "voids"


@threat("T11")
def test_closing_is_final_and_fingerprinted(hall: SmallHall, checker: BallotChecker) -> None:
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    late = hall.ballot(1)
    sealing = hall.close()
    refused("meeting-closed", lambda: casting.cast(hall.db, checker, hall.meeting, late))
    refused("meeting-state", hall.open)
    refused("meeting-state", lambda: closing.close_meeting(hall.db, HOST, hall.meeting))
    refused("meeting-closed", lambda: closing.declare_heads(hall.db, HOST, hall.meeting, HEADS))
    data = Archive.decode(tallying.record(hall.db, hall.meeting)).files["closing.json"]
    found = Closing.decode(data)
    assert found.sealing_fingerprint() == sealing
    heads = (replace(found.heads[0], issued=1), *found.heads[1:])
    others = [
        replace(found, heads=heads),
        replace(found, unused=14, voids=1),
        replace(found, ballots_hash=bytes(32)),
        replace(found, voids_hash=bytes(32)),
    ]
    assert sealing not in {one.sealing_fingerprint() for one in others}


@threat("T11")
def test_changes_after_closing_fail_the_verifier(held: HeldMeeting) -> None:
    for name in (
        "head counts changed after closing",
        "void removed after closing",
        "ballot removed",
        "ballot removed and closing rebuilt",
        "one slip more unused",
    ):
        with pytest.raises(RecordFailure):
            verify(LIES[name].make(held))


@threat("T12")
def test_printed_numbers_do_not_lead_to_keys(office: Department) -> None:
    """The stack is in order of numbers, the roll in order of keys, and keys are random: over some
    meetings the two orders have nothing to do with each other."""
    agreeing = 0
    for _ in range(4):
        hall = office.hall()
        printed = [Credential(decode_code(code), hall.meeting).public for code in hall.codes]
        with hall.db.reading() as session:
            stored = [credential for credential, _ in roll.entries(session, hall.meeting)]
        assert stored == sorted(printed)
        places = [stored.index(credential) for credential in printed]
        agreeing += sum(place == number for number, place in enumerate(places))
    assert agreeing < 24  # 4 of 64 are expected
