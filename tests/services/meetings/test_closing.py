"""Closing: final, with numbers that close and a fingerprint of the box."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from office import AUDITOR, HOST, OFFICER
from small_hall import HEADS, Department, SmallHall
from voting.errors import BadInput, BadProof, NotFound, Refused, VotingError
from voting.record.archive import Archive
from voting.record.closing import Closing
from voting.record.verify import verify
from voting.record.voids import make_void
from voting.services.log.chain import entries
from voting.services.meetings import closing, tallying
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker


@pytest.fixture
def hall(office: Department) -> SmallHall:
    return office.opened()


def refused(kind: type[VotingError], code: str, work: Any, *arguments: object) -> VotingError:
    with pytest.raises(kind) as error:
        work(*arguments)
    assert error.value.code == code
    return error.value


def test_numbers_close_and_the_record_says_the_same(
    hall: SmallHall, checker: BallotChecker
) -> None:
    chance = random.Random(7)
    for slip in (0, 1, 2, 3, 4, 8, 9, 13):
        casting.cast(hall.db, checker, hall.meeting, hall.vote(slip, chance)[0])
    for slip in (5, 10):
        casting.void_slip(
            hall.db, HOST, hall.meeting, *make_void(hall.known.context, hall.credential(slip))
        )
    before = entries(hall.db, OFFICER)
    sealing = hall.close()
    view = get_meeting(hall.db, hall.meeting)
    assert (view.state, view.printed, view.ballots, view.voided, view.unused) == (
        "closed",
        16,
        8,
        2,
        6,
    )
    assert [(c.id, c.ballots, c.voided, c.present, c.issued) for c in view.classes] == [
        ("A", 5, 1, 6, 6),
        ("B", 2, 1, 5, 6),
        ("C", 1, 0, 2, 3),
    ]
    record = tallying.record(hall.db, hall.meeting)
    checked = verify(record)
    assert checked.closing.sealing_fingerprint() == sealing == view.sealing
    assert (checked.closing.ballots, checked.closing.voids, checked.closing.unused) == (8, 2, 6)
    heads, slips = tallying.meeting_heads(hall.db, hall.meeting)
    assert (heads.total.present, heads.total.issued, heads.total.returned) == (13, 15, 8)
    assert not heads.void
    assert (slips.printed, slips.used, slips.voided, slips.unused) == (16, 8, 2, 6)
    last = [entry for entry in entries(hall.db, OFFICER) if entry not in before][-1]
    assert (last.action, last.details["sealing"], last.details["unused"]) == (
        "meeting-closed",
        sealing,
        6,
    )


def test_heads_are_required(hall: SmallHall) -> None:
    error = refused(BadInput, "heads-missing", closing.close_meeting, hall.db, HOST, hall.meeting)
    assert error.values["class_id"] == "A"
    closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (6, 6), "C": (2, 2)})
    error = refused(BadInput, "heads-missing", closing.close_meeting, hall.db, HOST, hall.meeting)
    assert error.values["class_id"] == "B"
    assert get_meeting(hall.db, hall.meeting).state == "open"
    closing.declare_heads(hall.db, HOST, hall.meeting, {"B": (0, 0)})
    closing.close_meeting(hall.db, HOST, hall.meeting)


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        ({"D": (1, 1)}, "heads-classes"),
        ({"A": (6, 8)}, "heads-issued"),
        ({"A": (6, -1)}, "heads-issued"),
        ({"A": (-1, 6)}, "number-range"),
        ({"A": (100_001, 6)}, "number-range"),
        ({"A": (2**70, 6)}, "number-range"),
    ],
)
def test_impossible_heads(hall: SmallHall, heads: dict[str, tuple[int, int]], code: str) -> None:
    """One faulty class and nothing is noted, of the others neither."""
    refused(
        BadInput, code, closing.declare_heads, hall.db, HOST, hall.meeting, {"C": (1, 1), **heads}
    )
    assert [c.present for c in get_meeting(hall.db, hall.meeting).classes] == [None] * 3


def test_largest_heads_still_make_a_record(hall: SmallHall) -> None:
    closing.declare_heads(
        hall.db, HOST, hall.meeting, {"A": (100_000, 7), "B": (0, 0), "C": (0, 0)}
    )
    closing.close_meeting(hall.db, HOST, hall.meeting)
    assert verify(tallying.record(hall.db, hall.meeting)).closing.heads[0].present == 100_000


def test_heads_may_be_corrected_until_closing(hall: SmallHall) -> None:
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS)
    closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (5, 5)})
    closing.close_meeting(hall.db, HOST, hall.meeting)
    assert [c.present for c in get_meeting(hall.db, hall.meeting).classes] == [5, 5, 2]
    refused(Refused, "meeting-closed", closing.declare_heads, hall.db, HOST, hall.meeting, HEADS)


def test_closing_is_final(hall: SmallHall, checker: BallotChecker) -> None:
    late = hall.ballot(0)
    hall.close()
    before = tallying.record(hall.db, hall.meeting)
    refused(Refused, "meeting-state", closing.close_meeting, hall.db, HOST, hall.meeting)
    refused(Refused, "meeting-closed", casting.cast, hall.db, checker, hall.meeting, late)
    refused(Refused, "meeting-state", hall.open)
    assert tallying.record(hall.db, hall.meeting) == before


def test_only_an_open_meeting(office: Department) -> None:
    hall = office.hall()
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS)
    refused(Refused, "meeting-state", closing.close_meeting, hall.db, HOST, hall.meeting)
    for work in (closing.close_meeting, lambda *a: closing.declare_heads(*a, HEADS)):
        refused(NotFound, "meeting-unknown", work, office.db, HOST, "00000000")
        refused(Refused, "not-permitted", work, office.db, AUDITOR, hall.meeting)


def test_more_returned_than_issued_is_refused(hall: SmallHall, checker: BallotChecker) -> None:
    """收回 more than 发出: a slip of the number can be mended, nothing is closed or lost."""
    for slip in (0, 1, 2):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip))
    few = {"A": (2, 2), "B": (0, 0), "C": (0, 0)}
    closing.declare_heads(hall.db, HOST, hall.meeting, few)
    with pytest.raises(BadProof) as error:
        closing.close_meeting(hall.db, HOST, hall.meeting)
    assert error.value.code == "heads-returned" and error.value.values["returned"] == 3
    assert get_meeting(hall.db, hall.meeting).state == "open"
    closing.declare_heads(hall.db, HOST, hall.meeting, few | {"A": (3, 3)})
    closing.close_meeting(hall.db, HOST, hall.meeting)
    heads, _ = tallying.meeting_heads(hall.db, hall.meeting)
    assert not heads.void


def test_nobody_voted(hall: SmallHall) -> None:
    hall.close()
    checked = verify(tallying.record(hall.db, hall.meeting))
    assert checked.tally.groups == () and checked.closing.unused == 16


def test_sealing_fingerprint_depends_on_every_part(
    office: Department, checker: BallotChecker
) -> None:
    """A ballot more, a void more, another head count: another fingerprint in the minutes."""
    hall = office.opened()
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    hall.close()
    data = Archive.decode(tallying.record(hall.db, hall.meeting)).files["closing.json"]
    found = Closing.decode(data)
    marks = {found.sealing_fingerprint()} | {
        replace(found, **change).sealing_fingerprint()
        for change in (
            {"ballots_hash": bytes(32)},
            {"voids_hash": bytes(32)},
            {"unused": 14},
            {"heads": found.heads[:2]},
            {"context": bytes(32)},
        )
    }
    assert len(marks) == 6
