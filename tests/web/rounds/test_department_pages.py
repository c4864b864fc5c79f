"""Rounds, roster, keys, meetings: what is typed arrives, what is wrong is said beside it."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import pytest
from flask import Flask

from desk import Desk, signed_in
from open_meeting import Hall
from voting.services.meetings import plan as meetings_plan
from voting.services.roster.views import list_units
from voting.services.rounds import edit

FIELDS = ("id", "name", "weight", "expected", "slips", "spares")
ROWS = {
    **{f"classes-{row}-{field}": "" for row in range(6) for field in FIELDS},
    "classes-0-id": "a",
    "classes-0-name": "领导",
    "classes-0-weight": "33.33",
    "classes-0-expected": "6",
    "classes-0-slips": "",
    "classes-0-spares": "1",
    "classes-3-id": "B",
    "classes-3-name": "职工",
    "classes-3-weight": "66.67",
    "classes-3-expected": "20",
    "classes-3-slips": "18",
    "classes-3-spares": "2",
}


@pytest.fixture
def officer(office: Flask, hall: Hall) -> Desk:
    """An officer of the department at the pages."""
    return signed_in(office, hall.db, "officer")


def round_of(hall: Hall) -> str:
    return meetings_plan.get_meeting(hall.db, hall.meeting).round_id


def plan(hall: Hall, **changed: object) -> dict[str, object]:
    """A meeting form as a browser sends it."""
    unit = list_units(hall.db, round_of(hall))[1].id
    typed = {
        "unit": unit,
        "title": "测评大会",
        "date": "2021-02-03T14:30",
        "place": "礼堂",
        "minimum": "5",
        "denominator": "expected",
        "scores": "y",
        **ROWS,
    }
    return {**typed, **changed}


def test_a_round_is_made(officer: Desk, hall: Hall) -> None:
    answer = officer.post("/rounds/new", year="2021", name=" 2021年度考核 ", number="", basis="")
    assert answer.status_code == 302
    page = officer.text(answer.location)
    assert "2021年度考核" in page and "导入花名册" in page
    assert [r.year for r in edit.list_rounds(hall.db)] == [2021, 2020]


@pytest.mark.parametrize(("lang", "words"), [("zh", "请填写四位数的年份"), ("en", "four digits")])
def test_a_year_that_is_none_is_told_beside_its_field(
    officer: Desk, hall: Hall, lang: str, words: str
) -> None:
    answer = officer.post(f"/rounds/new?lang={lang}", year="21", name="x")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert words in page and 'aria-invalid="true"' in page and 'id="year-error"' in page
    assert len(edit.list_rounds(hall.db)) == 1


def test_keys_show_who_can_open_and_bad_ones_are_refused(officer: Desk, hall: Hall) -> None:
    place = f"/rounds/{round_of(hall)}/keys"
    before = edit.get_round(hall.db, round_of(hall)).keys
    assert before is not None
    page = officer.text(place)
    assert before.fingerprint in page and all(name in page for _, name in before.members)
    answer = officer.post(place, file=(BytesIO(b'{"format":"x"}'), "ceremony.json"))
    assert (answer.status_code, "没有保存任何内容" in answer.get_data(as_text=True)) == (400, True)
    assert edit.get_round(hall.db, round_of(hall)).keys == before


def test_a_meeting_is_planned_with_rows_left_empty(officer: Desk, hall: Hall) -> None:
    place = f"/rounds/{round_of(hall)}/meetings/new"
    assert officer.text(place).count('name="classes-') == 36, "six rows without a script"
    answer = officer.post(place, **plan(hall))
    assert answer.status_code == 302, answer.get_data(as_text=True)
    made = meetings_plan.get_meeting(hall.db, answer.location.rsplit("/", 1)[1])
    assert (made.date, made.denominator, made.scores) == ("2021-02-03 14:30", "expected", True)
    assert [(c.id, c.weight, c.expected, c.slips, c.spares) for c in made.classes] == [
        ("A", 3333, 6, 6, 1),
        ("B", 6667, 20, 18, 2),
    ]
    page = officer.text(f"/meetings/{made.id}/edit")
    assert 'value="33.33"' in page and 'value="2021-02-03T14:30"' in page
    officer.post(f"/meetings/{made.id}/edit", **plan(hall, title="改名"))
    assert meetings_plan.get_meeting(hall.db, made.id).title == "改名"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"classes-3-weight": "60"}, "100"),
        ({"classes-3-weight": "66.675", "classes-0-weight": "33.325"}, "两位小数"),
        ({"classes-0-expected": "-1"}, "请填不小于0的数"),
        ({"classes-0-expected": "x"}, "不是有效的整数"),
        ({"date": ""}, "请填写日期和时间"),
        ({"place": " "}, "请填写此项"),
        ({"minimum": "0"}, "请填2到1000的数"),
    ],
)
def test_a_wrong_plan_is_refused_and_kept_on_the_page(
    officer: Desk, hall: Hall, changed: dict[str, str], words: str
) -> None:
    place = f"/rounds/{round_of(hall)}/meetings/new"
    answer = officer.post(place, **plan(hall, **changed))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert words in page and 'value="职工"' in page
    assert len(meetings_plan.list_meetings(hall.db, round_of(hall))) == 1


def test_slips_are_a_pdf_and_printing_again_is_said_to_void_them(officer: Desk, hall: Hall) -> None:
    place = f"/meetings/{hall.meeting}"
    assert "全部作废" in officer.text(place), "printed already"
    answer = officer.post(f"{place}/slips", place)
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert officer.client.get(f"{place}/slips").status_code == 405, "never by a link"


def grading(**changed: str) -> dict[str, str]:
    """The settings of grades as a browser sends them."""
    typed = {
        f"{pool}-{field}": value
        for pool in ("team", "member", "other")
        for field, value in (
            ("ratio", "20"),
            ("base", "all"),
            ("rounding", "half_up"),
            ("manual", ""),
            ("basis", "x"),
            ("scope", "county"),
            ("if_excellent", "" if pool == "team" else "33.5"),
        )
    }
    limits = {
        "team_favourable": "2/3",
        "team_unfavourable": "1/3",
        "cadre_favourable": " 3 / 5 ",
        "cadre_unfavourable": "1/3",
        "ranking": "score",
    }
    return {**typed, **limits, **changed}


def test_quotas_and_thresholds_are_settings(officer: Desk, hall: Hall) -> None:
    place = f"/rounds/{round_of(hall)}/grading"
    before = edit.get_round(hall.db, round_of(hall)).settings
    assert before.member.basis.zh in officer.text(place), "a preset says where it comes from"
    assert officer.post(place, **grading()).status_code == 302
    after = edit.get_round(hall.db, round_of(hall)).settings
    assert (after.member.ratio, after.member.base, after.ranking) == (
        Fraction(1, 5),
        "all",
        "score",
    )
    assert after.cadre_thresholds[0].limit == Fraction(3, 5)
    assert (after.member.scope, after.member.if_team) == (
        "county",
        {"excellent": Fraction(67, 200)},
    )
    assert "33.5" in officer.text(place)
    for changed in (
        {"team-scope": "unit"},
        {"member-if_poor": "101"},
        {"team-rounding": "manual"},
        {"team-ratio": "101"},
        {"team_favourable": "0.6"},
        {"team_favourable": "5/3"},
        {"ranking": "luck"},
    ):
        assert officer.post(place, **grading(**changed)).status_code == 400, changed
    assert edit.get_round(hall.db, round_of(hall)).settings == after


def test_what_does_not_exist_is_a_page_of_its_own(officer: Desk) -> None:
    for path in ("/rounds/nothing", "/meetings/nothing", "/host/nothing", "/records/nothing"):
        answer = officer.get(path)
        assert (answer.status_code, "没有找到" in answer.get_data(as_text=True)) == (404, True)
