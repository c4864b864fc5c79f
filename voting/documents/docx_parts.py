"""The pieces of a Word file: paragraphs, fields, tables. Fonts are written by name.

Tables are built element by element: the library's own cells are found anew at every access, which
takes minutes for the table of a county. Words are set as text of an element, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from voting.documents.paper import Look
from voting.documents.paper_layout import PAD, Grid, Placed, clean, printed, together

TITLE, BODY, HEAD, SECOND = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_SHADE: Final[dict[Look, str]] = {"head": "ECECEC", "band": "F6F6F6"}
_FONTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def words(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    """Add text to a paragraph; line feeds become line breaks."""
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
    _set_font(run._r.get_or_add_rPr(), font)


def lead(paragraph: Paragraph, points: float, centred: bool = False) -> None:
    """Lines of exactly so many points, no room between paragraphs."""
    spacing = paragraph.paragraph_format
    spacing.line_spacing = Pt(points)
    spacing.space_before = spacing.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def rule_below(paragraph: Paragraph) -> None:
    """A line under the paragraph, to write on."""
    borders = _child(paragraph._p.get_or_add_pPr(), "w:pBdr")
    _child(borders, "w:bottom", val="single", sz="4", space="1", color="000000")
    # equal neighbours would share one frame and lose the lines between them
    _child(borders, "w:between", val="single", sz="4", space="1", color="000000")


def field(paragraph: Paragraph, code: str, font: str, size: float) -> None:
    """A field such as PAGE or NUMPAGES."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        _set_font(run._r.get_or_add_rPr(), font)
        if kind is None:
            _child(run._r, "w:instrText").text = code
        else:
            _child(run._r, "w:fldChar", fldCharType=kind)


def table(grid: Grid, stay: bool) -> Any:
    """A ``w:tbl``: fixed widths, heading rows repeated, no row cut in two; ``stay``: the last
    rows stay with the paragraph below."""
    found = OxmlElement("w:tbl")
    twips = [round(width * _TWIPS) for width in grid.widths]
    _properties(found, sum(twips))
    columns = _child(found, "w:tblGrid")
    for width in twips:
        _child(columns, "w:gridCol", w=str(width))
    held = _held(grid, stay)
    _rows(found, grid.heading, grid.heading_rows, grid, twips, "head", {*range(grid.heading_rows)})
    _rows(found, grid.body, grid.body_rows, grid, twips, "plain", held)
    return found


def _held(grid: Grid, stay: bool) -> set[int]:
    """Rows whose words must stand on the page of the next row."""
    held = set()
    for first, last in together(grid.body, grid.body_rows):
        if last - first < 20:
            held |= set(range(first, last))
    return held | ({grid.body_rows - 1} if stay else set())


def _properties(element: Any, width: int) -> None:
    properties = _child(element, "w:tblPr")
    _child(properties, "w:tblW", w=str(width), type="dxa")
    _child(properties, "w:jc", val="center")
    borders = _child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, f"w:{side}", val="single", sz="4", space="0", color="000000")
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=str(round(PAD * _TWIPS)), type="dxa")


def _rows(element: Any, cells: Sequence[Placed], rows: int, grid: Grid, twips: Sequence[int],
          look: Look, held: set[int]) -> None:
    """Rows with their cells; what a cell covers below itself is an empty cell that continues."""
    lines: list[list[tuple[int, Placed, str]]] = [[] for _ in range(rows)]
    for placed in cells:
        for below in range(placed.cell.down):
            merge = "" if placed.cell.down == 1 else "continue" if below else "restart"
            lines[placed.row + below].append((placed.column, placed, merge))
    for number, line in enumerate(lines):
        row = _child(element, "w:tr")
        properties = _child(row, "w:trPr")
        _child(properties, "w:cantSplit")
        _child(properties, "w:trHeight", val=str(round(grid.size * 31)), hRule="atLeast")
        if look == "head":
            _child(properties, "w:tblHeader")
        for column, placed, merge in sorted(line, key=lambda each: each[0]):
            width = sum(twips[column:column + placed.cell.across])
            _cell(row, placed, width, merge, grid.size, number in held)


def _cell(row: Any, placed: Placed, width: int, merge: str, size: float, held: bool) -> None:
    look, cell = placed.cell.look, _child(row, "w:tc")
    properties = _child(cell, "w:tcPr")
    _child(properties, "w:tcW", w=str(width), type="dxa")
    if placed.cell.across > 1:
        _child(properties, "w:gridSpan", val=str(placed.cell.across))
    if merge:
        _child(properties, "w:vMerge", val=merge)
    if look in _SHADE:
        _child(properties, "w:shd", val="clear", color="auto", fill=_SHADE[look])
    _child(properties, "w:vAlign", val="center")
    content = "" if merge == "continue" else printed(placed.cell.value)
    for line in content.split("\n"):
        _cell_line(cell, line, look, size, held)


def _cell_line(cell: Any, line: str, look: Look, size: float, held: bool) -> None:
    paragraph = _child(cell, "w:p")
    properties = _child(paragraph, "w:pPr")
    if held:
        _child(properties, "w:keepNext")
    _child(properties, "w:spacing", before="0", after="0", line=str(round(size * 26)),
           lineRule="exact")
    _child(properties, "w:jc", val="left" if look in ("words", "band") else "center")
    run = _child(paragraph, "w:r")
    letters = _child(run, "w:rPr")
    _set_font(letters, HEAD if look in ("head", "band") else BODY)
    if look == "strong":
        _child(letters, "w:b")
    for name in ("w:sz", "w:szCs"):
        _child(letters, name, val=str(round(size * 2)))
    text = _child(run, "w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = line


def _set_font(properties: Any, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in _FONTS:
        fonts.set(qn(name), font)


def _child(parent: Any, name: str, **values: str) -> Any:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element
