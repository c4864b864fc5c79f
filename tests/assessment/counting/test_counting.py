from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from voting.assessment.counting.question import QuestionTally, tally_question
from voting.assessment.forms.defaults import cadre_form
from voting.assessment.forms.model import Abstain, Question
from voting.assessment.forms.scales import scale
from voting.assessment.wording import Text
from voting.errors import BadInput

RATES = cadre_form().rates
IDS = ("excellent", "competent", "basically-competent", "incompetent")


def overall(**changes: Any) -> Question:
    return replace(cadre_form().questions[-1], **changes)


def count(votes: tuple[int, ...], ballots: int, **options: Any) -> QuestionTally:
    return tally_question(overall(), RATES, dict(zip(IDS, votes, strict=True)), ballots, **options)


def test_single_choice_by_hand() -> None:
    """8 ballots: 优秀 5, 称职 2, nothing else → 弃权 8 − 7 = 1, which counts: denominator 8.

    优秀率 5/8 = 62.50 %, 优称率 7/8 = 87.50 %, 不称职率 0; score (500 + 160) / 7 = 94.2857….
    """
    tally = count((5, 2, 0, 0), 8)
    assert (tally.abstain, tally.valid, tally.denominator) == (1, 8, 8)
    assert tally.percent["excellent"] == Decimal("62.50")
    assert tally.abstain_percent == Decimal("12.50")
    assert {k: str(v) for k, v in tally.rates.items()} == {
        "excellent": "62.50",
        "favourable": "87.50",
        "unfavourable": "0.00",
    }
    assert tally.exact_score == Fraction(660, 7)
    assert str(tally.score) == "94.286"


def test_abstentions_may_stay_out_of_the_denominator() -> None:
    """The same votes with 弃权 not counting: denominator 8 − 1 = 7, 优秀率 5/7."""
    question = overall(abstain=Abstain(Text("弃权"), False))
    tally = tally_question(question, RATES, dict(zip(IDS, (5, 2, 0, 0), strict=True)), 8)
    assert (tally.abstain, tally.valid) == (1, 7)
    assert tally.exact_rates["excellent"] == Fraction(5, 7)
    assert tally.abstain_percent is None


def test_dont_know_has_a_count_and_no_percentage() -> None:
    """满意 3, 基本满意 1, 不满意 1, 不了解 4 of 10 ballots: 弃权 1; valid 10 − 4 = 6; 满意 3/6."""
    question = overall(options=scale("satisfied").options)
    votes = {"satisfied": 3, "basically-satisfied": 1, "dissatisfied": 1, "dont-know": 4}
    tally = tally_question(question, [], votes, 10)
    assert (tally.abstain, tally.valid, tally.denominator) == (1, 6, 6)
    assert tally.percent["satisfied"] == Decimal("50.00")
    assert tally.percent["dont-know"] is None
    assert tally.counts["dont-know"] == 4
    assert tally.score is None


def test_denominator_can_be_the_people_expected() -> None:
    tally = count((5, 2, 0, 0), 8, expected=10)
    assert (tally.valid, tally.denominator) == (8, 10)
    assert tally.percent["excellent"] == Decimal("50.00")


def test_nothing_to_divide_by() -> None:
    empty = count((0, 0, 0, 0), 0)
    assert set(empty.percent.values()) == {None}
    assert set(empty.rates.values()) == {None}
    assert empty.score is None
    blank = count((0, 0, 0, 0), 3)
    assert blank.percent["excellent"] == Decimal("0.00")
    assert blank.score is None


def test_scores_only_if_the_round_asks() -> None:
    assert count((1, 0, 0, 0), 1, scores=False).score is None


def test_multiple_choice_does_not_close() -> None:
    """Choose 1 to 3 of 4, or abstain: 5 ballots, 9 choices; who abstained cannot be told."""
    tally = tally_question(overall(max=3), RATES, dict(zip(IDS, (4, 3, 2, 0), strict=True)), 5)
    assert tally.abstain is None
    assert tally.denominator == 5
    assert tally.percent["excellent"] == Decimal("80.00")
    assert tally.rates == {}


def test_choosing_exactly_two_tells_the_abstentions() -> None:
    """5 ballots, 8 choices of exactly 2: 4 ballots chose, 1 abstained."""
    question = overall(min=2, max=2)
    tally = tally_question(question, [], dict(zip(IDS, (4, 3, 1, 0), strict=True)), 5)
    assert tally.abstain == 1
    with pytest.raises(BadInput):
        tally_question(question, [], dict(zip(IDS, (4, 3, 0, 0), strict=True)), 5)


@pytest.mark.parametrize(
    ("votes", "ballots"),
    [((6, 0, 0, 0), 5), ((3, 3, 0, 0), 5), ((-1, 2, 0, 0), 5), ((0, 0, 0, 0), -1)],
)
def test_impossible_counts_are_refused(votes: tuple[int, ...], ballots: int) -> None:
    with pytest.raises(BadInput) as caught:
        count(votes, ballots)
    assert caught.value.code == "counts-do-not-close"


def test_without_abstention_every_ballot_chose() -> None:
    question = overall(abstain=None)
    assert tally_question(question, [], dict(zip(IDS, (1, 1, 1, 0), strict=True)), 3).abstain == 0
    with pytest.raises(BadInput):
        tally_question(question, [], dict(zip(IDS, (1, 1, 0, 0), strict=True)), 3)


def test_options_must_be_those_of_the_question() -> None:
    with pytest.raises(BadInput):
        tally_question(overall(), RATES, {"excellent": 1}, 1)


def test_a_rate_of_other_options_is_left_out() -> None:
    question = overall(options=scale("satisfied").options)
    votes = {"satisfied": 1, "basically-satisfied": 0, "dissatisfied": 0, "dont-know": 0}
    assert tally_question(question, RATES, votes, 1).rates == {}
