"""Breaking words into lines as Chinese print does it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voting.documents.writing.pdf_font import widths
from voting.documents.writing.table_layout import POINT

_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)
_NO_START = frozenset("，。；：、！？）》”’〕】％%…—·,.;:!?)]}")
"""Marks that do not stand at the beginning of a line."""
_NO_END = frozenset("（《“‘〔【([{")
"""Marks that do not stand at the end of one."""


def wrap(words: str, size: float, room: float, indent: float = 0.0) -> list[str]:
    """Lines no wider than ``room`` millimetres; the first has ``indent`` less.

    Runs of Latin letters and digits stay whole unless one alone is too wide; a mark that must not
    begin a line takes the character before it along.
    """
    return [
        line
        for part in words.split("\n")
        for line in _wrap(part, room / (size * POINT), indent / (size * POINT))
    ]


def _wrap(words: str, room: float, indent: float) -> Iterator[str]:
    known = widths()
    if indent + sum(known.get(c, 1.0) for c in words) <= room:
        yield words
        return
    line, used = "", indent
    for piece, width in _pieces(words, room):
        if used + width <= room + 1e-6:
            line, used = line + piece, used + width
            continue
        taken = _taken_along(line, piece)
        yield line[: len(line) - taken]
        line = line[len(line) - taken :] + piece
        used = sum(known.get(c, 1.0) for c in line)
    yield line


def _taken_along(line: str, piece: str) -> int:
    """How many characters at the end of ``line`` go to the next line with ``piece``."""
    count = 0
    if piece[0] in _NO_START:
        count = 1
        while count < 3 and count < len(line) and line[-count] in _NO_START:
            count += 1
    count = _whole_run(line, count)
    while count < min(3, len(line)) and line[-count - 1] in _NO_END:
        count += 1
    return count if count < len(line) else 0


def _whole_run(line: str, count: int) -> int:
    """As many more as a run of Latin letters and digits has, unless that is half of the line."""
    whole = count
    while 0 < whole < len(line) and _one_run(line[-whole - 1 :][:2]):
        whole += 1
    return whole if whole <= len(line) / 2 else count


def _one_run(pair: str) -> bool:
    """Two neighbours in a run of Latin letters and digits."""
    return all("!" <= character <= "~" for character in pair)


def _pieces(words: str, room: float) -> Iterator[tuple[str, float]]:
    known = widths()
    for piece in _PIECES.findall(words):
        width = sum(known.get(c, 1.0) for c in piece)
        if len(piece) > 1 and width > room:
            yield from ((c, known.get(c, 1.0)) for c in piece)
        else:
            yield piece, width
