"""The made-up county of the demo: units, teams, cadres, voter classes. Nobody in it exists."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from voting.documents.roster.template import roster_template
from voting.services.meetings.plan import ClassInput

YEAR = 2025
ROUND = "2025年度乡（科）级领导班子和领导干部考核"
NUMBER = "清组文〔2026〕1号"
BASIS = "《党政领导干部考核工作条例》；关于乡（科）级领导班子和领导干部2025年度考核工作的通知"

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = (
    "建国",
    "志强",
    "丽",
    "晓东",
    "秀英",
    "伟",
    "文博",
    "海燕",
    "敏",
    "国庆",
    "春梅",
    "磊",
    "思远",
    "红",
    "振华",
    "雪",
    "永刚",
    "佳",
    "明辉",
    "静",
    "立新",
    "芳",
    "宏伟",
    "娜",
)
_TOWN_POSTS = (
    "党委书记",
    "党委副书记、镇长",
    "人大主席",
    "党委副书记",
    "党委委员、纪委书记",
    "党委委员、组织委员",
    "党委委员、宣传委员",
    "党委委员、武装部部长",
    "副镇长",
    "副镇长",
    "副镇长",
)
_BUREAU_POSTS = (
    "党组书记、局长",
    "党组成员、副局长",
    "党组成员、副局长",
    "党组成员、副局长",
    "党组成员、纪检组组长",
    "党组成员、总工程师",
    "工会主席",
    "四级调研员",
    "办公室主任",
    "计划财务股股长",
    "执法大队大队长",
)


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit with the posts of its cadres and its meeting's voter classes; ``paper``: how many of
    a class vote on paper."""

    name: str
    kind: str
    organisation: str
    posts: tuple[str, ...]
    classes: tuple[ClassInput, ...]
    paper: Mapping[str, int] = field(default_factory=dict)


def _classes(leaders: int, middle: int, staff: int) -> tuple[ClassInput, ...]:
    return (
        ClassInput("A", "领导班子成员", 4000, leaders, leaders, 2),
        ClassInput("B", "中层干部及下属单位负责人", 3000, middle, middle, 3),
        ClassInput("C", "干部职工及服务对象代表", 3000, staff, staff, 3),
    )


UNITS = (
    DemoUnit("城关镇", "乡镇", "党委", _TOWN_POSTS, _classes(11, 14, 21)),
    DemoUnit("柳格镇", "乡镇", "党委", _TOWN_POSTS, _classes(4, 16, 24)),
    DemoUnit(
        "县自然资源局", "县直单位", "党组", _BUREAU_POSTS, _classes(11, 13, 22), {"A": 1, "C": 6}
    ),
)
"""柳格镇's class A is under the minimum size on purpose: it is merged before anything opens. In
县自然资源局 seven people have no phone."""

OPEN_UNIT = DemoUnit("县司法局", "县直单位", "党组", _BUREAU_POSTS[:4], _classes(4, 8, 12))
"""Its meeting stays open where the demo is served, for the visitor to vote in."""


def roster(units: Sequence[DemoUnit], chance: random.Random) -> bytes:
    """The roster's workbook, filled into the template as a department would."""
    workbook = load_workbook(io.BytesIO(roster_template()))
    names = [s + g for s in _SURNAMES for g in _GIVEN]
    chance.shuffle(names)
    fill(
        workbook["单位"],
        [
            {
                "序号": order,
                "单位名称": unit.name,
                "单位类别": unit.kind,
                "组织形式": unit.organisation,
                "班子名称": f"{unit.name}领导班子",
            }
            for order, unit in enumerate(units, start=1)
        ],
    )
    fill(
        workbook["干部"],
        [
            {
                "序号": place,
                "姓名": names.pop(),
                "所在单位": unit.name,
                "职务": post,
                "类别": "班子成员" if _is_member(unit, post) else "其他",
            }
            for unit in units
            for place, post in enumerate(unit.posts, start=1)
        ],
    )
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def fill(sheet: Worksheet, rows: Sequence[dict[str, str | int]]) -> None:
    """Write the rows below the header, each value under its heading (``*`` marks what is asked)."""
    places = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            sheet.cell(number, places[heading], value)


def _is_member(unit: DemoUnit, post: str) -> bool:
    return unit.kind == "乡镇" or post.startswith("党组")
