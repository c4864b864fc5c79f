"""One cell of a roster: what people really type, made plain, or the reason it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from voting.documents.roster_model import Column
from voting.errors import BadInput

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BETWEEN_HAN = re.compile(r"(?<=[\u3007\u3400-\u9fff\U00020000-\U0003ffff（）])\s+"
                          r"(?=[\u3007\u3400-\u9fff\U00020000-\U0003ffff（）])")
_ORDER = re.compile("[0-9]{1,9}")
LARGEST_ORDER = 99_999


class CellFault(BadInput):
    """Why a cell cannot be taken, in both languages; the reader adds where it stands."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__("roster-cell", en, zh=zh, en=en)
        self.zh = zh
        self.en = en


def plain_text(value: object) -> str:
    """Any cell value as trimmed text: invisible characters dropped, blanks (full-width too) and
    line breaks made one space. Raises :class:`CellFault` for characters that must not be there.
    """
    words = unicodedata.normalize("NFC", _as_text(value))
    words = _INVISIBLE.sub("", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words))
    words = " ".join(words.split())
    for character in words:
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf", "Cs", "Cn"):
            raise CellFault(f"含有不可见的控制字符（U+{ord(character):04X}），请删除后重新输入",
                            f"contains the control character U+{ord(character):04X}; type it anew")
        if kind == "Co":
            raise CellFault("含有自造字，别的电脑和手机上显示不出，请改用标准字",
                            "contains a private character that other devices cannot show")
    return words


def read_cell(column: Column, value: object, is_formula: bool, is_error: bool) -> str | int:
    """The value of one cell as its column wants it; raises :class:`CellFault`."""
    if is_formula:
        raise CellFault("是公式，请改为数值（复制后“选择性粘贴—数值”）",
                        "is a formula; paste its value instead")
    if is_error:
        raise CellFault(f"是错误值 {value}，请改为正确内容", f"is the error value {value}")
    words = plain_text(value)
    if not words:
        if column.required:
            raise CellFault("为必填项，请填写", "is empty; it must be filled in")
        return ""
    if column.reading == "order":
        return _order(words)
    if column.reading == "choice":
        return _choice(column, words)
    if column.reading == "name":
        words = _BETWEEN_HAN.sub("", words)
    if len(words) > column.limit:
        raise CellFault(f"太长（{len(words)}字），不得超过{column.limit}字",
                        f"is too long ({len(words)} characters); {column.limit} at most")
    return words


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


def _order(words: str) -> int:
    """A whole number; full-width digits and spaces between digits are read too."""
    digits = "".join(unicodedata.normalize("NFKC", words).split())
    if _ORDER.fullmatch(digits) is None or not 1 <= int(digits) <= LARGEST_ORDER:
        raise CellFault(f"“{words[:20]}”不是1至{LARGEST_ORDER}的整数",
                        f"“{words[:20]}” is not a whole number from 1 to {LARGEST_ORDER}")
    return int(digits)


def _choice(column: Column, words: str) -> str:
    found = "".join(words.split())
    if found not in column.choices:
        allowed = "、".join(column.choices)
        raise CellFault(f"“{words[:20]}”不在可选范围内，请填：{allowed}",
                        f"“{words[:20]}” is not one of {allowed}")
    return found
