"""A Paper as PDF: what is printed as it is. The font is embedded, so that it looks the same
everywhere."""

from __future__ import annotations

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
from voting.documents.writing.pdf_canvas import Canvas, text_width
from voting.documents.writing.pdf_table import LaidTable
from voting.documents.writing.pdf_text import wrap
from voting.documents.writing.png import png_size
from voting.documents.writing.table_layout import POINT, clean, grid_of, note_lines, page_of

_TITLE, _NOTE, _CAPTION, _FOOT = 22.0, 10.0, 12.0, 9.0


def document_pdf(paper: Document) -> bytes:
    """The PDF of ``paper``; equal papers give equal bytes."""
    writer = _Writer(paper)
    writer.front()
    for place, block in enumerate(paper.blocks):
        after = paper.blocks[place + 1 :]
        writer.block(block, last=not after, before=after[0] if after else None)
    return writer.finish()


class _Writer:
    """Walks down the pages; ``y`` is the upper edge of what comes next."""

    def __init__(self, paper: Document) -> None:
        self.paper = paper
        self.page = page_of(paper)
        self.canvas = Canvas(self.page.width, self.page.height)
        self.bottom = self.page.height - self.page.bottom
        self._tables: dict[int, LaidTable] = {}
        self.y = self.turn()

    def turn(self) -> float:
        """Begin a page; returns its top."""
        self.canvas.new_page()
        self.y = self.page.top
        return self.y

    def front(self) -> None:
        """Title and the lines below it."""
        self._centred(self.paper.title, _TITLE, 1.35, bold=True)
        for line in self.paper.subtitle:
            self._centred(line, self.page.size if not self.paper.landscape else 12, 1.5)
        self.y += 3

    def block(self, block: Block, last: bool, before: Block | None) -> None:
        """One block; ``last``: only the signatures follow; ``before``: what follows it."""
        if isinstance(block, Table):
            self._table(block, last)
        elif isinstance(block, Heading):
            self._heading(block, before)
        elif isinstance(block, Paragraph):
            self._words(block.text, self.page.size, self.page.leading, block.indent)
        elif isinstance(block, Blank):
            self._blank(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, PageBreak):
            self.turn()

    def finish(self) -> bytes:
        """Signatures, page numbers, the file."""
        if self.paper.signatures:
            self._need(self._signing())
            self.y += 8
            self._words(self.paper.signatures, self._small, self._small * 1.6, False)
        pages = len(self.canvas.pages)
        for number, items in enumerate(self.canvas.pages, 1):
            words = f"第 {number} 页，共 {pages} 页"
            sheet = Canvas(self.page.width, self.page.height, [items])
            sheet.text(
                (self.page.width - text_width(words, _FOOT)) / 2, self.page.height - 9, words, _FOOT
            )
        return self.canvas.draw(clean(self.paper.title))

    @property
    def _small(self) -> float:
        return min(self.page.size, 12.0)

    def _signing(self) -> float:
        """The height of the signatures."""
        if not self.paper.signatures:
            return 0.0
        lines = wrap(clean(self.paper.signatures), self._small, self.page.room)
        return 8 + len(lines) * self._small * 1.6 * POINT

    def _need(self, height: float) -> None:
        """Begin a page unless there is room for ``height`` millimetres."""
        if self.y + height > self.bottom + 1e-6 and self.y > self.page.top:
            self.turn()

    def _table(self, table: Table, last: bool) -> None:
        laid = self._laid(table)
        notes = [wrap(line, _NOTE, self.page.room) for line in note_lines(table.notes)]
        leading = _NOTE * 1.4 * POINT
        below = sum(len(note) for note in notes) * leading + 1.5 * bool(notes)
        tail = min(90.0, below + (self._signing() if last else 0.0))
        self._need(min(self.bottom - self.page.top, laid.opening(tail) + 8 * bool(table.caption)))
        if table.caption:
            self._centred(table.caption, _CAPTION, 1.6, bold=True)
            self.y += 0.8
        self.y = laid.draw(self.canvas, self.page.left, self.y, tail, self.turn)
        self.y += 1.5 * bool(notes)
        for note in notes:
            self._need(min(len(note) * leading, 60))
            self._lines(note, _NOTE, _NOTE * 1.4)
        self.y += 4

    def _laid(self, table: Table) -> LaidTable:
        """The table in lines, worked out once: a heading asks for it before it comes."""
        if id(table) not in self._tables:
            self._tables[id(table)] = LaidTable(
                grid_of(table, self.page), self.page.top, self.bottom
            )
        return self._tables[id(table)]

    def _heading(self, heading: Heading, before: Block | None) -> None:
        """A heading stays with the beginning of what it heads."""
        self._need(14 + self._beginning(before))
        size = self.page.size if heading.level == 1 else min(self.page.size, 15.0)
        self._words(heading.text, size, self.page.leading, True, heading.level == 1)

    def _beginning(self, block: Block | None) -> float:
        """How much of a block must stand on the page of its heading."""
        if isinstance(block, Table):
            return min(120.0, self._laid(block).opening(0) + 8 * bool(block.caption))
        if isinstance(block, Picture):
            return self._height(block) + 8
        return self.page.leading * POINT * 2

    def _blank(self, blank: Blank) -> None:
        step = self.page.leading * POINT
        self._need(step * 2)
        if blank.prompt:
            self._words(f"（{blank.prompt}）", self.page.size, self.page.leading, True)
        for _ in range(blank.lines):
            self._need(step)
            self.y += step
            self.canvas.line(self.page.left, self.y - 1, self.page.room)
        self.y += 2

    def _picture(self, picture: Picture) -> None:
        width, height = min(picture.width, self.page.room), self._height(picture)
        self._need(height + 8 * bool(picture.caption))
        self.canvas.image(self.page.left + (self.page.room - width) / 2, self.y, width, picture.png)
        self.y += height + 1
        if picture.caption:
            self._centred(picture.caption, 10.5, 1.5)
        self.y += 3

    def _height(self, picture: Picture) -> float:
        wide, tall = png_size(picture.png)
        return min(picture.width, self.page.room) * tall / wide

    def _centred(self, words: str, size: float, leading: float, bold: bool = False) -> None:
        for line in wrap(clean(words), size, self.page.room):
            self._need(size * leading * POINT)
            x = (self.page.width - text_width(line, size)) / 2
            self.canvas.text(x, self.y + size * POINT * leading * 0.75, line, size, bold)
            self.y += size * leading * POINT

    def _words(
        self, words: str, size: float, leading: float, indent: bool, bold: bool = False
    ) -> None:
        """A paragraph over as many pages as it takes."""
        for part in clean(words).split("\n"):
            lead = 2 * size * POINT if indent else 0.0
            lines = wrap(part, size, self.page.room, lead)
            self._lines(lines, size, leading, lead, bold)

    def _lines(
        self, lines: list[str], size: float, leading: float, lead: float = 0.0, bold: bool = False
    ) -> None:
        for number, line in enumerate(lines):
            self._need(leading * POINT)
            x = self.page.left + (lead if number == 0 else 0.0)
            self.canvas.text(
                x, self.y + (leading - size) * POINT / 2 + size * POINT * 0.86, line, size, bold
            )
            self.y += leading * POINT
