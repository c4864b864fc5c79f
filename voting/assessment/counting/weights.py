"""Class weights (票类权重): sums over merged groups, renormalising, weighted means.

Weights are integers in hundredths of a percent (10000 = 100 %). A group of merged classes carries
the sum of their weights. What is not counted (a class without ballots, a group not opened, a group
with nothing to count in a question) loses its weight, and the rest is scaled back to exactly 10000;
a :class:`Note` says so, for silently lost weight is a known fault of hand-made tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from voting.assessment.counting.question import QuestionTally
from voting.assessment.rounding import half_up, percent_or_none, score_or_none
from voting.assessment.wording import Note, note
from voting.errors import BadInput
from voting.language.catalogue import Said

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Weighted:
    """The weighted line of a question; fields as in :class:`QuestionTally`.

    ``notes`` say which groups had nothing to count here.
    """

    shares: Mapping[str, Fraction | None]
    abstain_share: Fraction | None
    exact_rates: Mapping[str, Fraction | None]
    exact_score: Fraction | None
    notes: tuple[Note, ...]

    @property
    def percent(self) -> dict[str, Decimal | None]:
        """Option id → percent with 2 decimals."""
        return {option: percent_or_none(share) for option, share in self.shares.items()}

    @property
    def abstain_percent(self) -> Decimal | None:
        """弃权 in percent."""
        return percent_or_none(self.abstain_share)

    @property
    def rates(self) -> dict[str, Decimal | None]:
        """Rate id → percent with 2 decimals."""
        return {rate: percent_or_none(share) for rate, share in self.exact_rates.items()}

    @property
    def score(self) -> Decimal | None:
        """The score with 3 decimals."""
        return score_or_none(self.exact_score)


def group_weight(classes: Iterable[str], weights: Mapping[str, int]) -> int:
    """The weight of a group: the sum of its classes'."""
    return sum(weights[class_id] for class_id in classes)


def renormalise(weights: Sequence[int]) -> tuple[Fraction, ...]:
    """The weights of what is counted, scaled to sum to exactly 10000; all 0 stays all 0."""
    if any(weight < 0 for weight in weights):
        raise BadInput("weights-sum", "a weight is negative", sum="0.00")
    total = sum(weights)
    if total == 0:
        return tuple(Fraction(0) for _ in weights)
    return tuple(Fraction(weight * WHOLE, total) for weight in weights)


def weight_notes(weights: Mapping[str, int], groups: Sequence[tuple[str, ...]]) -> tuple[Note, ...]:
    """What must be printed about weights when ``groups`` (classes of each) are counted."""
    if len(weights) < 2 or not groups:
        return ()
    return (_weight_note("", weights, groups),)


def table_weight_note(
    weights: Mapping[str, int], groups: Sequence[tuple[str, ...]], position: Said, moves: Said
) -> Note:
    """The same where a class table applies: ``groups`` are the classes that slips count as when
    they rate ``position``, ``moves`` says which count as what."""
    return _weight_note("class-table-", weights, groups, position=position, moves=moves)


def _weight_note(
    kind: str,
    weights: Mapping[str, int],
    groups: Sequence[tuple[str, ...]],
    **values: Said,
) -> Note:
    """The scaled weights of ``groups``, and what was lost by classes that are in none."""
    counted = {class_id for group in groups for class_id in group}
    lost = [class_id for class_id in weights if class_id not in counted]
    scaled = renormalise([group_weight(group, weights) for group in groups])
    listing = "，".join(
        f"{'+'.join(group)} {percent_of_weight(weight)}%"
        for group, weight in zip(groups, scaled, strict=True)
    )
    if not any(scaled):
        return note(f"{kind}no-weight", **values)
    lost_weight = group_weight(lost, weights)
    if lost_weight == 0:
        return note(f"{kind}weights", weights=listing, **values)
    return note(
        f"{kind}renormalised",
        lost="、".join(class_id for class_id in lost if weights[class_id]),
        lost_weight=str(percent_of_weight(Fraction(lost_weight))),
        weights=listing,
        **values,
    )


def percent_of_weight(weight: Fraction) -> Decimal:
    """Hundredths of a percent as percent with 2 decimals: 4000 → 40.00."""
    return half_up(weight / 100, 2)


def weighted_mean(values: Sequence[Fraction | None], weights: Sequence[int]) -> Fraction | None:
    """Σ weight·value / Σ weight over the values that exist; None where they hold no weight."""
    present = [(v, w) for v, w in zip(values, weights, strict=True) if v is not None]
    scaled = renormalise([weight for _, weight in present])
    if not any(scaled):
        return None
    total = sum(
        (value * weight for (value, _), weight in zip(present, scaled, strict=True)), Fraction(0)
    )
    return total / WHOLE


def weigh(
    tallies: Sequence[QuestionTally], weights: Sequence[int], labels: Sequence[str]
) -> Weighted:
    """The weighted line over the groups' tallies of one question.

    ``weights`` are the groups' (not scaled), ``labels`` name them in notes.
    """
    options = tallies[0].shares if tallies else {}
    rates = tallies[0].exact_rates if tallies else {}
    return Weighted(
        shares={key: weighted_mean([t.shares[key] for t in tallies], weights) for key in options},
        abstain_share=weighted_mean([t.abstain_share for t in tallies], weights),
        exact_rates={
            key: weighted_mean([t.exact_rates[key] for t in tallies], weights) for key in rates
        },
        exact_score=weighted_mean([t.exact_score for t in tallies], weights),
        notes=_question_notes(tallies, labels),
    )


def _question_notes(tallies: Sequence[QuestionTally], labels: Sequence[str]) -> tuple[Note, ...]:
    """Groups left out of this question's weighted line while others are in it."""
    pairs = list(zip(tallies, labels, strict=True))
    without = [label for tally, label in pairs if tally.denominator == 0]
    unscored = [label for tally, label in pairs if tally.exact_score is None and tally.denominator]
    notes = []
    if 0 < len(without) < len(pairs):
        notes.append(note("group-without-denominator", groups="、".join(without)))
    if unscored and len(unscored) + len(without) < len(pairs):
        notes.append(note("group-without-score", groups="、".join(unscored)))
    return tuple(notes)
