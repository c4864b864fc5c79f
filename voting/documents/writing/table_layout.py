"""How a table of a Paper fits on a page: places of cells, widths, the size of its letters.

The three writers share this, so that a table looks alike in xlsx, docx and pdf. Widths are
reckoned in em (a Chinese character takes one, a digit or Latin letter about half), lengths in
millimetres, sizes of letters in points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from math import ceil

from voting.documents.writing.document import Cell, Document, Look, Row, Table, Value

NONE = "—"
"""Printed where there is no figure."""
POINT = 25.4 / 72
"""Millimetres in a point."""
PAD = 1.0
"""Millimetres between the frame of a cell and its words, left and right."""
SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Sizes of letters a table may have; the largest that fits is taken."""

_NOTE = 10.0
"""Points of the letters of notes."""
_MANY, _SMALL = 120, 9.0
"""A table with more rows than that is set in letters of that size, to save pages."""

_PIECE = re.compile(r"[!-~]+|[^!-~]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold or no printer shows; line feeds and tabs stay."""


@dataclass(frozen=True, slots=True)
class Page:
    """A4 in millimetres, its margins, and the size of the text (points, points a line)."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    leading: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and column of its upper left corner, counted from 0."""

    row: int
    column: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: placed cells of heading and body, widths in mm, letters in points."""

    heading: tuple[Placed, ...]
    heading_rows: int
    body: tuple[Placed, ...]
    body_rows: int
    widths: tuple[float, ...]
    size: float

    def room(self, placed: Placed) -> float:
        """The width a cell's words have."""
        return sum(self.widths[placed.column : placed.column + placed.cell.across]) - 2 * PAD


def page_of(paper: Document) -> Page:
    """Landscape and plain tables have narrow margins; text the page of GB/T 9704 (三号, 22 lines
    a page)."""
    if paper.landscape:
        return Page(297, 210, 15, 15, 16, 16, 12, 20)
    if all(isinstance(block, Table) for block in paper.blocks):
        return Page(210, 297, 16, 16, 20, 18, 12, 20)
    return Page(210, 297, 28, 26, 37, 30, 16, 28.95)


def grid_of(table: Table, page: Page) -> Grid:
    """Lay ``table`` out over the width of a page; beside the large text of a report its letters
    may be larger than on a sheet full of figures."""
    room = page.room
    columns = len(table.widths)
    heading = place(table.heading, columns, "head")
    body = place(table.rows, columns, "plain")
    cells = (*heading, *body)
    most = _SMALL if len(table.rows) > _MANY else 12.0 if page.size > 12 else 11.0
    for size in (size for size in SIZES if size <= min(most, table.largest)):
        needs = _needs(cells, columns, size)
        if sum(needs) <= room or size == SIZES[-1]:
            break
    return Grid(
        heading, len(table.heading), body, len(table.rows), _widths(table.widths, needs, room), size
    )


def place(rows: Sequence[Row], columns: int, look: Look) -> tuple[Placed, ...]:
    """Give every cell its place; ValueError where rows do not fill the columns exactly."""
    placed: list[Placed] = []
    covered: set[tuple[int, int]] = set()
    filled = 0
    for number, row in enumerate(rows):
        column = 0
        for value in row:
            cell = value if isinstance(value, Cell) else Cell(value, look)
            while (number, column) in covered:
                column += 1
            if column + cell.across > columns or number + cell.down > len(rows):
                raise ValueError(f"row {number} of the table does not fit its {columns} columns")
            if cell.across > 1 or cell.down > 1:
                area = {
                    (number + y, column + x) for y in range(cell.down) for x in range(cell.across)
                }
                if area & covered:
                    raise ValueError(f"cells of row {number} lie over one another")
                covered |= area
            filled += cell.across * cell.down
            placed.append(Placed(number, column, cell))
            column += cell.across
    if filled != columns * len(rows):
        raise ValueError("the rows of the table do not fill its columns")
    return tuple(placed)


def together(body: Sequence[Placed], rows: int) -> list[tuple[int, int]]:
    """First and last rows of what a page break must not cut: cells that reach down over several
    rows, and a band with what follows it."""
    joined = [False] * rows
    for placed in body:
        reach = placed.cell.down + (placed.cell.look == "band" and placed.column == 0)
        for row in range(placed.row + 1, min(placed.row + reach, rows)):
            joined[row] = True
    starts = [row for row in range(rows) if not joined[row]]
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], rows], strict=True)]


