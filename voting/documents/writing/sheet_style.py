"""The look of filed tables: A4, font names of official documents, frames, notes.

Fonts are written by name only, as such tables are exchanged; a machine without them uses its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

TITLE_FONT, BODY_FONT, HEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"

_LINE = Side(style="thin", color="000000")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_SHADE = PatternFill("solid", fgColor="E7ECF3")
_BAND = PatternFill("solid", fgColor="F4F4F4")


def new_book() -> Workbook:
    """An empty workbook that knows the styles ``title``, ``under``, ``head``, ``band``, ``cell``,
    ``words``, ``strong``, ``note``, ``heading``, ``caption``,
    ``text`` and ``rule`` (a line to write on)."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    book.properties.creator = "清评 Qingping"
    body, small = Font(name=BODY_FONT, size=11), Font(name=BODY_FONT, size=10.5)
    for style in (
        NamedStyle("title", font=Font(name=TITLE_FONT, size=22), alignment=_MIDDLE),
        NamedStyle("under", font=Font(name=BODY_FONT, size=12), alignment=_MIDDLE),
        NamedStyle(
            "head",
            font=Font(name=HEAD_FONT, size=11),
            alignment=_MIDDLE,
            border=_FRAME,
            fill=_SHADE,
        ),
        NamedStyle(
            "band", font=Font(name=HEAD_FONT, size=11), alignment=_LEFT, border=_FRAME, fill=_BAND
        ),
        NamedStyle("cell", font=body, alignment=_MIDDLE, border=_FRAME),
        NamedStyle("words", font=body, alignment=_LEFT, border=_FRAME),
        NamedStyle(
            "strong",
            font=Font(name=BODY_FONT, size=11, bold=True),
            alignment=_MIDDLE,
            border=_FRAME,
        ),
        NamedStyle("note", font=small, alignment=Alignment(wrap_text=True, vertical="top")),
        NamedStyle("heading", font=Font(name=HEAD_FONT, size=12), alignment=_LEFT),
        NamedStyle("caption", font=Font(name=HEAD_FONT, size=12), alignment=_MIDDLE),
        NamedStyle("text", font=Font(name=BODY_FONT, size=12), alignment=_LEFT),
        NamedStyle("rule", font=body, border=Border(bottom=_LINE)),
    ):
        book.add_named_style(style)
    return book


class Styles:
    """The looks of the cells of one book, each worked out once: doing so for every cell takes
    most of the time of a large workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[str, float, str], Any] = {}

    def apply(
        self, cell: Cell, style: str, size: float = 0, number_format: str = "General"
    ) -> None:
        """Give ``cell`` the look of a style of the book, with letters of ``size`` points (0: the
        style's own) and a number format."""
        key = (style, size, number_format)
        if key not in self._known:
            cell.style = self._sized(style, size) if size else style
            cell.number_format = number_format
            self._known[key] = copy(cell._style)
        cell._style = self._known[key]

    def _sized(self, style: str, size: float) -> str:
        name = f"{style} {size:g}"
        if name not in self._book.named_styles:
            base = next(found for found in self._book._named_styles if found.name == style)
            letters = Font(name=base.font.name, size=size, bold=base.font.bold)
            self._book.add_named_style(
                NamedStyle(
                    name, font=letters, alignment=base.alignment, border=base.border, fill=base.fill
                )
            )
        return name


def new_sheet(book: Workbook, name: str, widths: Sequence[float]) -> Worksheet:
    """A sheet set up for A4, one page wide, page numbers below; its name made unique."""
    sheet = book.create_sheet(_sheet_name(book, name))
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(0.5, 0.5, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    return sheet


def _sheet_name(book: Workbook, name: str) -> str:
    """A name Excel takes: 31 characters, none of ``[]:*?/\\``, no other sheet's."""
    plain = "".join("·" if c in "[]:*?/\\'" else c for c in name if c.isprintable())[:28] or "表"
    taken = {title.casefold() for title in book.sheetnames}
    free, number = plain, 1
    while free.casefold() in taken:
        number += 1
        free = f"{plain[:27]}_{number}"
    return free


def join(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merge cells that have their frames already; those covered hold nothing.

    ``Worksheet.merge_cells`` works out the frames anew, which takes most of the time of a large
    workbook.
    """
    if (top, left) != (bottom, right):
        # add() would compare with every range there is
        sheet.merged_cells.ranges.add(
            CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
        )
