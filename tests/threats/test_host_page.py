"""What two hosts' devices, a look at a slip and the test of the network could do unseen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import text

from office import HOST, OFFICER
from paper_hall import counted, enter_both, for_paper
from small_hall import HEADS, SmallHall
from threats import threat
from voting.errors import VotingError
from voting.record.voids import make_void
from voting.services.log.chain import entries
from voting.services.meetings import closing, network_test
from voting.services.meetings.hall import hall_numbers
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(VotingError) as error:
        work()
    assert error.value.code == code


@threat("T58")
def test_no_vote_ends_on_numbers_nobody_saw(hall: SmallHall, checker: BallotChecker) -> None:
    """Of two devices the slower saves nothing over the other's numbers, and what is confirmed at
    the end is what is sealed."""
    first = hall_numbers(hall.db, HOST, hall.meeting)
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS, first.heads_mark)
    refused(
        "heads-newer",
        lambda: closing.declare_heads(
            hall.db, OFFICER, hall.meeting, {"A": (7, 7)}, first.heads_mark
        ),
    )
    changes: tuple[Callable[[], object], ...] = (
        lambda: casting.cast(hall.db, checker, hall.meeting, hall.ballot(0)),
        lambda: casting.void_slip(
            hall.db, HOST, hall.meeting, *make_void(hall.known.context, hall.credential(1)), "spare"
        ),
        lambda: closing.declare_heads(hall.db, OFFICER, hall.meeting, {"C": (3, 3)}),
    )
    for change in changes:
        seen = hall_numbers(hall.db, HOST, hall.meeting).mark
        change()
        refused("close-numbers", partial(closing.close_meeting, hall.db, HOST, hall.meeting, seen))
    assert get_meeting(hall.db, hall.meeting).state == "open"
    closing.close_meeting(
        hall.db, HOST, hall.meeting, hall_numbers(hall.db, HOST, hall.meeting).mark
    )


@threat("T58")
def test_what_came_back_on_paper_is_among_the_numbers_confirmed(hall: SmallHall) -> None:
    """Both who count correct themselves alike while the host looks at the number before."""
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS)
    for_paper(hall, HOST, 4, 5)
    unfinished = hall_numbers(hall.db, HOST, hall.meeting).mark
    enter_both(hall, (HOST, OFFICER), {"A": counted(hall, 3, 3)})
    seen = hall_numbers(hall.db, HOST, hall.meeting).mark
    enter_both(hall, (HOST, OFFICER), {"A": counted(hall, 3)})
    for old in (unfinished, seen):
        refused("close-numbers", partial(closing.close_meeting, hall.db, HOST, hall.meeting, old))
    closing.close_meeting(
        hall.db, HOST, hall.meeting, hall_numbers(hall.db, HOST, hall.meeting).mark
    )
    assert get_meeting(hall.db, hall.meeting).state == "closed"


@threat("T59")
def test_voided_slips_and_tests_leave_no_trace_of_a_person(hall: SmallHall) -> None:
    """The log has the class and what was handed out; a test leaves a number and nothing else."""
    credential = hall.credential(0)
    casting.void_slip(
        hall.db, HOST, hall.meeting, *make_void(hall.known.context, credential), "paper"
    )
    told = [
        e
        for e in entries(hall.db, OFFICER)
        if (e.action, e.target) == ("slip-voided", hall.meeting)
    ]
    assert [dict(entry.details) for entry in told] == [{"class": "A", "replacement": "paper"}]
    assert credential.public.hex() not in repr(told) and hall.codes[0] not in repr(told)
    before = _rows(hall)
    network_test.count_test(
        hall.db, hall.meeting, bytes(network_test.length_of_test(hall.db, hall.meeting))
    )
    assert hall_numbers(hall.db, HOST, hall.meeting).tested == 0, "not beside ballots"
    assert _rows(hall) == before, "not a row more anywhere"


def _rows(hall: SmallHall) -> dict[str, int]:
    """How many rows every table has."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if hall.db.is_sqlite
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    with hall.db.engine.connect() as connection:
        names = [row[0] for row in connection.execute(text(query))]
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in names
        }
