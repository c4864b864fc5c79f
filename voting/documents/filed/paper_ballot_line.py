"""The line 纸质票 of every table: the paper ballots by themselves, which are in the lines above it.

It says at least how many there are; their votes stand there where they are enough for that
(``docs/counting.md`` §7).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voting.assessment.counting.paper_ballots import PaperBallotLine
from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.table import MeetingTally, QuestionTable
from voting.documents.writing.document import Cell, Row

_LEAD = "其中纸质票"


@dataclass(frozen=True, slots=True)
class PaperBallotBand:
    """A band of a table, and the place of its votes in ``QuestionTable.paper``; None: the count
    alone is told, or with ``together`` the votes of all places in one."""

    words: str
    place: int | None
    together: bool = False

    def of(self, question: QuestionTable) -> QuestionTally | None:
        """The paper votes of a question."""
        if self.together:
            return question.paper_ballots_together
        return None if self.place is None else question.paper[self.place]


def paper_ballot_bands(tally: MeetingTally, whose: str = "") -> list[PaperBallotBand]:
    """The bands below the figures of a meeting, none without paper ballots; ``whose`` names the
    unit where several are in one table."""
    lead = f"{whose}：{_LEAD}" if whose else _LEAD
    return [
        *(PaperBallotBand(_words(lead, line), place) for place, line in enumerate(tally.paper)),
        *_hidden(tally, lead),
    ]


def together_bands(tally: MeetingTally) -> list[PaperBallotBand]:
    """The bands of a table that has nothing class by class: all that is shown apart in one."""
    line = tally.paper_ballots_together
    shown = [] if line is None else [PaperBallotBand(_words(_LEAD, line), None, together=True)]
    return [*shown, *_hidden(tally, _LEAD)]


def _words(lead: str, line: PaperBallotLine) -> str:
    return f"{lead}　{_named(line)}　{line.ballots}张（已计入以上各行；此处为纸质票自身，未加权）"


def _hidden(tally: MeetingTally, lead: str) -> list[PaperBallotBand]:
    few = f"{lead}　{tally.paper_hidden}张，不足{tally.minimum}张，不单列（已计入以上各行）"
    return [PaperBallotBand(few, None)] if tally.paper_hidden else []


def band_row(band: PaperBallotBand, columns: int) -> Row:
    """The band over all columns of a table."""
    return (Cell(band.words, "band", across=columns),)


def paper_ballot_rows(
    bands: Sequence[PaperBallotBand], columns: int, rows: Callable[[PaperBallotBand], Sequence[Row]]
) -> list[Row]:
    """Each band with what ``rows`` has below it; a band whose votes are not shown stands alone."""
    lines: list[Row] = []
    for band in bands:
        lines.append(band_row(band, columns))
        if band.place is not None:
            lines += rows(band)
    return lines


def with_paper(ballots: int, paper: int, unit: str = "票") -> str:
    """``13票（其中纸质票5票）``; without paper ballots the number alone."""
    return f"{ballots}{unit}" + (f"（其中纸质票{paper}{unit}）" if paper else "")


def _named(line: PaperBallotLine) -> str:
    return f"{line.label}（{line.name}）"
