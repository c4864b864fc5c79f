"""The roster workbook people download: empty, or with what is on the roster to be changed.

What :func:`roster_workbook` writes, the reader reads back as the same roster.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from voting.documents.roster.discipline import written
from voting.documents.roster.guide import FRAME, fill_guide, headings, landscape
from voting.documents.roster.model import (
    CADRE_SHEET,
    GUIDE,
    NO_TEAM,
    UNIT_SHEET,
    YES,
    CadreRow,
    SheetPlan,
    UnitRow,
)
from voting.documents.writing.cells import put

_ROWS_READY = 300
"""Rows given borders and formats in advance; more can be filled in."""

Cells = Mapping[str, str | int]
"""Field → what stands in the cell; empty text for an empty one."""


def roster_template() -> bytes:
    """The empty template as xlsx: 单位, 干部 and 填写说明 with an example."""
    return roster_workbook((), ())


def roster_workbook(units: Iterable[UnitRow], cadres: Iterable[CadreRow]) -> bytes:
    """The template with units and cadres filled in, in their order."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    _fill_sheet(
        book.create_sheet(UNIT_SHEET.title), UNIT_SHEET, [unit_cells(unit) for unit in units]
    )
    _fill_sheet(
        book.create_sheet(CADRE_SHEET.title), CADRE_SHEET, [cadre_cells(cadre) for cadre in cadres]
    )
    fill_guide(book.create_sheet(GUIDE))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def unit_cells(unit: UnitRow) -> Cells:
    """The row of a unit as it is written."""
    team = NO_TEAM if unit.team is None else unit.team
    return {
        "order": unit.order,
        "name": unit.name,
        "kind": unit.kind,
        "organisation": unit.organisation,
        "team": team,
        "cluster": unit.cluster,
    }


def cadre_cells(cadre: CadreRow) -> Cells:
    """The row of a cadre as it is written."""
    facts = cadre.facts
    return {
        "order": cadre.order,
        "name": cadre.name,
        "unit": cadre.unit,
        "post": cadre.post,
        "category": cadre.category,
        "concurrent": cadre.concurrent,
        "note": cadre.note,
        "person": cadre.person,
        "head": _flag(cadre.head),
        "nonparty": _flag(cadre.nonparty),
        "appointed": facts.appointed,
        "promoted": _flag(facts.promoted),
        "moved": _flag(facts.moved),
        "former_unit": facts.former_unit,
        "former_post": facts.former_post,
        "secondment": facts.secondment,
        "seconded_from": facts.seconded_from,
        "seconded_to": facts.seconded_to,
        "leave_days": facts.leave_days or "",
        "retired": facts.retired,
        "discipline": written(facts.discipline),
    }


def _flag(value: bool) -> str:
    return YES if value else ""


def _fill_sheet(sheet: Worksheet, plan: SheetPlan, rows: Sequence[Cells]) -> None:
    headings(sheet, plan, 1)
    ready = max(_ROWS_READY, len(rows))
    for number, column in enumerate(plan.columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        # "@" keeps Excel from turning what is typed into dates or numbers
        number_format = "0" if column.reading in ("order", "days") else "@"
        framed = put(sheet, 2, number, None, number_format)
        framed.border = FRAME
        for row in range(2, ready + 2):
            value = rows[row - 2][column.field] if row - 2 < len(rows) else None
            cell = put(sheet, row, number, None if value == "" else value)
            cell._style = framed._style  # one style a column: looking it up a cell takes a second
        if column.choices:
            _offer(sheet, letter, plan.rows, column.heading, column.choices)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    landscape(sheet)


def _offer(
    sheet: Worksheet, letter: str, rows: int, heading: str, choices: tuple[str, ...]
) -> None:
    """A drop-down list that refuses anything else."""
    offer = DataValidation(
        type="list",
        formula1=f'"{",".join(choices)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=heading[:30],
        error="请选择：" + "、".join(choices),
    )
    sheet.add_data_validation(offer)
    offer.add(f"{letter}2:{letter}{rows + 1}")
