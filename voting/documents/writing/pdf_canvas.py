"""What stands on the pages of a PDF, written down first and drawn at the end.

Only when all words are known can the font be cut to the characters they need. Places are in
millimetres from the upper left corner; a text's ``y`` is its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import TextMode

from voting.documents.writing.pdf_font import font_file, keep_bounds, shown, widths
from voting.documents.writing.table_layout import POINT

_FONT = "text"
_NEUTRAL_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""A file says nothing of the moment it was made; equal contents are equal bytes."""
_BOLD = 0.022
"""Width of the outline that makes a letter bold, in em: the font has one weight."""


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float
    words: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float
    shade: int | None
    frame: bool


@dataclass(frozen=True, slots=True)
class _Line:
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class _Image:
    x: float
    y: float
    width: float
    png: bytes


@dataclass(slots=True)
class Canvas:
    """Pages of one size with texts, framed boxes, lines and pictures."""

    width: float
    height: float
    pages: list[list[_Text | _Box | _Line | _Image]] = field(default_factory=list)

    def new_page(self) -> None:
        """What follows stands on the next page."""
        self.pages.append([])

    def text(self, x: float, y: float, words: str, size: float, bold: bool = False) -> None:
        """One line of words."""
        if words.strip():
            self.pages[-1].append(_Text(x, y, shown(words), size, bold))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        shade: int | None = None,
        frame: bool = True,
    ) -> None:
        """A rectangle, filled with a grey of 0…255 if given."""
        self.pages[-1].append(_Box(x, y, width, height, shade, frame))

    def line(self, x: float, y: float, width: float) -> None:
        """A level line."""
        self.pages[-1].append(_Line(x, y, width))

    def image(self, x: float, y: float, width: float, png: bytes) -> None:
        """A PNG picture."""
        self.pages[-1].append(_Image(x, y, width, png))

    def draw(self, title: str) -> bytes:
        """The PDF."""
        with font_file(self._characters()) as font:
            pdf = FPDF(format=(self.width, self.height))
            pdf.set_auto_page_break(False)
            pdf.set_creation_date(_NEUTRAL_DATE)
            pdf.set_title(title)
            pdf.set_producer("qingping")
            pdf.set_lang("zh-CN")
            pdf.add_font(_FONT, fname=font)
            keep_bounds(pdf, _FONT)
            for page in self.pages:
                pdf.add_page()
                pdf.set_line_width(0.2)
                for item in page:
                    _draw(pdf, item)
            return bytes(pdf.output())

    def _characters(self) -> set[str]:
        return {
            c for page in self.pages for item in page if isinstance(item, _Text) for c in item.words
        }


def text_width(words: str, size: float) -> float:
    """Millimetres of a line of words."""
    known = widths()
    return sum(known.get(c, 1.0) for c in words) * size * POINT


def _draw(pdf: FPDF, item: _Text | _Box | _Line | _Image) -> None:
    if isinstance(item, _Text):
        pdf.set_font(_FONT, size=item.size)
        if item.bold:
            with pdf.local_context(
                text_mode=TextMode.FILL_STROKE, line_width=_BOLD * item.size * POINT
            ):
                pdf.text(item.x, item.y, item.words)
        else:
            pdf.text(item.x, item.y, item.words)
    elif isinstance(item, _Box):
        if item.shade is not None:
            pdf.set_fill_color(item.shade)
        style = ("F" if item.shade is not None else "") + ("D" if item.frame else "")
        pdf.rect(item.x, item.y, item.width, item.height, style=style)
    elif isinstance(item, _Line):
        pdf.line(item.x, item.y, item.x + item.width, item.y)
    else:
        pdf.image(BytesIO(item.png), item.x, item.y, w=item.width)
