"""The roster's pages: upload, preview, the word to import, what each role reads."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from desk import Desk, signed_in
from office import CADRES, OFFICER, UNITS, roster_file
from open_meeting import Hall
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.documents.roster.model import CadreRow, UnitRow
from voting.documents.roster.template import roster_workbook
from voting.services.meetings import plan
from voting.services.roster.importing import import_roster
from voting.services.rounds import edit

TOWN = UnitRow("柳格镇", "乡镇", "党委", 1, "柳格镇领导班子")
HEAD = CadreRow(
    1,
    "王伟",
    "柳格镇",
    "党委书记",
    "班子成员",
    "",
    "",
    "A1",
    True,
    False,
    CadreFacts(
        appointed="2018-03", leave_days=9, discipline=(Discipline("warning", "2020-03", "清纪3号"),)
    ),
)
DEPUTY = CadreRow(2, "<b>李敏</b>", "柳格镇", "=1+1", "班子成员", "", "")
SECRET = "警告"


@pytest.fixture
def officer(office: Flask, hall: Hall) -> Desk:
    """An officer of the department at the pages."""
    return signed_in(office, hall.db, "officer")


def round_of(hall: Hall) -> str:
    return plan.get_meeting(hall.db, hall.meeting).round_id


def new_round(officer: Desk) -> str:
    return officer.post("/rounds/new", year="2021", name="2021年度考核").location


def upload(desk: Desk, made: str, data: bytes) -> TestResponse:
    return desk.post(f"{made}/roster", file=(BytesIO(data), "花名册.xlsx"))


def seal(page: str) -> str:
    found = re.search(r'name="seal"[^>]*value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def book(*cadres: CadreRow) -> bytes:
    return roster_workbook((TOWN,), cadres)


def test_every_fault_of_a_roster_is_listed_and_nothing_imported(officer: Desk, hall: Hall) -> None:
    place = f"/rounds/{round_of(hall)}/roster"
    bad = roster_file(
        UNITS, [*CADRES, ("没有的单位", "甲", "局长", "班子成员"), ("城关镇", "", "", "x")]
    )
    answer = officer.post(place, file=(BytesIO(bad), "花名册.xlsx"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "未导入任何内容" in page and page.count("<td>干部</td>") >= 4
    assert edit.get_round(hall.db, round_of(hall)).cadres == len(CADRES)
    english = officer.post(f"{place}?lang=en", file=(BytesIO(b"no workbook"), "x.xlsx"))
    assert english.status_code == 400 and "nothing was imported" in english.get_data(as_text=True)
    assert officer.get(f"{place}/preview").status_code == 400, "nothing waits"


def test_a_roster_is_previewed_imported_and_shown(officer: Desk, hall: Hall) -> None:
    made = new_round(officer)
    answer = upload(officer, made, roster_file())
    assert (answer.status_code, answer.location) == (302, f"{made}/roster/preview")
    page = officer.text(answer.location)
    assert "新增的干部共8名" in page and "四级主任科员" in page and 'name="removal"' not in page
    assert edit.get_round(hall.db, made.rsplit("/", 1)[1]).cadres == 0, "nothing yet"
    answer = officer.post(f"{made}/roster/preview", seal=seal(page))
    assert (answer.status_code, answer.location) == (302, f"{made}/roster")
    page = officer.text(f"{made}/roster")
    assert "已导入：单位3个、班子2个、干部8名" in page and "四级主任科员" in page
    assert "安排会议" in officer.text(made)
    assert officer.get(f"{made}/roster/preview").status_code == 400, "it waits no more"


def test_what_goes_must_be_agreed_to(officer: Desk, hall: Hall) -> None:
    made = new_round(officer)
    round_id = made.rsplit("/", 1)[1]
    import_roster(hall.db, OFFICER, round_id, book(HEAD, DEPUTY))
    upload(officer, made, book(HEAD))
    place = f"{made}/roster/preview"
    page = officer.text(place)
    assert "要删去单位0个、干部1名" in page and "&lt;b&gt;李敏&lt;/b&gt;" in page
    refused = officer.post(place, seal=seal(page))
    assert refused.status_code == 400 and "勾选确认" in refused.get_data(as_text=True)
    assert edit.get_round(hall.db, round_id).cadres == 2
    assert officer.post(place, seal=seal(page), removal="y").status_code == 302
    assert edit.get_round(hall.db, round_id).cadres == 1


def test_an_old_preview_imports_nothing(officer: Desk, hall: Hall) -> None:
    made = new_round(officer)
    upload(officer, made, book(HEAD))
    place = f"{made}/roster/preview"
    old = seal(officer.text(place))
    upload(officer, made, book(DEPUTY))
    answer = officer.post(place, seal=old)
    assert answer.status_code == 400 and "重新核对" in answer.get_data(as_text=True)
    assert seal(answer.get_data(as_text=True)) != old, "the page shows what waits now"
    assert edit.get_round(hall.db, made.rsplit("/", 1)[1]).cadres == 0
    assert officer.post(f"{made}/roster/discard", place).status_code == 302
    assert officer.get(place).status_code == 400


def test_an_upload_is_seen_by_its_account_alone(officer: Desk, office: Flask, hall: Hall) -> None:
    made = new_round(officer)
    upload(officer, made, book(HEAD))
    other = signed_in(office, hall.db, "administrator")
    assert other.get(f"{made}/roster/preview").status_code == 400
    for role in ("host", "committee", "auditor", "trustee"):
        desk = signed_in(office, hall.db, role)
        for path in ("roster/preview", "roster/current.xlsx"):
            assert desk.get(f"{made}/{path}").status_code == 403, (role, path)


def test_the_roster_shows_the_year_and_no_discipline(
    officer: Desk, office: Flask, hall: Hall
) -> None:
    made = new_round(officer)
    import_roster(hall.db, OFFICER, made.rsplit("/", 1)[1], book(HEAD, DEPUTY))
    for desk in (officer, signed_in(office, hall.db, "auditor")):
        page = desk.text(f"{made}/roster")
        assert "2018-03任现职" in page and "病事假9天" in page and "主要负责人" in page
        assert SECRET not in page and "清纪" not in page
        assert "<b>李敏" not in page
    assert "王伟" not in officer.text(f"{made}/roster?text=李")
    assert "没有符合条件的单位或干部" in officer.text(f"{made}/roster?text=没有")
    english = officer.text(f"{made}/roster?lang=en")
    assert "in the post since 2018-03" in english and "9 days of leave" in english


def test_what_is_downloaded_can_be_uploaded(officer: Desk, hall: Hall) -> None:
    made = new_round(officer)
    import_roster(hall.db, OFFICER, made.rsplit("/", 1)[1], book(HEAD, DEPUTY))
    answer = officer.get(f"{made}/roster/current.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    upload(officer, made, answer.data)
    page = officer.text(f"{made}/roster/preview")
    assert "没有变化" in page and 'name="seal"' not in page


def test_a_file_must_be_chosen(officer: Desk, hall: Hall) -> None:
    answer = officer.post(f"/rounds/{round_of(hall)}/roster")
    assert (answer.status_code, "请选择文件" in answer.get_data(as_text=True)) == (400, True)


def test_the_template_is_a_workbook(officer: Desk) -> None:
    answer = officer.get("/roster-template.xlsx")
    assert answer.data[:2] == b"PK" and "attachment" in answer.headers["Content-Disposition"]
