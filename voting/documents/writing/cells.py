"""Writing cells: words always as words, so that nothing a person typed becomes a formula."""

from __future__ import annotations

import re
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold; one such character would make the whole file unreadable."""


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int | Decimal | None,
    number_format: str | None = None,
) -> Cell:
    """Write one cell and return it for its style.

    Numbers stay numbers; a string is stored as a string even if it begins with ``=``, ``+`` or
    ``@``. ``None`` leaves the cell empty.
    """
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError("a merged cell has no value of its own")
    if isinstance(value, str):
        cell.value = _UNPRINTABLE.sub("\ufffd", value)
        cell.data_type = "s"
    else:
        cell.value = value
    if number_format is not None:
        cell.number_format = number_format
    return cell
