"""A4 sheets of voting slips, 2 × 5 on a page, to be cut along dashed lines.

A slip holds the QR with its secret, the same secret as a typed code, and nothing about a person.
The classes follow one another, each on pages of its own, its spares on further pages, so that the
stacks can be kept apart after cutting. The file says nothing about when it was made, and everything
stays in memory: the bytes returned are the only copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import RenderStyle, TextMode

from voting.documents.slips.fitted_text import SHORTENED, TEXT, FittedText
from voting.documents.slips.qr import QUIET, qr_shape
from voting.documents.slips.text import SlipText, slip_text
from voting.documents.writing.fonts import mono_font
from voting.documents.writing.pdf_font import ASCII, font_file

COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT = 210.0, 297.0
EDGE_X, EDGE_Y = 8.0, 10.0
CELL_W = (WIDTH - 2 * EDGE_X) / COLUMNS
CELL_H = (HEIGHT - 2 * EDGE_Y) / ROWS
QR_SIDE = 37.0
"""Millimetres of the QR with its quiet zone."""
TEST_QR_SIDE = 120.0
"""The same of the code that hangs on the wall."""
PAD = 3.5
RIGHT = PAD + QR_SIDE + 1.5
"""Where the words beside the QR begin."""
BLACK, GREY = 0, 90

_MONO = "mono"
_NEUTRAL_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SlipHeading:
    """What every slip of a meeting has in common; ``date`` is text as printed; ``trial``: each
    slip says that it is one to practise with; ``test``: where phones test the hall's network, on
    a page of its own at the end (none where empty)."""

    title: str
    unit: str
    date: str
    place: str
    round: str
    trial: bool = False
    test: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: printed ``number``, voter class, typed ``code`` (``XXXX-…``) and the QR's ``url``.

    ``spare`` slips are handed out for voided ones.
    """

    number: int
    class_id: str
    class_name: str
    code: str
    url: str
    spare: bool


def slips_pdf(heading: SlipHeading, slips: Sequence[Slip], language: str = "zh") -> bytes:
    """The PDF of all ``slips``: by class in the order they come, spares last within a class."""
    text = slip_text(language)
    order = {
        class_id: place
        for place, class_id in enumerate(dict.fromkeys(slip.class_id for slip in slips))
    }
    with font_file({*ASCII, *_words(heading, text, slips)}) as font:
        sheet = _Sheet(heading, text, font)
        for _, stack in groupby(
            sorted(slips, key=lambda s: (order[s.class_id], s.spare)),
            key=lambda s: (s.class_id, s.spare),
        ):
            sheet.add_stack(list(stack))
        if heading.test:
            sheet.add_test(heading.test)
        return sheet.finish()


def _words(heading: SlipHeading, text: SlipText, slips: Sequence[Slip]) -> str:
    """All that is written in the text font, and no code: those are in the other font."""
    fixed = (*astuple(heading)[:5], *astuple(text)[:5], *text.instructions, *astuple(text)[6:])
    return "".join(map(str, fixed)) + SHORTENED + "".join({slip.class_name for slip in slips})


class _Pdf(FPDF):
    """FPDF whose file has no identifier: the default one is a hash over the secrets."""

    def file_id(self) -> None:
        """No /ID in the trailer."""


