"""Page breaks that do not cut a person's rows in two.

The sheet is fitted to the width of the page; how tall a page is follows from that scale, which is
reckoned here from the widths of the columns. A program whose columns come out wider scales down
more and has room to spare.
"""

from __future__ import annotations

from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

_POINTS = 72.0
_LONG, _SHORT = 11.69, 8.27
"""A4 in inches."""
_SLACK = 0.97
"""Programs and printers differ by a little in widths and heights."""
_USUAL = 15.0


class Pages:
    """Follows the rows of one A4 sheet and breaks it between blocks of rows."""

    def __init__(self, sheet: Worksheet, columns: int) -> None:
        self._sheet = sheet
        pixels = sum(
            int(sheet.column_dimensions[get_column_letter(n)].width * 7 + 5)
            for n in range(1, columns + 1)
        )
        margins = sheet.page_margins
        upright = sheet.page_setup.orientation == "portrait"
        wide, high = (_SHORT, _LONG) if upright else (_LONG, _SHORT)
        room = wide - margins.left - margins.right
        scale = max(10, min(100, ceil(100 * room / (pixels / 96))))
        tall: float = high - margins.top - margins.bottom
        self._room: float = tall * _POINTS * _SLACK * 100 / scale
        self._used = 0.0
        self._head = 0.0

    def repeat(self, first: int, last: int) -> None:
        """These rows stand on every page that follows, too."""
        self._sheet.print_title_rows = f"{first}:{last}"
        self._head = self._height(first, last)

    def new_page(self, row: int) -> None:
        """``row`` begins a page."""
        self._sheet.row_breaks.append(Break(id=row - 1))
        self._used = 0.0
        self._head = 0.0

    def full(self, height: float) -> bool:
        """A block of that height (points) would begin a page."""
        return self._used + height > self._room

    def block(self, first: int, last: int) -> None:
        """These rows, written already, stay together; called for all rows in order."""
        height = self._height(first, last)
        if self._used and self.full(height):
            self._sheet.row_breaks.append(Break(id=first - 1))
            self._used = self._head
        self._used += height

    def _height(self, first: int, last: int) -> float:
        heights = (self._sheet.row_dimensions[row].height for row in range(first, last + 1))
        return sum(_USUAL if height is None else height for height in heights)
