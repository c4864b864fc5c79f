from decimal import Decimal
from fractions import Fraction

import pytest

from voting.assessment.rounding import half_up, percent, percent_or_none, score_or_none


def test_a_half_goes_up() -> None:
    """62.125 → 62.13 and 0.005 → 0.01, where banker's rounding would give 62.12 and 0.00."""
    assert half_up(Fraction(62125, 1000), 2) == Decimal("62.13")
    assert half_up(Fraction(5, 1000), 2) == Decimal("0.01")
    assert half_up(Fraction(4999, 1000000), 2) == Decimal("0.00")


def test_trailing_zeros_are_kept_for_printing() -> None:
    assert str(percent(Fraction(1, 2))) == "50.00"
    assert str(score_or_none(Fraction(90))) == "90.000"
    assert str(half_up(Fraction(5, 2), 0)) == "3"


def test_thirds() -> None:
    assert [str(percent(Fraction(n, 3))) for n in range(4)] == ["0.00", "33.33", "66.67", "100.00"]


def test_nothing_stays_nothing() -> None:
    assert percent_or_none(None) is None
    assert score_or_none(None) is None


def test_negative_figures_are_refused() -> None:
    with pytest.raises(ValueError):
        half_up(Fraction(-1, 2), 2)
