"""Whole numbers written out, as minutes of a meeting have them: 壹佰贰拾, one hundred and twenty."""

from __future__ import annotations

from typing import Final

MOST: Final = 999_999

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_SMALL: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = [
    "-",
    "-",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]


def written_out(number: int, language: str) -> str:
    """A number from 0 to 999999 in words; with a sign for a negative one, digits beyond."""
    if number < 0:
        return ("负" if language == "zh" else "minus ") + written_out(-number, language)
    if number > MOST:
        return str(number)
    return _chinese(number) if language == "zh" else _english(number)


def _chinese(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    high, low = divmod(number, 10_000)
    if not high:
        return _section(low)
    gap = _DIGITS[0] if 0 < low < 1000 else ""
    return f"{_section(high)}万{gap}{_section(low)}"


def _section(number: int) -> str:
    """Four places; one 零 for any zeros between two digits."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += (_DIGITS[0] if gap and words else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return words


def _english(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, one = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[one]}" if one else "")
    unit, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    head, rest = divmod(number, unit)
    joint = " and " if 0 < rest < 100 else " "
    return f"{_english(head)} {name}" + (joint + _english(rest) if rest else "")
