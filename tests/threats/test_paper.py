"""What can be tried with paper ballots: alone at the desk, with both kinds, after closing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bad_records import LIES
from held_meeting import HeldMeeting, record_of
from held_paper import with_paper
from office import HOST, OFFICER
from paper_hall import counted, enter_both, for_paper
from small_hall import Department, SmallHall
from threats import threat
from voting.errors import VotingError
from voting.record.archive import PAPER, Archive
from voting.record.closing import Closing
from voting.record.failure import RecordFailure
from voting.record.verify import verify
from voting.services.log.chain import entries
from voting.services.meetings import closing, tallying
from voting.services.meetings.plan import get_meeting
from voting.services.paper_ballots import enter
from voting.services.paper_ballots.entries import PaperBallotSums
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.trustee.decrypt import partial_decryption


def refused(code: str, work: Callable[..., object], *arguments: Any) -> None:
    with pytest.raises(VotingError) as error:
        work(*arguments)
    assert error.value.code == code


@pytest.fixture
def hall(office: Department) -> SmallHall:
    """An open meeting; two of class A and one of B have changed to paper."""
    hall = office.opened()
    for_paper(hall, HOST, 4, 5, 11)
    return hall


@threat("T53")
def test_one_person_alone_counts_nothing(hall: SmallHall) -> None:
    """The host enters twice, in turns, and still nobody can close; every try is in the log."""
    sums = {"A": counted(hall, 3, 3), "B": counted(hall, 3)}
    before = len(entries(hall.db, OFFICER))
    for _ in range(3):
        enter.enter(hall.db, HOST, hall.meeting, sums)
        refused("paper-unfinished", hall.close)
    enter.enter(hall.db, OFFICER, hall.meeting, {**sums, "B": counted(hall, 0)})
    refused("paper-unfinished", hall.close)
    assert get_meeting(hall.db, hall.meeting).state == "open"
    assert [
        entry.actor
        for entry in entries(hall.db, OFFICER)[before:]
        if entry.action == "paper-entered"
    ] == [HOST.name] * 3 + [OFFICER.name]


@threat("T53")
def test_the_other_count_cannot_be_copied(hall: SmallHall) -> None:
    enter.enter(hall.db, HOST, hall.meeting, {"A": counted(hall, 1, 1), "B": counted(hall, 1)})
    enter.enter(hall.db, OFFICER, hall.meeting, {"A": counted(hall, 1, 2)})
    seen = enter.compare(hall.db, OFFICER, hall.meeting)
    assert seen.differences == () and seen.returned == {}
    assert seen.own == {"A": counted(hall, 1, 2)}


@threat("T54")
def test_nobody_votes_by_phone_and_on_paper(hall: SmallHall, checker: BallotChecker) -> None:
    """The slip is void before the paper is handed out; a slip that voted gets no paper."""
    refused("slip-voided", casting.cast, hall.db, checker, hall.meeting, hall.ballot(4))
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    refused("slip-used", for_paper, hall, HOST, 0)
    assert get_meeting(hall.db, hall.meeting).paper == 3


@threat("T54")
def test_ballots_slipped_into_the_pile(
    hall: SmallHall, held: HeldMeeting, checker: BallotChecker
) -> None:
    """More than were handed out are refused; so is a record with more than the voided slips."""
    refused(
        "paper-returned",
        enter.enter,
        hall.db,
        HOST,
        hall.meeting,
        {"A": counted(hall, 0, 0, 0)},
    )
    refused("paper-class", enter.enter, hall.db, HOST, hall.meeting, {"C": counted(hall, 0)})
    for slip in (0, 1, 2, 3):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip))
    enter_both(hall, (HOST, OFFICER), {"A": counted(hall, 0, 0), "B": counted(hall, 0)})
    closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (5, 5), "B": (5, 6), "C": (2, 3)})
    refused("heads-returned", closing.close_meeting, hall.db, HOST, hall.meeting)
    for name in ("paper ballots without voided slips", "more paper than handed out"):
        with pytest.raises(RecordFailure) as error:
            verify(LIES[name].make(held))
        assert error.value.values["check"] == "closing"


@threat("T55")
def test_paper_count_changed_after_closing(held: HeldMeeting) -> None:
    real = with_paper(held)
    data = Archive.decode(record_of(real)).files["closing.json"]
    found = Closing.decode(data)
    assert real.paper is not None
    other = replace(real.paper, classes=real.paper.classes[:1])
    assert replace(found, paper=other.seal()).sealing_fingerprint() != found.sealing_fingerprint()
    lies = [name for name, lie in LIES.items() if "paper" in name and lie.check == "paper"]
    assert len(lies) >= 12
    for name in lies:
        with pytest.raises(RecordFailure):
            verify(LIES[name].make(held))


@threat("T56")
def test_sums_of_paper_are_known_with_the_results_only(
    hall: SmallHall, checker: BallotChecker
) -> None:
    """Whoever has the record as closed knows how many, and a hash that no guess can be tried on."""
    chance = random.Random(3)
    for slip in (0, 1, 2, 3, 7, 8, 9, 10):
        casting.cast(hall.db, checker, hall.meeting, hall.vote(slip, chance)[0])
    sums = {"A": counted(hall, 3, 3), "B": counted(hall, None)}
    enter_both(hall, (HOST, OFFICER), sums)
    sealing = hall.close()
    assert enter.compare(hall.db, HOST, hall.meeting).own == {}
    public = tallying.public_record(hall.db, hall.meeting)
    assert PAPER not in Archive.decode(public).files
    for key in hall.keys[:2]:
        _, share = partial_decryption(key, public, sealing)
        tallying.accept_shares(hall.db, OFFICER, hall.meeting, share.encode())
    assert tallying.public_record(hall.db, hall.meeting) == public
    paper = verify(tallying.record(hall.db, hall.meeting)).paper
    assert paper is not None and len(paper.nonce) == 16
    guess = replace(paper, nonce=bytes(16))
    assert guess.hash().hex().encode() not in public and paper.hash().hex().encode() in public


@threat("T56")
def test_few_paper_ballots_are_not_shown_apart(hall: SmallHall, checker: BallotChecker) -> None:
    """Three paper ballots are in the figures, and in no line of their own."""
    for slip in (0, 1, 2, 3, 7, 8, 9, 10, 12):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip))
    enter_both(
        hall,
        (HOST, OFFICER),
        {"A": counted(hall, 3, 3), "B": PaperBallotSums(1, counted(hall, 3).sums)},
    )
    sealing = hall.close()
    record = tallying.record(hall.db, hall.meeting)
    for key in hall.keys[:2]:
        _, share = partial_decryption(key, record, sealing)
        tallying.accept_shares(hall.db, OFFICER, hall.meeting, share.encode())
    tally = tallying.meeting_tally(hall.db, hall.meeting)
    assert ([group.paper for group in tally.groups], tally.paper_hidden, tally.paper) == (
        [3],
        3,
        (),
    )
    question = tally.forms[0].subjects[0].questions[0]
    assert question.total.ballots == 12 and list(question.total.counts.values()) == [0, 0, 0, 3]
