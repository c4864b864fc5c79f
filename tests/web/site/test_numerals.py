"""Numbers in words, by hand."""

from __future__ import annotations

import pytest

from voting.web.site.numerals import written_out


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (0, "零", "zero"),
        (2, "贰", "two"),
        (10, "壹拾", "ten"),
        (19, "壹拾玖", "nineteen"),
        (120, "壹佰贰拾", "one hundred and twenty"),
        (101, "壹佰零壹", "one hundred and one"),
        (115, "壹佰壹拾伍", "one hundred and fifteen"),
        (42, "肆拾贰", "forty-two"),
        (1001, "壹仟零壹", "one thousand and one"),
        (1010, "壹仟零壹拾", "one thousand and ten"),
        (2300, "贰仟叁佰", "two thousand three hundred"),
        (80, "捌拾", "eighty"),
        (10_000, "壹万", "ten thousand"),
        (10_500, "壹万零伍佰", "ten thousand five hundred"),
        (100_001, "壹拾万零壹", "one hundred thousand and one"),
        (-3, "负叁", "minus three"),
        (1_000_000, "1000000", "1000000"),
    ],
)
def test_numbers_in_words(number: int, zh: str, en: str) -> None:
    assert (written_out(number, "zh"), written_out(number, "en")) == (zh, en)
