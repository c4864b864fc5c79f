"""One cell of a roster: what people really type, made plain, or the reason it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time

from voting.documents.roster.dates import read_day
from voting.documents.roster.discipline import read_discipline
from voting.documents.roster.model import YES, CellFault, Column, Value
from voting.language.catalogue import message

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BETWEEN_HAN = re.compile(
    r"(?<=[\u3007\u3400-\u9fff\U00020000-\U0003ffff（）])\s+"
    r"(?=[\u3007\u3400-\u9fff\U00020000-\U0003ffff（）])"
)
_DOTS = re.compile("(?<=[\u3400-\u9fff])[•・･⋅∙‧．](?=[\u3400-\u9fff])")
_ORDER = re.compile("[0-9]{1,9}")
_DAYS = re.compile("([0-9]{1,9})天?")
_PERSON = re.compile("[0-9A-Za-z][0-9A-Za-z_./-]*")
_IDENTITY = re.compile("[1-9][0-9]{16}[0-9Xx]")
_YES = frozenset({YES, "√", "✓", "✔", "☑", "对", "对号", "有", "Y", "YES", "T", "TRUE", "1"})
_NO = frozenset(
    {
        "否",
        "×",
        "✗",
        "✘",
        "X",
        "☐",
        "□",
        "无",
        "不是",
        "非",
        "N",
        "NO",
        "F",
        "FALSE",
        "0",
        "-",
        "—",
        "/",
    }
)
_NOTHING = frozenset({"", "无", "-", "—", "/"})
_OPEN_END = frozenset({"至今", "今", "现在"})
LARGEST_ORDER = 99_999
MOST_DAYS = 366


def plain_text(value: object) -> str:
    """Any cell value as trimmed text: invisible characters dropped, blanks (full-width too) and
    line breaks made one space. Raises :class:`CellFault` for characters that must not be there.
    """
    words = unicodedata.normalize("NFC", _as_text(value))
    words = _INVISIBLE.sub("", _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), words))
    words = " ".join(words.split())
    for character in words:
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf", "Cs", "Cn"):
            raise CellFault(
                message(
                    "含有不可见的控制字符（U+{code}），请删除后重新输入",
                    code=f"{ord(character):04X}",
                ),
            )
        if kind == "Co":
            raise CellFault(
                message("含有自造字，别的电脑和手机上显示不出，请改用标准字"),
            )
    return words


def read_cell(column: Column, value: object, is_formula: bool, is_error: bool) -> Value:
    """The value of one cell as its column wants it; raises :class:`CellFault`."""
    if is_formula:
        raise CellFault(message("是公式，请改为数值（复制后“选择性粘贴—数值”）"))
    if is_error:
        raise CellFault(message("是错误值 {value}，请改为正确内容", value=str(value)))
    words = plain_text(value)
    if not words and column.required:
        raise CellFault(message("为必填项，请填写"))
    return _READERS[column.reading](column, value, words)


def empty_value(column: Column) -> Value:
    """What an empty cell of a column that need not be filled in says."""
    return _READERS[column.reading](column, None, "")


def fold(words: str) -> str:
    """A name as it is compared: full-width letters and brackets, case and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _text(column: Column, _value: object, words: str) -> str:
    return _within(column, words)


def _name(column: Column, _value: object, words: str) -> str:
    return _within(column, _DOTS.sub("·", _BETWEEN_HAN.sub("", words)))


def _within(column: Column, words: str) -> str:
    if len(words) > column.limit:
        raise CellFault(
            message("太长（{count}字），不得超过{most}字", count=len(words), most=column.limit),
        )
    return words


def _digits(words: str) -> str:
    """Full-width digits and blanks between digits are read too."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def _order(_column: Column, _value: object, words: str) -> int:
    digits = _digits(words)
    if _ORDER.fullmatch(digits) is None or not 1 <= int(digits) <= LARGEST_ORDER:
        raise CellFault(
            message("“{words}”不是1至{most}的整数", words=words[:20], most=LARGEST_ORDER),
        )
    return int(digits)


def _choice(column: Column, _value: object, words: str) -> str:
    word = _digits(words)
    if word and word not in column.choices:
        allowed = "、".join(column.choices)
        raise CellFault(
            message("“{words}”不在可选范围内，请填：{allowed}", words=words[:20], allowed=allowed),
        )
    return word


def _flag(column: Column, _value: object, words: str) -> bool:
    """是 or 否, and the ticks and crosses people make; the heading itself is a yes."""
    mark = _digits(words).upper()
    if mark in _YES or mark == column.heading:
        return True
    if mark and mark not in _NO:
        raise CellFault(
            message("“{words}”看不出是或否，请填“是”或“否”", words=words[:20]),
        )
    return False


def _day(column: Column, value: object, words: str) -> str:
    digits = _digits(words)
    if digits in _NOTHING or (digits in _OPEN_END and column.field == "seconded_to"):
        return ""
    return read_day(value, words)


def _days(_column: Column, _value: object, words: str) -> int:
    digits = _digits(words)
    if not digits or digits in _NO:
        return 0
    match = _DAYS.fullmatch(digits)
    if match is None or int(match[1]) > MOST_DAYS:
        raise CellFault(
            message("“{words}”不是0至{most}的整数（天）", words=words[:20], most=MOST_DAYS),
        )
    return int(match[1])


def _person(column: Column, value: object, words: str) -> str:
    number = _within(column, _digits(words))
    if not number:
        return ""
    if isinstance(value, int | float) and len(number) > 15:
        raise CellFault(
            message("是数值，超过15位时末尾几位已被 Excel 改动，请设为文本后重新输入"),
        )
    if _IDENTITY.fullmatch(number):
        raise CellFault(
            message("像是身份证号；请用单位内部的人员编号，本系统不收身份证号"),
        )
    if _PERSON.fullmatch(number) is None:
        raise CellFault(
            message("“{words}”不是人员编号，只能用字母、数字和 - _ . /", words=words[:20]),
        )
    return number


def _discipline(column: Column, value: object, words: str) -> Value:
    _within(column, words)
    lines = value.splitlines() if isinstance(value, str) else [words]
    return read_discipline(plain_text(line) for line in lines)


_READERS: dict[str, Callable[[Column, object, str], Value]] = {
    "text": _text,
    "name": _name,
    "order": _order,
    "choice": _choice,
    "flag": _flag,
    "day": _day,
    "days": _days,
    "person": _person,
    "discipline": _discipline,
}
