"""Grades from meetings really held: suggestions, the three columns, quotas, caps, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from catalogue import said
from grading import (
    BALLOTS,
    BASIC,
    COMMITTEE,
    EXCELLENT,
    INCOMPETENT,
    column,
    hold_meeting,
    line,
    most,
    own,
    refused,
    votes,
)
from office import (
    ADMIN,
    AUDITOR,
    HOST,
    OFFICER,
    hold,
    make_round,
    meeting_input,
    print_roll,
    unit_named,
    with_unit,
)
from voting.assessment.grades.settings import GradeSettings
from voting.errors import VotingError
from voting.services.context import Actor
from voting.services.grades import give, moves
from voting.services.grades.read import grade_sheet, read_sheet
from voting.services.log import chain
from voting.services.meetings import plan
from voting.services.rounds import edit
from voting.storage.database import Database

AT = datetime(2021, 2, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def round_id(db: Database, keys: Any) -> str:
    """A round with roster and keys."""
    found = make_round(db)
    edit.accept_ceremony(db, OFFICER, found, keys.ceremony)
    return found


def settings(db: Database, round_id: str, **changed: Any) -> None:
    """Change quotas: ``member=dict(scope="county")``."""
    preset = GradeSettings.preset()
    edit.set_grade_settings(
        db,
        OFFICER,
        round_id,
        replace(
            preset,
            **{pool: replace(getattr(preset, pool), **more) for pool, more in changed.items()},
        ),
    )


def test_before_the_tally_there_are_names_and_no_suggestions(db: Database, round_id: str) -> None:
    unit = unit_named(db, round_id, "城关镇")
    plan.create_meeting(db, OFFICER, meeting_input(round_id, unit.id))
    found = grade_sheet(db, round_id, unit.id)
    assert (found.unit, found.meeting_id, found.stage) == (unit, None, "unit")
    assert [one.name for one in found.lines] == [
        "城关镇领导班子",
        "王伟",
        "李敏",
        "张强",
        "刘洋",
        "陈静",
    ]
    assert set(column(found, "committee").values()) == {None}
    assert found.waits_for_tally
    subject = unit.cadres[0].id
    refused("grades-no-tally", give.enter, db, OFFICER, unit.id, subject, "excellent", "因")
    refused("grades-no-tally", moves.hand_on, db, OFFICER, unit.id)


def test_seats_flags_and_figures(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(
        db,
        round_id,
        "城关镇",
        keys.trustees,
        {
            0: most(6),
            1: most(3),
            2: most(5),
            3: [EXCELLENT, *[INCOMPETENT] * 3, *[BASIC] * 2],
            4: most(2),
            5: most(6),
        },
    )
    found = grade_sheet(db, round_id, unit_id)
    assert [
        (
            p.id,
            p.scope,
            p.columns["software"].seats,
            p.columns["software"].base,
            p.columns["software"].used,
            p.counted,
            p.size,
        )
        for p in found.pools
    ] == [
        ("team", "county", 0, 2, 0, 1, 2),
        ("member", "unit", 1, 4, 1, 4, 4),
        ("other", "unit", 0, 1, 0, 1, 1),
    ]
    assert column(found, "software") == {
        "城关镇领导班子": "good",
        "王伟": "competent",
        "李敏": "excellent",
        "张强": "incompetent",
        "刘洋": "competent",
        "陈静": "competent",
    }
    second = line(db, round_id, unit_id, "李敏")
    told = second.software
    assert (told.rank, told.shared, told.tied, told.flags, told.outcome) == (
        1,
        False,
        False,
        (),
        "seat",
    )
    assert (second.excellent_rate, second.favourable_rate, second.unfavourable_rate) == (
        Decimal("83.33"),
        Decimal("100.00"),
        Decimal("0.00"),
    )
    assert "优秀率83.33%" in told.reason.zh and "seats for excellent (1)" in told.reason.en
    third = line(db, round_id, unit_id, "张强")
    assert [flag.code for flag in third.software.flags] == ["favourable-low", "unfavourable-high"]
    assert (third.unit, third.grade_at("committee")) == (None, third.software.grade)
    assert found.numbers("software", "cadre") == {"competent": 3, "excellent": 1, "incompetent": 1}


def test_a_tie_at_the_boundary_is_shown_and_not_broken(
    db: Database, round_id: str, keys: Any
) -> None:
    unit_id = hold_meeting(db, round_id, "城关镇", keys.trustees, {1: most(4), 3: most(4)})
    found = grade_sheet(db, round_id, unit_id)
    members = found.pools[1]
    assert members.tie is not None
    assert (members.columns["software"].used, members.tie.seats_left, members.tie.tied) == (0, 1, 2)
    assert {one.name for one in found.lines if one.software.tied} == {"王伟", "张强"}
    assert "excellent" not in column(found, "software").values()


def test_the_teams_of_the_round_are_one_pool(db: Database, round_id: str, keys: Any) -> None:
    settings(db, round_id, team={"ratio": Fraction(1, 2)})
    town = hold_meeting(db, round_id, "城关镇", keys.trustees, {0: most(3)})
    early = grade_sheet(db, round_id, town).pools[0]
    assert (early.counted, early.size, early.columns["software"].used) == (1, 2, 1)
    office = hold_meeting(db, round_id, "县财政局", keys.trustees, {0: most(5)})
    late = grade_sheet(db, round_id, town)
    assert (late.pools[0].counted, late.pools[0].columns["software"].used) == (2, 1)
    assert late.lines[0].software.rank == 2
    assert column(late, "software")["城关镇领导班子"] == "good"
    assert column(grade_sheet(db, round_id, office), "software")["县财政局领导班子"] == "excellent"


def test_of_two_meetings_the_later_one_counts(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys.trustees, {0: most(5)})
    again = plan.create_meeting(
        db, OFFICER, replace(meeting_input(round_id, unit_id, BALLOTS), date="2021-01-27 09:00")
    )
    assert line(db, round_id, unit_id, "周涛").excellent_rate == Decimal("83.33")
    hold(db, print_roll(db, again), {"A": votes(1, {0: most(2)})}, keys.trustees)
    assert grade_sheet(db, round_id, unit_id).meeting_id == again
    assert line(db, round_id, unit_id, "周涛").excellent_rate == Decimal("33.33")


def test_a_number_set_by_hand_is_cut_to_the_pool(db: Database, round_id: str, keys: Any) -> None:
    settings(db, round_id, other={"rounding": "manual", "manual": 3})
    unit_id = hold_meeting(db, round_id, "县志办", keys.trustees, {0: most(1)})
    [pool] = grade_sheet(db, round_id, unit_id).pools
    assert (pool.id, pool.columns["software"].seats, pool.columns["software"].used) == (
        "other",
        1,
        1,
    )


def test_a_unit_enters_with_a_reason_and_takes_back(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys.trustees, {0: most(5)})
    subject = unit_named(db, round_id, "县志办").cadres[0].id
    give.enter(
        db,
        own(unit_id, "县志办"),
        unit_id,
        subject,
        "basically-competent",
        " 年度\n一般 ",
        clock=lambda: AT,
    )
    entered = line(db, round_id, unit_id, "周涛")
    assert entered.unit is not None and entered.grade_at("committee") == entered.unit.grade
    assert (entered.unit.grade.id, entered.unit.reason, entered.unit.by, entered.unit.at) == (
        "basically-competent",
        "年度 一般",
        "县志办",
        "2021-02-01T08:30:00Z",
    )
    give.enter(db, OFFICER, unit_id, subject, "incompetent", "更正")
    changed = line(db, round_id, unit_id, "周涛").unit
    assert changed is not None and changed.by == "组织部", "an officer may write for the unit"
    give.enter(db, own(unit_id), unit_id, subject, "competent", "")
    assert line(db, round_id, unit_id, "周涛").unit is None, "the software's grade needs no reason"
    give.enter(db, OFFICER, unit_id, subject, "none", "在外学习")
    assert line(db, round_id, unit_id, "周涛").grade_at("unit").text.zh == "不确定等次"
    give.withdraw(db, own(unit_id, "县志办"), unit_id, subject)
    assert line(db, round_id, unit_id, "周涛").unit is None
    told = [
        (e.action, e.actor, e.details.get("grade"))
        for e in chain.entries(db, ADMIN)
        if e.action.startswith("grade-e") or e.action.startswith("grade-w")
    ]
    assert told == [
        ("grade-entered", "县志办", "basically-competent"),
        ("grade-entered", "组织部", "incompetent"),
        ("grade-withdrawn", "城关镇", None),
        ("grade-entered", "组织部", "none"),
        ("grade-withdrawn", "县志办", None),
    ]


def test_what_an_entry_is_refused_for(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys.trustees, {})
    subject = unit_named(db, round_id, "县志办").cadres[0].id
    elsewhere = unit_named(db, round_id, "城关镇")

    def enter(
        code: str,
        *,
        actor: Actor = OFFICER,
        unit: str = unit_id,
        who: str = subject,
        grade: str = "excellent",
        reason: str = "理由",
    ) -> None:
        with pytest.raises(VotingError) as caught:
            give.enter(db, actor, unit, who, grade, reason)
        assert caught.value.code == code

    enter("text-missing", reason=" \n ")
    enter("text-long", reason="长" * 1001)
    enter("grade-unknown", grade="good")
    enter("grade-unknown", grade="")
    enter("proposal-subject", who=elsewhere.cadres[0].id)
    enter("not-permitted", actor=HOST)
    enter("not-permitted", actor=AUDITOR)
    enter("grades-elsewhere", actor=COMMITTEE)
    enter("other-unit", actor=with_unit(OFFICER, elsewhere.id))
    enter("unit-unknown", unit="nowhere")
    assert line(db, round_id, unit_id, "周涛").unit is None
    refused("other-unit", give.withdraw, db, with_unit(OFFICER, elsewhere.id), unit_id, subject)


def test_who_may_read(db: Database, round_id: str) -> None:
    unit, other = (unit_named(db, round_id, name).id for name in ("城关镇", "县志办"))
    for actor in (OFFICER, AUDITOR, COMMITTEE, with_unit(OFFICER, unit)):
        assert read_sheet(db, actor, round_id, unit).unit.id == unit
    refused("not-permitted", read_sheet, db, HOST, round_id, unit)
    refused("other-unit", read_sheet, db, with_unit(OFFICER, other), round_id, unit)
    with pytest.raises(VotingError) as caught:
        grade_sheet(db, make_round(db), unit)
    assert caught.value.code == "unit-unknown"


def test_over_quota_is_refused_at_submission_with_the_arithmetic(
    db: Database, round_id: str, keys: Any
) -> None:
    """Four members: 25 % of 4 is 1. A second 优秀 is one too many."""
    unit_id = hold_meeting(db, round_id, "城关镇", keys.trustees, {1: most(5)})
    town = unit_named(db, round_id, "城关镇")
    give.enter(db, own(unit_id), unit_id, town.cadres[1].id, "excellent", "工作突出")
    error = refused("quota-exceeded", moves.hand_on, db, own(unit_id), unit_id)
    assert (error.values["wanted"], error.values["seats"], said(error.values["sentence"])[0]) == (
        2,
        1,
        "优秀名额1名（4 × 25.00%，向下取整）",
    )
    members = grade_sheet(db, round_id, unit_id).pools[1].columns
    assert (members["unit"].used, members["unit"].over, members["software"].over) == (2, 1, 0)
    assert grade_sheet(db, round_id, unit_id).stage == "unit", "nothing happened"
    give.enter(db, own(unit_id), unit_id, town.cadres[0].id, "competent", "让出名额")
    moves.hand_on(db, own(unit_id), unit_id)
    assert grade_sheet(db, round_id, unit_id).stage == "department"


def test_one_without_a_grade_makes_the_base_smaller(db: Database, round_id: str, keys: Any) -> None:
    """25 % of 3 is 0: the 优秀 that was within the quota of 4 is not within it any more."""
    unit_id = hold_meeting(db, round_id, "城关镇", keys.trustees, {1: most(5)})
    town = unit_named(db, round_id, "城关镇")
    give.enter(db, OFFICER, unit_id, town.cadres[3].id, "none", "长期病假")
    error = refused("quota-exceeded", moves.hand_on, db, OFFICER, unit_id)
    assert said(error.values["sentence"])[0] == "优秀名额0名（3 × 25.00%，向下取整）"


def test_the_way_through_three_columns(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys.trustees, {})
    subject = unit_named(db, round_id, "县志办").cadres[0].id
    unit = own(unit_id, "县志办")
    refused("grades-at-start", moves.send_back, db, OFFICER, unit_id, "重报")
    moves.hand_on(db, unit, unit_id, clock=lambda: AT)
    agreed = line(db, round_id, unit_id, "周涛").unit
    assert agreed is not None and (agreed.grade.id, agreed.reason, agreed.by, agreed.at) == (
        "competent",
        "",
        "县志办",
        "2021-02-01T08:30:00Z",
    ), "agreement is written down"
    refused("grades-elsewhere", give.enter, db, unit, unit_id, subject, "none", "晚了")
    give.enter(db, OFFICER, unit_id, subject, "basically-competent", "综合研判")
    seen = read_sheet(db, unit, round_id, unit_id)
    assert (seen.stage, seen.lines[0].department) == ("department", None), "not the unit's to see"
    moves.send_back(db, OFFICER, unit_id, "请补充说明")
    back = read_sheet(db, unit, round_id, unit_id)
    assert (back.stage, back.moves[-1].reason, back.lines[0].unit) == ("unit", "请补充说明", None)
    moves.hand_on(db, unit, unit_id)
    kept = line(db, round_id, unit_id, "周涛").department
    assert kept is not None and kept.reason == "综合研判", "what the department wrote is kept"
    moves.hand_on(db, OFFICER, unit_id)
    refused("grades-elsewhere", moves.hand_on, db, OFFICER, unit_id)
    refused("text-missing", moves.send_back, db, COMMITTEE, unit_id, " ")
    give.enter(db, COMMITTEE, unit_id, subject, "competent", "委员会研究")
    assert moves.hand_on_all(db, COMMITTEE, round_id) == 1
    end = grade_sheet(db, round_id, unit_id)
    assert end.decided and [
        end.lines[0].grade_at(c).id for c in ("software", "unit", "department", "committee")
    ] == ["competent", "competent", "basically-competent", "competent"]
    assert [(m.before, m.after) for m in end.moves] == [
        ("unit", "department"),
        ("department", "unit"),
        ("unit", "department"),
        ("department", "committee"),
        ("committee", "decided"),
    ]
    told = [e.action for e in chain.entries(db, ADMIN) if e.action.startswith("grades-")]
    assert told == [
        "grades-handed-on",
        "grades-sent-back",
        "grades-handed-on",
        "grades-handed-on",
        "grades-decided",
    ]


def test_what_is_decided_is_frozen(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys.trustees, {})
    subject = unit_named(db, round_id, "县志办").cadres[0].id
    for actor in (own(unit_id), OFFICER, COMMITTEE):
        moves.hand_on(db, actor, unit_id)
    for actor in (own(unit_id), OFFICER, COMMITTEE):
        refused("grades-decided", give.enter, db, actor, unit_id, subject, "none", "改")
        refused("grades-decided", give.withdraw, db, actor, unit_id, subject)
        refused("grades-decided", moves.hand_on, db, actor, unit_id)
        refused("grades-decided", moves.send_back, db, actor, unit_id, "改")
    refused("grades-none-waiting", moves.hand_on_all, db, COMMITTEE, round_id)
    end = read_sheet(db, own(unit_id), round_id, unit_id)
    assert end.lines[0].committee is not None and end.lines[0].committee.grade.id == "competent"


def test_a_shared_pool_is_checked_whole_when_the_department_hands_on(
    db: Database, round_id: str, keys: Any
) -> None:
    """Six members of both units: 25 % of 6 is 1. Each unit may propose; together they may not."""
    settings(db, round_id, member={"scope": "county"})
    town = hold_meeting(db, round_id, "城关镇", keys.trustees, {1: most(5)})
    office = hold_meeting(db, round_id, "县财政局", keys.trustees, {1: most(4)})
    manager = unit_named(db, round_id, "县财政局").cadres[0].id
    give.enter(db, OFFICER, office, manager, "excellent", "成绩突出")
    for unit in (town, office):
        moves.hand_on(db, OFFICER, unit)
    sheet = grade_sheet(db, round_id, town)
    shared = next(pool for pool in sheet.pools if pool.id == "member")
    assert (shared.scope, shared.where.zh, shared.size) == ("county", "全部单位", 6)
    assert (shared.columns["unit"].used, shared.columns["department"].over) == (2, 1)
    refused("quota-exceeded", moves.hand_on_all, db, OFFICER, round_id)
    moves.hand_on(db, OFFICER, town)
    error = refused("quota-exceeded", moves.hand_on, db, OFFICER, office)
    assert said(error.values["sentence"])[0] == "优秀名额1名（6 × 25.00%，向下取整）"
    give.enter(db, OFFICER, office, manager, "competent", "名额所限")
    assert moves.hand_on_all(db, OFFICER, round_id) == 1
    assert moves.hand_on_all(db, COMMITTEE, round_id) == 2


def test_units_of_a_cluster_share_and_others_do_not(db: Database, round_id: str, keys: Any) -> None:
    """Without a cluster of its own a unit shares with its kind; all three are 乡镇 here."""
    settings(db, round_id, member={"scope": "cluster"})
    town = hold_meeting(db, round_id, "城关镇", keys.trustees, {1: most(5)})
    pool = next(p for p in grade_sheet(db, round_id, town).pools if p.id == "member")
    assert (pool.where.zh, pool.size, pool.counted) == ("乡镇", 6, 4)
    unit_pools = read_sheet(db, own(town), round_id, town).pools
    assert [sorted(p.columns) for p in unit_pools] == [
        ["software"],
        ["software"],
        ["software", "unit"],
    ]


def test_the_grade_of_the_team_changes_the_seats_of_its_members(
    db: Database, round_id: str, keys: Any
) -> None:
    """Four members: 25 % is 1, with an 优秀 team 50 % is 2. The department takes the team's away."""
    settings(
        db,
        round_id,
        team={"rounding": "manual", "manual": 1},
        member={"if_team": {"excellent": Fraction(1, 2)}},
    )
    town = hold_meeting(
        db, round_id, "城关镇", keys.trustees, {0: most(6), 1: most(5), 2: most(4), 3: most(3)}
    )
    sheet = grade_sheet(db, round_id, town)
    assert [name for name, grade in column(sheet, "software").items() if grade == "excellent"] == [
        "城关镇领导班子",
        "王伟",
        "李敏",
    ]
    moves.hand_on(db, own(town), town)
    give.enter(db, OFFICER, town, sheet.lines[0].subject_id, "good", "全县综合平衡")
    error = refused("quota-exceeded", moves.hand_on, db, OFFICER, town)
    assert (said(error.values["pool"])[0], error.values["over"]) == ("城关镇班子成员", 1)
    members = grade_sheet(db, round_id, town).pools[1].columns
    assert (members["unit"].seats, members["department"].seats) == (2, 1)


def test_settings_are_frozen_with_the_last_decision(db: Database, round_id: str, keys: Any) -> None:
    for unit in ("城关镇", "县财政局", "县志办"):
        settings(db, round_id)
        unit_id = hold_meeting(db, round_id, unit, keys.trustees, {})
        for actor in (OFFICER, OFFICER, COMMITTEE):
            moves.hand_on(db, actor, unit_id)
    refused("grades-decided", settings, db, round_id)
