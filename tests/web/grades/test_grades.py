"""The pages of grades: entering, over quota, handing on, sending back, deciding, who sees what."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask

from databases import opened, sqlite_url
from desk import Desk, signed_in
from grading import hold_meeting, most
from held_meeting import run_ceremony
from office import OFFICER, make_round, unit_named
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.services.grades.read import grade_sheet
from voting.services.roster.facts import put_facts
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database
from voting.web.app import create_app
from voting.web.site.settings import Settings


@dataclass(frozen=True)
class Town:
    """A round whose 城关镇 has voted: 王伟 has the one seat of its four members."""

    db: Database
    round: str
    unit: str
    subjects: dict[str, str]

    @property
    def sheet(self) -> str:
        return f"/rounds/{self.round}/units/{self.unit}/proposals"

    @property
    def overview(self) -> str:
        return f"/rounds/{self.round}/grades"


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Town]:
    """Held once; each test works on a copy. 刘洋 has a warning: 最高称职."""
    folder = tmp_path_factory.mktemp("grades")
    with opened(sqlite_url(folder)) as db:
        keys, ceremony = run_ceremony()
        round_id = make_round(db)
        edit.accept_ceremony(db, OFFICER, round_id, ceremony.encode())
        ids = {c.name: c.id for c in unit_named(db, round_id, "城关镇").cadres}
        with db.transaction() as session:
            put_facts(
                session,
                {
                    ids["刘洋"]: CadreFacts(
                        discipline=(Discipline("warning", "2020-03", "清纪〔2020〕3号"),)
                    )
                },
            )
        unit_id = hold_meeting(db, round_id, "城关镇", keys, {0: most(4), 1: most(5)})
        return folder, Town(db, round_id, unit_id, ids)


@pytest.fixture
def town(voted: tuple[Path, Town], tmp_path: Path) -> Iterator[Town]:
    """The town to work on."""
    folder, made = voted
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with opened(sqlite_url(tmp_path)) as db:
        yield replace(made, db=db)


@pytest.fixture
def pages(town: Town, checker: BallotChecker) -> Flask:
    """The application over it."""
    return create_app(town.db, Settings("s" * 32, None, checker))


@pytest.fixture
def unit(pages: Flask, town: Town) -> Desk:
    """The town's own account."""
    return signed_in(pages, town.db, "unit", town.unit)


@pytest.fixture
def officer(pages: Flask, town: Town) -> Desk:
    return signed_in(pages, town.db, "officer")


@pytest.fixture
def committee(pages: Flask, town: Town) -> Desk:
    return signed_in(pages, town.db, "committee")


def move(desk: Desk, town: Town, where: str, **fields: str) -> int:
    answer = desk.post(f"{town.sheet}/{where}", town.sheet, **fields)
    return answer.status_code


def stage(town: Town) -> str:
    return grade_sheet(town.db, town.round, town.unit).stage


def test_a_unit_gives_grades_with_a_reason_only(unit: Desk, town: Town) -> None:
    page = unit.text(town.sheet)
    line = grade_sheet(town.db, town.round, town.unit).lines[1]
    assert "软件只提示，由人决定" in page and line.software.reason.zh in page
    refused = unit.post(town.sheet, subject=line.subject_id, grade="competent", reason="  ")
    text = refused.get_data(as_text=True)
    assert refused.status_code == 400 and f'id="e-{line.subject_id}"' in text
    reason = "<b>让出名额</b>，集体研究"
    answer = unit.post(town.sheet, subject=line.subject_id, grade="competent", reason=reason)
    assert answer.status_code == 302
    page = unit.text(town.sheet)
    assert "&lt;b&gt;让出名额" in page and "<b>让出名额" not in page and "有调整" in page
    unit.post(town.sheet, subject=line.subject_id, withdraw="1")
    assert "让出名额" not in unit.text(town.sheet)


def test_over_quota_is_refused_with_the_arithmetic_on_the_page(unit: Desk, town: Town) -> None:
    unit.post(town.sheet, subject=town.subjects["李敏"], grade="excellent", reason="工作突出")
    assert "超出1名" in unit.text(town.sheet)
    answer = unit.post(f"{town.sheet}/hand-on", town.sheet, sure="1")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert (
        "城关镇班子成员：建议优秀2名，优秀名额1名（4 × 25.00%，向下取整），超出1名，不能提交。"
        in text
    )
    assert stage(town) == "unit"


def test_nothing_is_submitted_by_a_slip_of_the_finger(unit: Desk, town: Town) -> None:
    assert move(unit, town, "hand-on") == 400
    assert stage(town) == "unit"
    assert move(unit, town, "hand-on", sure="1") == 302
    page = unit.text(town.sheet)
    assert "组织部门审核中" in page and "修改</summary>" not in page
    answer = unit.client.post(
        town.sheet,
        data={
            "csrf_token": unit.token("/password"),
            "subject": town.subjects["王伟"],
            "grade": "competent",
            "reason": "晚了",
        },
    )
    assert answer.status_code == 409


