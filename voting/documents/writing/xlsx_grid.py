"""The columns of a sheet that holds several tables: the lines of all of them together.

Tables one below the other seldom have the same columns. The sheet gets a column for every line of
any table, and the cells of a table reach over as many as they need; lines that nearly meet become
one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from voting.documents.writing.table_layout import edges

_NEAR = 1.5
"""Millimetres; lines closer than that become one."""


def common_edges(tables: Sequence[Sequence[float]], room: float) -> list[float]:
    """The lines of a sheet for tables with these widths (mm), from 0 to ``room``."""
    marks = [0.0, room]
    for widths in sorted(tables, key=len, reverse=True):
        for edge in edges(widths)[1:-1]:
            if min(abs(edge - other) for other in marks) > _NEAR:
                marks.insert(bisect_left(marks, edge), edge)
    return marks


def columns_of(widths: Sequence[float], marks: Sequence[float]) -> list[int]:
    """For each line of a table the line of the sheet it lies on; every column keeps some width."""
    places: list[int] = []
    lines = edges(widths)
    for number, edge in enumerate(lines):
        near = min(range(len(marks)), key=lambda n: abs(marks[n] - edge))
        least = places[-1] + 1 if places else 0
        most = len(marks) - (len(lines) - number)
        places.append(max(least, min(near, most)))
    return places
