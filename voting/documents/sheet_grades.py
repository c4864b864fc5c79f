"""等次建议: figures, flags, what the software proposes and why, what the unit puts forward."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from voting.assessment.names import pad_name
from voting.documents.sheet_style import (
    COUNT,
    PERCENT,
    SCORE,
    across,
    heading,
    join,
    lines,
    new_sheet,
    notes,
    signatures,
    write,
)
from voting.documents.workbook_model import GradeLine, PoolLine, RoundBook

_HEADS = (
    ("单位", 13.0), ("对象", 10.5), ("职务", 15.0), ("名额范围", 9.5), ("优秀率\n（%）", 7.5),
    ("优称率\n（%）", 7.5), ("不称职率\n（%）", 9.0), ("得分", 8.0), ("名次", 7.5), ("提示", 14.0),
    ("软件建议", 9.5), ("说明", 34.0), ("单位意见", 9.5), ("单位理由", 15.0), ("修改人、时间", 13.0),
)
_POOL_HEADS = ("单位", "名额范围", "名额", "已建议", "计算", "并列与进度")
_POOL_SPANS = ((1, 2), (3, 4), (5, 5), (6, 6), (7, 12), (13, 15))
_NOTES = (
    "“软件建议”只由测评结果和名额设置算出，仅供参考，不作决定；等次由单位研究提出，按程序报批。",
    "班子的“优称率”为优秀、良好之和，“不称职率”为较差率。名次、阈值按精确分数比较，名次可以并列。",
    "名额边界上并列的不代为取舍，标为“并列待定”，由单位研究确定。",
)


def add_grades(book: Workbook, round_book: RoundBook) -> None:
    """The sheet with all units."""
    sheet = new_sheet(book, "等次建议", [width for _, width in _HEADS])
    width = len(_HEADS)
    under = "　".join(part for part in (round_book.name, round_book.number, round_book.basis)
                     if part)
    row = heading(sheet, width, f"{round_book.year}年度考核等次建议表", under)
    for column, (words, _) in enumerate(_HEADS, 1):
        write(sheet, row, column, words, "head")
    sheet.row_dimensions[row].height = 34
    sheet.print_title_rows = f"{row}:{row}"
    sheet.freeze_panes = sheet.cell(row + 1, 3)
    row += 1
    for line in round_book.grades:
        _line(sheet, row, line)
        row += 1
    if not round_book.grades:
        across(sheet, row, width, "尚无可提出等次建议的测评结果。", "under", 30)
        row += 1
    row = _pools(sheet, row, width, round_book.pools)
    signatures(sheet, notes(sheet, row, width, _NOTES), width)


def _line(sheet: Worksheet, row: int, line: GradeLine) -> None:
    words = {1: line.unit, 3: line.post, 10: "\n".join(line.flags), 12: line.reason,
             14: line.unit_reason, 15: line.edited}
    for column, text in words.items():
        write(sheet, row, column, text, "words")
    centred = {2: pad_name(line.name), 4: line.pool, 9: _rank(line), 13: line.unit_grade}
    for column, content in centred.items():
        write(sheet, row, column, content, "cell")
    software = line.software_grade or "未提出"
    write(sheet, row, 11, software + ("\n并列待定" if line.tied else ""), "cell")
    for column, rate in ((5, line.excellent), (6, line.favourable), (7, line.unfavourable)):
        write(sheet, row, column, rate, "cell", PERCENT)
    write(sheet, row, 8, line.score, "cell", SCORE)
    tallest = max(lines(text, _HEADS[column - 1][1] - 1)
                  for column, text in {**words, 2: line.name}.items())
    sheet.row_dimensions[row].height = 16.5 * max(tallest, 1 + line.tied) + 3


def _rank(line: GradeLine) -> str | None:
    if line.rank is None:
        return None
    return f"{line.rank}（并列）" if line.shared else str(line.rank)


def _pools(sheet: Worksheet, row: int, width: int, pools: tuple[PoolLine, ...]) -> int:
    """The quota of each pool below the table."""
    if not pools:
        return row
    across(sheet, row, width, "优秀名额", "under", 26)
    row += 1
    _spanned(sheet, row, _POOL_HEADS, "head")
    for pool in pools:
        row += 1
        remarks = "；".join(part for part in (pool.tie, pool.progress) if part)
        _spanned(sheet, row, (pool.unit, pool.pool, pool.seats, pool.filled, pool.sentence,
                              remarks), "cell")
        sheet.row_dimensions[row].height = 16.5 * max(lines(remarks, 36), lines(pool.unit, 22)) + 3
    return row + 1


def _spanned(sheet: Worksheet, row: int, values: tuple[str | int, ...], style: str) -> None:
    for (first, last), value in zip(_POOL_SPANS, values, strict=True):
        for column in range(first, last + 1):
            sheet.cell(row, column).style = style
        write(sheet, row, first, value, style, COUNT)
        join(sheet, row, first, row, last)
