from decimal import Decimal
from fractions import Fraction

import pytest

from voting.assessment.counting.question import QuestionTally, tally_question
from voting.assessment.counting.weights import (
    group_weight,
    renormalise,
    weigh,
    weight_notes,
    weighted_mean,
)
from voting.assessment.forms.defaults import cadre_form
from voting.errors import BadInput

FORM = cadre_form()
QUESTION = FORM.questions[-1]
RATES = FORM.rates
IDS = [option.id for option in QUESTION.options]
WEIGHTS = {"A": 4000, "B": 3000, "C": 2000, "D": 1000}


def tally(*votes: int, ballots: int, expected: int | None = None) -> QuestionTally:
    counts = dict(zip(IDS, votes, strict=True))
    return tally_question(QUESTION, RATES, counts, ballots, expected=expected)


def test_merged_groups_carry_the_sum() -> None:
    assert group_weight(("A", "B"), WEIGHTS) == 7000


def test_lost_weight_is_scaled_back_and_said() -> None:
    """A+B 70, C 20, D lost: 70/90 and 20/90, i.e. 77.78 % and 22.22 %."""
    assert renormalise([7000, 2000]) == (Fraction(70000, 9), Fraction(20000, 9))
    (remark,) = weight_notes(WEIGHTS, [("A", "B"), ("C",)])
    assert remark.code == "renormalised"
    assert remark.values["lost"] == "D"
    assert remark.values["lost_weight"] == "10.00"
    assert "A+B 77.78%，C 22.22%" in remark.zh
    assert "10.00%" in remark.en


def test_nothing_lost_states_the_weights() -> None:
    (remark,) = weight_notes(WEIGHTS, [("A",), ("B",), ("C", "D")])
    assert remark.code == "weights"
    assert "C+D 30.00%" in remark.zh


def test_only_weight_zero_left() -> None:
    weights = {"A": 10000, "B": 0}
    assert [n.code for n in weight_notes(weights, [("B",)])] == ["no-weight"]
    assert renormalise([0]) == (Fraction(0),)
    assert weighted_mean([Fraction(1)], [0]) is None


def test_a_single_class_needs_no_note() -> None:
    assert weight_notes({"A": 10000}, [("A",)]) == ()


def test_weighted_line_by_hand() -> None:
    """优秀率 7/9 · 5/8 + 2/9 · 8/12 = 137/216 = 63.43 %; score 2530/27 = 93.704."""
    line = weigh(
        [tally(5, 2, 0, 0, ballots=8), tally(8, 3, 1, 0, ballots=12)], [7000, 2000], ["A+B", "C"]
    )
    assert line.exact_rates["excellent"] == Fraction(137, 216)
    assert line.rates["excellent"] == Decimal("63.43")
    assert line.exact_score == Fraction(2530, 27)
    assert str(line.score) == "93.704"
    assert line.abstain_share == Fraction(7, 9) * Fraction(1, 8)
    assert sum(share for share in line.shares.values() if share) + line.abstain_share == 1
    assert line.notes == ()


def test_a_group_of_abstentions_has_no_score_and_the_note_says_so() -> None:
    """A: all 2 abstain, no score; B: 优秀 2. The score is B's alone, 优秀率 is half."""
    line = weigh(
        [tally(0, 0, 0, 0, ballots=2), tally(2, 0, 0, 0, ballots=2)], [5000, 5000], ["A", "B"]
    )
    assert line.exact_score == 100
    assert line.exact_rates["excellent"] == Fraction(1, 2)
    assert [(n.code, n.values["groups"]) for n in line.notes] == [("group-without-score", "A")]


def test_a_group_without_denominator_loses_its_weight_in_the_question() -> None:
    line = weigh(
        [tally(1, 0, 0, 0, ballots=1, expected=0), tally(1, 1, 0, 0, ballots=2, expected=4)],
        [5000, 5000],
        ["A", "B"],
    )
    assert line.exact_rates["excellent"] == Fraction(1, 4)
    assert "group-without-denominator" in [n.code for n in line.notes]


def test_nothing_counted() -> None:
    line = weigh([], [], [])
    assert line.shares == {} and line.score is None


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(BadInput):
        renormalise([-1, 3])
