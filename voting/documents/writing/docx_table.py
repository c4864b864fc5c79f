"""A table of a Word file: fixed widths, heading rows repeated, no row cut in two.

It is written as text and parsed once: cells made one by one with the library take minutes for the
table of a county. Every word that people typed goes through :func:`_words`; all else is fixed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from voting.documents.writing.document import Look
from voting.documents.writing.docx_parts import BODY, HEAD
from voting.documents.writing.table_layout import PAD, Grid, Placed, printed, together

_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_SHADE: Final[dict[Look, str]] = {"head": "ECECEC", "band": "F6F6F6"}
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_FEW, _TOGETHER, _MANY = 14, 20, 300
"""Rows: a table of few is not cut at all; more than some are not kept on one page, and in a table
of very many none are: programs take minutes to find the pages of such a table."""


def table(grid: Grid, stay: bool) -> Any:
    """A ``w:tbl``; ``stay``: the last rows stay with the paragraph below."""
    twips = [round(width * _TWIPS) for width in grid.widths]
    borders = "".join(
        f"<w:{side} {_LINE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{round(pad * _TWIPS)}" w:type="dxa"/>'
        for side, pad in (("top", PAD / 2), ("left", PAD), ("bottom", PAD / 3), ("right", PAD))
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    heading = _Rows(grid.heading, grid.heading_rows, grid.size, twips, set(range(99)), True)
    body = _Rows(grid.body, grid.body_rows, grid.size, twips, _held(grid, stay), False)
    element: Any = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(heading.rows())}{''.join(body.rows())}</w:tbl>"
    )
    return element


def _held(grid: Grid, stay: bool) -> set[int]:
    """Rows whose words must stand on the page of the next row."""
    held = {grid.body_rows - 1} if stay else set()
    if grid.body_rows > _MANY:
        return held
    if grid.body_rows <= _FEW:
        return held | set(range(grid.body_rows - 1))
    for first, last in together(grid.body, grid.body_rows):
        if last - first < _TOGETHER:
            held |= set(range(first, last))
    return held


class _Rows:
    """Rows as text; what a cell covers below itself is an empty cell that continues."""

    def __init__(
        self,
        cells: Sequence[Placed],
        rows: int,
        size: float,
        twips: Sequence[int],
        held: set[int],
        heading: bool,
    ) -> None:
        self._size, self._twips, self._held, self._heading = size, twips, held, heading
        self._lines: list[list[tuple[int, Placed, str]]] = [[] for _ in range(rows)]
        for placed in cells:
            for below in range(placed.cell.down):
                merge = "" if placed.cell.down == 1 else "continue" if below else "restart"
                self._lines[placed.row + below].append((placed.column, placed, merge))

    def rows(self) -> Iterator[str]:
        """One ``w:tr`` after another."""
        repeated = "<w:tblHeader/>" * self._heading
        height = f'<w:trHeight w:val="{round(self._size * 29)}" w:hRule="atLeast"/>'
        for number, line in enumerate(self._lines):
            cells = "".join(
                self._cell(placed, merge, number in self._held)
                for _, placed, merge in sorted(line, key=lambda each: each[0])
            )
            yield f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"

    def _cell(self, placed: Placed, merge: str, held: bool) -> str:
        cell = placed.cell
        width = sum(self._twips[placed.column : placed.column + cell.across])
        span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
        down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
        shade = _SHADE.get(cell.look)
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        content = "" if merge == "continue" else printed(cell.value)
        lines = "".join(self._paragraph(line, cell.look, held) for line in content.split("\n"))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{down}{fill}'
            f'<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
        )

    def _paragraph(self, words: str, look: Look, held: bool) -> str:
        font = HEAD if look in ("head", "band") else BODY
        side = "left" if look in ("words", "band") else "center"
        size = round(self._size * 2)
        return (
            f'<w:p><w:pPr>{"<w:keepNext/>" * held}<w:spacing w:before="0" w:after="0" '
            f'w:line="{round(self._size * 26)}" w:lineRule="exact"/><w:jc w:val="{side}"/>'
            f'</w:pPr><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" '
            f'w:eastAsia="{font}" w:cs="{font}"/>{"<w:b/>" * (look == "strong")}'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{_words(words)}</w:r>'
            "</w:p>"
        )


def _words(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'
