"""Rosters that are taken: the template's own shape and what people make of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.documents.roster.model import (
    CATEGORIES,
    KINDS,
    ORGANISATIONS,
    SHEETS,
    CadreRow,
    RosterFaults,
    UnitRow,
)
from voting.documents.roster.reading import read_roster
from voting.documents.roster.template import roster_template


def test_a_clean_roster_is_read_in_order(roster: Any) -> None:
    roster.units[1:] = reversed(roster.units[1:])
    read = read_roster(roster.save())
    assert read.units == (
        UnitRow("柳格镇", "乡镇", "党委", 1, "柳格镇领导班子"),
        UnitRow("县财政局", "县直单位", "党组", 2, "县财政局班子"),
    )
    assert [cadre.name for cadre in read.cadres] == ["王伟", "赵敏", "李晓明", "周强"]
    assert read.cadres[1] == CadreRow(
        1, "赵敏", "县财政局", "局长", "班子成员", "县国资办主任", "新提拔"
    )


@pytest.mark.parametrize("unit", ["柳格镇", "县财政局"])
def test_two_of_one_name_are_two_people_by_their_numbers(roster: Any, unit: str) -> None:
    roster.cadres[4][1:3] = ["王　伟", unit]
    roster.cadres[4][0] = 9
    roster.late("人员编号", "GB-01", None, None, " ＧＢ-02 ")
    found = [(c.unit, c.person) for c in read_roster(roster.save()).cadres if c.name == "王伟"]
    assert sorted(found) == sorted([("柳格镇", "GB-01"), (unit, "GB-02")])


def test_what_people_type_is_made_plain(roster: Any) -> None:
    roster.units[0] = [
        " 序号 ",
        "单位名称（必填）".replace("（必填）", "＊"),
        "单位类别",
        "组织\n形式",
        "班子名称",
    ]
    roster.units[1] = ["１", "　柳 格 镇 ", " 乡镇", "党 委\u200b", "　"]
    roster.units[2][4] = "无"
    roster.cadres[1] = [
        "０１",
        "王　伟",
        "柳格镇\xa0",
        "党委书记\n一级主任科员",
        "班子 成员",
        7,
        2020.0,
    ]
    roster.cadres.insert(2, [None, " ", None, "　", None, None, None])
    roster.cadres += [[5, None, None, None, None, None, None]] * 40
    read = read_roster(roster.save())
    assert read.units[0] == UnitRow("柳格镇", "乡镇", "党委", 1, "柳格镇领导班子")
    assert read.units[1].team is None
    first = read.cadres[0]
    assert first == CadreRow(1, "王伟", "柳格镇", "党委书记 一级主任科员", "班子成员", "7", "2020")
    assert len(read.cadres) == 4


def test_a_title_above_the_headings_and_other_columns_do_not_matter(roster: Any) -> None:
    for rows in (roster.units, roster.cadres):
        for row in rows:
            row.insert(2, "别的")
        rows.insert(0, ["2020年度考核名册"])

    def merge_title(book: Any) -> None:
        book["单位"].merge_cells("A1:F1")

    roster.finish = merge_title
    assert len(read_roster(roster.save()).cadres) == 4


def test_text_that_looks_like_a_formula_is_text(roster: Any) -> None:
    def as_text(book: Any) -> None:
        cell = book["干部"]["G2"]
        cell.value, cell.data_type = "=1+1", "s"

    roster.finish = as_text
    assert read_roster(roster.save()).cadres[0].note == "=1+1"


def test_the_template_offers_the_choices_and_is_empty() -> None:
    book = load_workbook(BytesIO(roster_template()))
    assert book.sheetnames == ["单位", "干部", "填写说明"]
    offered = {
        offer.formula1
        for sheet in book.worksheets
        for offer in sheet.data_validations.dataValidation
    }
    assert offered == {
        f'"{",".join(choices)}"' for choices in (KINDS, ORGANISATIONS, CATEGORIES, ("是", "否"))
    }
    with pytest.raises(RosterFaults) as caught:
        read_roster(roster_template())
    assert [(fault.sheet, fault.row) for fault in caught.value.faults] == [("单位", 0), ("干部", 0)]


def test_the_guide_tells_of_every_column_and_its_example_is_taken() -> None:
    book = load_workbook(BytesIO(roster_template()))
    guide = book["填写说明"]
    top = next(row for row in range(1, 40) if guide.cell(row, 1).value == "表 Sheet")
    for row in range(top + 1, guide.max_row + 1):
        title, heading, english = (guide.cell(row, place).value for place in (1, 2, 3))
        target = book[str(title)]
        place = next(c.column for c in target[1] if c.value == heading)
        assert english and guide.cell(row, 4).value is not None
        for line in (2, 3, 4):
            words = guide.cell(row, line + 4).value
            if words:
                target.cell(line, place).value = words
    assert guide.max_row - top == sum(len(plan.columns) for plan in SHEETS)
    out = BytesIO()
    book.save(out)
    read = read_roster(out.getvalue())
    assert (len(read.units), len(read.cadres), read.notices, read.absent) == (2, 3, (), frozenset())
    assert read.units[0].cluster == "乡镇一组"
    assert [c.head for c in read.cadres] == [True, True, True]
    assert read.cadres[2].facts == CadreFacts(
        appointed="2020-06", promoted=True, former_unit="县发改委", former_post="副主任"
    )
    assert read.cadres[1].facts == CadreFacts(
        appointed="2017-03",
        leave_days=12,
        discipline=(Discipline("warning", "2020-03", "清纪〔2020〕3号"),),
    )


def test_a_county_is_read(roster: Any) -> None:
    roster.units[1:] = [[n, f"单位{n:03d}", "县直单位", "党组", None] for n in range(1, 131)]
    roster.cadres[1:] = [
        [n // 130 + 1, f"干部{n}", f"单位{n % 130 + 1:03d}", "职务", "其他", "", ""]
        for n in range(1200)
    ]
    assert len(read_roster(roster.save()).cadres) == 1200
