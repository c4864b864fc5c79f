"""Scope at work: standings of a round, decisions, versions of rules, and what opening freezes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from office import (
    ADMIN,
    AUDITOR,
    BUNDLE,
    HOST,
    OFFICER,
    make_round,
    meeting_input,
    print_roll,
    unit_named,
    with_unit,
)
from voting.assessment import permissions
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.assessment.roster.presets import preset
from voting.errors import BadInput, NotFound, Refused
from voting.services.context import Actor
from voting.services.log import chain
from voting.services.meetings import opening, plan
from voting.services.roster import scope, scope_edits
from voting.services.roster.facts import put_facts
from voting.services.roster.scope_edits import Decision
from voting.services.roster.views import list_units, unit_views
from voting.services.rounds import edit
from voting.storage import meetings as meeting_rows
from voting.storage import rosters as unit_rows
from voting.storage.database import Database

COMMITTEE = Actor("committe", "考评委", permissions.COMMITTEE)
TRUSTEE = Actor("trustee0", "保管人", permissions.TRUSTEE)
FACTS = {
    "王伟": CadreFacts(moved=True, former_unit="县志办"),
    "李敏": CadreFacts(leave_days=183),
    "张强": CadreFacts(retired="2020-03-20"),
    "刘洋": CadreFacts(discipline=(Discipline("warning", "2020-03", "清纪〔2020〕3号"),)),
}


def enter(db: Database, round_id: str, facts: Mapping[str, CadreFacts]) -> dict[str, str]:
    """Keep facts by name; returns the ids of all cadres by name."""
    ids = {c.name: c.id for u in list_units(db, round_id) for c in u.cadres}
    with db.transaction() as session:
        put_facts(session, {ids[name]: one for name, one in facts.items()})
    return ids


def row(db: Database, actor: Actor, round_id: str, name: str) -> scope.ScopeRow:
    return next(r for r in scope.scope_of(db, actor, round_id).rows if r.cadre.name == name)


def answers(found: scope.ScopeRow) -> tuple[bool, bool, str | None]:
    return found.standing.on_ballot, found.standing.graded, found.standing.cap


def open_town(db: Database, round_id: str, keys: Any) -> dict[str, Any]:
    """Open a meeting of 城关镇; returns the manifest."""
    edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
    town = unit_named(db, round_id, "城关镇")
    meeting_id = plan.create_meeting(db, OFFICER, meeting_input(round_id, town.id))
    print_roll(db, meeting_id)
    open_one(db, meeting_id)
    with db.reading() as session:
        found = meeting_rows.known(session, meeting_id)
        assert found is not None and found.manifest is not None
        manifest: dict[str, Any] = json.loads(found.manifest)
        return manifest


def open_one(db: Database, meeting_id: str) -> None:
    """With a reason where the opening asks for one."""
    try:
        opening.open_meeting(db, HOST, meeting_id, BUNDLE)
    except Refused as refused:
        assert refused.code == "publicity-not-run"
        opening.open_meeting(db, HOST, meeting_id, BUNDLE, "公示另行安排")


def refused_code(call: Any, *arguments: Any) -> str:
    with pytest.raises((BadInput, Refused, NotFound)) as caught:
        call(*arguments)
    return caught.value.code


def test_the_page_lists_those_with_something_to_say(db: Database) -> None:
    round_id = make_round(db)
    enter(db, round_id, FACTS)
    page = scope.scope_of(db, OFFICER, round_id)
    assert [r.cadre.name for r in page.rows] == ["王伟", "李敏", "张强", "刘洋"]
    assert (page.cadres, page.open, page.full, page.year, page.rules) == (
        8,
        1,
        True,
        2020,
        preset(),
    )
    assert [answers(r) for r in page.rows] == [
        (True, True, None),
        (True, False, None),
        (False, False, None),
        (True, True, "competent"),
    ]


def test_standings_of_all_units_cost_three_queries(sqlite: Database) -> None:
    round_id = make_round(sqlite)
    enter(sqlite, round_id, FACTS)
    asked: list[str] = []
    with sqlite.reading() as session:
        units = unit_views(session, unit_rows.units(session, round_id))
        event.listen(
            sqlite.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2])
        )
        found = scope.standings(session, units)
    assert len(found) == 8 and sum(not one.on_ballot for one in found.values()) == 1
    assert len(asked) == 3, asked  # facts, decisions, the round


def test_discipline_reaches_neither_units_nor_hosts_nor_trustees(db: Database) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, FACTS)
    town = unit_named(db, round_id, "城关镇")
    unit = with_unit(OFFICER, town.id)
    told = scope.scope_of(db, unit, round_id)
    assert not told.full and "警告" not in repr(told.rows) and "清纪" not in repr(told.rows)
    assert answers(row(db, unit, round_id, "刘洋")) == (True, True, "competent")
    one = scope.scope_of_cadre(db, unit, ids["刘洋"])
    assert one.facts.discipline == () and "warning" not in repr(one)
    scope_edits.override(db, OFFICER, ids["刘洋"], Decision(None, None, "", "处分已撤销"))
    assert [r.cadre.name for r in scope.scope_of(db, unit, round_id).rows] == [
        "王伟",
        "李敏",
        "张强",
    ]
    one = scope.scope_of_cadre(db, unit, ids["刘洋"])
    assert one.row.ruled.plain_case and one.row.standing.plain_case
    for actor in (HOST, TRUSTEE):
        assert refused_code(scope.scope_of, db, actor, round_id) == "not-permitted"
        assert refused_code(scope.scope_of_cadre, db, actor, ids["刘洋"]) == "not-permitted"
    for actor in (OFFICER, ADMIN, COMMITTEE, AUDITOR):
        assert "警告" in repr(row(db, actor, round_id, "刘洋"))
        assert scope.scope_of_cadre(db, actor, ids["刘洋"]).facts.discipline


def test_a_unit_sees_its_own_cadres_only(db: Database) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, {**FACTS, "赵敏": CadreFacts(leave_days=200)})
    unit = with_unit(OFFICER, unit_named(db, round_id, "县财政局").id)
    page = scope.scope_of(db, unit, round_id)
    assert ([r.cadre.name for r in page.rows], page.cadres) == (["赵敏"], 2)
    assert refused_code(scope.scope_of_cadre, db, unit, ids["李敏"]) == "other-unit"


def test_standings_for_a_person_hold_what_that_person_may_see(sqlite: Database) -> None:
    round_id = make_round(sqlite)
    ids = enter(sqlite, round_id, FACTS)
    with sqlite.reading() as session:
        units = unit_views(session, unit_rows.units(session, round_id))
        for actor, seen in ((OFFICER, True), (COMMITTEE, True), (HOST, False), (TRUSTEE, False)):
            found = scope.standings_for(session, actor, units)[ids["刘洋"]]
            assert ("警告" in repr(found)) is seen and found.cap == "competent"


def test_a_decision_wins_is_logged_and_can_be_taken_back(db: Database) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, FACTS)
    made = Decision(None, None, "", "  处分决定\n已撤销 ")
    scope_edits.override(db, OFFICER, ids["刘洋"], made)
    found = row(db, OFFICER, round_id, "刘洋")
    assert answers(found) == (True, True, None) and found.ruled.cap == "competent"
    assert found.standing.decided is not None
    assert (found.standing.decided.reason, found.standing.decided.by) == (
        "处分决定 已撤销",
        OFFICER.name,
    )
    last = chain.entries(db, AUDITOR)[-1]
    assert (last.action, last.target, dict(last.details)) == (
        "scope-decided",
        ids["刘洋"],
        {"name": "刘洋", "cap": "", "reason": "处分决定 已撤销"},
    )
    scope_edits.withdraw(db, OFFICER, ids["刘洋"])
    assert answers(row(db, OFFICER, round_id, "刘洋")) == (True, True, "competent")
    assert refused_code(scope_edits.withdraw, db, OFFICER, ids["刘洋"]) == "override-none"


def test_exactly_half_a_year_waits_for_a_person(db: Database) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, FACTS)
    assert row(db, OFFICER, round_id, "李敏").open
    silent = Decision(None, None, "competent", "先定最高等次")
    assert refused_code(scope_edits.override, db, OFFICER, ids["李敏"], silent) == (
        "override-unanswered"
    )
    scope_edits.override(db, OFFICER, ids["李敏"], Decision(None, True, None, "恰为半年，未超过"))
    found = row(db, OFFICER, round_id, "李敏")
    assert answers(found) == (True, True, None) and not found.open
    enter(db, round_id, {"李敏": CadreFacts(leave_days=250)})
    again = row(db, OFFICER, round_id, "李敏")
    assert (again.standing.stale, again.open, again.standing.graded) == (True, True, True)


def test_decisions_that_decide_nothing_or_by_nobody_are_refused(db: Database) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, FACTS)
    wanted = Decision(True, None, None, "理由")
    for actor in (HOST, TRUSTEE, COMMITTEE, AUDITOR, with_unit(OFFICER, "x")):
        assert refused_code(scope_edits.override, db, actor, ids["王伟"], wanted) == "not-permitted"
        assert refused_code(scope_edits.withdraw, db, actor, ids["王伟"]) == "not-permitted"
        assert refused_code(scope_edits.set_rules, db, actor, round_id, preset(), "因") == (
            "not-permitted"
        )
    for decision, code in (
        (Decision(None, None, None, "理由"), "override-nothing"),
        (replace(wanted, reason=" "), "text-missing"),
        (replace(wanted, reason="长" * 1001), "text-long"),
        (replace(wanted, cap="superb"), "grade-unknown"),
    ):
        assert refused_code(scope_edits.override, db, OFFICER, ids["王伟"], decision) == code
    assert refused_code(scope_edits.override, db, OFFICER, "nobody00", wanted) == "cadre-unknown"
    assert row(db, OFFICER, round_id, "王伟").standing.decided is None


def test_only_cadres_in_scope_stand_on_the_ballot_and_nothing_tells_why(
    db: Database, keys: Any
) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, FACTS)
    scope_edits.override(db, OFFICER, ids["陈静"], Decision(False, False, None, "援派在外"))
    manifest = open_town(db, round_id, keys)
    names = [
        s["name"] for form in manifest["forms"] for s in form["subjects"] if form["kind"] == "cadre"
    ]
    assert names == ["王伟", "李敏", "刘洋"]
    text = json.dumps(manifest, ensure_ascii=False)
    for secret in ("警告", "清纪", "warning", "病事假", "退休", "援派", "张强"):
        assert secret not in text


def test_after_opening_the_ballot_is_frozen_and_grades_are_not(db: Database, keys: Any) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, FACTS)
    open_town(db, round_id, keys)
    off = Decision(False, None, None, "不再列入")
    on = Decision(True, None, None, "恢复列入")
    assert refused_code(scope_edits.override, db, OFFICER, ids["王伟"], off) == "roster-frozen"
    assert refused_code(scope_edits.override, db, OFFICER, ids["张强"], on) == "roster-frozen"
    assert row(db, OFFICER, round_id, "王伟").standing.decided is None
    scope_edits.override(db, OFFICER, ids["王伟"], Decision(None, False, None, "援派"))
    assert answers(row(db, OFFICER, round_id, "王伟")) == (True, False, None)
    scope_edits.override(db, OFFICER, ids["赵敏"], off)  # its unit's meeting has not opened
    assert not row(db, OFFICER, round_id, "赵敏").standing.on_ballot


def test_a_withdrawal_that_would_change_an_opened_ballot_is_refused(
    db: Database, keys: Any
) -> None:
    round_id = make_round(db)
    ids = enter(db, round_id, FACTS)
    scope_edits.override(db, OFFICER, ids["张强"], Decision(True, True, None, "延迟退休"))
    open_town(db, round_id, keys)
    assert refused_code(scope_edits.withdraw, db, OFFICER, ids["张强"]) == "roster-frozen"
    assert row(db, OFFICER, round_id, "张强").standing.on_ballot


def test_rules_get_a_version_a_source_and_a_line_in_the_log(db: Database) -> None:
    round_id = make_round(db)
    enter(db, round_id, FACTS)
    softer = replace(preset().measures[1], years=0)
    wanted = replace(
        preset(), leave_days=180, measures=(preset().measures[0], softer, *preset().measures[2:])
    )
    made = scope_edits.set_rules(db, OFFICER, round_id, wanted, "本县规定")
    assert scope.scope_rules(db, AUDITOR, round_id) == made
    assert (made.version, made.changed_by, made.why) == (2, OFFICER.name, "本县规定")
    assert [m.source for m in made.measures[:3]] == ["found", "own", "found"]
    last = chain.entries(db, AUDITOR)[-1]
    assert (last.action, dict(last.details)) == (
        "rules-changed",
        {"version": 2, "changed": "leave_days、warning", "reason": "本县规定"},
    )
    assert answers(row(db, OFFICER, round_id, "李敏")) == (True, False, None)
    assert not row(db, OFFICER, round_id, "李敏").open
    assert refused_code(scope_edits.set_rules, db, OFFICER, round_id, made, "再存") == "rules-same"
    back = scope_edits.set_rules(db, OFFICER, round_id, preset(), "恢复预设")
    assert (back.version, back.measures) == (3, preset().measures)


def test_rules_that_would_change_an_opened_ballot_are_refused(db: Database, keys: Any) -> None:
    round_id = make_round(db)
    enter(db, round_id, {**FACTS, "孙磊": CadreFacts(retired="2020-03-20")})
    open_town(db, round_id, keys)
    shorter = replace(preset(), retirement_months=2)  # 张强 worked over two months
    assert refused_code(scope_edits.set_rules, db, OFFICER, round_id, shorter, "两个月") == (
        "roster-frozen"
    )
    assert scope.scope_rules(db, OFFICER, round_id).version == 1
    graded = replace(preset(), leave_days=125)  # touches grades only
    assert scope_edits.set_rules(db, OFFICER, round_id, graded, "工作日").version == 2
    assert refused_code(scope_edits.set_rules, db, OFFICER, "nowhere0", graded, "因") == (
        "round-unknown"
    )
    broken = replace(preset(), leave_days=999)
    assert refused_code(scope_edits.set_rules, db, OFFICER, round_id, broken, "因") == (
        "rules-invalid"
    )
