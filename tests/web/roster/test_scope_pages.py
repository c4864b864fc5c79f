"""Scope on the pages: questions first, a decision with its reason, rules, and who sees what."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from desk import Desk, signed_in
from open_meeting import Hall
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.assessment.roster.unit import CadreView
from voting.services.meetings import plan
from voting.services.roster.facts import put_facts
from voting.services.roster.views import get_unit, list_units

SECRET = "清纪〔2020〕3号"


class County:
    """The round of the hall with facts of the first unit's cadres."""

    def __init__(self, hall: Hall) -> None:
        view = plan.get_meeting(hall.db, hall.meeting)
        self.round, self.unit = view.round_id, view.unit_id
        cadres = get_unit(hall.db, self.unit).cadres
        self.half, self.warned, self.ordinary = cadres[0], cadres[1], cadres[2]
        with hall.db.transaction() as session:
            put_facts(
                session,
                {
                    self.half.id: CadreFacts(leave_days=183, moved=True, former_unit="县志办"),
                    self.warned.id: CadreFacts(
                        discipline=(Discipline("warning", "2020-03", SECRET),)
                    ),
                },
            )
        self.page = f"/rounds/{self.round}/scope"
        self.rules = f"/rounds/{self.round}/rules"

    def one(self, cadre: CadreView) -> str:
        return f"{self.page}/{cadre.id}"


@pytest.fixture
def county(hall: Hall) -> County:
    return County(hall)


@pytest.fixture
def officer(office: Flask, hall: Hall) -> Desk:
    return signed_in(office, hall.db, "officer")


def rules_typed(desk: Desk, county: County, **changed: str) -> dict[str, str]:
    """The rules form as a browser sends it back."""
    page = desk.text(county.rules)
    typed: dict[str, str] = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page):
        typed[name] = value
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page):
        typed[name] = value
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        typed[name] = chosen[1] if chosen else ""
    for name in re.findall(r'<input(?![^>]*checked)[^>]*name="(measures-\d+-asks)"', page):
        typed.pop(name, None)
    typed.pop("csrf_token")
    typed.pop("preset", None)
    return {**typed, **changed}


def test_open_questions_come_first_with_rule_and_basis(officer: Desk, county: County) -> None:
    page = officer.text(county.page)
    assert page.index(county.half.name) < page.index(county.warned.name)
    assert county.ordinary.name not in page
    for words in (
        "恰为半年",
        "等次待定",
        "清组文〔2021〕1号 一、考核范围 第5条",
        "需调材料：县志办",
        "最高称职",
        "组通字〔1998〕19号",
        "仅组织部门",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("query", "half", "warned"),
    [
        ("show=open", True, False),
        ("show=capped", False, True),
        ("show=wanted", True, False),
        ("show=decided", False, False),
        ("show=off", False, False),
        ("show=nonsense", True, True),
    ],
)
def test_the_page_can_be_narrowed(
    officer: Desk, county: County, query: str, half: bool, warned: bool
) -> None:
    page = officer.text(f"{county.page}?{query}")
    assert (county.half.name in page, county.warned.name in page) == (half, warned)
    assert county.warned.name not in officer.text(f"{county.page}?text={county.half.name}")


def test_a_decision_is_recorded_shown_and_taken_back(officer: Desk, county: County) -> None:
    one = county.one(county.half)
    early = officer.post(one, on_ballot="rule", graded="rule", cap="rule", reason="看看")
    assert early.status_code == 400 and "有待决定的事项" in early.get_data(as_text=True)
    bare = officer.post(one, on_ballot="rule", graded="yes", cap="rule", reason="")
    assert bare.status_code == 400 and "请填写此项" in bare.get_data(as_text=True)
    answer = officer.post(
        one, on_ballot="rule", graded="yes", cap="competent", reason="<b>研究</b>决定"
    )
    assert answer.status_code == 302
    page = officer.text(one)
    assert "&lt;b&gt;研究&lt;/b&gt;决定" in page and "<b>研究" not in page
    assert "人工决定" in officer.text(f"{county.page}?show=decided")
    assert "决定考核范围" in officer.text("/log")
    assert officer.post(f"{one}/withdraw", one).status_code == 302
    assert "等次待定" in officer.text(one)
    assert officer.post(f"{one}/withdraw", one).status_code == 404


