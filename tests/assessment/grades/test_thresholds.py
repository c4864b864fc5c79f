from fractions import Fraction

import pytest

from voting.assessment.grades.thresholds import THRESHOLDS, flags, threshold_from
from voting.errors import BadInput

CADRE = THRESHOLDS["cadre"]


def codes(favourable: Fraction | None, unfavourable: Fraction | None) -> list[str]:
    rates = {"favourable": favourable, "unfavourable": unfavourable}
    return [flag.code for flag in flags(rates, CADRE)]


def test_exactly_two_thirds_and_one_third_raise_nothing() -> None:
    """8 of 12 and 4 of 12 are the limits themselves; one vote in 3000 beyond them is flagged,
    though both print as 66.67 and 33.33 or a hundredth beside."""
    assert codes(Fraction(8, 12), Fraction(4, 12)) == []
    assert codes(Fraction(1999999, 3000000), Fraction(1000001, 3000000)) == [
        "favourable-low",
        "unfavourable-high",
    ]
    assert codes(Fraction(2000001, 3000000), Fraction(999999, 3000000)) == []


def test_texts_carry_the_figures() -> None:
    (flag,) = flags({"favourable": Fraction(1, 2)}, CADRE)
    assert flag.text.zh == "优称率50.00%，低于2/3"
    assert flag.text.en == "excellent or competent rate 50.00%, below 2/3"
    (team,) = flags({"unfavourable": Fraction(1, 2)}, THRESHOLDS["team"])
    assert team.text.zh == "较差率50.00%，超过1/3"


def test_a_missing_rate_raises_nothing() -> None:
    assert codes(None, None) == []
    assert flags({}, CADRE) == ()


def test_settings_round_trip_and_are_editable() -> None:
    for kind in ("team", "cadre"):
        for threshold in THRESHOLDS[kind]:
            assert threshold_from(threshold.plain()) == threshold
            assert threshold.basis.zh and "按条例" not in threshold.basis.zh
    edited = threshold_from({**CADRE[0].plain(), "limit": "0.7"})
    assert edited.limit == Fraction(7, 10)
    assert [f.code for f in flags({"favourable": Fraction(69, 100)}, [edited])] == [
        "favourable-low"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"limit": "3/2"},
        {"limit": "a"},
        {"limit": "1/0"},
        {"comparison": "<"},
        {"suggests": 0},
        {"suggests": 4},
        {"suggests": True},
        {"rate_text": None},
    ],
)
def test_faulty_settings(change: dict[str, object]) -> None:
    with pytest.raises(BadInput) as caught:
        threshold_from({**CADRE[0].plain(), **change})
    assert caught.value.code == "threshold-invalid"
