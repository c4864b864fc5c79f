"""One sheet of a Paper's workbook, written from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.page import PageMargins

from voting.documents.writing.cells import put
from voting.documents.writing.document import (
    Blank,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
    Value,
)
from voting.documents.writing.png import png_size
from voting.documents.writing.sheet_pages import Pages
from voting.documents.writing.sheet_style import Styles, join, new_sheet
from voting.documents.writing.table_layout import (
    POINT,
    Grid,
    Placed,
    grid_of,
    lines,
    note_lines,
    page_of,
    printed,
    together,
)
from voting.documents.writing.xlsx_grid import columns_of, common_edges

_STYLES = {"plain": "cell", "head": "head", "band": "band", "words": "words", "strong": "strong"}
_EMU = 36_000
"""Units of a drawing in a millimetre."""
_PIXEL = 25.4 / 96


class SheetWriter:
    """Writes blocks below one another; ``row`` is the next free row."""

    def __init__(
        self,
        book: Workbook,
        styles: Styles,
        paper: Document,
        blocks: Sequence[Block],
        name: str = "",
    ) -> None:
        self.styles = styles
        self.paper, self.page = paper, page_of(paper)
        tables = [block for block in blocks if isinstance(block, Table)]
        self.grids = {id(table): grid_of(table, self.page) for table in tables}
        self.edges = common_edges([grid.widths for grid in self.grids.values()], self.page.room)
        widths = [right - left for left, right in zip(self.edges, self.edges[1:], strict=False)]
        self.sheet = new_sheet(
            book, name or _name(paper, blocks), [max(0.3, (mm / _PIXEL - 5) / 7) for mm in widths]
        )
        self.width = len(widths)
        self._set_up()
        self.pages = Pages(self.sheet, self.width)
        self.repeated = tables[-1] if tables else None
        self.last = blocks[-1] if blocks else None
        self.row = 1
        self._held = 0

    def front(self) -> None:
        """Title and the lines below it."""
        self._across(self.paper.title, "title", 22, 1.4)
        for line in self.paper.subtitle:
            self._across(line, "under", 12, 1.6)
        self._close(1)

    def block(self, block: Block) -> None:
        """One block (page breaks are sheets of their own)."""
        first = self.row
        if isinstance(block, Table):
            self._table(block)
            return
        if isinstance(block, Heading):
            self._across(block.text, "heading", 14, 1.8)
            return
        if isinstance(block, Paragraph):
            for part in block.text.split("\n"):
                self._across(("　　" if block.indent else "") + part, "text", 12, 1.5)
        elif isinstance(block, Blank):
            self._blank(block)
        elif isinstance(block, Picture):
            self._picture(block)
        self._close(first)

    def sign(self) -> None:
        """The line to sign, with what stands above it."""
        if self.paper.signatures:
            self._across(self.paper.signatures, "text", 12, 3)
        self._close(self.row)

    def _set_up(self) -> None:
        setup, page = self.sheet.page_setup, self.page
        setup.orientation = "landscape" if self.paper.landscape else "portrait"
        inch = 25.4
        self.sheet.page_margins = PageMargins(
            page.left / inch,
            page.right / inch,
            min(page.top, 20) / inch,
            min(page.bottom, 18) / inch,
            0.3,
            0.3,
        )

    def _close(self, first: int) -> None:
        """Rows up to here stay together, with headings written just before them."""
        start = self._held or first
        self._held = 0
        if self.row > start:
            self.pages.block(start, self.row - 1)

    def _across(self, words: str, style: str, size: float, leading: float) -> None:
        """A line of words over the whole width; what is not closed yet is held."""
        self._held = self._held or self.row
        for column in range(1, self.width + 1):
            self.styles.apply(self.sheet.cell(self.row, column), style)
        put(self.sheet, self.row, 1, printed(words))
        join(self.sheet, self.row, 1, self.row, self.width)
        self.sheet.row_dimensions[self.row].height = size * (
            leading + 1.25 * (lines(words, size, self.page.room) - 1)
        )
        self.row += 1

    def _table(self, table: Table) -> None:
        grid = self.grids[id(table)]
        places = columns_of(grid.widths, self.edges)
        if table.caption:
            self._across(table.caption, "caption", 12, 1.8)
        first = self.row
        self._rows(grid, grid.heading, grid.heading_rows, places)
        if grid.heading_rows:
            self._held = self._held or first
        top = self.row
        self._rows(grid, grid.body, grid.body_rows, places)
        if table is self.repeated:
            self._breaks(grid, top)
            if grid.heading_rows:
                self.pages.repeat(first, top - 1)
        for note in note_lines(table.notes):
            self._across(note, "note", 10, 1.4)
        if table is not self.last or not self.paper.signatures:
            self._close(first)

    def _breaks(self, grid: Grid, top: int) -> None:
        """Pages are cut between the blocks of the body; the heading stays with the first, the
        last with what follows the table."""
        blocks = together(grid.body, grid.body_rows)
        for first, last in blocks[:-1]:
            start = self._held or top + first
            self._held = 0
            self.pages.block(start, top + last)
        if blocks:
            self._held = self._held or top + blocks[-1][0]

    def _rows(self, grid: Grid, cells: Sequence[Placed], rows: int, places: Sequence[int]) -> None:
        heights = [grid.size * 1.55] * rows
        for placed in sorted(cells, key=lambda each: each.cell.down):
            self._cell(grid, placed, places)
            if not isinstance(placed.cell.value, str):
                continue
            needed = (
                1.3
                * grid.size
                * (lines(printed(placed.cell.value), grid.size, grid.room(placed)) + 0.25)
            )
            first, down = placed.row, placed.cell.down
            missing = needed - sum(heights[first : first + down])
            if missing > 0:
                for number in range(first, first + down):
                    heights[number] += missing / down
        for number, height in enumerate(heights):
            self.sheet.row_dimensions[self.row + number].height = round(height, 1)
        self.row += rows

    def _cell(self, grid: Grid, placed: Placed, places: Sequence[int]) -> None:
        cell = placed.cell
        top, left = self.row + placed.row, places[placed.column] + 1
        bottom, right = top + cell.down - 1, places[placed.column + cell.across]
        style = _STYLES[cell.look]
        value: Value = printed(cell.value) if isinstance(cell.value, str | None) else cell.value
        target = put(self.sheet, top, left, value)
        self.styles.apply(target, style, grid.size, _format(value))
        if (top, left) != (bottom, right):
            for row in range(top, bottom + 1):
                for column in range(left + (row == top), right + 1):
                    self.styles.apply(self.sheet.cell(row, column), style, grid.size)
            join(self.sheet, top, left, bottom, right)

    def _blank(self, blank: Blank) -> None:
        if blank.prompt:
            self._across(f"　　（{blank.prompt}）", "text", 12, 1.6)
        for _ in range(blank.lines):
            self._across("", "rule", 12, 2)

    def _picture(self, picture: Picture) -> None:
        """The picture lies over a row of its height."""
        wide, tall = png_size(picture.png)
        width = min(picture.width, self.page.room)
        height = width * tall / wide
        self._across("", "text", height / POINT + 6, 1)
        start = (self.page.room - width) / 2
        column = max(n for n, edge in enumerate(self.edges) if edge <= start)
        corner = AnchorMarker(
            col=column,
            colOff=round((start - self.edges[column]) * _EMU),
            row=self.row - 2,
            rowOff=_EMU,
        )
        image = Image(BytesIO(picture.png))
        image.anchor = OneCellAnchor(
            corner, XDRPositiveSize2D(round(width * _EMU), round(height * _EMU))
        )
        self.sheet.add_image(image)
        if picture.caption:
            self._across(picture.caption, "under", 12, 1.5)


def _name(paper: Document, blocks: Sequence[Block]) -> str:
    """A sheet is called after its first heading, its first caption, or the paper."""
    for block in blocks:
        if isinstance(block, Heading):
            return block.text
        if isinstance(block, Table) and block.caption:
            return block.caption
    return paper.title


def _format(value: Value) -> str:
    if isinstance(value, Decimal):
        places = -int(value.as_tuple().exponent)
        return "0." + "0" * places if places > 0 else "0"
    return "0" if isinstance(value, int) else "General"
