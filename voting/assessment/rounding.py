"""Exact fractions to the printed figures: percent with 2 decimals, scores with 3, half up.

Every figure of the tables is kept as a ``Fraction`` and rounded once, for printing. Comparisons
(thresholds, ranks, ties) use the fractions, never these decimals.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

PERCENT_PLACES = 2
SCORE_PLACES = 3


def half_up(value: Fraction, places: int) -> Decimal:
    """``value`` (not negative) with exactly ``places`` decimals; a half goes up.

    The decimal is built from digits, so that no decimal context can round it a second time.
    """
    if value < 0 or places < 0:
        raise ValueError("half_up is for figures that are not negative")
    unit: int = 10**places
    whole = _floor(value * unit + Fraction(1, 2))
    if places == 0:
        return Decimal(whole)
    return Decimal(f"{whole // unit}.{whole % unit:0{places}d}")


@lru_cache(maxsize=65536)
def percent(share: Fraction) -> Decimal:
    """A share (1 = everything) as percent with two decimals: ``2/3`` → ``66.67``.

    The same few shares are printed again and again in the tables of a round.
    """
    return half_up(share * 100, PERCENT_PLACES)


def percent_or_none(share: Fraction | None) -> Decimal | None:
    """As :func:`percent`; ``None`` (nothing to divide by) stays ``None``."""
    return None if share is None else percent(share)


def score_or_none(score: Fraction | None) -> Decimal | None:
    """A score with three decimals; ``None`` (nothing scored) stays ``None``."""
    return None if score is None else half_up(score, SCORE_PLACES)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator
