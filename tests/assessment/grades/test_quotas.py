from dataclasses import replace
from fractions import Fraction

import pytest

from voting.assessment.grades.quotas import QUOTAS, quota_from, seats
from voting.errors import BadInput


def test_presets_and_their_basis() -> None:
    assert {key: str(quota.ratio) for key, quota in QUOTAS.items()} == {
        "team": "3/10",
        "member": "1/4",
        "other": "1/5",
    }
    assert all("按条例" not in quota.basis.zh and quota.basis.en for quota in QUOTAS.values())


def test_rounding_down_and_half_up_by_hand() -> None:
    """25 % of 10 is 2.5: 2 down, 3 half up; of 9 is 2.25: 2 and 2; of 11 is 2.75: 2 and 3."""
    down = QUOTAS["member"]
    half_up = replace(down, rounding="half_up")
    assert [seats(down, graded=n).seats for n in (9, 10, 11, 12)] == [2, 2, 2, 3]
    assert [seats(half_up, graded=n).seats for n in (9, 10, 11, 12)] == [2, 3, 3, 3]
    assert seats(down, graded=10).exact == Fraction(5, 2)


def test_thirty_percent_of_ten_is_exactly_three() -> None:
    """A float would say 0.1 * 3 * 10 = 3.0000000000000004 or 2.9999999999999996."""
    assert seats(QUOTAS["team"], graded=10).seats == 3


def test_the_base_with_or_without_those_who_get_no_grade() -> None:
    """11 graded, 1 not: 25 % of 11 → 2, of 12 → 3."""
    assert seats(QUOTAS["member"], graded=11, ungraded=1).seats == 2
    assert seats(replace(QUOTAS["member"], base="all"), graded=11, ungraded=1).seats == 3


def test_seats_by_hand() -> None:
    by_hand = replace(QUOTAS["member"], rounding="manual", manual=4)
    assert seats(by_hand, graded=9).seats == 4
    assert "人工" in seats(by_hand, graded=9).text.zh
    assert seats(by_hand, graded=3).seats == 3


def test_the_sentence_shows_the_sum() -> None:
    text = seats(QUOTAS["member"], graded=10).text
    assert text.zh == "优秀名额2名（10 × 25.00%，向下取整）"
    assert text.en == "Seats for excellent: 2 (10 × 25.00%, rounded down)"


def test_settings_round_trip() -> None:
    for quota in QUOTAS.values():
        assert quota_from(quota.plain()) == quota


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ratio": "5/4"}, "ratio"),
        ({"ratio": "-1/4"}, "ratio"),
        ({"base": "some"}, "base"),
        ({"rounding": "up"}, "rounding"),
        ({"rounding": "manual"}, "manual"),
        ({"manual": 3}, "manual"),
        ({"rounding": "manual", "manual": -1}, "manual"),
        ({"rounding": "manual", "manual": 1.5}, "manual"),
        ({"rounding": "manual", "manual": True}, "manual"),
    ],
)
def test_faulty_settings(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        quota_from({**QUOTAS["member"].plain(), **change})
    assert caught.value.values["field"] == field
    with pytest.raises(BadInput):
        seats(QUOTAS["member"], graded=-1)
