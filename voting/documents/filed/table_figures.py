"""The columns that tables of a vote share: votes, percentages, rates, score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.table import FormTally, QuestionTable
from voting.assessment.counting.weights import Weighted
from voting.assessment.forms.model import Rate
from voting.documents.writing.document import Cell, Row, Value

VOTES, SHARE = "票数", "%"
WIDEST, _LONGEST = 6, 8
"""So many options with names of so many characters stand side by side."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Which figures a table has: options (id, name), 弃权 or not, rates, the score or not."""

    options: tuple[tuple[str, str], ...]
    abstain: str
    rates: tuple[Rate, ...]
    score: bool

    @property
    def tall(self) -> bool:
        """Too many or too long options to stand side by side: each gets a line of its own."""
        longest = max((len(name) for _, name in self.options), default=0)
        return len(self.options) > WIDEST or longest > _LONGEST

    @property
    def widths(self) -> tuple[float, ...]:
        """Relative widths of the columns."""
        pairs = (5.0, 7.0) * (len(self.options) + bool(self.abstain))
        return (*pairs, *(9.5 for _ in self.rates), *(8.5,) * self.score)

    def heading(self, before: Sequence[str], after: Sequence[str] = ()) -> tuple[Row, Row]:
        """Two rows: names of options over 票数 and %, everything else over both rows."""
        names = [name for _, name in self.options] + [self.abstain] * bool(self.abstain)
        single = [f"{rate.text.zh}\n（%）" for rate in self.rates] + ["得分"] * self.score
        upper = (
            *(Cell(word, "head", down=2) for word in before),
            *(Cell(name, "head", across=2) for name in names),
            *(Cell(word, "head", down=2) for word in (*single, *after)),
        )
        return upper, (VOTES, SHARE) * len(names)

    def cells(self, votes: QuestionTally, shown: QuestionTally | Weighted) -> tuple[Value, ...]:
        """The votes of ``votes``; percentages, rates and score of ``shown``."""
        percents, rates = shown.percent, shown.rates
        values: list[Value] = []
        for option, _ in self.options:
            values += [votes.counts.get(option), percents.get(option)]
        if self.abstain:
            values += [votes.abstain, shown.abstain_percent]
        values += [rates.get(rate.id) for rate in self.rates]
        return (*values, *(shown.score,) * self.score)


def figures_of(form: FormTally, questions: Sequence[QuestionTable]) -> Figures:
    """The figures of some questions of a form; options that differ stand side by side."""
    options = {option.id: option.text.zh for question in questions for option in question.options}
    abstain = next((q.abstain.zh for q in questions if q.abstain is not None), "")
    rates = tuple(
        rate for rate in form.rates if any(rate.id in q.total.exact_rates for q in questions)
    )
    score = any(option.score is not None for q in questions for option in q.options)
    scored = score and any(q.weighted.exact_score is not None for q in questions)
    return Figures(tuple(options.items()), abstain, rates, scored)
