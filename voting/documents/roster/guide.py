"""The sheet 填写说明 of the roster: rules, every column, an example, in Chinese and English."""

from __future__ import annotations

from math import ceil

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from voting.documents.roster.discipline import LABELS
from voting.documents.roster.model import (
    CADRE_SHEET,
    NO_TEAM,
    SHEETS,
    UNIT_SHEET,
    Column,
    SheetPlan,
)
from voting.documents.writing.cells import put
from voting.language.catalogue import LANGUAGES, N_, Said, listing, message, translate

_THIN = Side(style="thin", color="999999")
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="D9E2F0")
_WIDE = 8
"""Columns a rule runs across."""

_RULES = (
    N_(
        "一、本工作簿有“单位”“干部”两张表，第一行为表头。请勿改动表头、表名；带“*”的列必填，其余没有可留空。"
    ),
    N_(
        "二、担任多项职务的干部，只在承担主要工作职责的单位填一行，其他职务填入“兼任职务”。一人不得出现在两个单位。"
    ),
    N_(
        "三、同名同姓的（不论是否同一单位），每人都要填写“人员编号”以示区分。人员编号用本单位的编号，不得填身份证号。"
    ),
    N_("四、时间可写成 2020-03-01、2020年3月1日、2020.3、2020/3/1 或 20200301，只知年月的写年月。"),
    N_("五、“所在单位”等列可以向下合并单元格，其余列请勿合并；勿用公式（可“选择性粘贴—数值”）。"),
    N_(
        "六、导入时全部错误一次列出，有一处错误则全部不导入；没有错误的，先列出新增、变更和删去的内容，确认后才生效。"
    ),
)

_HOW: dict[str, Said | None] = {
    "单位.order": message("组织部的排列顺序，正整数"),
    "单位.name": message("单位全称"),
    "干部.name": message("与任免文件一致，显示在票上"),
    "post": message("现任职务，显示在票上"),
    "note": message("不显示在票上"),
    "seconded_from": message("年月或年月日"),
    "kind": None,
    "organisation": None,
    "team": message("留空为“单位名称＋领导班子”；不考核班子的填“{none}”", none=NO_TEAM),
    "cluster": message("与其他单位合并计算优秀名额的，填同一组名"),
    "干部.order": message("所在单位内的排列顺序，同一单位内不得重复"),
    "unit": message("与“单位”表中的名称一致"),
    "category": message("计算优秀名额时分开"),
    "concurrent": message("兼任职务以适当方式了解，不另行测评（通知第一条第1项）"),
    "person": message("本单位编号，可区分同名的人；再次导入时按它认人"),
    "head": message("党委（党组）书记、行政正职等"),
    "nonparty": message("党外干部，述职报告须写参政议政、合作共事"),
    "appointed": message("年月或年月日"),
    "promoted": message("按现任职务考核，注意了解原任职务的工作（第2项）"),
    "moved": message("在现单位考核，原单位提供此前的情况（第3项）"),
    "former_unit": message("新提拔、交流任职的填"),
    "former_post": message("新提拔、交流任职的填"),
    "secondment": message("在原单位考核，挂职单位出具鉴定（第4项）"),
    "seconded_to": message("尚未结束的留空或填“至今”"),
    "leave_days": message("病假、事假累计天数；超过半年的不确定等次（第5项）"),
    "retired": message("年度内退休的填（第6项）"),
    "discipline": message(
        "每项写类别、时间、文号，多项用“；”分开，如“警告 2020.3；诫勉 2020-05-01”。类别：{kinds}（第7项）",
        kinds="、".join(LABELS.values()),
    ),
}
"""Field (with its sheet where both have it) → how it is filled in."""

