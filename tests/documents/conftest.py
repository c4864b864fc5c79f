"""Rosters to spoil: a good workbook as rows, written as people's programs write it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

Rows = list[list[Any]]


class RosterBook:
    """A clean roster of two units; tests change rows, sheets or the finished workbook."""

    def __init__(self) -> None:
        self.units: Rows = [
            ["序号*", "单位名称*", "单位类别*", "组织形式*", "班子名称"],
            [1, "柳格镇", "乡镇", "党委", None],
            [2, "县财政局", "县直单位", "党组", "县财政局班子"],
        ]
        self.cadres: Rows = [
            ["序号*", "姓名*", "所在单位*", "职务*", "类别*", "兼任职务", "备注"],
            [1, "王伟", "柳格镇", "党委书记", "班子成员", None, None],
            [2, "李晓明", "柳格镇", "党委副书记、镇长", "班子成员", None, None],
            [1, "赵敏", "县财政局", "局长", "班子成员", "县国资办主任", "新提拔"],
            [2, "王伟", "县财政局", "四级主任科员", "其他", None, None],
        ]
        self.names = ["单位", "干部"]
        self.finish: Callable[[Workbook], None] = lambda book: None

    def save(self) -> bytes:
        book = Workbook()
        first = book.active
        assert first is not None
        book.remove(first)
        for name, rows in zip(self.names, (self.units, self.cadres), strict=True):
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        self.finish(book)
        out = BytesIO()
        book.save(out)
        return out.getvalue()


@pytest.fixture
def roster() -> RosterBook:
    return RosterBook()
