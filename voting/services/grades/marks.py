"""What a page showed of where grades lie, given back with the button that was pressed.

An officer may act at two steps, and a button may be pressed twice: without a mark the second press
would hand on from a step at whose page nobody looked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from voting.assessment.grades.sheet import GradeSheet
from voting.errors import Refused


def mark_of(sheets: Sequence[GradeSheet]) -> str:
    """At which step the grades of these units lie and after how many moves, as 16 hex digits."""
    return _mark(
        [(one.unit.id, one.stage, one.moves[-1].number if one.moves else 0) for one in sheets]
    )


def check_seen(sheets: Sequence[GradeSheet], seen: str | None) -> None:
    """Refused ``grades-moved`` unless ``seen`` is the mark of these; None: nobody looked."""
    if seen is not None and seen != mark_of(sheets):
        raise moved()


def check_place(unit_id: str, stage: str, moves: int, seen: str | None) -> None:
    """The same of one unit, from its stage and how many moves there were."""
    if seen is not None and seen != _mark([(unit_id, stage, moves)]):
        raise moved()


def moved() -> Refused:
    """The error for grades that are not where they were."""
    return Refused("grades-moved", "the grades were handed on or sent back just now")


def _mark(places: Sequence[tuple[str, str, int]]) -> str:
    told = "\n".join(" ".join(map(str, place)) for place in places)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
