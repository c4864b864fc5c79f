"""Meetings: what is refused before they are kept, what may change when, the numbers shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from office import (
    AUDITOR,
    BUNDLE,
    EARLY,
    HOST,
    OFFICER,
    hold,
    make_round,
    meeting_input,
    print_roll,
    put_ballots,
    unit_named,
)
from voting.errors import BadInput, NotFound, Refused
from voting.record.manifest import MEETING_ID
from voting.services.meetings import closing, opening, plan
from voting.services.meetings.plan import ClassInput
from voting.services.rounds import edit
from voting.storage import rosters as roster_rows
from voting.storage import voids
from voting.storage.database import Database

ONE = ClassInput("A", "甲票", 10_000, 10, 10, 1)


@pytest.fixture
def round_id(sqlite: Database) -> str:
    """A round with its roster on the SQLite file."""
    return make_round(sqlite)


def typed(db: Database, round_id: str, unit: str = "城关镇") -> plan.MeetingInput:
    return meeting_input(round_id, unit_named(db, round_id, unit).id)


def test_a_new_meeting(db: Database) -> None:
    round_id = make_round(db)
    data = typed(db, round_id)
    meeting_id = plan.create_meeting(db, OFFICER, data)
    assert MEETING_ID.fullmatch(meeting_id)
    view = plan.get_meeting(db, meeting_id)
    assert (view.round_name, view.year, view.unit_name, view.title, view.date, view.place) == (
        "2020年度考核",
        2020,
        "城关镇",
        data.title,
        data.date,
        data.place,
    )
    assert (view.state, view.next_action) == ("draft", "keys")
    assert (view.printed, view.issued, view.ballots, view.voided, view.unused) == (0, None, 0, 0, 0)
    assert (view.fingerprint, view.sealing, view.shares, view.threshold, view.counted) == (
        None,
        None,
        (),
        0,
        0,
    )
    assert (view.minimum, view.denominator, view.scores) == (5, "valid", False)
    [only] = view.classes
    assert (only.id, only.weight, only.expected, only.slips, only.spares) == (
        "A",
        10_000,
        12,
        12,
        2,
    )
    assert plan.list_meetings(db) == plan.list_meetings(db, round_id) == [view]
    assert plan.list_meetings(db, "nowhere") == []
    assert edit.get_round(db, round_id).meetings == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, "text-missing"),
        ({"date": " "}, "text-missing"),
        ({"place": ""}, "text-missing"),
        ({"title": "x" * 201}, "text-long"),
        ({"date": "x" * 41}, "text-long"),
        ({"place": "a\tb"}, "text-control"),
        ({"minimum": 1}, "number-range"),
        ({"minimum": 1001}, "number-range"),
        ({"denominator": "printed"}, "meeting-denominator"),
        ({"unit_id": "nowhere"}, "meeting-unit"),
        ({"classes": ()}, "classes-number"),
        (
            {"classes": tuple(replace(ONE, id=f"A{n}", weight=0) for n in range(27))},
            "classes-number",
        ),
        ({"classes": (replace(ONE, weight=9999),)}, "classes-weights"),
        (
            {"classes": (replace(ONE, weight=5000), replace(ONE, id="B", weight=5001))},
            "classes-weights",
        ),
        ({"classes": (replace(ONE, weight=5000), replace(ONE, weight=5000))}, "class-twice"),
        ({"classes": (replace(ONE, id="a"),)}, "class-id"),
        ({"classes": (replace(ONE, id="甲"),)}, "class-id"),
        ({"classes": (replace(ONE, id="A23456789"),)}, "class-id"),
        ({"classes": (replace(ONE, id=""),)}, "class-id"),
        ({"classes": (replace(ONE, name=""),)}, "text-missing"),
        (
            {"classes": (replace(ONE, weight=-1), replace(ONE, id="B", weight=10_001))},
            "number-range",
        ),
        ({"classes": (replace(ONE, expected=-1),)}, "number-range"),
        ({"classes": (replace(ONE, slips=0, expected=0),)}, "number-range"),
        ({"classes": (replace(ONE, spares=-1),)}, "number-range"),
        ({"classes": (replace(ONE, slips=True),)}, "number-range"),
        ({"classes": (replace(ONE, expected=12),)}, "class-slips-few"),
        (
            {
                "classes": (
                    replace(ONE, weight=4000, slips=2500, spares=0, expected=0),
                    replace(ONE, id="B", weight=6000, slips=2500, spares=1, expected=0),
                )
            },
            "classes-slips",
        ),
    ],
)
def test_impossible_meetings(
    sqlite: Database, round_id: str, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(BadInput) as bad:
        plan.create_meeting(sqlite, OFFICER, replace(typed(sqlite, round_id), **change))
    assert bad.value.code == code
    assert plan.list_meetings(sqlite) == []


def test_the_largest_possible_meeting(sqlite: Database, round_id: str) -> None:
    classes = (
        replace(ONE, weight=4000, slips=2500, spares=0, expected=2500),
        replace(ONE, id="Z2345678", weight=6000, slips=2400, spares=100, expected=2500),
    )
    assert plan.create_meeting(
        sqlite, OFFICER, replace(typed(sqlite, round_id), classes=classes, minimum=2)
    )


def test_the_unit_is_of_the_round_and_has_somebody_to_assess(
    sqlite: Database, round_id: str
) -> None:
    other = make_round(sqlite)
    with pytest.raises(BadInput) as bad:
        plan.create_meeting(sqlite, OFFICER, replace(typed(sqlite, other), round_id=round_id))
    assert bad.value.code == "meeting-unit"
    with sqlite.transaction() as session:
        roster_rows.add(
            session,
            [
                roster_rows.UnitRow(
                    id="empty",
                    round_id=round_id,
                    name="空",
                    kind="乡镇",
                    organisation="党委",
                    position=9,
                )
            ],
            [],
            [],
        )
    with pytest.raises(BadInput) as bad:
        plan.create_meeting(sqlite, OFFICER, replace(typed(sqlite, round_id), unit_id="empty"))
    assert bad.value.code == "meeting-no-subjects"


def test_permission_and_unknown_things(sqlite: Database, round_id: str) -> None:
    data = typed(sqlite, round_id)
    with pytest.raises(Refused):
        plan.create_meeting(sqlite, AUDITOR, data)
    meeting_id = plan.create_meeting(sqlite, OFFICER, data)
    with pytest.raises(Refused):
        plan.update_meeting(sqlite, AUDITOR, meeting_id, data)
    with pytest.raises(NotFound):
        plan.create_meeting(sqlite, OFFICER, replace(data, round_id="nowhere"))
    with pytest.raises(NotFound):
        plan.update_meeting(sqlite, OFFICER, "nowhere0", data)
    with pytest.raises(NotFound):
        plan.get_meeting(sqlite, "nowhere0")


def test_a_draft_may_change_in_everything_but_its_round(db: Database) -> None:
    round_id = make_round(db)
    meeting_id = plan.create_meeting(db, OFFICER, typed(db, round_id))
    data = replace(
        typed(db, round_id, "县财政局"),
        title="另一会",
        scores=True,
        minimum=8,
        classes=(replace(ONE, id="B", weight=4000), replace(ONE, id="A", weight=6000)),
    )
    plan.update_meeting(db, OFFICER, meeting_id, data)
    view = plan.get_meeting(db, meeting_id)
    assert (view.unit_name, view.title, view.scores, view.minimum) == (
        "县财政局",
        "另一会",
        True,
        8,
    )
    assert [(c.id, c.weight) for c in view.classes] == [("B", 4000), ("A", 6000)]
    with pytest.raises(BadInput) as bad:
        plan.update_meeting(db, OFFICER, meeting_id, typed(db, make_round(db)))
    assert bad.value.code == "meeting-round"
    with pytest.raises(BadInput):
        plan.update_meeting(db, OFFICER, meeting_id, replace(data, title=""))
    assert plan.get_meeting(db, meeting_id) == view


def test_once_printed_the_slips_numbers_stay(db: Database) -> None:
    round_id = make_round(db)
    data = typed(db, round_id)
    meeting_id = plan.create_meeting(db, OFFICER, data)
    print_roll(db, meeting_id)
    only = data.classes[0]
    closing.declare_heads(db, HOST, meeting_id, {"A": (11, 10)})
    for classes in (
        (replace(only, id="B"),),
        (replace(only, slips=13),),
        (replace(only, spares=1),),
        (replace(only, weight=5000), replace(only, id="B", weight=5000)),
    ):
        with pytest.raises(Refused) as refused:
            plan.update_meeting(db, OFFICER, meeting_id, replace(data, classes=classes))
        assert refused.value.code == "meeting-printed"
    other = unit_named(db, round_id, "县财政局").id
    with pytest.raises(Refused):
        plan.update_meeting(db, OFFICER, meeting_id, replace(data, unit_id=other))
    plan.update_meeting(
        db,
        OFFICER,
        meeting_id,
        replace(data, place="会议室", classes=(replace(only, name="乙票", expected=9),)),
    )
    view = plan.get_meeting(db, meeting_id)
    assert (view.place, view.classes[0].name, view.classes[0].expected) == ("会议室", "乙票", 9)
    assert (view.classes[0].present, view.classes[0].issued, view.issued) == (11, 10, 10)


VOTE = [[0]] * 36


def test_the_numbers_of_a_meeting_from_printing_to_results(db: Database, keys: Any) -> None:
    round_id = make_round(db)
    data = replace(
        typed(db, round_id),
        classes=(ClassInput("A", "甲票", 6000, 8, 8, 1), ClassInput("B", "乙票", 4000, 3, 3, 1)),
    )
    meeting_id = plan.create_meeting(db, OFFICER, data)
    printed = print_roll(db, meeting_id)
    view = plan.get_meeting(db, meeting_id)
    assert (view.state, view.next_action, view.printed, view.unused) == ("printed", "keys", 13, 13)
    edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    view = plan.get_meeting(db, meeting_id)
    assert (view.next_action, view.threshold) == ("open", 2)
    mark = opening.open_meeting(db, HOST, meeting_id, BUNDLE, EARLY)
    put_ballots(db, printed, {"A": [VOTE] * 6, "B": [VOTE] * 2})
    with db.transaction() as session:
        voids.add(session, meeting_id, printed.slips["B"][3].public, bytes(64))
    view = plan.get_meeting(db, meeting_id)
    assert (view.state, view.next_action, view.fingerprint) == ("open", "close", mark)
    assert (view.ballots, view.voided, view.unused, view.counted) == (8, 1, 4, 0)
    assert [(c.ballots, c.voided) for c in view.classes] == [(6, 0), (2, 1)]
    with pytest.raises(Refused) as refused:
        plan.update_meeting(db, OFFICER, meeting_id, data)
    assert refused.value.code == "meeting-frozen"
    closing.declare_heads(db, HOST, meeting_id, {"A": (8, 7)})
    assert plan.get_meeting(db, meeting_id).issued is None
    closing.declare_heads(db, HOST, meeting_id, {"B": (3, 3)})
    view = plan.get_meeting(db, meeting_id)
    assert (view.issued, view.classes[1].present, view.classes[1].issued) == (10, 3, 3)


def test_after_the_shares_the_counted_ballots_show(db: Database, keys: Any) -> None:
    round_id = make_round(db)
    edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    meeting_id = plan.create_meeting(
        db,
        OFFICER,
        replace(typed(db, round_id, "县志办"), classes=(replace(ONE, slips=6, expected=6),)),
    )
    hold(db, print_roll(db, meeting_id), {"A": [[[0]] * 6] * 5}, keys.trustees)
    view = plan.get_meeting(db, meeting_id)
    assert (view.state, view.next_action) == ("tallied", "done")
    assert (view.shares, view.counted) == ((1, 2), 5)
    assert view.sealing is not None and view.sealing != view.fingerprint
    assert (view.printed, view.ballots, view.voided, view.unused) == (7, 5, 0, 2)
