"""The columns of the seven rules: messy input that is taken, bad input with its cell and reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.assessment.roster.presets import MEASURES
from voting.documents.roster.dates import read_day
from voting.documents.roster.discipline import LABELS, WORDS, read_discipline, written
from voting.documents.roster.model import CADRE_SHEET, CadreRow, CellFault, RosterFaults, UnitRow
from voting.documents.roster.reading import read_roster
from voting.documents.roster.template import roster_workbook

MARCH = (
    "2020-03",
    "2020.3",
    "2020.03",
    "2020年3月",
    "2020年03月",
    "2020/3",
    "2020-3",
    "２０２０．３",
    "2020 年 3 月",
    "202003",
    "2020.3.",
    2020.3,
)
FIRST_OF_MARCH = (
    "2020-03-01",
    "2020.3.1",
    "2020年3月1日",
    "2020年3月1号",
    "2020/03/01",
    "20200301",
    "２０２０年３月１日",
    "2020－3－1",
    "2020-03-01 00:00:00",
    "2020. 3. 1",
    20200301,
    datetime(2020, 3, 1),
    datetime(2020, 3, 1, 8, 30),
)
DAYS: dict[str, tuple[object, ...]] = {
    "2020-03": MARCH,
    "2020-03-01": FIRST_OF_MARCH,
    "2020": ("2020", "2020年", 2020, 2020.0),
    "2020-10": ("2020.10", "2020年10月"),
    "2020-11": (2020.11,),
    "2020-12": (2020.12, "2020.12"),
    "2020-01": ("2020.1",),
    "": (None, " ", "　", "无", "—"),
}


@pytest.mark.parametrize("iso, written", [(iso, one) for iso, many in DAYS.items() for one in many])
def test_a_day_is_read_as_people_write_it(roster: Any, iso: str, written: object) -> None:
    roster.late("任现职时间", written)
    (found,) = [c for c in read_roster(roster.save()).cadres if c.unit == "柳格镇" and c.order == 1]
    assert found.facts.appointed == iso


@given(
    st.dates(datetime(1949, 1, 1).date(), datetime(2099, 12, 31).date()),
    st.sampled_from(
        [
            "{0}-{1:02}-{2:02}",
            "{0}.{1}.{2}",
            "{0}年{1}月{2}日",
            "{0}/{1}/{2}",
            "{0}{1:02}{2:02}",
            "{0}年{1:02}月{2:02}号",
        ]
    ),
)
def test_every_day_is_read_in_every_form(day: Any, form: str) -> None:
    words = form.format(day.year, day.month, day.day)
    assert read_day(words, words) == day.isoformat()


@given(st.text("0123456789.-/年月日 零一", max_size=14))
def test_no_text_becomes_a_day_that_does_not_exist(words: str) -> None:
    try:
        found = read_day(words, words)
    except CellFault:
        return
    parts = [int(part) for part in found.split("-")]
    assert datetime(*([*parts, 1, 1])[:3])
    assert 1949 <= parts[0] <= 2099


FLAGS: dict[bool, tuple[object, ...]] = {
    True: ("是", " 是 ", "√", "✓", "✔", "有", "Y", "y", "ｙｅｓ", "1", 1, True, "党外"),
    False: (None, "", "否", "×", "无", "N", "0", 0, False, "　", "-", "不是"),
}


@pytest.mark.parametrize("said, flag", [(said, f) for f, many in FLAGS.items() for said in many])
def test_a_flag_is_read_as_people_tick_it(roster: Any, said: object, flag: bool) -> None:
    roster.late("党外", said)
    assert read_roster(roster.save()).cadres[0].nonparty is flag


DISCIPLINE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "": (),
    "无": (),
    "否": (),
    "警告 2020.3": (("warning", "2020-03", ""),),
    "2020年3月受党内警告处分": (("warning", "2020-03", ""),),
    "党内严重警告处分（2020年3月1日，清纪〔2020〕3号）": (
        ("serious-warning", "2020-03-01", "清纪〔2020〕3号"),
    ),
    "警告 2020.3；诫勉 2020-05-01 某文号": (
        ("warning", "2020-03", ""),
        ("admonition", "2020-05-01", "某文号"),
    ),
    "诫勉谈话 20200501\n政务记大过 2020/6": (
        ("admonition", "2020-05-01", ""),
        ("major-demerit", "2020-06", ""),
    ),
    "记过；；": (("demerit", "", ""),),
    "立案审查": (("case-open", "", ""),),
    "立案 ２０２０．９": (("case-open", "2020-09", ""),),
    "撤销党内职务 2019年": (("party-removal", "", "2019年"),),
    "留党察看两年 2020-01-02": (("probation-two", "2020-01-02", ""),),
    "停职检查 2020.7": (("organisational", "2020-07", ""),),
}


@pytest.mark.parametrize("said", DISCIPLINE)
def test_discipline_is_read_by_its_words(roster: Any, said: str) -> None:
    roster.late("党纪政务处分或组织处理", said)
    assert read_roster(roster.save()).cadres[0].facts.discipline == tuple(
        Discipline(*one) for one in DISCIPLINE[said]
    )


def test_every_measure_of_the_rules_has_a_word_and_every_word_a_measure() -> None:
    codes = {measure.code for measure in MEASURES}
    assert set(WORDS.values()) == codes == set(LABELS)


@given(
    st.lists(
        st.builds(
            Discipline,
            st.sampled_from(sorted(LABELS)),
            st.sampled_from(["", "2020-03", "2020-03-01"]),
            st.sampled_from(["", "清纪〔2020〕3号", "某文号 某机关"]),
        ),
        max_size=5,
    )
)
def test_what_is_written_of_discipline_is_read_back(matters: list[Discipline]) -> None:
    assert read_discipline([written(matters)]) == tuple(matters)


BAD: dict[str, tuple[str, object, str]] = {
    "month 13": ("任现职时间", "2020.13", "不是存在的日期"),
    "31 April": ("退休时间", "2020-04-31", "不是存在的日期"),
    "29 February": ("退休时间", "2021年2月29日", "不是存在的日期"),
    "year of two digits": ("任现职时间", "20.3", "不是能识别的时间"),
    "January or October": ("任现职时间", 2020.1, "1月还是10月"),
    "serial number": ("退休时间", 43891, "2020-03-01"),
    "serial number as text": ("退休时间", "43891", "2020-03-01"),
    "before the republic": ("任现职时间", "1900-01-01", "1949至2099"),
    "far future": ("退休时间", "3020-01-01", "1949至2099"),
    "a day in words": ("任现职时间", "去年三月", "不是能识别的时间"),
    "two days": ("退休时间", "2020-03-01至2020-04-01", "不是能识别的时间"),
    "an hour": ("退休时间", "08:30", "不是能识别的时间"),
    "until now, of an appointment": ("任现职时间", "至今", "不是能识别的时间"),
    "flag in words": ("主要负责人", "副职", "填“是”或“否”"),
    "flag twice": ("新提拔", "是否", "填“是”或“否”"),
    "name of a party": ("党外", "民盟", "填“是”或“否”"),
    "days in words": ("病事假天数", "半年", "整数（天）"),
    "half a day": ("病事假天数", 10.5, "整数（天）"),
    "days below zero": ("病事假天数", -3, "整数（天）"),
    "days beyond a year": ("病事假天数", 400, "0至366"),
    "months of leave": ("病事假天数", "7个月", "整数（天）"),
    "discipline unknown": ("党纪政务处分或组织处理", "批评教育 2020.3", "认不出"),
    "discipline without a kind": ("党纪政务处分或组织处理", "2020.3", "认不出"),
    "two kinds in one": ("党纪政务处分或组织处理", "警告、记过 2020.3", "请用分号"),
    "discipline on no day": ("党纪政务处分或组织处理", "警告 2020.13", "不是存在的日期"),
    "discipline at length": ("党纪政务处分或组织处理", "警告 " + "长" * 201, "不得超过200字"),
    "too many matters": ("党纪政务处分或组织处理", "；".join(["警告"] * 11), "最多10项"),
    "identity card": ("人员编号", "410922198001011234", "不收身份证号"),
    "identity card with X": ("人员编号", "41092219800101123x", "不收身份证号"),
    "number Excel has cut": ("人员编号", 4109221980010112, "末尾几位"),
    "number with a name": ("人员编号", "王伟1", "不是人员编号"),
    "number too long": ("人员编号", "a" * 41, "不得超过40字"),
    "formula": ("退休时间", "=TODAY()", "公式"),
    "former unit at length": ("原单位", "长" * 101, "不得超过100字"),
    "former post at length": ("原职务", "长" * 201, "不得超过200字"),
    "private character": ("挂职单位", "某\ue123局", "自造字"),
}


@pytest.mark.parametrize("heading, value, said", BAD.values(), ids=BAD.keys())
def test_a_fault_names_its_cell(roster: Any, heading: str, value: object, said: str) -> None:
    roster.late("别的")
    roster.late(heading, "", "", value)
    with pytest.raises(RosterFaults) as caught:
        read_roster(roster.save())
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("干部", 4, heading)
    assert fault.reason.zh.startswith("I4 ") and said in fault.reason.zh
    assert fault.reason.en.startswith("I4 ")


TOGETHER: dict[str, tuple[dict[str, object], str, str]] = {
    "secondment without a place": (
        {"挂职单位": "", "挂职起": "2020.3"},
        "挂职单位",
        "没有填挂职单位",
    ),
    "secondment backwards": (
        {"挂职单位": "市委办", "挂职起": "2020.3", "挂职止": "2020.2"},
        "挂职止",
        "早于挂职起",
    ),
    "secondment backwards by a day": (
        {"挂职单位": "市委办", "挂职起": "2020-03-02", "挂职止": "2020-03-01"},
        "挂职止",
        "早于",
    ),
    "transferred to where one was": (
        {"交流任职": "是", "原单位": "柳格 镇"},
        "原单位",
        "不能就是现单位",
    ),
}


@pytest.mark.parametrize("typed, column, said", TOGETHER.values(), ids=TOGETHER.keys())
def test_a_row_must_not_contradict_itself(
    roster: Any, typed: dict[str, object], column: str, said: str
) -> None:
    for heading, value in typed.items():
        roster.late(heading, value)
    with pytest.raises(RosterFaults) as caught:
        read_roster(roster.save())
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (2, column) and said in fault.reason.zh


def test_a_secondment_that_lasts_is_no_fault(roster: Any) -> None:
    roster.late("挂职单位", "市委办", "市委办")
    roster.late("挂职起", "2020-03-15", "2020.3")
    roster.late("挂职止", "至今", "2020.3")
    first, second = [c.facts for c in read_roster(roster.save()).cadres if c.unit == "柳格镇"]
    assert (first.secondment, first.seconded_from, first.seconded_to) == (
        "市委办",
        "2020-03-15",
        "",
    )
    assert second.seconded_to == "2020-03"


@pytest.mark.parametrize(
    "unit, name, person, column, said",
    [
        ("县财政局", "王伟", "", "姓名", "一人只能在一个单位参加测评"),
        ("县财政局", "王 伟", "B2", "姓名", "两行都要填写不同的“人员编号”"),
        ("柳格镇", "王伟", "", "姓名", "确为两人的"),
        ("县财政局", "王伟", "A1", "人员编号", "一人在两个单位参加测评"),
        ("县财政局", "王韦", "A1", "人员编号", "姓名却是“王伟”和“王韦”"),
        ("柳格镇", "王伟", "Ａ１", "人员编号", "请删去一行"),
    ],
)
def test_nobody_stands_on_two_ballots(
    roster: Any, unit: str, name: str, person: str, column: str, said: str
) -> None:
    roster.cadres[4][:3] = [9, name, unit]
    roster.late("人员编号", "" if person in ("", "B2") else "A1", "", "", person)
    with pytest.raises(RosterFaults) as caught:
        read_roster(roster.save())
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (5, column)
    assert "第2行（柳格镇）" in fault.reason.zh and f"第5行（{unit}）" in fault.reason.zh
    assert said in fault.reason.zh and "row 2" in fault.reason.en and "row 5" in fault.reason.en


def test_an_old_file_is_taken_and_what_it_lacks_is_said(roster: Any) -> None:
    read = read_roster(roster.save())
    late = {column.field for column in CADRE_SHEET.columns if column.late}
    assert read.absent == late | {"cluster"}
    assert {(n.sheet, n.row, n.column) for n in read.notices} >= {
        ("单位", 1, "名额分组"),
        ("干部", 1, "人员编号"),
        ("干部", 1, "退休时间"),
    }


def test_a_heading_that_is_nearly_one_is_pointed_out(roster: Any) -> None:
    roster.late("人员编码", "x1")
    roster.late("主要负责人（是/否）", "是")
    read = read_roster(roster.save())
    assert read.cadres[0].head and "head" not in read.absent
    assert [n.reason.zh for n in read.notices if "人员编码" in n.reason.zh] == [
        "H1的表头“人员编码”不是模板中的，这一列没有读取；是否为“人员编号”？"
    ]


NOTICES: dict[str, tuple[dict[str, object], str]] = {
    "transferred from nowhere": ({"交流任职": "是", "原单位": ""}, "没有填原单位"),
    "promoted from nowhere": ({"新提拔": "√", "原单位": "", "原职务": ""}, "没有填原单位、原职务"),
    "discipline without a day": ({"党纪政务处分或组织处理": "警告"}, "没有写时间"),
    "no head": ({"主要负责人": ""}, "柳格镇没有标出主要负责人"),
}


@pytest.mark.parametrize("typed, said", NOTICES.values(), ids=NOTICES.keys())
def test_what_is_missing_is_a_notice(roster: Any, typed: dict[str, object], said: str) -> None:
    for heading, value in typed.items():
        roster.late(heading, value)
    assert any(said in n.reason.zh and n.row == 2 for n in read_roster(roster.save()).notices)


def test_merged_units_blank_rows_and_hidden_rows(roster: Any) -> None:
    roster.cadres[2][2] = None
    roster.cadres[3:3] = [[None] * 7 for _ in range(3000)]

    def merge(book: Any) -> None:
        sheet = book["干部"]
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("E2:E3")
        sheet.row_dimensions[3].hidden = True

    roster.finish = merge
    read = read_roster(roster.save())
    assert [(c.name, c.unit) for c in read.cadres if c.unit == "柳格镇"] == [
        ("王伟", "柳格镇"),
        ("李晓明", "柳格镇"),
    ]
    assert [n.row for n in read.notices if "隐藏" in n.reason.zh] == [3]


def test_brackets_and_letters_of_another_width_are_the_same_unit(roster: Any) -> None:
    roster.units[2][1] = "县财政局（本级）"
    for row in (3, 4):
        roster.cadres[row][2] = "县财政局(本级)"
    read = read_roster(roster.save())
    assert [c.unit for c in read.cadres if c.name == "赵敏"] == ["县财政局（本级）"]


def test_dots_in_a_name_are_one_dot(roster: Any) -> None:
    roster.cadres[1][1] = "买买提•阿布都"
    assert read_roster(roster.save()).cadres[0].name == "买买提·阿布都"


def test_what_is_written_is_read_back() -> None:
    facts = CadreFacts(
        "2020-06",
        True,
        True,
        "县发改委",
        "副主任",
        "市委办",
        "2020-03-01",
        "2020-09",
        12,
        "2020-12-01",
        (Discipline("warning", "2020-03", "清纪〔2020〕3号"), Discipline("case-open")),
    )
    units = (
        UnitRow("柳格镇", "乡镇", "党委", 1, "柳格镇领导班子", "乡镇一组"),
        UnitRow("县志办", "县直单位", "支部", 2, None),
    )
    cadres = (
        CadreRow(1, "王伟", "柳格镇", "书记", "班子成员", "兼任", "备注", "A1", True, True, facts),
        CadreRow(1, "周涛", "县志办", "主任", "其他", "", "=1+1"),
    )
    read = read_roster(roster_workbook(units, cadres))
    assert (read.units, read.cadres, read.absent) == (units, cadres, frozenset())
