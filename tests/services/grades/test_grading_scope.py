"""Scope and grades together: caps, 不确定等次, 不参加考核, open questions, and who sees why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue import said
from databases import opened, sqlite_url
from grading import COMMITTEE, column, hold_meeting, line, most, own, refused
from office import OFFICER, make_round, unit_named
from small_hall import together
from voting.assessment.grades.sheet import GradeSheet
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.documents.roster.reading import read_roster
from voting.documents.roster.template import roster_workbook
from voting.errors import Refused
from voting.services.grades import give, moves
from voting.services.grades.marks import mark_of
from voting.services.grades.read import grade_sheet, read_sheet
from voting.services.roster import scope_edits, workbook
from voting.services.roster.facts import put_facts
from voting.services.roster.importing import import_roster, preview_roster
from voting.services.roster.scope_edits import Decision
from voting.services.rounds import edit
from voting.storage.database import Database

FACTS = {
    "李敏": CadreFacts(leave_days=200),
    "张强": CadreFacts(retired="2020-03-20"),
    "刘洋": CadreFacts(discipline=(Discipline("warning", "2020-03", "清纪〔2020〕3号"),)),
    "陈静": CadreFacts(leave_days=183),
}
"""No grade (rule 5); not assessed (rule 6); 最高称职 (rule 7); exactly half a year of 366 days."""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, keys: Any) -> tuple[Path, str, str]:
    """城关镇 after its vote: everybody on the ballot is 优秀 to five of six."""
    folder = tmp_path_factory.mktemp("scope")
    with opened(sqlite_url(folder)) as db:
        round_id = make_round(db)
        edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
        ids = {c.name: c.id for c in unit_named(db, round_id, "城关镇").cadres}
        with db.transaction() as session:
            put_facts(session, {ids[name]: facts for name, facts in FACTS.items()})
        unit_id = hold_meeting(
            db, round_id, "城关镇", keys.trustees, {n: most(5) for n in range(5)}, subjects=5
        )
    return folder, round_id, unit_id


@pytest.fixture
def town(held: tuple[Path, str, str], tmp_path: Path) -> Iterator[tuple[Database, str, str]]:
    """A copy of it, the round and the unit."""
    folder, round_id, unit_id = held
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with opened(sqlite_url(tmp_path)) as db:
        yield db, round_id, unit_id


def named(sheet: GradeSheet) -> dict[str, str]:
    return {one.name: one.subject_id for one in sheet.lines}


def test_four_answers_stay_apart(town: tuple[Database, str, str]) -> None:
    db, round_id, unit_id = town
    sheet = grade_sheet(db, round_id, unit_id)
    assert [one.name for one in sheet.lines] == ["城关镇领导班子", "王伟", "李敏", "刘洋", "陈静"]
    assert [one.name for one in sheet.left_out] == ["张强"], "不参加考核 is counted apart"
    found = column(sheet, "software")
    assert (found["李敏"], found["刘洋"], found["陈静"]) == ("none", "competent", None)
    leave, warned, asked = (line(db, round_id, unit_id, name) for name in ("李敏", "刘洋", "陈静"))
    assert (leave.graded, leave.on_ballot, leave.software.outcome) == (False, True, "no-grade")
    assert warned.cap is not None and (warned.cap.text.zh, warned.graded) == ("称职", True)
    assert asked.open_question and not asked.graded
    members = next(pool for pool in sheet.pools if pool.id == "member")
    assert (members.size, members.columns["software"].base) == (3, 2), "who has no grade is out"
    assert sheet.numbers("unit", "cadre")["none"] == 1


def test_a_capped_cadre_never_gets_above_the_cap(town: tuple[Database, str, str]) -> None:
    db, round_id, unit_id = town
    ids = named(grade_sheet(db, round_id, unit_id))
    for actor in (own(unit_id), OFFICER):
        error = refused(
            "grade-above-cap",
            give.enter,
            db,
            actor,
            unit_id,
            ids["刘洋"],
            "excellent",
            "工作突出",
        )
        assert (error.values["name"], said(error.values["cap"])[0]) == ("刘洋", "称职")
    refused("grade-not-graded", give.enter, db, OFFICER, unit_id, ids["李敏"], "competent", "病愈")
    assert [g.id for g in line(db, round_id, unit_id, "刘洋").choices()] == [
        "competent",
        "basically-competent",
        "incompetent",
        "none",
    ]
    assert [g.id for g in line(db, round_id, unit_id, "李敏").choices()] == ["none"]


def test_a_cap_that_comes_later_stops_the_handing_on(town: tuple[Database, str, str]) -> None:
    db, round_id, unit_id = town
    ids = named(grade_sheet(db, round_id, unit_id))
    scope_edits.override(db, OFFICER, ids["陈静"], Decision(True, True, None, "按实际天数认定"))
    give.enter(db, own(unit_id), unit_id, ids["陈静"], "basically-competent", "履职一般")
    scope_edits.override(
        db, OFFICER, ids["陈静"], Decision(True, True, "incompetent", "处分决定已下")
    )
    error = refused("grade-above-cap", moves.hand_on, db, own(unit_id), unit_id)
    assert error.values["name"] == "陈静"


def test_an_open_question_is_answered_first(town: tuple[Database, str, str]) -> None:
    db, round_id, unit_id = town
    error = refused("grades-asked", moves.hand_on, db, own(unit_id), unit_id)
    assert error.values["names"] == "陈静"
    ids = named(grade_sheet(db, round_id, unit_id))
    scope_edits.override(db, OFFICER, ids["陈静"], Decision(None, False, None, "不确定等次"))
    assert column(grade_sheet(db, round_id, unit_id), "unit")["陈静"] == "none"
    moves.hand_on(db, own(unit_id), unit_id)


def test_the_unit_sees_the_cap_and_not_why(town: tuple[Database, str, str]) -> None:
    db, round_id, unit_id = town
    whole = line(db, round_id, unit_id, "刘洋")
    assert any("警告" in text.zh for text in whole.confidential)
    sheet = read_sheet(db, own(unit_id), round_id, unit_id)
    assert "警告" not in str(sheet) and "清纪" not in str(sheet)
    told = next(one for one in sheet.lines if one.name == "刘洋")
    assert told.cap is not None and not told.confidential
    assert any(one.confidential for one in read_sheet(db, COMMITTEE, round_id, unit_id).lines)


def test_a_decided_unit_keeps_its_scope(town: tuple[Database, str, str]) -> None:
    db, round_id, unit_id = town
    ids = named(grade_sheet(db, round_id, unit_id))
    scope_edits.override(db, OFFICER, ids["陈静"], Decision(None, False, None, "不确定等次"))
    for actor in (own(unit_id), OFFICER, COMMITTEE):
        moves.hand_on(db, actor, unit_id)
    refused(
        "grades-decided",
        scope_edits.override,
        db,
        OFFICER,
        ids["陈静"],
        Decision(None, True, None, "重新认定"),
    )
    refused("grades-decided", scope_edits.withdraw, db, OFFICER, ids["陈静"])


def test_two_who_hand_on_at_once_move_one_step(town: tuple[Database, str, str]) -> None:
    db, round_id, unit_id = town
    sheet = grade_sheet(db, round_id, unit_id)
    scope_edits.override(db, OFFICER, named(sheet)["陈静"], Decision(None, False, None, "请假"))
    seen = mark_of([sheet])
    done = together([lambda: moves.hand_on(db, OFFICER, unit_id, seen=seen)] * 4)
    codes = [one.code for one in done if isinstance(one, Refused)]
    assert done.count(None) == 1 and codes == ["grades-moved"] * 3
    assert grade_sheet(db, round_id, unit_id).stage == "department"


def test_a_decided_unit_keeps_its_roster(town: tuple[Database, str, str]) -> None:
    """Pools, caps and who gets a grade follow from the roster: a new one may not undo a decision.
    Other units, remarks and the same file again may pass."""
    db, round_id, unit_id = town
    ids = named(grade_sheet(db, round_id, unit_id))
    scope_edits.override(db, OFFICER, ids["陈静"], Decision(None, False, None, "不确定等次"))
    for actor in (own(unit_id), OFFICER, COMMITTEE):
        moves.hand_on(db, actor, unit_id)
    decided = grade_sheet(db, round_id, unit_id)
    kept = read_roster(workbook.current_workbook(db, OFFICER, round_id))
    changes: tuple[dict[str, Any], ...] = (
        {"category": "其他"},
        {"facts": CadreFacts()},
        {"head": True},
    )
    for changed in changes:
        cadres = [replace(row, **changed) if row.name == "刘洋" else row for row in kept.cadres]
        data = roster_workbook(kept.units, cadres)
        refused("roster-decided", import_roster, db, OFFICER, round_id, data)
        refused("roster-decided", preview_roster, db, OFFICER, round_id, data)
    units = [replace(row, cluster="甲组") if row.name == "城关镇" else row for row in kept.units]
    refused(
        "roster-decided",
        import_roster,
        db,
        OFFICER,
        round_id,
        roster_workbook(units, kept.cadres),
    )
    cadres = [
        replace(row, note="备注") if row.unit == "城关镇" else replace(row, category="其他")
        for row in kept.cadres
    ]
    import_roster(db, OFFICER, round_id, roster_workbook(kept.units, cadres))
    after = grade_sheet(db, round_id, unit_id)
    assert [(one.name, one.pool, one.cap, one.committee) for one in after.lines] == [
        (one.name, one.pool, one.cap, one.committee) for one in decided.lines
    ]


def test_who_was_not_voted_on_may_be_recommended(town: tuple[Database, str, str]) -> None:
    """Rule 6: who retired after half a year's work, the unit recommends a grade by performance."""
    db, round_id, unit_id = town
    sheet = grade_sheet(db, round_id, unit_id)
    retired = sheet.left_out[0].subject_id
    scope_edits.override(db, OFFICER, retired, Decision(False, True, None, "工作已满半年"))
    scope_edits.override(db, OFFICER, named(sheet)["陈静"], Decision(None, False, None, "请假半年"))
    found = line(db, round_id, unit_id, "张强")
    assert (found.on_ballot, found.software.outcome, found.excellent_rate) == (
        False,
        "no-figures",
        None,
    )
    assert grade_sheet(db, round_id, unit_id).left_out == ()
    error = refused("grades-missing", moves.hand_on, db, own(unit_id), unit_id)
    assert error.values["names"] == "张强"
    refused("text-missing", give.enter, db, own(unit_id), unit_id, retired, "competent", "")
    give.enter(db, own(unit_id), unit_id, retired, "competent", "退休前履职正常")
    moves.hand_on(db, own(unit_id), unit_id)
