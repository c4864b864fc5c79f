"""Names and figures that the pages about forms share."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from voting.assessment.forms.class_tables import POSITION_NAMES
from voting.assessment.forms.plan import WHO_NAMES, BallotQuota
from voting.services.forms.views import FormView
from voting.web.ballot_forms.phone_look import look


def words() -> dict[str, object]:
    """The context of these pages' templates."""
    return {
        "who_names": WHO_NAMES,
        "position_names": POSITION_NAMES,
        "look": look,
        "percent_of": percent_of,
        "none_for": none_for,
    }


def none_for(view: FormView, quota: BallotQuota) -> bool:
    """True where a share of the few people of some unit comes to nobody at all."""
    return any(size and not quota.number(size) for size in view.sizes)


def percent_of(share: Fraction) -> str:
    """A share as people write it: 3/10 is `30%`, 1/3 is `33.33%`."""
    exact = Decimal(share.numerator * 100) / share.denominator
    return f"{exact.quantize(Decimal('0.01')).normalize():f}%"
