"""Days of the calendar as ISO text and plain numbers: no clock, no time zone.

A day is text: ``2020-03-01``, or ``2020-03`` and ``2020`` where no more is known; a day number
counts from 1 for 0001-01-01 in the Gregorian calendar. What is known less exactly than a day is a
span of days, and a rule that would turn out differently within it asks a person.
"""

from __future__ import annotations

import re
from typing import Final

from voting.errors import BadInput

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999

_SHAPE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def leap(year: int) -> bool:
    """True for a year of 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_of_year(year: int) -> int:
    """365 or 366."""
    return 366 if leap(year) else 365


def days_of_month(year: int, month: int) -> int:
    """28 to 31; ``month`` from 1."""
    return 29 if month == 2 and leap(year) else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day that exists: 1 for 0001-01-01."""
    before = year - 1
    return (
        before * 365
        + before // 4
        - before // 100
        + before // 400
        + sum(days_of_month(year, m) for m in range(1, month))
        + day
    )


def span(text: str) -> tuple[int, int]:
    """First and last day number that ``text`` may mean; equal where the day is known.

    BadInput ``day-shape`` for text that names no day, month or year from 1900 to 2999.
    """
    match = _SHAPE.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise _bad(text)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None  # the shape has four digits there
    if month is None:
        return day_number(year, 1, 1), day_number(year, 12, 31)
    if not 1 <= month <= 12:
        raise _bad(text)
    longest = days_of_month(year, month)
    if day is None:
        return day_number(year, month, 1), day_number(year, month, longest)
    if not 1 <= day <= longest:
        raise _bad(text)
    return day_number(year, month, day), day_number(year, month, day)


def year_of(text: str) -> int:
    """The year of a day; BadInput ``day-shape``."""
    span(text)
    return int(text[:4])


def end_of_months(year: int, months: int) -> int:
    """The number of the last day of the first ``months`` (1 to 12) months of a year."""
    return day_number(year, months, days_of_month(year, months))


def _bad(text: str) -> BadInput:
    return BadInput(
        "day-shape", f"{text!r} is no day such as 2020-03-01, 2020-03 or 2020", text=text
    )
