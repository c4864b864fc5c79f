"""Rosters to spoil: a good workbook as rows, written as people's programs write it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any

import pytest
from openpyxl import Workbook

from plain_forms import held_form
from voting.assessment.counting.table import MeetingTally
from voting.assessment.counting.tally import tally_meeting
from voting.assessment.forms.defaults import cadre_form, team_form

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
            [2, "周强", "县财政局", "四级主任科员", "其他", None, None],
        ]
        self.names = ["单位", "干部"]
        self.finish: Callable[[Workbook], None] = lambda book: None

    def late(self, heading: str, *values: Any) -> None:
        """Add a column to the cadres: its heading and a value for each of the first rows."""
        for row, value in zip_longest(self.cadres, (heading, *values)):
            row.append(value)

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


NAMES = (
    "王伟",
    "李晓明",
    "赵敏",
    "欧阳建国",
    "孙丽",
    "周强",
    "吴海燕",
    "郑志刚",
    "冯涛",
    "陈思源",
    "褚卫东",
    "魏红",
    "蒋文静",
    "沈浩",
    "韩雪梅",
    "杨光",
    "朱玉兰",
    "秦岭",
    "尤勇",
    "许国庆",
)

GROUPS = ((("A",), 8), (("B",), 26), (("C",), 55))


@pytest.fixture
def make_tally() -> Callable[..., MeetingTally]:
    """``make_tally(cadres=4, groups=[(("A",), 8), …])``: a tally with repeatable made-up votes.

    Classes A, B, C weigh 40, 35, 25; ``groups`` are those opened, with their ballots; ``unit``,
    ``denominator`` and ``names`` may be chosen; ``paper``: paper ballots of each class.
    """

    def make(
        cadres: int = 4,
        groups: Sequence[tuple[tuple[str, ...], int]] = GROUPS,
        unit: str = "柳格镇",
        denominator: str = "valid",
        names: Sequence[str] = NAMES,
        paper: Mapping[str, int] | None = None,
    ) -> MeetingTally:
        manifest = _manifest(cadres, unit, denominator, names)
        chance = random.Random(7)
        results = [
            {
                "classes": list(classes),
                "ballots": ballots,
                "counts": _votes(manifest, ballots, chance),
            }
            for classes, ballots in groups
        ]
        on_paper = {
            "classes": [
                {"class": c, "ballots": n, "sums": _votes(manifest, n, chance)}
                for c, n in (paper or {}).items()
            ]
        }
        return tally_meeting(
            manifest,
            {"groups": results},
            paper=on_paper,
            tally_groups=[{**group, "opened": True} for group in results],
        )

    return make


def _manifest(cadres: int, unit: str, denominator: str, names: Sequence[str]) -> dict[str, Any]:
    team = [{"id": "t1", "name": f"{unit}领导班子", "post": "", "position": ""}]
    people = [
        {"id": f"c{n + 1}", "name": names[n], "post": f"职务{n + 1}", "position": ""}
        for n in range(cadres)
    ]
    return {
        "meeting": {
            "id": "7h2k9xqd",
            "round": "2020年度考核",
            "year": 2020,
            "title": f"{unit}2020年度考核民主测评",
            "unit": unit,
            "date": "2021-01-20 09:00",
            "place": "三楼会议室",
        },
        "forms": [held_form(team_form(), team), held_form(cadre_form(), people)],
        "classes": [
            {"id": "A", "name": "领导", "weight": 4000, "expected": 10},
            {"id": "B", "name": "中层干部", "weight": 3500, "expected": 30},
            {"id": "C", "name": "职工代表", "weight": 2500, "expected": 60},
        ],
        "counting": {"denominator": denominator, "scores": True, "tables": []},
        "disclosure": {"minimum": 5, "merging": "smallest-first"},
    }


def _votes(manifest: dict[str, Any], ballots: int, chance: random.Random) -> list[int]:
    counts: list[int] = []
    for form in manifest["forms"]:
        for _ in range(len(form["subjects"]) * len(form["questions"])):
            votes = [0, 0, 0, 0, 0]
            for _ in range(ballots):
                votes[chance.choices(range(5), (70, 18, 5, 4, 3))[0]] += 1
            counts += votes[:4]
    return counts
