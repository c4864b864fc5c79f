"""The empty roster workbook people download, fill in and send back."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from voting.documents.cells import put
from voting.documents.roster_model import (
    CADRE_SHEET,
    GUIDE,
    NO_TEAM,
    SHEETS,
    UNIT_SHEET,
    SheetPlan,
)

_THIN = Side(style="thin", color="999999")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="D9E2F0")
_ROWS_READY = 300
"""Rows given borders and formats in advance; more can be filled in."""

_RULES = (
    "一、本工作簿有“单位”“干部”两张表，第一行为表头，请勿改动表头、表名；带“*”的列必填。",
    "二、“序号”填正整数：单位按组织部的排列顺序；干部按所在单位内的排列顺序，同一单位内不得重复。",
    "三、“单位类别”“组织形式”“类别”请从下拉列表中选择。",
    f"四、“班子名称”留空时为“单位名称＋领导班子”；不考核班子的单位填“{NO_TEAM}”。",
    "五、担任多项职务的干部，只在承担主要工作职责的单位填一行，其他职务填入“兼任职务”。",
    "六、“所在单位”须与“单位”表中的单位名称完全一致。同一单位同名同姓的，在姓名后加注区分，如“王伟（女）”。",
    "七、请勿合并单元格，勿用公式（可“选择性粘贴—数值”）。导入时全部错误一次列出，改完再整体导入。",
)
_EXAMPLES = (
    (UNIT_SHEET, (("1", "柳格镇", "乡镇", "党委", ""),
                  ("2", "县财政局", "县直单位", "党组", "县财政局领导班子"))),
    (CADRE_SHEET, (("1", "王伟", "柳格镇", "党委书记", "班子成员", "", ""),
                   ("2", "李晓明", "柳格镇", "党委副书记、镇长", "班子成员", "", "新提拔，原任县发改委副主任"),
                   ("1", "赵敏", "县财政局", "党组书记、局长", "班子成员", "县国资办主任", ""))),
)


def roster_template() -> bytes:
    """The template as xlsx: 单位, 干部 and 填写说明 with an example."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for plan in SHEETS:
        _fill_sheet(book.create_sheet(plan.title), plan)
    _fill_guide(book.create_sheet(GUIDE))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_sheet(sheet: Worksheet, plan: SheetPlan) -> None:
    _headings(sheet, plan, 1)
    for number, column in enumerate(plan.columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        for row in range(2, _ROWS_READY + 2):
            cell = sheet.cell(row, number)
            cell.border = _FRAME
            # "@" keeps Excel from turning what is typed into dates or numbers
            cell.number_format = "0" if column.reading == "order" else "@"
        if column.choices:
            _offer(sheet, letter, plan.rows, column.heading, column.choices)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _headings(sheet: Worksheet, plan: SheetPlan, row: int) -> None:
    for number, column in enumerate(plan.columns, 1):
        cell = put(sheet, row, number, column.heading + ("*" if column.required else ""))
        cell.font = Font(name="黑体", bold=True)
        cell.fill = _HEAD
        cell.border = _FRAME
        cell.alignment = Alignment(horizontal="center", vertical="center")


def _offer(sheet: Worksheet, letter: str, rows: int, heading: str,
           choices: tuple[str, ...]) -> None:
    """A drop-down list that refuses anything else."""
    offer = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True,
                           showErrorMessage=True, errorTitle=heading,
                           error="请选择：" + "、".join(choices))
    sheet.add_data_validation(offer)
    offer.add(f"{letter}2:{letter}{rows + 1}")


def _fill_guide(sheet: Worksheet) -> None:
    put(sheet, 1, 1, "填写说明").font = Font(name="黑体", size=16)
    row = 3
    for rule in _RULES:
        put(sheet, row, 1, rule).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=7)
        sheet.row_dimensions[row].height = 32
        row += 1
    for plan, examples in _EXAMPLES:
        row += 1
        put(sheet, row, 1, f"示例：“{plan.title}”表").font = Font(name="黑体")
        row += 1
        _headings(sheet, plan, row)
        for example in examples:
            row += 1
            for number, words in enumerate(example, 1):
                put(sheet, row, number, words).border = _FRAME
        row += 1
    for number, column in enumerate(CADRE_SHEET.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(column.width, 24)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
