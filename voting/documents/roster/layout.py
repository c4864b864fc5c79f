"""The layout of one sheet of a roster: where its headings stand, and which cells are merged.

Headings are looked for in the first rows, for people put a title above them; a heading may carry
``*`` or a remark in brackets. Columns nobody asked for are left alone, but one whose heading looks
like a missing column's is pointed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from re import compile as pattern

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from voting.documents.roster.checks import Findings
from voting.documents.roster.model import Column, SheetPlan
from voting.language.catalogue import message

_HEADING_WITHIN = 5
_MOST_COLUMNS = 100
_IN_BRACKETS = pattern("[（(][^（）()]*[）)]$")

Columns = Mapping[int, Column]
"""Column number (from 1) → column."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where to read: the row of the headings, the columns, and for cells covered by a merged one
    that holds for all of them the cell with the value."""

    top: int
    columns: Columns
    spread: Mapping[tuple[int, int], Cell]


def layout_of(sheet: Worksheet, plan: SheetPlan, findings: Findings) -> Layout | None:
    """The layout of a sheet; faults and notices go to ``findings``, None where it cannot be read."""
    top, names, columns = _headings(sheet, plan)
    readable = _check_columns(plan, top, columns, findings)
    _point_out(plan, top, names, columns, findings)
    if not readable:
        return None
    return Layout(top, columns, _merged(sheet, plan, top, columns, findings))


def _headings(sheet: Worksheet, plan: SheetPlan) -> tuple[int, dict[int, str], Columns]:
    """(row of the headings, what stands in it, the columns known), by the row that knows most."""
    best: tuple[int, dict[int, str], dict[int, Column]] = (1, {}, {})
    known = {column.heading: column for column in plan.columns}
    for row in range(1, min(_HEADING_WITHIN, sheet.max_row) + 1):
        names = {
            place: _heading(sheet.cell(row, place).value, known)
            for place in range(1, min(sheet.max_column, _MOST_COLUMNS) + 1)
        }
        columns = {place: known[name] for place, name in names.items() if name in known}
        if len(columns) > len(best[2]):
            best = row, names, columns
    return best


def _heading(value: object, known: Mapping[str, Column]) -> str:
    plain = "".join(str(value or "").split()).rstrip("*＊")
    short = _IN_BRACKETS.sub("", plain).rstrip("*＊")
    return short if plain not in known and short in known else plain


def _check_columns(plan: SheetPlan, top: int, columns: Columns, findings: Findings) -> bool:
    """Every column once; only late ones may be missing. False where one cannot be read."""
    headings = [column.heading for column in columns.values()]
    readable = True
    for column in plan.columns:
        times = headings.count(column.heading)
        if times == 1:
            continue
        if times > 1:
            findings.add(
                plan.title,
                top,
                column.heading,
                message("这一列出现了多次，只保留一列。"),
            )
        elif not column.late:
            # one left out by mistake must not pass as left empty
            findings.add(
                plan.title,
                top,
                column.heading,
                message("缺少这一列，请恢复模板的表头。"),
            )
        else:
            findings.notice(
                plan.title,
                top,
                column.heading,
                message("没有这一列：已有的内容不变，新增的留空。"),
            )
        readable = readable and times == 0 and column.late
    return readable


def _point_out(
    plan: SheetPlan, top: int, names: Mapping[int, str], columns: Columns, findings: Findings
) -> None:
    """Headings nobody knows, for they may be a missing column under another name."""
    missing = [c.heading for c in plan.columns if c not in columns.values()]
    for place, name in names.items():
        near = get_close_matches(name, missing, n=1, cutoff=0.5) if place not in columns else []
        if near:
            cell = f"{get_column_letter(place)}{top}"
            findings.notice(
                plan.title,
                top,
                near[0],
                message(
                    "{cell}的表头“{name}”不是模板中的，这一列没有读取；是否为“{near}”？",
                    cell=cell,
                    name=name[:20],
                    near=near[0],
                ),
            )


def _merged(
    sheet: Worksheet, plan: SheetPlan, top: int, columns: Columns, findings: Findings
) -> dict[tuple[int, int], Cell]:
    """Cells merged downwards in a column that allows it; all other merged cells are faults."""
    spread: dict[tuple[int, int], Cell] = {}
    for merged in sheet.merged_cells.ranges:
        covered = [place for place in columns if merged.min_col <= place <= merged.max_col]
        if not covered or merged.max_row <= top:
            continue
        column = columns[covered[0]]
        first = sheet.cell(merged.min_row, merged.min_col)
        if (
            merged.min_col == merged.max_col
            and column.spread
            and merged.min_row > top
            and isinstance(first, Cell)
        ):
            for row in range(merged.min_row + 1, merged.max_row + 1):
                spread[row, merged.min_col] = first
        else:
            findings.add(
                plan.title,
                max(merged.min_row, top + 1),
                column.heading,
                message("{cells}是合并单元格，请取消合并后每格分别填写。", cells=merged.coord),
            )
    return spread
