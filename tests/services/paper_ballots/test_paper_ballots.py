"""Paper ballots: entered by two, each alone; nothing closes before both agree."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest

from office import ADMIN, AUDITOR, HOST, OFFICER
from paper_hall import counted, enter_both, for_paper
from small_hall import HEADS, Department, SmallHall, together
from voting.assessment.forms.model import asked
from voting.errors import BadInput, BadProof, NotFound, Refused, VotingError
from voting.record.archive import PAPER, Archive
from voting.record.verify import verify
from voting.services.log.chain import entries
from voting.services.meetings import closing, tallying
from voting.services.meetings.plan import get_meeting
from voting.services.paper_ballots import enter as paper_ballots_enter
from voting.services.paper_ballots.enter import PaperBallotState, compare, discard, enter
from voting.services.paper_ballots.entries import PaperBallotSums
from voting.services.paper_ballots.form import form_of
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.storage import meetings as meeting_rows
from voting.storage import paper_ballots as rows
from voting.trustee.decrypt import partial_decryption

ZERO = (0,) * 24


@pytest.fixture
def hall(office: Department) -> SmallHall:
    """An open meeting; two of class A and one of class C have changed to paper."""
    hall = office.opened()
    for_paper(hall, HOST, 4, 5, 13)
    return hall


def refused(kind: type[VotingError], code: str, work: Any, *arguments: Any) -> VotingError:
    with pytest.raises(kind) as error:
        work(*arguments)
    assert error.value.code == code
    return error.value


def states(hall: SmallHall) -> list[PaperBallotState]:
    return [compare(hall.db, person, hall.meeting) for person in (HOST, OFFICER, ADMIN)]


def returned(hall: SmallHall) -> tuple[int, int | None, list[tuple[int, int | None]]]:
    view = get_meeting(hall.db, hall.meeting)
    return view.paper, view.paper_returned, [(c.paper, c.paper_returned) for c in view.classes]


def test_what_is_asked_is_the_ballot(hall: SmallHall) -> None:
    """The slots of the form count up as those of the manifest do."""
    form = form_of(hall.db, hall.meeting)
    assert [(c.id, form.handed[c.id]) for c in form.classes] == [("A", 2), ("B", 0), ("C", 1)]
    assert form.final and form.slots == 24 == len(hall.known.layout.slots)
    parts = list(asked(form.forms))
    assert [slot for one in parts for slot, _ in one.choices] == list(range(24))
    questions = [one.question for one in parts]
    manifest = hall.known.manifest
    assert [q.text for q in questions] == [q.text for q in manifest.forms[0].questions]
    assert [(q.min, q.max, q.abstain is None) for q in questions] == [
        (q.min, q.max, q.abstain is None) for q in manifest.forms[0].questions
    ]
    refused(NotFound, "meeting-unknown", form_of, hall.db, "00000000")


def test_the_same_before_opening(office: Department) -> None:
    """To print paper ballots beforehand."""
    hall = office.hall()
    before = form_of(hall.db, hall.meeting)
    hall.open()
    after = form_of(hall.db, hall.meeting)
    assert not before.final and after.final
    assert replace(before, final=True, state="open") == after


def test_nobody_sees_the_other_count_before_the_own_is_complete(hall: SmallHall) -> None:
    a, c = counted(hall, 0, 1), counted(hall, 2)
    enter(hall.db, HOST, hall.meeting, {"A": a})
    mine, other, third = states(hall)
    assert [one.state for one in (mine, other, third)] == ["none"] * 3
    assert (mine.own, mine.missing, mine.may_enter) == ({"A": a}, ("C",), True)
    assert (other.own, other.missing, other.may_enter) == ({}, ("A", "C"), True)
    assert all(one.needed and not one.finished_by for one in (mine, other))

    enter(hall.db, HOST, hall.meeting, {"C": c})
    wrong = counted(hall, 0)
    enter(hall.db, OFFICER, hall.meeting, {"A": wrong})
    for one in states(hall):
        assert (one.state, one.finished_by, one.differences) == ("one", (HOST.name,), ())
        assert a not in one.own.values() or one.own.keys() == {"A", "C"}

    enter(hall.db, OFFICER, hall.meeting, {"C": c})
    mine, other, third = states(hall)
    assert mine.state == other.state == third.state == "differing"
    assert mine.finished_by == (HOST.name, OFFICER.name)
    assert mine.differences == other.differences and third.differences == ()
    assert not third.may_enter and third.own == {} and third.returned == {}
    first, *rest = mine.differences
    assert (
        first.class_id,
        first.class_name,
        first.slot,
        first.subject,
        first.first,
        first.second,
    ) == ("A", "领导", None, "", 2, 1)
    assert [d.slot for d in rest] == [1, 5, 9, 13, 17, 21]
    assert {(d.subject, d.option, d.first, d.second) for d in rest} == {("周涛", "称职", 1, 0)}
    assert len({d.question for d in rest}) == 6
    assert returned(hall) == (3, None, [(2, None), (0, None), (1, None)])


def test_closing_waits_for_both(hall: SmallHall) -> None:
    """Also for a paper ballot that is handed out after they had agreed."""
    sums = {"A": counted(hall, 0, 1), "C": counted(hall, None)}
    closing.declare_heads(hall.db, HOST, hall.meeting, HEADS)
    close = (closing.close_meeting, hall.db, HOST, hall.meeting)
    refused(Refused, "paper-unfinished", *close)
    enter(hall.db, HOST, hall.meeting, sums)
    refused(Refused, "paper-unfinished", *close)
    enter(hall.db, OFFICER, hall.meeting, {**sums, "A": counted(hall, 0, 2)})
    refused(Refused, "paper-unfinished", *close)
    enter(hall.db, OFFICER, hall.meeting, {"A": sums["A"]})
    assert states(hall)[0].state == "agreed" and states(hall)[0].returned == {"A": 2, "C": 1}
    assert returned(hall) == (3, 3, [(2, 2), (0, 0), (1, 1)])

    for_paper(hall, HOST, 7)
    assert returned(hall)[1] is None
    assert states(hall)[0].missing == ("B",) and states(hall)[0].state == "none"
    refused(Refused, "paper-unfinished", *close)
    nothing = {"B": PaperBallotSums(0, ZERO)}
    enter_both(hall, (HOST, OFFICER), nothing)
    for_paper(hall, HOST, 6)
    state = states(hall)[1]
    assert (state.missing, state.own["A"], state.state) == (("A",), sums["A"], "none")
    refused(Refused, "paper-unfinished", *close)
    enter_both(hall, (HOST, OFFICER), {"A": counted(hall, 0, 1, 1)})
    closing.close_meeting(hall.db, HOST, hall.meeting)
    view = get_meeting(hall.db, hall.meeting)
    assert view.state == "closed" and view.ballots == 0 and view.voided == 5
    assert returned(hall) == (5, 4, [(3, 3), (1, 0), (1, 1)])


def test_frozen_at_closing(hall: SmallHall, checker: BallotChecker) -> None:
    """Sealed in the closing statement, in the record with the results and not before."""
    chance = random.Random(5)
    for slip in (0, 1, 2, 3, 8, 9, 10, 11, 12, 14):
        casting.cast(hall.db, checker, hall.meeting, hall.vote(slip, chance)[0])
    sums = {"A": counted(hall, 0, 3), "C": counted(hall, 1)}
    enter_both(hall, (OFFICER, HOST), sums)
    sealing = hall.close()
    record = tallying.record(hall.db, hall.meeting)
    assert PAPER not in Archive.decode(record).files
    assert [(line.id, line.ballots, line.voided, line.paper) for line in verify(record).lines] == [
        ("A", 4, 2, 2),
        ("B", 5, 0, 0),
        ("C", 1, 1, 1),
    ]
    with hall.db.reading() as session:
        assert rows.entries(session, hall.meeting) == []
    for key in hall.keys[:2]:
        _, share = partial_decryption(key, record, sealing)
        tallying.accept_shares(hall.db, OFFICER, hall.meeting, share.encode())
    assert tallying.public_record(hall.db, hall.meeting) == record
    checked = verify(tallying.record(hall.db, hall.meeting))
    assert checked.paper is not None and checked.counts["paper"] == 48
    assert [(c.class_id, c.ballots, c.sums) for c in checked.paper.classes] == [
        ("A", 2, sums["A"].sums),
        ("C", 1, sums["C"].sums),
    ]
    heads, slips = tallying.meeting_heads(hall.db, hall.meeting)
    assert [(line.returned, line.paper) for line in heads.lines] == [(6, 2), (5, 0), (2, 1)]
    assert (slips.used, slips.voided) == (10, 3) and not heads.void
    assert tallying.meeting_tally(hall.db, hall.meeting).forms


def test_nothing_after_closing(hall: SmallHall) -> None:
    sums = {"A": counted(hall, 0, 3), "C": counted(hall, 1)}
    enter_both(hall, (OFFICER, HOST), sums)
    hall.close()
    refused(Refused, "paper-not-open", enter, hall.db, HOST, hall.meeting, sums)
    refused(Refused, "paper-not-open", discard, hall.db, HOST, hall.meeting, "重数")
    state = states(hall)[0]
    assert (state.state, state.closed, state.may_enter, state.returned) == (
        "agreed",
        True,
        False,
        {"A": 2, "C": 1},
    )
    assert state.own == {} and state.missing == () and state.finished_by == ()


def test_paper_ballots_that_did_not_come_back(hall: SmallHall) -> None:
    """Handed out and carried home: both say 0, and there is no paper count to seal."""
    nothing = {"A": PaperBallotSums(0, ZERO), "C": PaperBallotSums(0, ZERO)}
    enter_both(hall, (HOST, ADMIN), nothing)
    hall.close()
    with hall.db.reading() as session:
        row = meeting_rows.known(session, hall.meeting)
        assert row is not None and row.paper is None
    closed = verify(tallying.record(hall.db, hall.meeting)).closing
    assert closed.paper is None and [h.paper for h in closed.heads] == [0, 0, 0]


def test_third_person_and_beginning_anew(hall: SmallHall) -> None:
    before = len(entries(hall.db, OFFICER))
    sums = {"A": counted(hall, 0, 3), "C": counted(hall, 1)}
    enter_both(hall, (HOST, OFFICER), sums)
    error = refused(Refused, "paper-two-people", enter, hall.db, ADMIN, hall.meeting, sums)
    assert error.values["names"] == f"{HOST.name}、{OFFICER.name}"
    refused(BadInput, "text-missing", discard, hall.db, ADMIN, hall.meeting, "  ")
    discard(hall.db, ADMIN, hall.meeting, "换人计票")
    refused(Refused, "paper-nothing", discard, hall.db, ADMIN, hall.meeting, "换人计票")
    assert states(hall)[0].state == "none" and states(hall)[0].own == {}
    enter(hall.db, ADMIN, hall.meeting, sums)
    assert [(e.action, e.actor, e.details) for e in entries(hall.db, OFFICER)[before:]] == [
        ("paper-entered", HOST.name, {"entry": 1, "classes": "A、C", "paper": 3}),
        ("paper-entered", OFFICER.name, {"entry": 2, "classes": "A、C", "paper": 3}),
        ("paper-discarded", ADMIN.name, {"reason": "换人计票"}),
        ("paper-entered", ADMIN.name, {"entry": 1, "classes": "A、C", "paper": 3}),
    ]


def test_who_may(hall: SmallHall) -> None:
    sums = {"A": counted(hall, 0, 3), "C": counted(hall, 1)}
    unit = replace(HOST, id="unit0000", role="unit")
    for person in (AUDITOR, unit):
        for work in ((enter, sums), (compare,), (discard, "重数")):
            refused(Refused, "not-permitted", work[0], hall.db, person, hall.meeting, *work[1:])
    refused(NotFound, "meeting-unknown", compare, hall.db, HOST, "00000000")
    refused(NotFound, "meeting-unknown", enter, hall.db, HOST, "00000000", sums)


def test_meeting_without_paper_ballots(office: Department) -> None:
    hall = office.hall()
    refused(Refused, "paper-not-open", enter, hall.db, HOST, hall.meeting, {})
    hall.open()
    state = compare(hall.db, HOST, hall.meeting)
    assert (state.state, state.needed, state.may_enter) == ("none", False, False)
    refused(
        BadInput, "paper-class", enter, hall.db, HOST, hall.meeting, {"A": PaperBallotSums(0, ZERO)}
    )
    assert returned(hall) == (0, 0, [(0, 0)] * 3)
    hall.close()
    assert (
        json.loads(Archive.decode(tallying.record(hall.db, hall.meeting)).files["closing.json"])[
            "paper"
        ]
        is None
    )
    assert compare(hall.db, HOST, hall.meeting).needed is False


@pytest.mark.parametrize(
    ("class_id", "ballots", "votes", "code"),
    [
        ("B", 1, {}, "paper-class"),
        ("Z", 1, {}, "paper-class"),
        ("A", 3, {}, "paper-returned"),
        ("A", -1, {}, "number-range"),
        ("A", 1, {0: -1}, "number-range"),
        ("A", 1, {0: 2}, "paper-option"),
        ("A", 1, {0: 1, 3: 1}, "paper-many"),
        ("C", 0, {23: 1}, "paper-option"),
    ],
)
def test_numbers_that_cannot_be(
    hall: SmallHall, class_id: str, ballots: int, votes: dict[int, int], code: str
) -> None:
    sums = tuple(votes.get(slot, 0) for slot in range(24))
    refused(
        BadInput,
        code,
        enter,
        hall.db,
        HOST,
        hall.meeting,
        {class_id: PaperBallotSums(ballots, sums)},
    )
    refused(
        BadInput,
        "paper-slots",
        enter,
        hall.db,
        HOST,
        hall.meeting,
        {"A": PaperBallotSums(0, ZERO[1:])},
    )
    assert compare(hall.db, HOST, hall.meeting).own == {}


def test_more_came_back_than_went_out(hall: SmallHall, checker: BallotChecker) -> None:
    """Paper ballots have come back too: with them 收回 may not be above 发出."""
    for slip in (0, 1, 2, 3, 6):
        casting.cast(hall.db, checker, hall.meeting, hall.vote(slip, random.Random(1))[0])
    enter_both(hall, (HOST, OFFICER), {"A": counted(hall, 0, 3), "C": counted(hall, 1)})
    closing.declare_heads(hall.db, HOST, hall.meeting, {**HEADS, "A": (6, 6)})
    error = refused(BadProof, "heads-returned", closing.close_meeting, hall.db, HOST, hall.meeting)
    assert (error.values["returned"], error.values["issued"]) == (7, 6)
    assert compare(hall.db, HOST, hall.meeting).state == "agreed"
    closing.declare_heads(hall.db, HOST, hall.meeting, {**HEADS, "A": (6, 7)})
    closing.close_meeting(hall.db, HOST, hall.meeting)


def test_three_people_at_the_same_moment(hall: SmallHall) -> None:
    """Two of them hold an entry then, one each; nobody holds two, and no number is mixed."""
    people = (HOST, OFFICER, ADMIN)
    found = together(
        [
            lambda person=person, option=option: paper_ballots_enter.enter(
                hall.db,
                person,
                hall.meeting,
                {"A": counted(hall, option, option), "C": counted(hall, option)},
            )
            for option, person in enumerate(people)
        ]
    )
    assert sorted(str(getattr(one, "code", "")) for one in found) == ["", "", "paper-two-people"]
    for option, (person, outcome) in enumerate(zip(people, found, strict=True)):
        own = compare(hall.db, person, hall.meeting).own
        assert own == (
            {} if outcome else {"A": counted(hall, option, option), "C": counted(hall, option)}
        )