def printed(value: Value) -> str:
    """A value as it stands on paper; what no printer can show becomes a question mark."""
    if value is None:
        return NONE
    if isinstance(value, Decimal):
        return f"{value:f}"
    return clean(str(value))


def clean(words: str) -> str:
    """Words without characters that would spoil a file."""
    return _UNPRINTABLE.sub("\ufffd", words)


@lru_cache(maxsize=4096)
def em(words: str) -> float:
    """Width in em, digits as wide as in the fonts that stand in for those written by name."""
    return sum(
        1.0
        if c >= "\u2000" or c in "%@&"
        else 0.7
        if c.isupper()
        else 0.64
        if c.isdigit()
        else 0.56
        for c in words
    )


def lines(words: str, size: float, room: float) -> int:
    """Lines that words take in ``room`` millimetres: an estimate on the safe side."""
    line = max(room / (size * POINT) - 0.1, 1.0)
    return sum(max(1, ceil(em(part) / line)) for part in words.split("\n"))


def height_of(table: Table) -> float:
    """Millimetres a table with its notes takes at most on an upright page of tables alone."""
    page = page_of(Document("", "", (), (table,)))
    grid = grid_of(table, page)
    heights = [
        1.5 * bool(table.notes),
        *(lines(note, _NOTE, page.room) * 1.4 * _NOTE * POINT for note in note_lines(table.notes)),
    ]
    for cells, rows in ((grid.heading, grid.heading_rows), (grid.body, grid.body_rows)):
        for row in range(rows):
            tall = max(
                (
                    lines(printed(p.cell.value), grid.size, grid.room(p))
                    for p in cells
                    if p.row == row
                ),
                default=1,
            )
            heights.append(max(tall * 1.3 * grid.size * POINT + 1.8, 1.55 * grid.size * POINT))
    return sum(heights)


def note_lines(notes: Sequence[str]) -> list[str]:
    """口径说明, numbered where there are several; each once."""
    texts = list(dict.fromkeys(clean(note) for note in notes if note))
    if len(texts) < 2:
        return [f"口径说明：{note}" for note in texts]
    return ["口径说明：", *(f"{number}. {note}" for number, note in enumerate(texts, 1))]


def edges(widths: Sequence[float]) -> list[float]:
    """The places of the lines between columns, from 0."""
    return [0.0, *accumulate(widths)]


def _needs(cells: Sequence[Placed], columns: int, size: float) -> list[float]:
    """The width each column must have so that no number and no short word is broken."""
    wanted = [2.0] * columns
    for placed in cells:
        if placed.cell.across == 1:
            wanted[placed.column] = max(wanted[placed.column], _unbroken(placed.cell))
    return [width * size * POINT + 2 * PAD + 0.8 for width in wanted]


def _unbroken(cell: Cell) -> float:
    """The longest part of a cell that must stand in one line, in em."""
    words = printed(cell.value)
    if not isinstance(cell.value, str):
        return em(words)
    longest = 0.0
    for line in words.split("\n"):
        whole = em(line)
        if whole <= 5.2:
            longest = max(longest, whole)
            continue
        for piece in _PIECE.findall(line):
            longest = max(longest, min(em(piece), 5.6 if piece[0] <= "~" else 3.0))
    return longest


def _widths(shares: Sequence[float], needs: Sequence[float], room: float) -> tuple[float, ...]:
    """Shares of ``room``, none below its need while there is enough for all needs."""
    if sum(needs) >= room:
        return tuple(need * room / sum(needs) for need in needs)
    short: set[int] = set()
    while True:
        left = room - sum(needs[n] for n in short)
        total = sum(share for n, share in enumerate(shares) if n not in short)
        widths = [
            needs[n] if n in short else share * left / total for n, share in enumerate(shares)
        ]
        more = {n for n, width in enumerate(widths) if n not in short and width < needs[n]}
        if not more:
            return tuple(widths)
        short |= more
