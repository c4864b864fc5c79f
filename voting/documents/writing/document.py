"""A document before it is a file: titles, tables, text and charts, as plain data.

One :class:`Document` is written as xlsx, docx and pdf by ``document_xlsx``, ``document_docx`` and
``document_pdf``, so that the three always say the same. Cells hold numbers as numbers; text is text
everywhere and never a formula, markup or a path.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | None
"""``None`` is printed as a dash; a Decimal with the digits it has."""

Look = Literal["plain", "head", "band", "words", "strong"]
"""plain: centred; head: heading of columns; band: a line across that names a group; words: text
set left; strong: centred and bold (sums)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not plain: it may span ``across`` columns and ``down`` rows.

    Cells covered by a span are left out of their rows (as in HTML).
    """

    value: Value
    look: Look = "plain"
    across: int = 1
    down: int = 1


Row = tuple[Cell | Value, ...]
"""A bare value is a plain cell; in heading rows, a ``head`` one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``widths`` are relative; ``heading`` rows are repeated on every page.

    ``caption`` stands above it (empty: none), ``notes`` (口径说明) below it, one a line. The letters
    are as large as fit, at most ``largest`` points.
    """

    widths: tuple[float, ...]
    heading: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    largest: float = 12.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: ``level`` 1 (一、) or 2 (（一）)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the first line indented by two characters; ``indent`` False for lines such
    as salutations."""

    text: str
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Blank:
    """Room to write by hand or later: ``lines`` ruled lines, with a ``prompt`` in brackets."""

    prompt: str
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as PNG bytes, ``width`` in millimetres, with a caption below."""

    png: bytes
    width: float
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


Block = Table | Heading | Paragraph | Blank | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document: A4, ``landscape`` for wide tables.

    ``title`` with ``subtitle`` lines (unit, year, date) stand on the first page; ``signatures`` is
    the line below everything (empty: none); ``name`` is the file's name without its ending.
    """

    name: str
    title: str
    subtitle: tuple[str, ...]
    blocks: tuple[Block, ...]
    landscape: bool = False
    signatures: str = ""
