"""The hall's numbers: the same on every device, never overwritten unseen, and never a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from office import AUDITOR, HOST, OFFICER
from small_hall import HEADS, Department, SmallHall
from voting.errors import BadInput, NotFound, Refused, VotingError
from voting.record.voids import make_void
from voting.services.log.chain import entries
from voting.services.meetings import closing, network_test
from voting.services.meetings.hall import hall_numbers, set_countdown
from voting.services.meetings.hall_checks import Check, checklist
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker


@pytest.fixture
def hall(office: Department) -> SmallHall:
    return office.opened()


def refused(kind: type[VotingError], code: str, work: Callable[[], object]) -> None:
    with pytest.raises(kind) as error:
        work()
    assert error.value.code == code


def checks_of(hall: SmallHall) -> dict[str, Check]:
    return {check.name: check for check in checklist(hall.db, HOST, hall.meeting)}


def test_out_in_spoilt_waiting(hall: SmallHall, checker: BallotChecker) -> None:
    assert hall_numbers(hall.db, HOST, hall.meeting).waiting is None
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS)
    for slip in (0, 1, 8):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip))
    void = [make_void(hall.known.context, hall.credential(slip)) for slip in (2, 9, 13)]
    casting.void_slip(hall.db, HOST, hall.meeting, *void[0], "spare")
    casting.void_slip(hall.db, HOST, hall.meeting, *void[1], "paper")
    casting.void_slip(hall.db, HOST, hall.meeting, *void[2])
    found = hall_numbers(hall.db, HOST, hall.meeting)
    assert (found.issued, found.ballots, found.voided, found.paper) == (16, 3, 3, 1)
    assert (found.waiting, found.unused) == (10, 10)
    assert [(c.id, c.issued, c.ballots, c.voided, c.paper, c.waiting) for c in found.classes] == [
        ("A", 7, 2, 1, 0, 4),
        ("B", 6, 1, 1, 1, 4),
        ("C", 3, 0, 1, 0, 2),
    ]
    view = get_meeting(hall.db, hall.meeting)
    assert (view.issued, view.ballots, view.voided, view.unused) == (16, 3, 3, 10)
    assert set(asdict(found)) == {"state", "countdown", "tested", "classes", "returned"}
    refused(Refused, "not-permitted", lambda: hall_numbers(hall.db, AUDITOR, hall.meeting))
    refused(NotFound, "meeting-unknown", lambda: hall_numbers(hall.db, HOST, "00000000"))


def test_two_hosts_do_not_overwrite_each_other(hall: SmallHall) -> None:
    """Whoever saves second, having seen the former numbers, hears of it and changes nothing."""
    seen = hall_numbers(hall.db, HOST, hall.meeting).heads_mark
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS, seen)
    refused(
        Refused,
        "heads-newer",
        lambda: closing.declare_heads(hall.db, OFFICER, hall.meeting, {"A": (1, 1)}, seen),
    )
    assert hall_numbers(hall.db, HOST, hall.meeting).classes[0].present == 6
    again = hall_numbers(hall.db, HOST, hall.meeting).heads_mark
    casting.void_slip(
        hall.db, HOST, hall.meeting, *make_void(hall.known.context, hall.credential(0)), "spare"
    )
    refused(
        Refused,
        "heads-newer",
        lambda: closing.declare_heads(hall.db, OFFICER, hall.meeting, HEADS, again),
    )
    assert hall_numbers(hall.db, HOST, hall.meeting).classes[0].issued == 7


def test_what_is_confirmed_is_what_is_closed(hall: SmallHall, checker: BallotChecker) -> None:
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS)
    seen = hall_numbers(hall.db, HOST, hall.meeting).mark
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    close = [
        lambda mark=mark: closing.close_meeting(hall.db, HOST, hall.meeting, mark)
        for mark in (seen, hall_numbers(hall.db, HOST, hall.meeting).mark)
    ]
    refused(Refused, "close-numbers", close[0])
    assert get_meeting(hall.db, hall.meeting).state == "open"
    close[1]()
    assert get_meeting(hall.db, hall.meeting).state == "closed"


def test_a_countdown_is_said_and_does_nothing(office: Department) -> None:
    hall = office.hall()
    refused(Refused, "meeting-state", lambda: set_countdown(hall.db, HOST, hall.meeting, 10))
    hall.open()
    long_ago = datetime(2021, 1, 20, 1, 0, tzinfo=UTC)
    set_countdown(hall.db, HOST, hall.meeting, 10, clock=lambda: long_ago)
    found = hall_numbers(hall.db, OFFICER, hall.meeting)
    assert (found.countdown, found.state) == ("2021-01-20T01:10:00Z", "open")
    for minutes in (-1, 181):
        refused(
            BadInput,
            "number-range",
            lambda n=minutes: set_countdown(hall.db, HOST, hall.meeting, n),
        )
    assert hall_numbers(hall.db, HOST, hall.meeting).countdown == "2021-01-20T01:10:00Z"
    last = entries(hall.db, OFFICER)[-1]
    assert (last.action, dict(last.details)) == ("countdown-set", {"minutes": 10})
    set_countdown(hall.db, HOST, hall.meeting, 0)
    assert hall_numbers(hall.db, HOST, hall.meeting).countdown is None
    set_countdown(hall.db, HOST, hall.meeting, 5)
    hall.close()
    assert hall_numbers(hall.db, HOST, hall.meeting).countdown is None
    refused(Refused, "not-permitted", lambda: set_countdown(hall.db, AUDITOR, hall.meeting, 5))
    refused(NotFound, "meeting-unknown", lambda: set_countdown(hall.db, HOST, "00000000", 5))


def test_the_list_before(office: Department) -> None:
    """Necessary: keys, a ballot, slips. The rest is advised, and says what is missing."""
    found = checks_of(office.hall())
    assert [name for name, check in found.items() if check.needed] == ["keys", "ballot", "slips"]
    assert all(found[name].done for name in ("keys", "ballot", "slips", "spares"))
    assert found["slips"].values == {"printed": 16}
    assert found["ballot"].values == {"subjects": 1, "questions": 6}
    assert not found["publicity"].done and found["publicity"].values == {"state": "none"}
    assert not found["materials"].done and found["materials"].values["settled"] == 0
    assert not found["network"].done
    for actor, code in ((AUDITOR, "not-permitted"),):
        refused(Refused, code, lambda who=actor: checklist(office.db, who, "00000000"))
    refused(NotFound, "meeting-unknown", lambda: checklist(office.db, HOST, "00000000"))


def test_phones_that_pass_are_counted_and_nothing_else(office: Department) -> None:
    """As many bytes as a ballot of this meeting, before it opens; then a test writes nothing: what
    nobody has to sign in for must not keep ballots waiting. After closing there is none."""
    hall = office.hall()
    length = network_test.length_of_test(hall.db, hall.meeting)
    network_test.count_test(hall.db, hall.meeting, bytes(length))
    refused(
        BadInput,
        "test-length",
        lambda: network_test.count_test(hall.db, hall.meeting, bytes(length - 1)),
    )
    assert checks_of(hall)["network"].values == {"tested": 1}
    hall.open()
    assert network_test.length_of_test(hall.db, hall.meeting) == length == len(hall.ballot(0))
    network_test.count_test(hall.db, hall.meeting, bytes(length))
    found = hall_numbers(hall.db, HOST, hall.meeting)
    assert (found.tested, found.ballots) == (1, 0)
    hall.close()
    refused(
        Refused,
        "test-closed",
        lambda: network_test.count_test(hall.db, hall.meeting, bytes(length)),
    )
    assert hall_numbers(hall.db, HOST, hall.meeting).tested == 1
    refused(NotFound, "meeting-unknown", lambda: network_test.count_test(hall.db, "00000000", b""))
