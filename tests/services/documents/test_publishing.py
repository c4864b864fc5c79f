"""Charts and the workbook of a meeting really held, against its tally."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from office import OFFICER, hold, make_round, meeting_input, print_roll, unit_named
from voting.errors import NotFound, Refused
from voting.services.documents import charts
from voting.services.grades import give
from voting.services.grades.read import grade_sheet
from voting.services.meetings import plan, tallying
from voting.services.rounds import edit
from voting.storage.database import Database

BALLOTS = 6
TOWN = 6
"""Subjects of 城关镇: its team and five cadres."""


@pytest.fixture
def round_id(sqlite: Database, keys: Any) -> str:
    found = make_round(sqlite)
    edit.accept_ceremony(sqlite, OFFICER, found, keys.ceremony)
    return found


def planned(db: Database, round_id: str, name: str = "城关镇") -> str:
    unit = unit_named(db, round_id, name)
    return plan.create_meeting(db, OFFICER, meeting_input(round_id, unit.id, BALLOTS))


def held(db: Database, round_id: str, keys: Any) -> str:
    meeting_id = planned(db, round_id)
    votes = [
        [[(ballot + subject) % 3] for subject in range(TOWN) for _ in range(6)]
        for ballot in range(BALLOTS)
    ]
    hold(db, print_roll(db, meeting_id), {"A": votes}, keys.trustees)
    return meeting_id


def test_charts_of_a_counted_meeting(sqlite: Database, round_id: str, keys: Any) -> None:
    meeting_id = held(sqlite, round_id, keys)
    subject = tallying.meeting_tally(sqlite, meeting_id).forms[1].subjects[0].id
    assert charts.chart(sqlite, meeting_id, "grades", None, "svg").startswith(b"<?xml")
    assert charts.chart(sqlite, meeting_id, "profile", subject, "png", "en")[1:4] == b"PNG"
    with pytest.raises(NotFound) as caught:
        charts.chart(sqlite, meeting_id, "profile", "nobody00", "svg")
    assert caught.value.code == "subject-unknown"


def test_nothing_is_drawn_before_the_results_are_open(sqlite: Database, round_id: str) -> None:
    meeting_id = planned(sqlite, round_id)
    with pytest.raises(Refused) as caught:
        charts.chart(sqlite, meeting_id, "grades", None, "svg")
    assert caught.value.code == "results-missing"


def test_the_workbook_holds_results_and_grades(sqlite: Database, round_id: str, keys: Any) -> None:
    meeting_id = held(sqlite, round_id, keys)
    planned(sqlite, round_id, "县财政局")
    unit = unit_named(sqlite, round_id, "城关镇")
    line = grade_sheet(sqlite, round_id, unit.id).lines[1]
    give.enter(sqlite, OFFICER, unit.id, line.subject_id, "basically-competent", "经集体研究")
    book = load_workbook(BytesIO(charts.round_workbook(sqlite, round_id)))
    assert book.sheetnames == [
        "领导班子总体评价（加权结果）",
        "干部总体评价（加权结果）",
        "等次建议",
        "等次审定",
        "城关镇",
    ]
    lines = {cells[2]: cells for cells in book["等次建议"].iter_rows(values_only=True)}
    assert float(line.excellent_rate or 0) in lines["王　伟"]
    assert any(
        str(value).startswith(f"经集体研究\n（{OFFICER.name} 20") for value in lines["王　伟"]
    )
    words = str(
        [
            cell
            for sheet in book.worksheets
            for cells in sheet.iter_rows(values_only=True)
            for cell in cells
        ]
    )
    tally = tallying.meeting_tally(sqlite, meeting_id)
    assert tally.notes[0].zh in words and "尚未计票的会议：县财政局民主测评会" in words


def test_the_workbook_of_a_round_without_results(sqlite: Database, round_id: str) -> None:
    book = load_workbook(BytesIO(charts.round_workbook(sqlite, round_id)))
    assert book.sheetnames == ["2020年度考核民主测评结果汇总表", "等次建议", "等次审定"]
