"""A Paper as a workbook: numbers are numbers, everything else is text and never a formula.

A sheet holds what stands between two page breaks; a long table ends its sheet as well, because a
sheet can repeat the heading of one table only: that of its last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from voting.documents.writing.document import Block, Document, PageBreak, Table
from voting.documents.writing.sheet_style import Styles, new_book
from voting.documents.writing.table_layout import clean
from voting.documents.writing.xlsx_sheet import SheetWriter

_LONG = 12
"""Rows of a table that may go on over the page."""


def document_xlsx(paper: Document) -> bytes:
    """The xlsx of ``paper``."""
    return documents_xlsx([(paper, "")], paper.title)


def documents_xlsx(papers: Iterable[tuple[Document, str]], title: str) -> bytes:
    """Several papers in one workbook, each with the name of its sheets (empty: after what stands
    on them)."""
    book = new_book()
    book.properties.title = clean(title)
    styles = Styles(book)
    for paper, name in papers:
        sections = _sections(paper)
        for number, blocks in enumerate(sections):
            sheet = SheetWriter(book, styles, paper, blocks, name)
            if number == 0:
                sheet.front()
            for block in blocks:
                sheet.block(block)
            if number == len(sections) - 1:
                sheet.sign()
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sections(paper: Document) -> list[list[Block]]:
    """The blocks of each sheet; at least one sheet."""
    sections: list[list[Block]] = [[]]
    long = False
    for block in paper.blocks:
        if isinstance(block, PageBreak) or (long and isinstance(block, Table)):
            if sections[-1]:
                sections.append([])
            long = False
        if not isinstance(block, PageBreak):
            sections[-1].append(block)
        long = long or (isinstance(block, Table) and len(block.rows) >= _LONG)
    return sections if sections[-1] or len(sections) == 1 else sections[:-1]
