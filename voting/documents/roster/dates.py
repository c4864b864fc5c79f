"""Days as departments write them, made ISO text: ``2020-03-01``, ``2020-03`` or ``2020``.

Read: 2020.3, 2020年3月, 2020年3月1日, 2020-03-01, 2020/3/1, 20200301, 202003, 2020, Excel's own
dates, full-width digits. Not guessed at: two-digit years, serial numbers, and the number 2020.1,
which Excel makes of 2020.10 too.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from voting.documents.roster.model import CellFault
from voting.language.catalogue import message

FIRST_YEAR, LAST_YEAR = 1949, 2099

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.0+)?$")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"。": ".", "、": ".", "·": "."})
_PARTED = re.compile(r"(\d{4})(?:年|[.\-/])(?:(\d{1,2})(?:月|[.\-/])?(?:(\d{1,2})[日号]?)?)?")
_WITHIN = re.compile(
    r"(?<!\d)(\d{4})[年.\-/](\d{1,2})(?:[月.\-/](\d{1,2})[日号]?|月)?(?!\d)"
    r"|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"
)
_HALF = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_SOLID = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?")
_LOST_ZERO = re.compile(r"\d{4}\.1")
_SERIAL = re.compile(r"[1-7]\d{4}")


def read_day(value: object, words: str) -> str:
    """The day in a cell: ``value`` as stored, ``words`` its plain text. Raises CellFault."""
    if isinstance(value, datetime):
        return _checked(value.year, value.month, value.day, words)
    plain = _TIME.sub("", unicodedata.normalize("NFKC", words).translate(_DASHES))
    plain = "".join(plain.split())
    if isinstance(value, float) and _LOST_ZERO.fullmatch(plain):
        raise CellFault(
            message(
                "“{plain}”是数值，分不清1月还是10月，请写成“{year}-01”或“{year}-10”",
                plain=plain,
                year=plain[:4],
            ),
        )
    if _SERIAL.fullmatch(plain):
        meant = date(1899, 12, 30) + timedelta(int(plain))
        raise CellFault(
            message(
                "“{plain}”像是没有设成日期格式的数值；如指{day}，请照此填写",
                plain=plain,
                day=f"{meant:%Y-%m-%d}",
            ),
        )
    match = _PARTED.fullmatch(plain) or _SOLID.fullmatch(plain)
    if match is None:
        raise _unreadable(words)
    year, month, day = (int(part) if part else None for part in (*match.groups(), None)[:3])
    return _checked(year, month, day, words)


def day_within(words: str) -> tuple[str, str]:
    """(the first day written in ``words``, the words without it); empty if there is none.

    A year in a 文号 (〔2020〕3号) is none. Raises CellFault for a day that does not exist.
    """
    words = words.translate(_HALF)
    match = _WITHIN.search(words)
    if match is None:
        return "", words
    parts = [int(part) if part else None for part in match.groups()]
    year, month, day = parts[:3] if parts[0] else parts[3:]
    rest = f"{words[: match.start()]} {words[match.end() :]}"
    return _checked(year, month, day, match[0]), rest


def _checked(year: int | None, month: int | None, day: int | None, words: str) -> str:
    """ISO text of a day that exists, as exact as it was written."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellFault(
            message(
                "“{words}”的年份应在{first}至{last}之间",
                words=words[:20],
                first=FIRST_YEAR,
                last=LAST_YEAR,
            ),
        )
    try:
        whole = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise CellFault(message("“{words}”不是存在的日期", words=words[:20])) from error
    return whole.isoformat()[: 4 if month is None else 7 if day is None else 10]


def _unreadable(words: str) -> CellFault:
    return CellFault(
        message("“{words}”不是能识别的时间，请写成“2020-03-01”或“2020-03”", words=words[:20]),
    )