def test_discipline_stays_with_the_department(office: Flask, hall: Hall, county: County) -> None:
    one = county.one(county.warned)
    for role in ("officer", "administrator", "committee", "auditor"):
        desk = signed_in(office, hall.db, role)
        assert "警告" in desk.text(county.page) and SECRET in desk.text(one), role
    unit = signed_in(office, hall.db, "unit", county.unit)
    for page in (unit.text(county.page), unit.text(one)):
        assert "最高称职" in page and "按有关规定确定" in page
        assert "警告" not in page and SECRET not in page and "第7条" not in page
    for role in ("host", "trustee"):
        desk = signed_in(office, hall.db, role)
        assert {desk.get(path).status_code for path in (county.page, one, county.rules)} == {403}


def test_only_the_department_decides(office: Flask, hall: Hall, county: County) -> None:
    one = county.one(county.half)
    for role, unit in (("unit", county.unit), ("committee", None), ("auditor", None)):
        desk = signed_in(office, hall.db, role, unit)
        assert "保存决定" not in desk.text(one) and "保存规则" not in desk.text(county.rules)
        token = desk.token("/password")
        for path in (one, f"{one}/withdraw", county.rules):
            answer = desk.client.post(
                path,
                data={
                    "csrf_token": token,
                    "graded": "yes",
                    "on_ballot": "rule",
                    "cap": "rule",
                    "reason": "因",
                    "why": "因",
                },
            )
            assert answer.status_code == 403, (role, path)


def test_another_units_cadre_is_refused(office: Flask, hall: Hall, county: County) -> None:
    other = next(u for u in list_units(hall.db, county.round) if u.id != county.unit)
    desk = signed_in(office, hall.db, "unit", other.id)
    assert desk.get(county.one(county.half)).status_code == 403
    assert county.half.name not in desk.text(county.page)


def test_the_seven_rules_stand_there_with_the_notices_words(officer: Desk, county: County) -> None:
    page = officer.text(county.rules)
    for words in (
        "第1条",
        "第7条",
        "因病、事假累计超过半年的领导干部，参加年度考核，不确定等次。",
        "通知原文",
        "公开资料",
        "常见做法",
        "第1版",
    ):
        assert words in page, words
    english = officer.text(f"{county.rules}?lang=en")
    assert "exactly half a year" in english.lower() and "words of the notice" in english


def test_rules_are_edited_as_the_next_version(officer: Desk, county: County) -> None:
    same = officer.post(county.rules, **rules_typed(officer, county, why="看看"))
    assert same.status_code == 400 and "规则没有改动" in same.get_data(as_text=True)
    typed = rules_typed(officer, county, why="按工作日统计", leave_days="125")
    typed["measures-1-first"] = "ungraded"
    assert officer.post(county.rules, **typed).status_code == 302
    page = officer.text(county.rules)
    assert "第2版" in page and "按工作日统计" in page and "本级修改" in page
    assert "超过半年（125天）" in officer.text(county.page)
    wrong = officer.post(county.rules, **rules_typed(officer, county, why="x", leave_days="400"))
    assert wrong.status_code == 400 and "天数在0到366之间" in wrong.get_data(as_text=True)
    back = officer.post(county.rules, **rules_typed(officer, county, why="恢复", preset="1"))
    assert back.status_code == 302 and "本级修改" not in officer.text(county.rules)


def test_the_rounds_page_leads_here(officer: Desk, county: County) -> None:
    assert f'href="{county.page}"' in officer.text(f"/rounds/{county.round}")