class _Sheet:
    """Draws slips; what stands on every slip of a meeting is fitted at the start."""

    def __init__(self, heading: SlipHeading, text: SlipText, font: Path) -> None:
        self.text = text
        self.pdf = pdf = _Pdf(format="A4")
        pdf.set_auto_page_break(False)
        pdf.set_creation_date(_NEUTRAL_DATE)
        pdf.set_title(text.subject)
        pdf.set_producer("qingping")
        pdf.add_font(TEXT, fname=font)
        pdf.add_font(_MONO, fname=mono_font())
        self._fitted = FittedText(pdf)
        room = CELL_W - RIGHT - PAD
        self.title = self._fitted.wrap(heading.title, 10, room, 2)
        self.unit = self._fitted.wrap(heading.unit, 8, room, 1)
        when = "  ".join(part for part in (heading.date, heading.place) if part)
        self.trial = heading.trial
        above = [] if heading.trial else self._fitted.wrap(heading.round, 6.5, room, 1)
        self.small = above + self._fitted.wrap(when, 6.5, room, 2)

    def add_stack(self, slips: Sequence[Slip]) -> None:
        """Pages for slips of one class that are all ordinary or all spare."""
        per_page = COLUMNS * ROWS
        pages = -(-len(slips) // per_page)
        part = self.text.spares if slips[0].spare else self.text.ordinary
        if self.trial:
            part = f"{self.text.trials} · {part}"
        for page in range(pages):
            self.pdf.add_page()
            line = self.text.page.format(
                id=slips[0].class_id,
                name=slips[0].class_name,
                part=part,
                page=page + 1,
                pages=pages,
            )
            self._write(
                EDGE_X, EDGE_Y - 3, self._fitted.wrap(line, 7, WIDTH - 2 * EDGE_X, 1)[0], 7, GREY
            )
            self._cut_lines()
            for place, slip in enumerate(slips[page * per_page : (page + 1) * per_page]):
                row, column = divmod(place, COLUMNS)
                self._slip(EDGE_X + column * CELL_W, EDGE_Y + row * CELL_H, slip)

    def add_test(self, address: str) -> None:
        """A page to hang up: the code of the network test, and that it is no slip."""
        pdf, text = self.pdf, self.text
        pdf.add_page()
        self._middle(32, text.test_title, 34)
        pdf.set_fill_color(BLACK)
        pdf.rect(30, 40, WIDTH - 60, 14, style=RenderStyle.F)
        self._middle(49.5, text.test_mark, 22, 255)
        self._qr((WIDTH - TEST_QR_SIDE) / 2, 60, address, TEST_QR_SIDE)
        y = 60 + TEST_QR_SIDE + 12
        for words in (
            *self._fitted.wrap(text.test_how, 15, 165, 3),
            *self._fitted.wrap(address, 15, 165, 2),
            *self._fitted.wrap(text.test_what, 15, 165, 3),
            *self.title,
            *self.unit,
        ):
            self._middle(y, words, 15)
            y += 9

    def _middle(self, y: float, words: str, size: float, grey: int = BLACK) -> None:
        """One line in the middle of the page."""
        self._write((WIDTH - self._fitted.width(words, size)) / 2, y, words, size, grey)

    def finish(self) -> bytes:
        """The file."""
        return bytes(self.pdf.output())

    def _cut_lines(self) -> None:
        pdf = self.pdf
        pdf.set_draw_color(120)
        pdf.set_line_width(0.15)
        pdf.set_dash_pattern(dash=1.6, gap=1.4)
        for row in range(ROWS + 1):
            y = EDGE_Y + row * CELL_H
            pdf.line(EDGE_X - 3, y, WIDTH - EDGE_X + 3, y)
        for column in range(COLUMNS + 1):
            x = EDGE_X + column * CELL_W
            pdf.line(x, EDGE_Y - 2, x, HEIGHT - EDGE_Y + 2)
        pdf.set_dash_pattern()

    def _slip(self, x: float, y: float, slip: Slip) -> None:
        self._qr(x + PAD - 1.5, y + 1, slip.url)
        self._words(x + RIGHT, y, slip)
        for line, words in enumerate(self.text.instructions):
            fitted, size = self._fitted.shrink(words, 7.8, CELL_W - 2 * PAD)
            self._write(x + PAD, y + 40.3 + 3.25 * line, fitted, size)
        self._code(x + PAD, y + CELL_H - 2.4, slip.code)

    def _words(self, x: float, y: float, slip: Slip) -> None:
        """Title, unit, class, number, round, date, place and address, beside the QR."""
        y += 6
        bold = [(x, y + 4.4 * place, line, 10.0) for place, line in enumerate(self.title)]
        y += 4.4 * len(bold)
        self._write(x, y, self.unit[0], 8)
        self._bold([*bold, self._tag(x, y + 2.2, slip)])
        y += 11.2
        if self.trial:
            y += self._trial(x, y - 2.6)
        for line in self.small:
            self._write(x, y, line, 6.5, GREY)
            y += 2.9
        room = CELL_W - RIGHT - PAD
        address = f"{self.text.address} {slip.url.partition('#')[0]}"
        for line in self._fitted.wrap(address, 6.5, room, 2):
            self._write(x, y, line, 6.5)
            y += 2.9

    def _tag(self, x: float, y: float, slip: Slip) -> tuple[float, float, str, float]:
        """A frame with the number and the mark of a spare; returns the class to write into it."""
        pdf = self.pdf
        pdf.set_draw_color(BLACK)
        pdf.set_line_width(0.25)
        room = CELL_W - RIGHT - PAD
        pdf.rect(x, y, room, 5.6)
        heading = f"{self.text.heading.format(id=slip.class_id)}  {slip.class_name}"
        number = self.text.number.format(number=f"{slip.number:04d}")
        taken = self._fitted.width(self.text.number.format(number="0" * 4), 7.5) + 3
        spare = self._fitted.width(self.text.spare, 8.5) + 3 if slip.spare else 0.0
        words, size = self._fitted.shrink(heading, 8.5, room - taken - spare - 1.2)
        self._write(x + room - taken + 1.5, y + 3.95, number, 7.5)
        if slip.spare:
            pdf.set_fill_color(BLACK)
            pdf.rect(x + room - taken - spare + 1, y, spare - 1, 5.6, style="F")
            self._write(x + room - taken - spare + 2, y + 3.95, self.text.spare, 8.5, 255)
        return x + 1.2, y + 3.95, words, size

    def _trial(self, x: float, y: float) -> float:
        """A black bar where the round's name would stand: nobody takes it for a real slip.
        Returns the room it takes."""
        room, height = CELL_W - RIGHT - PAD, 5.4
        self.pdf.set_fill_color(BLACK)
        self.pdf.rect(x, y, room, height, style="F")
        words, size = self._fitted.shrink(self.text.trial, 9, room - 3)
        self._write(x + (room - self._fitted.width(words, size)) / 2, y + 3.85, words, size, 255)
        return height + 0.6

    def _code(self, x: float, y: float, code: str) -> None:
        """Groups of four in fixed width, the number of each group small above it."""
        pdf = self.pdf
        groups = code.split("-")
        step = (CELL_W - 2 * PAD) / len(groups)
        for place in range(len(groups)):
            self._write(x + place * step, y - 3.9, str(place + 1), 4.5, GREY)
        pdf.set_font(_MONO, size=12)
        pdf.set_text_color(BLACK)
        for place, group in enumerate(groups):
            pdf.text(x + place * step, y, group)

    def _qr(self, x: float, y: float, url: str, side: float = QR_SIDE) -> None:
        shape = qr_shape(url)
        module = side / (shape.size + 2 * QUIET)
        pdf = self.pdf
        pdf.set_fill_color(BLACK)
        x, y = x + QUIET * module, y + QUIET * module
        for left, top, width, height in shape.boxes:
            pdf.rect(
                x + left * module, y + top * module, width * module, height * module, RenderStyle.F
            )

    def _write(self, x: float, y: float, words: str, size: float, grey: int = BLACK) -> None:
        """One line of the text font at a baseline."""
        self.pdf.set_font(TEXT, size=size)
        self.pdf.set_text_color(grey)
        self.pdf.text(x, y, words)

    def _bold(self, parts: Sequence[tuple[float, float, str, float]]) -> None:
        """Lines (x, y, words, size) in bold: the font has one weight, so they are outlined."""
        outlined = TextMode.FILL_STROKE
        with self.pdf.local_context(text_mode=outlined, draw_color=BLACK, line_width=0.12):
            for x, y, words, size in parts:
                self._write(x, y, words, size)
