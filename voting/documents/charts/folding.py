"""Words of a chart on lines of a width that is counted in characters."""

from __future__ import annotations

import re

_CLOSING = "，。；：、）”%"
_PIECES = re.compile(r"[!-~]+ *|.", re.DOTALL)
"""Latin words stay whole, every other character may begin a line."""


def fold(words: str, width: float, lines: int | None = None) -> list[str]:
    """Lines no wider than ``width`` Chinese characters (Latin letters take about half of one).

    With ``lines`` only so many, the last ending in an ellipsis where something is left out.
    """
    finished, line = [], ""
    for piece in _PIECES.findall(words):
        if line and _width(line) + _width(piece.rstrip()) > width and piece not in _CLOSING:
            finished.append(line.rstrip())
            line = ""
        line += piece
    finished.append(line)
    if lines is not None and len(finished) > lines:
        finished = [*finished[: lines - 1], finished[lines - 1][:-1] + "…"]
    return finished


def _width(words: str) -> float:
    return sum(1.0 if ord(character) > 0x2000 else 0.53 for character in words)
