"""The workbook of a round: 汇总, a sheet per meeting, 等次建议."""

from __future__ import annotations

from io import BytesIO

from voting.documents.sheet_grades import add_grades
from voting.documents.sheet_meeting import add_meeting
from voting.documents.sheet_style import new_book
from voting.documents.sheet_summary import add_summaries
from voting.documents.workbook_model import GradeLine, MeetingPart, PoolLine, RoundBook

__all__ = ["GradeLine", "MeetingPart", "PoolLine", "RoundBook", "round_xlsx"]


def round_xlsx(round_book: RoundBook) -> bytes:
    """The xlsx file: numbers are numbers, everything else is text and never a formula."""
    book = new_book()
    add_summaries(book, round_book)
    add_grades(book, round_book)
    for part in round_book.meetings:
        add_meeting(book, part)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