def test_the_three_columns_to_the_end(
    unit: Desk, officer: Desk, committee: Desk, town: Town
) -> None:
    assert move(unit, town, "hand-on", sure="1") == 302
    assert move(officer, town, "send-back", reason=" ") == 400
    assert move(officer, town, "send-back", reason="请补充理由") == 302
    assert "请补充理由" in unit.text(town.sheet) and stage(town) == "unit"
    assert move(unit, town, "hand-on", sure="1") == 302
    officer.post(town.sheet, subject=town.subjects["王伟"], grade="competent", reason="全县平衡")
    assert "全县平衡" not in unit.text(town.sheet)
    listed = officer.text(town.overview)
    assert "全县平衡" in listed and "将1个单位报委员会审定" in listed
    assert officer.post(town.overview).status_code == 400, "not ticked"
    assert officer.post(town.overview, sure="1").status_code == 302
    page = committee.text(town.sheet)
    heads = [
        page.index(f'<th scope="col">{name}') for name in ("单位建议", "部门意见", "委员会审定")
    ]
    assert heads == sorted(heads)
    assert committee.post(town.overview, sure="1").status_code == 302
    assert stage(town) == "decided"
    for desk in (unit, officer, committee):
        page = desk.text(town.sheet)
        assert "委员会已审定，不再修改" in page and "<textarea" not in page
    told = unit.text(town.sheet)
    assert (
        '<th scope="col">委员会审定' in told and "部门意见" not in told and "全县平衡" not in told
    )


def test_a_unit_never_reads_of_discipline(unit: Desk, officer: Desk, town: Town) -> None:
    own, whole = unit.text(town.sheet), officer.text(town.sheet)
    assert "最高称职" in own and "最高称职" in whole
    assert "警告" in whole and "内部掌握" in whole
    assert "警告" not in own and "内部掌握" not in own and "清纪" not in own
    answer = unit.post(town.sheet, subject=town.subjects["刘洋"], grade="excellent", reason="好")
    assert "最高只能评为“称职”" in answer.get_data(as_text=True)


def test_the_round_is_for_those_who_read_all_results(
    pages: Flask, unit: Desk, officer: Desk, town: Town
) -> None:
    assert unit.get(town.overview).status_code == 403
    for role, status in (("auditor", 200), ("committee", 200), ("host", 403), ("trustee", 403)):
        desk = signed_in(pages, town.db, role)
        assert desk.get(town.overview).status_code == status, role
    page = officer.text(town.overview)
    assert all(u.name in page for u in list_units(town.db, town.round))
    only = officer.text(f"{town.overview}?stage=department")
    assert "没有符合条件的单位" in only


def test_another_unit_gets_nothing(pages: Flask, unit: Desk, town: Town) -> None:
    other = unit_named(town.db, town.round, "县志办").id
    stranger = signed_in(pages, town.db, "unit", other)
    token = stranger.token("/password")
    assert stranger.get(town.sheet).status_code == 403
    for where in ("", "/hand-on", "/send-back"):
        answer = stranger.client.post(
            town.sheet + where,
            data={
                "csrf_token": token,
                "subject": town.subjects["王伟"],
                "grade": "competent",
                "reason": "不是本单位",
                "sure": "1",
            },
        )
        assert answer.status_code == 403, where


def test_a_button_pressed_twice_moves_one_step(
    unit: Desk, officer: Desk, committee: Desk, town: Town
) -> None:
    """An officer may submit for a unit and give the opinion: the second press of the first button
    must not do both. Neither may a page from before what somebody else did."""

    def seen(desk: Desk, page: str) -> str:
        found = re.search(r'name="seen" value="([0-9a-f]{16})"', desk.text(page))
        assert found
        return found[1]

    before = seen(officer, town.sheet)
    assert before == seen(unit, town.sheet)
    assert move(officer, town, "hand-on", sure="1", seen=before) == 302
    again = officer.post(f"{town.sheet}/hand-on", town.sheet, sure="1", seen=before)
    assert again.status_code == 409 and "刚才已有人提交或退回" in again.get_data(as_text=True)
    assert stage(town) == "department"
    late = {"subject": town.subjects["王伟"], "grade": "competent", "reason": "替单位填写"}
    assert officer.post(town.sheet, **late, seen=before).status_code == 409
    assert grade_sheet(town.db, town.round, town.unit).lines[1].department is None
    bulk = seen(officer, town.overview)
    assert move(officer, town, "send-back", reason="补充", seen=before) == 409
    assert move(officer, town, "send-back", reason="补充", seen=seen(officer, town.sheet)) == 302
    assert move(unit, town, "hand-on", sure="1", seen=seen(unit, town.sheet)) == 302
    assert officer.post(town.overview, sure="1", seen=bulk).status_code == 409, "another sheet"
    assert (
        officer.post(town.overview, sure="1", seen=seen(officer, town.overview)).status_code == 302
    )
    assert committee.post(town.overview, sure="1", seen=bulk).status_code == 409
    assert stage(town) == "committee"


def test_an_auditor_reads_and_writes_nothing(pages: Flask, town: Town) -> None:
    auditor = signed_in(pages, town.db, "auditor")
    assert "修改</summary>" not in auditor.text(town.sheet)
    answer = auditor.client.post(
        f"{town.sheet}/hand-on", data={"csrf_token": auditor.token("/password"), "sure": "1"}
    )
    assert answer.status_code == 403


def test_a_unit_hands_on_again_after_both_steps_sent_back(
    unit: Desk, officer: Desk, committee: Desk, town: Town
) -> None:
    """The unit is not shown what went on between department and committee: its button works."""
    for desk in (unit, officer):
        assert move(desk, town, "hand-on", sure="1") == 302
    for desk in (committee, officer):
        assert move(desk, town, "send-back", reason="再议") == 302
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', unit.text(town.sheet))
    assert found and stage(town) == "unit"
    assert move(unit, town, "hand-on", sure="1", seen=found[1]) == 302
    assert stage(town) == "department"
