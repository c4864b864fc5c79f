"""From a roster workbook to :class:`RosterFile`, or to the list of everything that is wrong.

Three passes, so that one mistake does not hide others: the layout of the sheets (headings, merged
cells), every cell by itself, then what the rows say about each other (repeated or unknown units,
one cadre twice, numbers). Blank rows are skipped wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from voting.assessment.roster.facts import CadreFacts
from voting.documents.roster.cells import empty_value, fold, read_cell
from voting.documents.roster.checks import Findings, Line, check_cadres, check_units
from voting.documents.roster.file import open_workbook
from voting.documents.roster.layout import Layout, layout_of
from voting.documents.roster.model import (
    CADRE_SHEET,
    NO_TEAM,
    UNIT_SHEET,
    CadreRow,
    CellFault,
    RosterFaults,
    RosterFile,
    SheetPlan,
    UnitRow,
    Value,
)
from voting.documents.roster.people import check_people
from voting.documents.roster.years import check_years
from voting.language.catalogue import message

_LAST_ROW = 20_000
_BLANKS = " \t\r\n\xa0\u3000\u200b\ufeff"


def read_roster(data: bytes) -> RosterFile:
    """Read the bytes of an xlsx; raises :class:`RosterFaults` with every fault at once."""
    book = open_workbook(data)
    findings = Findings()
    units = _read_sheet(book, UNIT_SHEET, findings)
    cadres = _read_sheet(book, CADRE_SHEET, findings)
    names = {fold(line.text("name")): line.text("name") for line in units}
    for line in cadres:  # the unit's own spelling, where only brackets or letters differ
        line.values["unit"] = names.get(fold(line.text("unit")), line.text("unit"))
    check_units(units, findings)
    check_cadres(cadres, units, findings)
    check_people(cadres, findings)
    check_years(cadres, findings)
    order = {"": 0, UNIT_SHEET.title: 1, CADRE_SHEET.title: 2}
    if findings.faults:
        raise RosterFaults(tuple(sorted(findings.faults, key=lambda f: (order[f.sheet], f.row))))
    return RosterFile(
        tuple(sorted((_unit(line) for line in units), key=lambda unit: unit.order)),
        tuple(_cadre(line) for line in sorted(cadres, key=lambda line: line.number("order"))),
        tuple(sorted(findings.notices, key=lambda f: (order[f.sheet], f.row))),
        frozenset(findings.absent),
    )


def _unit(line: Line) -> UnitRow:
    name, team = line.text("name"), line.text("team")
    return UnitRow(
        name,
        line.text("kind"),
        line.text("organisation"),
        line.number("order"),
        None if team == NO_TEAM else team or f"{name}领导班子",
        line.text("cluster"),
    )


def _cadre(line: Line) -> CadreRow:
    return CadreRow(
        line.number("order"),
        line.text("name"),
        line.text("unit"),
        line.text("post"),
        line.text("category"),
        line.text("concurrent"),
        line.text("note"),
        line.text("person"),
        line.flag("head"),
        line.flag("nonparty"),
        _facts(line),
    )


def _facts(line: Line) -> CadreFacts:
    return CadreFacts(
        appointed=line.text("appointed"),
        promoted=line.flag("promoted"),
        moved=line.flag("moved"),
        former_unit=line.text("former_unit"),
        former_post=line.text("former_post"),
        secondment=line.text("secondment"),
        seconded_from=line.text("seconded_from"),
        seconded_to=line.text("seconded_to"),
        leave_days=line.number("leave_days"),
        retired=line.text("retired"),
        discipline=line.matters("discipline"),
    )


def _read_sheet(book: Workbook, plan: SheetPlan, findings: Findings) -> list[Line]:
    """The filled rows of one sheet; faults of its layout and of each cell are noted."""
    sheet = next((s for s in book.worksheets if "".join(s.title.split()) == plan.title), None)
    if sheet is None:
        findings.add(
            plan.title,
            0,
            "",
            message("缺少“{sheet}”表，请勿改动模板的表名。", sheet=plan.title),
        )
        return []
    layout = layout_of(sheet, plan, findings)
    if layout is None:
        return []
    present = {column.field for column in layout.columns.values()}
    findings.absent.update(c.field for c in plan.columns if c.field not in present)
    if sheet.max_row > _LAST_ROW:
        findings.add(
            plan.title,
            sheet.max_row,
            "",
            message(
                "表中用到了第{row}行，请删除末尾的空行，或把内容复制到新下载的模板中。",
                row=sheet.max_row,
            ),
        )
        return []
    lines = _read_lines(sheet, plan, layout, findings)
    if not lines:
        findings.add(
            plan.title,
            0,
            "",
            message("“{sheet}”表没有内容，请填写。", sheet=plan.title),
        )
    return lines


def _read_lines(
    sheet: Worksheet, plan: SheetPlan, layout: Layout, findings: Findings
) -> list[Line]:
    lines: list[Line] = []
    hidden: list[int] = []
    for row in range(layout.top + 1, sheet.max_row + 1):
        cells = {place: sheet.cell(row, place) for place in layout.columns}
        # numbers filled in beforehand, with nobody beside them, are a blank row too
        if all(
            _blank(cell.value)
            for place, cell in cells.items()
            if layout.columns[place].reading != "order"
        ):
            continue
        if len(lines) == plan.rows:
            findings.add(
                plan.title,
                row,
                "",
                message("超过{most}行，请分批导入。", most=plan.rows),
            )
            break
        if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden:
            hidden.append(row)
        lines.append(_read_line(plan.title, row, cells, layout, findings))
    if hidden:
        findings.notice(
            plan.title,
            hidden[0],
            "",
            message("有{count}行被隐藏（如筛选），也已读取。", count=len(hidden)),
        )
    return lines


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(_BLANKS))


def _read_line(
    sheet: str, row: int, cells: Mapping[int, Cell | MergedCell], layout: Layout, findings: Findings
) -> Line:
    values: dict[str, Value] = {}
    for place, column in layout.columns.items():
        cell = layout.spread.get((row, place), cells[place])
        if not isinstance(cell, Cell):
            continue  # covered by a merged cell, which is a fault already
        try:
            if not column.required and _blank(cell.value):
                values[column.field] = empty_value(column)
            else:
                values[column.field] = read_cell(
                    column, cell.value, cell.data_type == "f", cell.data_type == "e"
                )
        except CellFault as fault:
            place_name = f"{get_column_letter(place)}{row}"
            findings.add(
                sheet,
                row,
                column.heading,
                message("{cell} {reason}。", cell=place_name, reason=fault.reason),
            )
    return Line(row, values)
