"""Counting one question in one group of ballots: shares, rates and the score, exactly.

The rules, with an example, are in ``docs/counting.md``. In short:

* single choice: 弃权 = ballots − Σ options, so that options and 弃权 close to the ballots; in
  multiple choice the number of 弃权 is known only where exactly k are to be chosen;
* 有效票 (valid) = ballots − choices that do not count; the denominator is that or 应参加人数;
* a choice that does not count has a count but no percentage;
* the score is the mean over the choices that carry a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from voting.assessment.forms.model import Question, Rate
from voting.assessment.rounding import percent_or_none, score_or_none
from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """The figures of one question in one group.

    ``percent``, ``rates`` and ``score`` are rounded for printing; ``shares``, ``exact_rates`` and
    ``exact_score`` are the same as fractions (1 = everything). ``None`` means that there is
    nothing to divide by, or, in ``percent``, a choice that stays out of the denominator.
    ``abstain`` is None where sums cannot tell it (multiple choice).
    """

    ballots: int
    counts: Mapping[str, int]
    abstain: int | None
    valid: int
    denominator: int
    shares: Mapping[str, Fraction | None]
    abstain_share: Fraction | None
    exact_rates: Mapping[str, Fraction | None]
    exact_score: Fraction | None

    @property
    def percent(self) -> dict[str, Decimal | None]:
        """Option id → percent with 2 decimals."""
        return {option: percent_or_none(share) for option, share in self.shares.items()}

    @property
    def abstain_percent(self) -> Decimal | None:
        """弃权 in percent, where it is known and counts."""
        return percent_or_none(self.abstain_share)

    @property
    def rates(self) -> dict[str, Decimal | None]:
        """Rate id → percent with 2 decimals."""
        return {rate: percent_or_none(share) for rate, share in self.exact_rates.items()}

    @property
    def score(self) -> Decimal | None:
        """The score with 3 decimals, or None where nothing was scored."""
        return score_or_none(self.exact_score)


def tally_question(
    question: Question,
    rates: Sequence[Rate],
    counts: Mapping[str, int],
    ballots: int,
    *,
    expected: int | None = None,
    scores: bool = True,
) -> QuestionTally:
    """Count ``question`` from ``counts`` (option id → votes) of ``ballots`` ballots.

    ``expected`` None: the denominator is 有效票; a number: it is 应参加人数 and that many.
    BadInput ``counts-do-not-close`` if no set of allowed ballots can have these sums.
    """
    _check_counts(question, counts, ballots)
    abstain = _abstentions(question, counts, ballots)
    valid = ballots - _left_out(question, counts, abstain)
    denominator = valid if expected is None else expected
    shares = {
        option.id: _share(counts[option.id], denominator) if option.counts else None
        for option in question.options
    }
    stands = abstain is not None and question.abstain_counts
    return QuestionTally(
        ballots=ballots,
        counts={option.id: counts[option.id] for option in question.options},
        abstain=abstain,
        valid=valid,
        denominator=denominator,
        shares=shares,
        abstain_share=_share(abstain, denominator) if stands and abstain is not None else None,
        exact_rates=_rates(question, rates, counts, denominator),
        exact_score=_score(question, counts) if scores else None,
    )


def _check_counts(question: Question, counts: Mapping[str, int], ballots: int) -> None:
    """The sums must be possible: 0…ballots each, min…max (or 弃权) choices a ballot."""
    ids = [option.id for option in question.options]
    if sorted(counts) != sorted(ids):
        raise _does_not_close(question, "the options are not those of the question")
    if ballots < 0 or any(not 0 <= counts[option] <= ballots for option in ids):
        raise _does_not_close(question, f"a count is not within 0…{ballots}")
    total = sum(counts.values())
    least = 0 if question.abstain is not None else question.min * ballots
    if not least <= total <= question.max * ballots:
        raise _does_not_close(question, f"{total} choices on {ballots} ballots")
    fixed = question.max if question.min == question.max else 1
    if total % fixed:
        raise _does_not_close(question, f"{total} choices are not a multiple of {fixed}")


def _does_not_close(question: Question, why: str) -> BadInput:
    return BadInput(
        "counts-do-not-close", f"question {question.id}: {why}", question=question.id, why=why
    )


def _abstentions(question: Question, counts: Mapping[str, int], ballots: int) -> int | None:
    """弃权 (or left blank) where the sums tell it: one choice, or exactly k choices."""
    total = sum(counts.values())
    if question.single:
        return ballots - total
    if question.min == question.max:
        return ballots - total // question.max
    return None


def _left_out(question: Question, counts: Mapping[str, int], abstain: int | None) -> int:
    """How many ballots stay out of the valid votes.

    In multiple choice a ballot may hold a choice that counts beside one that does not, so only
    弃权 can leave a ballot out there.
    """
    out = 0 if question.abstain_counts or abstain is None else abstain
    if question.single:
        out += sum(counts[option.id] for option in question.options if not option.counts)
    return out


def _share(count: int, denominator: int) -> Fraction | None:
    return Fraction(count, denominator) if denominator else None


def _rates(
    question: Question, rates: Sequence[Rate], counts: Mapping[str, int], denominator: int
) -> dict[str, Fraction | None]:
    """The rates all of whose options stand in this single-choice question."""
    if not question.single:
        return {}
    return {
        rate.id: _share(sum(counts[option] for option in rate.options), denominator)
        for rate in rates
        if all(option in counts for option in rate.options)
    }


def _score(question: Question, counts: Mapping[str, int]) -> Fraction | None:
    """Σ score·votes / Σ votes over the options that carry a score."""
    scored = [(o.score, counts[o.id]) for o in question.options if o.score is not None]
    return _share(sum(score * votes for score, votes in scored), sum(v for _, v in scored))
