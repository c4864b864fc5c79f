"""Tables on the pages of a PDF: heading rows on every page, no person's rows cut in two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from voting.documents.writing.document import Look
from voting.documents.writing.pdf_canvas import Canvas, text_width
from voting.documents.writing.pdf_text import wrap
from voting.documents.writing.table_layout import PAD, POINT, Grid, Placed, edges, printed, together

_LEADING, _HEIGHT = 1.28, 0.82
"""Height of a line, and of the baseline in it, in em."""
_ROOM_BELOW = 0.9
"""Millimetres above the first and below the last line of a cell."""
_BEGINNING, _SMALL = 3, 0.4
_SHADE: dict[Look, int] = {"head": 236, "band": 246}


@dataclass(frozen=True, slots=True)
class _Laid:
    """A cell with its words in lines."""

    placed: Placed
    lines: tuple[str, ...]


class TableRows:
    """The rows of a heading or a body with their heights; drawn a few at a time."""

    def __init__(self, cells: Sequence[Placed], rows: int, grid: Grid, tallest: float) -> None:
        self._grid = grid
        self._line = grid.size * POINT * _LEADING
        self._tallest = tallest
        self._step = max(1, int((tallest / 2 - 2 * _ROOM_BELOW) / self._line))
        laid = [
            _Laid(p, tuple(wrap(printed(p.cell.value), grid.size, grid.room(p)))) for p in cells
        ]
        self._cells, self._rows = self._split(laid, rows)
        self._in_row: list[list[_Laid]] = [[] for _ in range(self._rows)]
        for one in self._cells:
            for row in range(one.placed.row, one.placed.row + one.placed.cell.down):
                self._in_row[row].append(one)
        self.heights = self._heights()
        self._above = [0.0, *accumulate(self.heights)]

    def height(self, first: int, last: int) -> float:
        """Millimetres of these rows together."""
        return self._above[last + 1] - self._above[first]

    @property
    def blocks(self) -> list[tuple[int, int]]:
        """Rows that a page break must not cut; one longer than a page is cut all the same."""
        runs = []
        for first, last in together([laid.placed for laid in self._cells], self._rows):
            if self.height(first, last) <= self._tallest:
                runs.append((first, last))
            else:
                runs += [(row, row) for row in range(first, last + 1)]
        return runs

    @property
    def beginning(self) -> float:
        """How much of the rows is worth beginning at the end of a page: a small table whole, of
        others the first few blocks."""
        if sum(self.heights) <= self._tallest * _SMALL:
            return sum(self.heights)
        return min(self.height(0, self.blocks[:_BEGINNING][-1][1]), self._tallest * _SMALL)

    def draw(self, canvas: Canvas, x: float, y: float, first: int, last: int) -> None:
        """These rows with the upper left corner at (x, y); a cell that reaches over the cut
        shows its words on both sides."""
        left = edges(self._grid.widths)
        for row in range(first, last + 1):
            above = y + self._above[row] - self._above[first]
            for laid in self._in_row[row]:
                cell, column = laid.placed.cell, laid.placed.column
                if row in (first, laid.placed.row):
                    bottom = min(laid.placed.row + cell.down - 1, last)
                    self._cell(
                        canvas,
                        laid,
                        x + left[column],
                        above,
                        left[column + cell.across] - left[column],
                        self.height(row, bottom),
                    )

    def _cell(
        self, canvas: Canvas, laid: _Laid, x: float, y: float, width: float, height: float
    ) -> None:
        look = laid.placed.cell.look
        canvas.box(x, y, width, height, _SHADE.get(look))
        size, line = self._grid.size, self._line
        y += (height - len(laid.lines) * line) / 2 + size * POINT * (_LEADING - 1) / 2
        for words in laid.lines:
            start = x + PAD
            if look not in ("words", "band"):
                start = x + (width - text_width(words, size)) / 2
            canvas.text(
                start, y + size * POINT * _HEIGHT, words, size, look in ("head", "band", "strong")
            )
            y += line

    def _heights(self) -> list[float]:
        heights = [0.0] * self._rows
        for laid in sorted(self._cells, key=lambda laid: laid.placed.cell.down):
            row, down = laid.placed.row, laid.placed.cell.down
            needed = len(laid.lines) * self._line + 2 * _ROOM_BELOW
            missing = needed - sum(heights[row : row + down])
            if missing > 0:
                for number in range(row, row + down):
                    heights[number] += missing / down
        return heights

    def _split(self, cells: list[_Laid], rows: int) -> tuple[list[_Laid], int]:
        """Rows taller than half a page become several, the words running on."""
        parts = [1] * rows
        for laid in cells:
            if laid.placed.cell.down == 1:
                needed = -(-len(laid.lines) // self._step)
                parts[laid.placed.row] = max(parts[laid.placed.row], needed)
        if max(parts, default=1) == 1:
            return cells, rows
        starts = [0, *accumulate(parts)]
        return [piece for laid in cells for piece in self._parts(laid, starts)], starts[-1]

    def _parts(self, laid: _Laid, starts: Sequence[int]) -> list[_Laid]:
        placed, cell = laid.placed, laid.placed.cell
        first, end = starts[placed.row], starts[placed.row + cell.down]
        if cell.down > 1:
            moved = type(cell)(cell.value, cell.look, cell.across, end - first)
            return [_Laid(Placed(first, placed.column, moved), laid.lines)]
        step = self._step
        return [
            _Laid(
                Placed(first + n, placed.column, cell),
                laid.lines[n * step : (n + 1) * step] or ("",),
            )
            for n in range(end - first)
        ]


class LaidTable:
    """A table in lines, for pages of one height (``top`` and ``bottom`` in millimetres)."""

    def __init__(self, grid: Grid, top: float, bottom: float) -> None:
        self._top, self._bottom = top, bottom
        self._heading = TableRows(grid.heading, grid.heading_rows, grid, bottom - top)
        self._above = sum(self._heading.heights)
        self._body = TableRows(grid.body, grid.body_rows, grid, bottom - top - self._above)

    def opening(self, tail: float) -> float:
        """How much room the table wants where it begins: a small one all, with ``tail``
        millimetres below it, too."""
        beginning = self._body.beginning
        small = beginning == sum(self._body.heights)
        return min(self._bottom - self._top, self._above + beginning + tail * small)

    def draw(
        self, canvas: Canvas, x: float, y: float, tail: float, turn: Callable[[], float]
    ) -> float:
        """Draw it from ``y`` on; returns where it ends.

        The last rows leave room for ``tail`` millimetres below them; ``turn`` begins a new page
        and returns its top.
        """
        started = False
        blocks = self._body.blocks or [(0, -1)]
        for first, last in blocks:
            needed = self._body.height(first, last) if last >= first else 0.0
            below = tail if (first, last) == blocks[-1] and self._fits(tail + needed) else 0.0
            if y + needed + below + (0 if started else self._above) > self._bottom + 1e-6:
                y, started = turn(), False
            if not started and self._heading.heights:
                self._heading.draw(canvas, x, y, 0, len(self._heading.heights) - 1)
                y += self._above
            started = True
            if last >= first:
                self._body.draw(canvas, x, y, first, last)
            y += needed
        return y

    def _fits(self, height: float) -> bool:
        """On one page below the heading."""
        return height + self._above <= self._bottom - self._top
