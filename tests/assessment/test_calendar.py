"""Days against the standard library's calendar, and texts that are no days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.assessment import calendar
from voting.errors import BadInput

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@given(DAYS)
def test_a_day_has_the_number_the_standard_library_gives_it(day: date) -> None:
    assert calendar.span(day.isoformat()) == (day.toordinal(), day.toordinal())
    assert calendar.year_of(day.isoformat()) == day.year


@given(DAYS)
def test_a_month_and_a_year_span_their_days(day: date) -> None:
    first, last = calendar.span(f"{day:%Y-%m}")
    assert date.fromordinal(first).day == 1 and date.fromordinal(last + 1).day == 1
    assert first <= day.toordinal() <= last
    first, last = calendar.span(f"{day:%Y}")
    assert (last - first + 1) == calendar.days_of_year(day.year)


@pytest.mark.parametrize(
    ("year", "leap"), [(2020, True), (2021, False), (1900, False), (2000, True), (2100, False)]
)
def test_leap_years(year: int, leap: bool) -> None:
    assert calendar.leap(year) is leap
    assert calendar.end_of_months(year, 2) == calendar.day_number(year, 2, 28 + leap)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2020-13",
        "2020-00",
        "2020-2-1",
        "2020-02-30",
        "2021-02-29",
        "1899",
        "3000",
        "2020-02-01 ",
        "２０２０",
        "2020.3",
        "2020-02-00",
    ],
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        calendar.span(text)
    assert caught.value.code == "day-shape"
