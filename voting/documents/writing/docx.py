"""A Paper as a Word file, to be filled in and filed: fonts by name, heading rows repeated."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from voting.documents.writing import docx_parts as parts
from voting.documents.writing.document import (
    Blank,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from voting.documents.writing.docx_parts import BODY, HEAD, SECOND, TITLE
from voting.documents.writing.docx_table import table as table_element
from voting.documents.writing.docx_template import empty_document
from voting.documents.writing.table_layout import clean, grid_of, note_lines, page_of

_TITLE, _NOTE = 22.0, 10.0
_NEUTRAL_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def document_docx(paper: Document) -> bytes:
    """The docx of ``paper``."""
    writer = _Writer(paper)
    writer.front()
    for place, block in enumerate(paper.blocks):
        writer.block(block, last=place == len(paper.blocks) - 1)
    return writer.finish()


class _Writer:
    """Adds blocks to a document, one after another."""

    def __init__(self, paper: Document) -> None:
        self.paper = paper
        self.page = page_of(paper)
        self.file = empty_document()
        self._break = False
        self._about()
        self._page()

    def front(self) -> None:
        """Title and the lines below it."""
        for line in self.paper.title.split("\n"):
            self._line(line, TITLE, _TITLE, _TITLE * 1.4, centred=True)
        for line in self.paper.subtitle:
            size = 12 if self.paper.landscape else self.page.size
            self._line(line, SECOND, size, size * 1.6, centred=True)

    def block(self, block: Block, last: bool) -> None:
        """One block; ``last``: only the signatures follow."""
        if isinstance(block, Table):
            self._table(block, last)
        elif isinstance(block, Heading):
            font = HEAD if block.level == 1 else SECOND
            paragraph = self._line(block.text, font, self.page.size, self.page.leading, indent=2)
            paragraph.paragraph_format.keep_with_next = True
        elif isinstance(block, Paragraph):
            for part in block.text.split("\n"):
                self._line(part, BODY, self.page.size, self.page.leading, indent=2 * block.indent)
        elif isinstance(block, Blank):
            self._blank(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, PageBreak):
            self._break = True

    def finish(self) -> bytes:
        """Signatures and the file."""
        if self.paper.signatures:
            size = min(self.page.size, 12.0)
            signatures = self._line(self.paper.signatures, BODY, size, size * 1.6)
            signatures.paragraph_format.space_before = Pt(16)
            signatures.paragraph_format.keep_together = True
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _about(self) -> None:
        """Title and maker; nothing of the machine or the moment."""
        about = self.file.core_properties
        about.title, about.author, about.last_modified_by = clean(self.paper.title), "清评", ""
        about.comments, about.created, about.modified = "", _NEUTRAL_DATE, _NEUTRAL_DATE

    def _page(self) -> None:
        section, page = self.file.sections[0], self.page
        if self.paper.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(page.width), Mm(page.height)
        section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.header_distance = section.footer_distance = Mm(8)
        foot = section.footer.paragraphs[0]
        parts.lead(foot, 12, centred=True)
        for text, code in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
            parts.words(foot, text, BODY, 9)
            if code:
                parts.field(foot, code, BODY, 9)

    def _line(
        self,
        text: str,
        font: str,
        size: float,
        leading: float,
        *,
        centred: bool = False,
        indent: int = 0,
    ) -> DocxParagraph:
        """A paragraph, the first line set in by ``indent`` characters."""
        paragraph = self.file.add_paragraph()
        parts.lead(paragraph, leading, centred)
        paragraph.paragraph_format.first_line_indent = Pt(indent * size)
        paragraph.paragraph_format.page_break_before = self._break
        self._break = False
        parts.words(paragraph, text, font, size)
        return paragraph

    def _table(self, table: Table, last: bool) -> None:
        """Caption, table, notes; Word joins tables that touch, so a small gap follows."""
        caption = table.caption
        if caption or self._break:
            paragraph = self._line(
                caption, HEAD, 12 if caption else 1, 20 if caption else 1, centred=True
            )
            paragraph.paragraph_format.keep_with_next = True
        grid = grid_of(table, self.page)
        notes = note_lines(table.notes)
        below = bool(notes) or (last and bool(self.paper.signatures))
        body = self.file.element.body
        body.insert(len(body) - 1, table_element(grid, below))
        for number, note in enumerate(notes):
            paragraph = self._line(note, BODY, _NOTE, _NOTE * 1.4)
            if number == 0:
                paragraph.paragraph_format.space_before = Pt(4)
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = number < len(notes) - 1 or (
                last and bool(self.paper.signatures)
            )
        if not (last and self.paper.signatures):
            self._line("", BODY, 4, 8)

    def _blank(self, blank: Blank) -> None:
        if blank.prompt:
            paragraph = self._line(
                f"（{blank.prompt}）", BODY, self.page.size, self.page.leading, indent=2
            )
            paragraph.paragraph_format.keep_with_next = True
        for _ in range(blank.lines):
            parts.rule_below(self._line("", BODY, self.page.size, self.page.leading))

    def _picture(self, picture: Picture) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.page_break_before, self._break = self._break, False
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        paragraph.add_run().add_picture(
            BytesIO(picture.png), width=Mm(min(picture.width, self.page.room))
        )
        if picture.caption:
            paragraph.paragraph_format.keep_with_next = True
            self._line(picture.caption, BODY, 10.5, 16, centred=True)
