"""The columns that summary and meeting sheets share: votes, percentages, rates, score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from voting.assessment.counting import QuestionTally
from voting.assessment.definitions import Rate
from voting.assessment.table import FormTally, QuestionTable
from voting.assessment.weights import Weighted
from voting.documents.sheet_style import COUNT, PERCENT, SCORE, write

VOTES, SHARE = "票数", "%"
ABSTAIN = "弃权"


@dataclass(frozen=True, slots=True)
class Figures:
    """Which figures a table has: options (id, name), 弃权 or not, rates, the score or not."""

    options: tuple[tuple[str, str], ...]
    abstain: str
    rates: tuple[Rate, ...]
    score: bool

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The two rows of the head."""
        found = [(name, part) for _, name in self.options for part in (VOTES, SHARE)]
        if self.abstain:
            found += [(self.abstain, VOTES), (self.abstain, SHARE)]
        found += [(f"{rate.text.zh}\n（%）", "") for rate in self.rates]
        return [*found, ("得分", "")] if self.score else found

    @property
    def widths(self) -> list[float]:
        """The widths of the columns."""
        narrow = [5.5, 7.2] * (len(self.options) + bool(self.abstain))
        return [*narrow, *[9.0] * len(self.rates), *[8.5] * self.score]

    def write(self, sheet: Worksheet, row: int, column: int, votes: QuestionTally,
              shown: QuestionTally | Weighted) -> None:
        """Fill one row: the votes of ``votes``, percentages, rates and score of ``shown``."""
        percents, rates = shown.percent, shown.rates
        for option, _ in self.options:
            write(sheet, row, column, votes.counts.get(option), "cell", COUNT)
            write(sheet, row, column + 1, percents.get(option), "cell", PERCENT)
            column += 2
        if self.abstain:
            write(sheet, row, column, votes.abstain, "cell", COUNT)
            write(sheet, row, column + 1, shown.abstain_percent, "cell", PERCENT)
            column += 2
        for rate in self.rates:
            write(sheet, row, column, rates.get(rate.id), "cell", PERCENT)
            column += 1
        if self.score:
            write(sheet, row, column, shown.score, "cell", SCORE)


def figures_of(form: FormTally, questions: Sequence[QuestionTable]) -> Figures:
    """The figures of some questions of a form; options that differ stand side by side."""
    options = {option.id: option.text.zh for question in questions for option in question.options}
    abstain = next((q.abstain.zh for q in questions if q.abstain is not None), "")
    score = any(q.weighted.exact_score is not None for s in form.subjects for q in s.questions)
    return Figures(tuple(options.items()), abstain, form.rates, score)
