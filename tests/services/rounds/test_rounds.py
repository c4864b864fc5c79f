"""Rounds: what a new one brings, its keys, its settings."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from held_meeting import run_ceremony
from office import (
    ADMIN,
    BUNDLE,
    EARLY,
    HOST,
    OFFICER,
    make_round,
    meeting_input,
    print_roll,
    unit_named,
)
from voting.assessment.grades.settings import GradeSettings
from voting.errors import BadInput, BadProof, NotFound, Refused, VotingError
from voting.services.log import chain
from voting.services.meetings import opening, plan
from voting.services.rounds import edit
from voting.storage import rounds as rows
from voting.storage.database import Database

INPUT = edit.RoundInput(2020, " 2020年度考核 ", "清组文〔2021〕1号", "条例\n第三条")


def test_a_new_round(db: Database) -> None:
    round_id = edit.create_round(db, OFFICER, INPUT)
    view = edit.get_round(db, round_id)
    assert (view.year, view.name, view.number, view.basis) == (
        2020,
        "2020年度考核",
        "清组文〔2021〕1号",
        "条例 第三条",
    )
    assert (view.units, view.cadres, view.meetings, view.keys) == (0, 0, 0, None)
    assert view.settings == GradeSettings.preset()
    with db.reading() as session:
        row = rows.known(session, round_id)
        assert row is not None
        assert [form["id"] for form in row.forms] == ["team", "cadre"]
        assert [q["text"]["zh"] for q in row.forms[1]["questions"]] == [
            "德",
            "能",
            "勤",
            "绩",
            "廉",
            "总体评价",
        ]


def test_the_latest_year_comes_first(db: Database) -> None:
    for year in (2019, 2021, 2020):
        edit.create_round(db, OFFICER, replace(INPUT, year=year))
    assert [r.year for r in edit.list_rounds(db)] == [2021, 2020, 2019]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"year": 1948}, "number-range"),
        ({"year": 3000}, "number-range"),
        ({"name": "  "}, "text-missing"),
        ({"name": "x" * 201}, "text-long"),
        ({"name": "a\x00b"}, "text-control"),
        ({"number": "x" * 101}, "text-long"),
        ({"basis": "x" * 2001}, "text-long"),
    ],
)
def test_impossible_rounds(sqlite: Database, change: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as bad:
        edit.create_round(sqlite, OFFICER, replace(INPUT, **change))
    assert bad.value.code == code
    assert edit.list_rounds(sqlite) == []


def test_permission_and_unknown_rounds(sqlite: Database) -> None:
    with pytest.raises(Refused):
        edit.create_round(sqlite, HOST, INPUT)
    with pytest.raises(NotFound):
        edit.get_round(sqlite, "nowhere")
    with pytest.raises(NotFound):
        edit.set_grade_settings(sqlite, OFFICER, "nowhere", GradeSettings.preset())


def test_keys_are_taken_and_may_be_replaced_until_a_meeting_opens(db: Database, keys: Any) -> None:
    round_id = make_round(db)
    meeting_id = plan.create_meeting(
        db, OFFICER, meeting_input(round_id, unit_named(db, round_id, "城关镇").id)
    )
    other = run_ceremony()[1]
    edit.accept_ceremony(db, OFFICER, round_id, other.encode())
    view = edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    assert view == edit.get_round(db, round_id).keys
    assert view.threshold == 2 and [index for index, _ in view.members] == [1, 2, 3]
    assert view.fingerprint != other.fingerprint()
    opening.open_meeting(db, HOST, print_roll(db, meeting_id).meeting, BUNDLE, EARLY)
    with pytest.raises(Refused) as refused:
        edit.accept_ceremony(db, OFFICER, round_id, other.encode())
    assert refused.value.code == "keys-in-use"
    assert edit.get_round(db, round_id).keys == view
    actions = [e.action for e in chain.entries(db, ADMIN)]
    assert [a for a in actions if a.startswith("keys")] == ["keys-accepted", "keys-replaced"]


def test_a_spoilt_ceremony_is_not_taken(sqlite: Database, keys: Any) -> None:
    round_id = edit.create_round(sqlite, OFFICER, INPUT)
    place = keys.ceremony.index(b'"c":"') + 5
    flipped = b"1" if keys.ceremony[place : place + 1] == b"0" else b"0"
    with pytest.raises(BadProof):
        edit.accept_ceremony(
            sqlite, OFFICER, round_id, keys.ceremony[:place] + flipped + keys.ceremony[place + 1 :]
        )
    for data in (b"", b"{}", keys.ceremony[:-1]):
        with pytest.raises(VotingError):
            edit.accept_ceremony(sqlite, OFFICER, round_id, data)
    assert edit.get_round(sqlite, round_id).keys is None


def test_settings_for_grades(db: Database) -> None:
    round_id = edit.create_round(db, OFFICER, INPUT)
    preset = GradeSettings.preset()
    changed = replace(preset, ranking="score", member=replace(preset.member, ratio=Fraction(1, 3)))
    edit.set_grade_settings(db, OFFICER, round_id, changed)
    assert edit.get_round(db, round_id).settings == changed
    for wrong in (
        replace(preset, ranking="luck"),
        replace(preset, team=replace(preset.team, ratio=Fraction(3, 2))),
    ):
        with pytest.raises(BadInput):
            edit.set_grade_settings(db, OFFICER, round_id, wrong)
    assert edit.get_round(db, round_id).settings == changed
    plain = preset.plain()
    del plain["other"]
    with pytest.raises(BadInput) as bad:
        GradeSettings.read(plain)
    assert bad.value.code == "settings-incomplete"
