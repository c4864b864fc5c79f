"""The pieces of a Word file: paragraphs, lines to write on, fields. Words are set as text of an
element, never as markup."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from voting.documents.writing.table_layout import clean

TITLE, BODY, HEAD, SECOND = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
"""The fonts of filed documents, written by name into Word files and never embedded."""

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
