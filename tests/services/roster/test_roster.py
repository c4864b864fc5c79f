"""The roster: whole or not at all, once more with the same ids, frozen with the meeting."""

from __future__ import annotations

from typing import Any

import pytest

from office import (
    ADMIN,
    BUNDLE,
    CADRES,
    EARLY,
    HOST,
    OFFICER,
    UNITS,
    make_round,
    meeting_input,
    print_roll,
    roster_file,
    unit_named,
)
from voting.documents.roster.model import RosterFaults
from voting.errors import NotFound, Refused
from voting.services.accounts import administer
from voting.services.meetings import opening, plan
from voting.services.roster.importing import import_roster
from voting.services.roster.views import get_unit, list_units
from voting.services.rounds import edit
from voting.storage.database import Database


def test_units_teams_and_cadres(db: Database) -> None:
    round_id = edit.create_round(db, OFFICER, edit.RoundInput(2020, "2020年度考核"))
    summary = import_roster(db, OFFICER, round_id, roster_file())
    assert (summary.units, summary.teams, summary.cadres) == (3, 2, 8)
    first, second, third = list_units(db, round_id)
    assert [u.name for u in (first, second, third)] == ["城关镇", "县财政局", "县志办"]
    assert (first.kind, first.organisation) == ("乡镇", "党委")
    assert [u.team.name if u.team else None for u in (first, second, third)] == [
        "城关镇领导班子",
        "县财政局领导班子",
        None,
    ]
    assert [(c.order, c.name, c.post, c.category) for c in first.cadres] == [
        (1, "王伟", "党委书记", "班子成员"),
        (2, "李敏", "镇长", "班子成员"),
        (3, "张强", "人大主席", "班子成员"),
        (4, "刘洋", "副镇长", "班子成员"),
        (5, "陈静", "四级主任科员", "其他"),
    ]
    assert get_unit(db, second.id) == second
    assert edit.get_round(db, round_id).cadres == 8


def test_a_faulty_file_changes_nothing(db: Database) -> None:
    round_id = make_round(db)
    before = list_units(db, round_id)
    wrong = roster_file(
        cadres=[*CADRES, ("没有的单位", "何人", "主任", "其他"), ("县志办", "", "主任", "干事")]
    )
    with pytest.raises(RosterFaults) as faulty:
        import_roster(db, OFFICER, round_id, wrong)
    assert len(faulty.value.faults) >= 3
    assert {fault.sheet for fault in faulty.value.faults} == {"干部"}
    assert list_units(db, round_id) == before


def test_importing_again_keeps_the_ids_of_whoever_stays(db: Database) -> None:
    round_id = make_round(db)
    before = {u.name: u for u in list_units(db, round_id)}
    again = roster_file(
        units=[UNITS[1], UNITS[0], ("教育局", "")],
        cadres=[
            ("县财政局", "孙磊", "局长", "班子成员"),
            ("城关镇", "李敏", "党委书记", "班子成员"),
            ("城关镇", "王伟", "党委书记", "班子成员"),
            ("城关镇", "马超", "副镇长", "班子成员"),
            ("教育局", "何洁", "局长", "班子成员"),
        ],
    )
    summary = import_roster(db, OFFICER, round_id, again)
    assert (summary.units, summary.teams, summary.cadres) == (3, 3, 5)
    after = {u.name: u for u in list_units(db, round_id)}
    assert list(after) == ["县财政局", "城关镇", "教育局"]
    town, was = after["城关镇"], before["城关镇"]
    assert (town.id, town.team) == (was.id, was.team)
    ids = {c.name: c.id for c in was.cadres}
    assert [(c.id, c.name, c.order) for c in town.cadres[:2]] == [
        (ids["李敏"], "李敏", 1),
        (ids["王伟"], "王伟", 2),
    ]
    assert town.cadres[2].id not in ids.values()
    assert after["教育局"].cadres[0].id not in ids.values()


def test_a_unit_may_lose_and_gain_its_team(db: Database) -> None:
    round_id = make_round(db)
    import_roster(
        db,
        OFFICER,
        round_id,
        roster_file(units=[("城关镇", "无"), UNITS[1], ("县志办", "县志办班子")]),
    )
    teams = {u.name: u.team.name if u.team else None for u in list_units(db, round_id)}
    assert teams == {"城关镇": None, "县财政局": "县财政局领导班子", "县志办": "县志办班子"}


def test_a_unit_with_a_meeting_or_an_account_stays(db: Database) -> None:
    round_id = make_round(db)
    plan.create_meeting(db, OFFICER, meeting_input(round_id, unit_named(db, round_id, "城关镇").id))
    administer.create_account(db, ADMIN, "县志办", "unit", unit_named(db, round_id, "县志办").id)
    before = list_units(db, round_id)
    for gone in ("城关镇", "县志办"):
        kept = [unit for unit in UNITS if unit[0] != gone]
        with pytest.raises(Refused) as refused:
            import_roster(
                db,
                OFFICER,
                round_id,
                roster_file(kept, [cadre for cadre in CADRES if cadre[0] != gone]),
            )
        assert (refused.value.code, refused.value.values) == ("roster-in-use", {"unit": gone})
    assert list_units(db, round_id) == before


def test_after_opening_the_ballot_s_names_stay(db: Database, keys: Any) -> None:
    round_id = make_round(db)
    edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    meeting_id = plan.create_meeting(
        db, OFFICER, meeting_input(round_id, unit_named(db, round_id, "城关镇").id)
    )
    opening.open_meeting(db, HOST, print_roll(db, meeting_id).meeting, BUNDLE, EARLY)
    changed = [("城关镇", "王伟", "镇长", "班子成员"), *CADRES[1:]]
    for wrong in (
        roster_file(cadres=changed),
        roster_file(cadres=CADRES[1:]),
        roster_file(units=[("城关镇", "城关镇班子"), *UNITS[1:]]),
    ):
        with pytest.raises(Refused) as refused:
            import_roster(db, OFFICER, round_id, wrong)
        assert (refused.value.code, refused.value.values) == ("roster-frozen", {"unit": "城关镇"})
    category = [
        ("城关镇", "王伟", "党委书记", "其他"),
        *CADRES[1:-1],
        ("县志办", "周涛", "副主任", "其他"),
    ]
    import_roster(db, OFFICER, round_id, roster_file(cadres=category))
    assert unit_named(db, round_id, "城关镇").cadres[0].category == "其他"
    assert unit_named(db, round_id, "县志办").cadres[0].post == "副主任"


def test_permission_and_unknown_things(sqlite: Database) -> None:
    round_id = make_round(sqlite)
    with pytest.raises(Refused):
        import_roster(sqlite, HOST, round_id, roster_file())
    with pytest.raises(NotFound):
        import_roster(sqlite, OFFICER, "nowhere", roster_file())
    with pytest.raises(NotFound):
        get_unit(sqlite, "nowhere")
    assert list_units(sqlite, "nowhere") == []
