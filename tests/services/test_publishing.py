"""Charts and the workbook of a meeting really held, against its tally."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from office import OFFICER, hold, make_round, meeting_input, print_roll, unit_named
from openpyxl import load_workbook

from voting.errors import NotFound, Refused
from voting.services import grading, meetings, publishing, rounds, tallying
from voting.storage.database import Database

BALLOTS = 6
TOWN = 6
"""Subjects of 城关镇: its team and five cadres."""


@pytest.fixture
def round_id(sqlite: Database, keys: Any) -> str:
    found = make_round(sqlite)
    rounds.accept_ceremony(sqlite, OFFICER, found, keys.ceremony)
    return found


def planned(db: Database, round_id: str, name: str = "城关镇") -> str:
    unit = unit_named(db, round_id, name)
    return meetings.create_meeting(db, OFFICER, meeting_input(round_id, unit.id, BALLOTS))


def held(db: Database, round_id: str, keys: Any) -> str:
    meeting_id = planned(db, round_id)
    votes = [[[(ballot + subject) % 3] for subject in range(TOWN) for _ in range(6)]
             for ballot in range(BALLOTS)]
    hold(db, print_roll(db, meeting_id), {"A": votes}, keys.trustees)
    return meeting_id


def test_charts_of_a_counted_meeting(sqlite: Database, round_id: str, keys: Any) -> None:
    meeting_id = held(sqlite, round_id, keys)
    subject = tallying.meeting_tally(sqlite, meeting_id).forms[1].subjects[0].id
    assert publishing.chart(sqlite, meeting_id, "grades", None, "svg").startswith(b"<?xml")
    assert publishing.chart(sqlite, meeting_id, "profile", subject, "png", "en")[1:4] == b"PNG"
    with pytest.raises(NotFound) as caught:
        publishing.chart(sqlite, meeting_id, "profile", "nobody00", "svg")
    assert caught.value.code == "subject-unknown"


def test_nothing_is_drawn_before_the_results_are_open(sqlite: Database, round_id: str) -> None:
    meeting_id = planned(sqlite, round_id)
    with pytest.raises(Refused) as caught:
        publishing.chart(sqlite, meeting_id, "grades", None, "svg")
    assert caught.value.code == "results-missing"


def test_the_workbook_holds_the_tally_and_both_proposals(sqlite: Database, round_id: str,
                                                         keys: Any) -> None:
    meeting_id = held(sqlite, round_id, keys)
    planned(sqlite, round_id, "县财政局")
    unit = unit_named(sqlite, round_id, "城关镇")
    row = grading.grade_sheet(sqlite, round_id, unit.id).lines[1]
    grading.enter(sqlite, OFFICER, unit.id, row.subject_id, "none", "经集体研究")
    book = load_workbook(BytesIO(publishing.round_workbook(sqlite, round_id)))
    assert book.sheetnames == ["汇总（班子）", "汇总（干部）", "等次建议", "城关镇"]
    lines = {cells[1]: cells for cells in book["等次建议"].iter_rows(values_only=True)}
    line = lines["王　伟"]
    assert line[4] == float(row.excellent_rate or 0)
    assert line[11] == row.software.reason.zh
    assert (line[12], line[13]) == ("不确定等次", "经集体研究")
    assert str(line[14]).startswith(OFFICER.name + "\n20")
    words = str([cell for sheet in book.worksheets
                 for cells in sheet.iter_rows(values_only=True) for cell in cells])
    tally = tallying.meeting_tally(sqlite, meeting_id)
    assert tally.notes[0].zh in words and "尚未计票的会议：县财政局民主测评会" in words
    assert words.count("全部单位") == 1, "the pool of the teams is one for the round"


def test_the_workbook_of_a_round_without_results(sqlite: Database, round_id: str) -> None:
    book = load_workbook(BytesIO(publishing.round_workbook(sqlite, round_id)))
    assert book.sheetnames == ["汇总", "等次建议"]
