"""考核报告, 部务会汇报 and 反馈单 of a unit whose small class was merged: what stands in them, what
does not, and who gets them."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from grading import COMMITTEE, most, own, votes
from office import OFFICER, hold, make_round, meeting_input, print_roll, unit_named
from voting.errors import Refused
from voting.services.documents import offers
from voting.services.grades import moves
from voting.services.grades.read import grade_sheet
from voting.services.meetings import plan
from voting.services.meetings.plan import ClassInput
from voting.services.rounds import edit
from voting.storage.database import Database

CLASSES = (
    ClassInput("A", "领导班子成员", 4000, 2, 2, 0),
    ClassInput("B", "中层干部", 3500, 6, 6, 0),
    ClassInput("C", "职工代表", 2500, 6, 6, 0),
)
"""A has two ballots, fewer than five: it is merged with B before anything is opened. 王伟 gets 优秀
from 2 of A, 3 of B and 3 of C: 5/8 and 3/6, weighted 75 % · 62.5 + 25 % · 50 = 59.375."""


@dataclass(frozen=True)
class Unit:
    """城关镇 with its results; nothing is decided yet."""

    db: Database
    id: str
    meeting: str

    def subject(self, name: str) -> str:
        """``<meeting>.<subject>`` of somebody."""
        sheet = grade_sheet(self.db, plan.get_meeting(self.db, self.meeting).round_id, self.id)
        found = next(line.subject_id for line in sheet.lines if line.name == name)
        return f"{self.meeting}.{found}"


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory, keys: Any) -> Any:
    from databases import opened, sqlite_url

    with opened(sqlite_url(tmp_path_factory.mktemp("reports"))) as db:
        round_id = make_round(db)
        edit.accept_ceremony(db, OFFICER, round_id, keys.ceremony)
        town = unit_named(db, round_id, "城关镇")
        meeting = plan.create_meeting(
            db, OFFICER, replace(meeting_input(round_id, town.id), classes=CLASSES)
        )
        made = votes(len(town.cadres) + 1, {0: most(4), 1: most(3), 2: most(1)})
        hold(db, print_roll(db, meeting), {"A": made[:2], "B": made, "C": made}, keys.trustees)
        yield Unit(db, town.id, meeting)


def words(data: bytes) -> str:
    body = docx.Document(BytesIO(data)).element.body
    return "\n".join(text.text or "" for text in body.iter(qn("w:t")))


def test_report(unit: Unit) -> None:
    """Figures and charts are in it; every judgement is a blank with what belongs there."""
    data = offers.paper(unit.db, OFFICER, "report", unit.id, "docx").data
    text = words(data)
    assert "城关镇2020年度考核报告" in text and "王　伟" in text
    assert "59.38" in text, "the weighted rate, rounded once and half up"
    for judged in ("履行职能和主要实绩", "存在的主要问题", "总体评价"):
        assert judged in text
    assert text.count("由考核组") >= 4, "room for the group, no opinion of the software"
    pictures = [
        name for name in zipfile.ZipFile(BytesIO(data)).namelist() if name.startswith("word/media/")
    ]
    assert len(pictures) >= 2, "the team's chart and the cadres' heat table"
    with pytest.raises(Refused):
        offers.paper(unit.db, own(unit.id), "report", unit.id, "docx")


def test_brief(unit: Unit) -> None:
    """One page with everybody on it, for the department alone."""
    document = pypdfium2.PdfDocument(offers.paper(unit.db, OFFICER, "brief", unit.id, "pdf").data)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range().replace("　", "")
    sheet = grade_sheet(unit.db, plan.get_meeting(unit.db, unit.meeting).round_id, unit.id)
    assert len(sheet.lines) == 6
    assert "领导班子" in text
    for line in sheet.lines[1:]:
        assert line.name in text, line.name
    document.close()
    with pytest.raises(Refused):
        offers.paper(unit.db, own(unit.id), "brief", unit.id, "pdf")


def test_feedback(unit: Unit) -> None:
    """Own results only, small classes merged; the unit has it when the grades are decided."""
    subject = unit.subject("王伟")
    text = words(offers.paper(unit.db, OFFICER, "feedback", subject, "docx").data)
    assert "王　伟" in text and "59.38" in text
    assert "李　敏" not in text and "李敏" not in text and "名次：" not in text
    lines = text.splitlines()
    merged = lines.index("A+B（8票）")
    assert lines[merged + 1 : merged + 5] == ["5", "62.50", "3", "37.50"]
    assert "C（6票）" in lines
    assert "A（2票）" not in lines and "B（6票）" not in lines, "a class of two never stands alone"
    with pytest.raises(Refused) as early:
        offers.paper(unit.db, own(unit.id), "feedback", subject, "docx")
    assert early.value.code == "paper-not-ready"
    for actor in (own(unit.id), OFFICER, COMMITTEE):
        moves.hand_on(unit.db, actor, unit.id)
    mine = words(offers.paper(unit.db, own(unit.id), "feedback", subject, "docx").data)
    assert "考核等次" in mine