EXAMPLES: dict[str, tuple[dict[str, str], ...]] = {
    UNIT_SHEET.title: (
        {
            "order": "1",
            "name": "柳格镇",
            "kind": "乡镇",
            "organisation": "党委",
            "cluster": "乡镇一组",
        },
        {
            "order": "2",
            "name": "县财政局",
            "kind": "县直单位",
            "organisation": "党组",
            "team": "县财政局领导班子",
        },
    ),
    CADRE_SHEET.title: (
        {
            "order": "1",
            "name": "王伟",
            "unit": "柳格镇",
            "post": "党委书记",
            "category": "班子成员",
            "head": "是",
            "appointed": "2018-11",
        },
        {
            "order": "2",
            "name": "李晓明",
            "unit": "柳格镇",
            "post": "党委副书记、镇长",
            "category": "班子成员",
            "person": "GB0102",
            "head": "是",
            "appointed": "2020.6",
            "promoted": "是",
            "former_unit": "县发改委",
            "former_post": "副主任",
        },
        {
            "order": "1",
            "name": "赵敏",
            "unit": "县财政局",
            "post": "党组书记、局长",
            "category": "班子成员",
            "concurrent": "县国资办主任",
            "head": "是",
            "appointed": "2017年3月",
            "leave_days": "12",
            "discipline": "警告 2020.3 清纪〔2020〕3号",
        },
    ),
}
"""By sheet: the rows the guide shows as an example, by field."""

_TABLE = (
    ("表 Sheet", 10),
    ("列 Column", 16),
    ("English", 18),
    ("填法", 38),
    ("How to fill in", 38),
    ("示例一", 16),
    ("示例二", 16),
    ("示例三", 18),
)
"""Headings and widths of the table of columns."""


def fill_guide(sheet: Worksheet) -> None:
    """Write the guide into an empty sheet."""
    put(sheet, 1, 1, "填写说明 How to fill in").font = Font(name="黑体", size=16)
    row = 3
    for language in LANGUAGES:
        for rule in _RULES:
            _across(sheet, row, translate(rule, language))
            row += 1
        row += 1
    _columns(sheet, row)
    for number, (_, width) in enumerate(_TABLE, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    landscape(sheet)


def headings(sheet: Worksheet, plan: SheetPlan, row: int) -> None:
    """The headings of a sheet, marked ``*`` where the column must be filled in."""
    for number, column in enumerate(plan.columns, 1):
        _head(sheet, row, number, column.heading + ("*" if column.required else ""))


def landscape(sheet: Worksheet) -> None:
    """A4 across, as wide as one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _head(sheet: Worksheet, row: int, number: int, words: str) -> None:
    cell = put(sheet, row, number, words)
    cell.font = Font(name="黑体", bold=True)
    cell.fill = _HEAD
    cell.border = FRAME
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _across(sheet: Worksheet, row: int, words: str) -> None:
    put(sheet, row, 1, words).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_WIDE)
    sheet.row_dimensions[row].height = 18


def _columns(sheet: Worksheet, row: int) -> None:
    """The table of all columns with the example, a row for each."""
    for place, (words, _) in enumerate(_TABLE, 1):
        _head(sheet, row, place, words)
    for plan in SHEETS:
        for column in plan.columns:
            row += 1
            shown = [example.get(column.field, "") for example in EXAMPLES[plan.title]]
            line = (
                plan.title,
                column.heading + ("*" if column.required else ""),
                column.english,
                *_how(plan, column),
                *shown,
            )
            for place, word in enumerate(line, 1):
                cell = put(sheet, row, place, word)
                cell.border = FRAME
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            longest = max(len(line[3]) / 18, len(line[4]) / 38, *(len(w) / 8 for w in shown))
            sheet.row_dimensions[row].height = 16 * max(1, ceil(longest))


def _how(plan: SheetPlan, column: Column) -> tuple[str, str]:
    """How a column is filled in, in both languages."""
    key = f"{plan.title}.{column.field}"
    how = _HOW[key] if key in _HOW else _HOW[column.field]
    if column.reading == "choice":
        choices = message("从下拉列表中选择：{choices}", choices="、".join(column.choices))
        how = choices if how is None else listing([choices, how], N_("{first}；{second}"))
    return (how.zh, how.en) if how is not None else ("", "")
