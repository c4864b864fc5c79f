"""From a roster workbook to :class:`RosterFile`, or to the list of everything that is wrong.

Three passes, so that one mistake does not hide others: the layout of the sheets (headings, merged
cells), every cell by itself, then what the rows say about each other (repeated or unknown units,
repeated cadres and numbers). Blank rows are skipped wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from voting.documents.roster_cells import CellFault, read_cell
from voting.documents.roster_checks import Findings, Line, check_cadres, check_units
from voting.documents.roster_file import open_workbook
from voting.documents.roster_model import (
    CADRE_SHEET,
    NO_TEAM,
    UNIT_SHEET,
    CadreRow,
    Column,
    RosterFaults,
    RosterFile,
    SheetPlan,
    UnitRow,
)

_HEADING_WITHIN = 5
"""The headings stand in one of the first rows (people put a title above them)."""
_LAST_ROW = 20_000
_BLANKS = " \t\r\n\xa0\u3000\u200b\ufeff"


def read_roster(data: bytes) -> RosterFile:
    """Read the bytes of an xlsx; raises :class:`RosterFaults` with every fault at once."""
    book = open_workbook(data)
    found = Findings()
    units = _read_sheet(book, UNIT_SHEET, found)
    cadres = _read_sheet(book, CADRE_SHEET, found)
    check_units(units, found)
    check_cadres(cadres, units, found)
    if found.faults:
        order = {"": 0, UNIT_SHEET.title: 1, CADRE_SHEET.title: 2}
        raise RosterFaults(tuple(sorted(found.faults, key=lambda f: (order[f.sheet], f.row))))
    return RosterFile(
        tuple(sorted((_unit(line) for line in units), key=lambda unit: unit.order)),
        tuple(_cadre(line) for line in sorted(cadres, key=lambda line: line.number("order"))),
    )


def _unit(line: Line) -> UnitRow:
    name, team = line.text("name"), line.text("team")
    return UnitRow(name, line.text("kind"), line.text("organisation"), line.number("order"),
                   None if team == NO_TEAM else team or f"{name}领导班子")


def _cadre(line: Line) -> CadreRow:
    return CadreRow(line.number("order"), *(line.text(name) for name in (
        "name", "unit", "post", "category", "concurrent", "note")))


def _read_sheet(book: Workbook, plan: SheetPlan, found: Findings) -> list[Line]:
    """The filled rows of one sheet; faults of its layout and of each cell are noted."""
    sheet = next((s for s in book.worksheets if "".join(s.title.split()) == plan.title), None)
    if sheet is None:
        found.add(plan.title, 0, "", f"缺少“{plan.title}”表，请勿改动模板的表名。",
                  f"The sheet {plan.title} is missing; keep the names of the template.")
        return []
    places = _headings(sheet, plan, found)
    if places is None:
        return []
    top, columns = places
    _check_merged(sheet, plan, top, columns, found)
    if sheet.max_row > _LAST_ROW:
        found.add(plan.title, sheet.max_row, "",
                  f"表中用到了第{sheet.max_row}行，请删除末尾的空行，或把内容复制到新下载的模板中。",
                  f"The sheet reaches down to row {sheet.max_row}; delete the blank rows.")
        return []
    lines: list[Line] = []
    for row in range(top + 1, sheet.max_row + 1):
        cells = {place: sheet.cell(row, place) for place in columns}
        # numbers filled in beforehand, with nobody beside them, are a blank row too
        if all(_blank(cell.value) for place, cell in cells.items()
               if columns[place].reading != "order"):
            continue
        if len(lines) == plan.rows:
            found.add(plan.title, row, "", f"超过{plan.rows}行，请分批导入。",
                      f"More than {plan.rows} rows; import them in parts.")
            break
        lines.append(_read_line(plan.title, row, cells, columns, found))
    if not lines:
        found.add(plan.title, 0, "", f"“{plan.title}”表没有内容，请填写。",
                  f"The sheet {plan.title} has no rows.")
    return lines


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(_BLANKS))


def _headings(sheet: Worksheet, plan: SheetPlan,
              found: Findings) -> tuple[int, dict[int, Column]] | None:
    """(row of the headings, column number → column), None where the sheet cannot be read."""
    best: tuple[int, dict[int, Column]] = (1, {})
    known = {column.heading: column for column in plan.columns}
    for row in range(1, min(_HEADING_WITHIN, sheet.max_row) + 1):
        names = {place: _heading(sheet.cell(row, place).value)
                 for place in range(1, min(sheet.max_column, 100) + 1)}
        columns = {place: known[name] for place, name in names.items() if name in known}
        if len(columns) > len(best[1]):
            best = row, columns
    top, columns = best
    headings = [column.heading for column in columns.values()]
    # every column of the template, so that one left out by mistake does not pass as left empty
    for column in plan.columns:
        times = headings.count(column.heading)
        if times == 0:
            found.add(plan.title, top, column.heading, "缺少这一列，请恢复模板的表头。",
                      f"The column {column.heading} ({column.english}) is missing.")
        elif times > 1:
            found.add(plan.title, top, column.heading, "这一列出现了多次，只保留一列。",
                      f"The column {column.heading} ({column.english}) appears more than once.")
    return best if sorted(headings) == sorted(known) else None


def _heading(value: object) -> str:
    return "".join(str(value or "").split()).rstrip("*＊")


def _check_merged(sheet: Worksheet, plan: SheetPlan, top: int, columns: Mapping[int, Column],
                  found: Findings) -> None:
    for merged in sheet.merged_cells.ranges:
        covered = [place for place in columns if merged.min_col <= place <= merged.max_col]
        if covered and merged.max_row > top:
            found.add(plan.title, max(merged.min_row, top + 1), columns[covered[0]].heading,
                      f"{merged.coord}是合并单元格，请取消合并后每格分别填写。",
                      f"{merged.coord} is merged; unmerge it and fill in every cell.")


def _read_line(sheet: str, row: int, cells: Mapping[int, object], columns: Mapping[int, Column],
               found: Findings) -> Line:
    values: dict[str, str | int] = {}
    for place, column in columns.items():
        cell = cells[place]
        if not isinstance(cell, Cell):
            continue  # covered by a merged cell, which is a fault already
        try:
            values[column.field] = read_cell(column, cell.value, cell.data_type == "f",
                                             cell.data_type == "e")
        except CellFault as fault:
            place_name = f"{get_column_letter(place)}{row}"
            found.add(sheet, row, column.heading, f"{place_name} {fault.zh}。",
                      f"{place_name} {fault.en}.")
    return Line(row, values)
