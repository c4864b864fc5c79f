"""The workbook: figures as numbers, words as words, everything a filed table needs."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from voting.assessment.heads import Slips, head_lines
from voting.documents.workbook import (
    GradeLine,
    MeetingPart,
    PoolLine,
    RoundBook,
    round_xlsx,
)


def part(tally: Any, returned: dict[str, int] | None = None) -> MeetingPart:
    counts = returned or {"A": 8, "B": 26, "C": 55}
    heads = head_lines(tally.classes, {c: (n + 1, n) for c, n in counts.items()}, counts)
    total = sum(counts.values())
    return MeetingPart(tally, heads, Slips(total + 6, total, 1, 5), "AAAA-BBBB-CCCC-DDDD",
                       "EEEE-FFFF-GGGG-HHHH", {"c2": ("优称率60.00%，低于2/3",)})


def grade(name: str = "王伟", **changes: Any) -> GradeLine:
    values = dict(
        unit="柳格镇", name=name, post="党委书记", pool="班子成员", excellent=Decimal("62.43"),
        favourable=Decimal("89.16"), unfavourable=Decimal("0.00"), score=Decimal("93.422"),
        rank=2, shared=True, flags=("优称率60.00%，低于2/3",), tied=True, software_grade="称职",
        reason="优秀率62.43%；未进入优秀名额（1名），建议“称职”。", unit_grade="优秀",
        unit_reason="经党委研究", edited="张主任\n2021-01-25 10:20")
    return GradeLine(**{**values, **changes})


def round_book(*parts: MeetingPart, grades: tuple[GradeLine, ...] = ()) -> RoundBook:
    pools = (PoolLine("柳格镇", "班子成员", "优秀名额1名（4 × 25.00%，向下取整）", 1, 0,
                      "剩1名，2个并列，待研究确定", ""),)
    return RoundBook(2020, "2020年度考核", "清组文〔2021〕1号", "考核工作条例", parts, grades,
                     pools if grades else (), ("县财政局民主测评",))


def read(data: bytes) -> dict[str, Worksheet]:
    book = load_workbook(BytesIO(data))
    return {sheet.title: sheet for sheet in book.worksheets}


def cells(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def row_with(sheet: Worksheet, *words: str) -> list[Any]:
    return next(row for row in cells(sheet) if set(words) <= set(row))


def test_summary_holds_the_weighted_figures_as_numbers(make_tally: Any) -> None:
    tally = make_tally(cadres=3)
    sheets = read(round_xlsx(round_book(part(tally))))
    assert list(sheets) == ["汇总（班子）", "汇总（干部）", "等次建议", "柳格镇"]
    for subject in tally.forms[1].subjects[1:]:
        row = row_with(sheets["汇总（干部）"], subject.name.replace("赵敏", "赵　敏"))
        overall = subject.overall
        percents, rates = overall.weighted.percent, overall.weighted.rates
        figures = [89]
        for option in overall.options:
            figures += [overall.total.counts[option.id], float(percents[option.id])]
        figures += [overall.total.abstain, float(overall.weighted.abstain_percent)]
        figures += [float(rates[rate]) for rate in ("excellent", "favourable", "unfavourable")]
        figures.append(float(overall.weighted.score))
        assert row[4:-1] == pytest.approx(figures)
        assert row[-1] == ("优称率60.00%，低于2/3" if subject.id == "c2" else None)


def test_number_formats_and_fonts(make_tally: Any) -> None:
    sheets = read(round_xlsx(round_book(part(make_tally()), grades=(grade(),))))
    formats = {cell.number_format for sheet in sheets.values() for row in sheet.iter_rows()
               for cell in row if cell.data_type == "n" and cell.value is not None}
    assert formats == {"0", "0.00", "0.000"}
    fonts = {cell.font.name for sheet in sheets.values() for row in sheet.iter_rows()
             for cell in row if cell.value is not None}
    assert fonts == {"方正小标宋简体", "仿宋_GB2312", "黑体"}
    assert {sheet["A1"].font.size for sheet in sheets.values()} == {22}


def test_a_meeting_has_its_heads_and_every_table(make_tally: Any) -> None:
    tally = make_tally(cadres=2)
    sheet = read(round_xlsx(round_book(part(tally))))["柳格镇"]
    assert row_with(sheet, "合计")[2:9] == [100, 100, 92, 89, 89, 89, 0]
    rows = cells(sheet)
    bands = [row[0] for row in rows if isinstance(row[0], str)
             and row[0].startswith(("加权结果", "票类 "))]
    assert len(bands) == 2 * 4 and "票类 B（中层干部）　26票　权重35.00%" in bands
    # every form × (weighted + 3 classes) × subjects × questions
    assert sum(row[2] == "总体评价" for row in rows) == (1 + 2) * 4
    text = "\n".join(str(value) for row in rows for value in row if value)
    for words in ("印制95张＝计入89张＋作废1张＋未用5张", "AAAA-BBBB-CCCC-DDDD", "口径说明",
                  "百分比的分母为有效票", "考核组组长", "计票人", "监票人"):
        assert words in text


def test_group_rows_hold_the_groups_own_figures(make_tally: Any) -> None:
    tally = make_tally(cadres=1, groups=[(("A", "B"), 9), (("C",), 12)])
    sheet = read(round_xlsx(round_book(part(tally, {"A": 2, "B": 7, "C": 12}))))["柳格镇"]
    rows = cells(sheet)
    start = next(n for n, row in enumerate(rows)
                 if str(row[0]).startswith("票类 A+B（领导、中层干部）　9票　权重75.00%"))
    question = tally.forms[0].subjects[0].questions[0]
    first = question.options[0].id
    assert rows[start + 1][3:5] == [question.groups[0].counts[first],
                                    float(question.groups[0].percent[first])]
    assert "票类 A、B 中有票数少于5张的，已合并统计" in str(rows)


def test_grades_show_both_proposals_and_the_quota() -> None:
    plain = grade("李晓明", unit_grade="", tied=False, rank=None, score=None)
    sheet = read(round_xlsx(round_book(grades=(grade(), plain))))["等次建议"]
    row = row_with(sheet, "王　伟")
    assert row[4:9] == [62.43, 89.16, 0, 93.422, "2（并列）"]
    assert row[10:15] == ["称职\n并列待定", "优秀率62.43%；未进入优秀名额（1名），建议“称职”。", "优秀",
                          "经党委研究", "张主任\n2021-01-25 10:20"]
    assert row_with(sheet, "李晓明")[7:9] == ["—", "—"]
    assert row_with(sheet, "剩1名，2个并列，待研究确定")[4:6] == [1, 0]
    assert "不作决定" in str(cells(sheet))


def test_what_people_typed_never_becomes_a_formula(make_tally: Any) -> None:
    evil = ["=HYPERLINK(\"http://x\",\"y\")", "+1", "-1+2", "@sum"]
    tally = make_tally(names=evil, unit="=1+1")
    lines = tuple(grade(name, post="=A1", unit_reason="=cmd|' /C calc'!A0", reason="\x07=2")
                  for name in evil)
    data = round_xlsx(round_book(part(tally), grades=lines))
    sheets = read(data)
    found = [cell for sheet in sheets.values() for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in found if cell.data_type == "f"]
    values = {cell.value for cell in found}
    assert set(evil) <= values and "=1+1" in values and "\ufffd=2" in values


def test_print_set_up(make_tally: Any) -> None:
    for sheet in read(round_xlsx(round_book(part(make_tally()), grades=(grade(),)))).values():
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows


def test_pages_break_between_people(make_tally: Any) -> None:
    sheet = read(round_xlsx(round_book(part(make_tally(cadres=20)))))["柳格镇"]
    breaks = [found.id for found in sheet.row_breaks.brk]
    assert len(breaks) > 10
    joined = [area for area in sheet.merged_cells.ranges if area.min_col == 1 == area.max_col]
    assert not [area.coord for area in joined for row in breaks
                if area.min_row <= row < area.max_row]


def test_nothing_counted_yet() -> None:
    sheets = read(round_xlsx(round_book()))
    assert list(sheets) == ["汇总", "等次建议"]
    assert "尚未计票的会议：县财政局民主测评。" in str(cells(sheets["汇总"]))


def test_a_meeting_of_which_nothing_was_opened(make_tally: Any) -> None:
    tally = make_tally(groups=())
    sheets = read(round_xlsx(round_book(part(tally, {"A": 1, "B": 0, "C": 0}))))
    assert row_with(sheets["汇总（干部）"], "李晓明")[5:7] == [0, "—"]


def test_units_of_one_name_and_strange_names_get_sheets_of_their_own(make_tally: Any) -> None:
    names = ["柳格镇", "柳格镇", "A/B:[C]*?", "很长" * 20]
    data = round_xlsx(round_book(*(part(make_tally(unit=name)) for name in names)))
    titles = list(read(data))
    assert len(titles) == len(set(titles)) == 7
    assert max(map(len, titles)) <= 31


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_another_program_opens_it(make_tally: Any, tmp_path: Path) -> None:
    path = tmp_path / "round.xlsx"
    path.write_bytes(round_xlsx(round_book(part(make_tally()), grades=(grade(),))))
    as_text = "csv:Text - txt - csv (StarCalc):44,34,76"  # comma, quotes, UTF-8
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless",
                    "--convert-to", as_text, "--outdir", str(tmp_path), str(path)],
                   check=True, capture_output=True, timeout=120)
    assert "优秀率" in (tmp_path / "round.csv").read_text()
