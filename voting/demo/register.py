"""The whole county of the large demo: 17 townships, 80 departments, 900 cadres. Nobody exists."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl import load_workbook

from voting.demo.county import YEAR, fill
from voting.demo.county_names import (
    BUREAU,
    BUREAU_POSTS,
    BUREAUS,
    GIVEN,
    PARTY,
    PARTY_OFFICES,
    PARTY_POSTS,
    SURNAMES,
    TOWN,
    TOWN_POSTS,
    TOWNS,
)
from voting.documents.roster.template import roster_template

CADRES = 900


@dataclass(slots=True)
class RegisterCadre:
    """A cadre as the roster's columns want it; ``facts`` by heading."""

    name: str
    post: str
    category: str
    code: str
    head: bool
    facts: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterUnit:
    """A unit with its cadres in the department's order."""

    name: str
    kind: str
    organisation: str
    cadres: tuple[RegisterCadre, ...]


def register(chance: random.Random) -> tuple[RegisterUnit, ...]:
    """The units of the county with their cadres and what happened to some of them in the year."""
    names = [s + g for s in SURNAMES for g in GIVEN]
    chance.shuffle(names)
    numbers = iter(range(1, CADRES + 1))
    units = tuple(_unit(place, names, numbers) for place in range(97))
    everybody = [cadre for unit in units for cadre in unit.cadres]
    for facts in _happened(chance, [unit.name for unit in units]):
        member = chance.choice([c for c in everybody if not c.facts and not c.head])
        member.facts = facts
    for member in chance.sample(everybody, 30):
        member.facts["党外"] = "是"
    return units


def workbook(units: Sequence[RegisterUnit]) -> bytes:
    """The register filled into the roster's template, as a department would."""
    book = load_workbook(io.BytesIO(roster_template()))
    fill(
        book["单位"],
        [
            {
                "序号": order,
                "单位名称": unit.name,
                "单位类别": unit.kind,
                "组织形式": unit.organisation,
                "班子名称": f"{unit.name}领导班子",
                "名额分组": unit.kind,
            }
            for order, unit in enumerate(units, start=1)
        ],
    )
    fill(
        book["干部"],
        [
            {
                "序号": place,
                "姓名": c.name,
                "所在单位": unit.name,
                "职务": c.post,
                "类别": c.category,
                "人员编号": c.code,
                "主要负责人": "是" if c.head else "否",
                **c.facts,
            }
            for unit in units
            for place, c in enumerate(unit.cadres, start=1)
        ],
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _unit(place: int, names: list[str], numbers: Iterator[int]) -> RegisterUnit:
    """The unit at a place of the county's order; 11 cadres in a township, 8 or 9 elsewhere."""
    if place < 17:
        return _filled(TOWNS[place], TOWN, "党委", TOWN_POSTS, names, numbers)
    if place < 29:
        return _filled(PARTY_OFFICES[place - 17], PARTY, "支部", PARTY_POSTS, names, numbers)
    posts = BUREAU_POSTS if place < 90 else BUREAU_POSTS[:-1]
    return _filled(BUREAUS[place - 29], BUREAU, "党组", posts, names, numbers)


def _filled(
    name: str,
    kind: str,
    organisation: str,
    posts: Sequence[str],
    names: list[str],
    numbers: Iterator[int],
) -> RegisterUnit:
    cadres = tuple(
        RegisterCadre(
            names.pop(),
            post,
            "其他" if "主任科员" in post or "调研员" in post else "班子成员",
            f"{next(numbers):04d}",
            head=place == 0,
        )
        for place, post in enumerate(posts)
    )
    return RegisterUnit(name, kind, organisation, cadres)


def _happened(chance: random.Random, units: Sequence[str]) -> Iterator[dict[str, str | int]]:
    """What a year brings: promotions, transfers, secondments, leave, retirement, discipline."""
    for _ in range(45):
        yield {"任现职时间": _month(chance), "新提拔": "是", "原职务": "办公室主任"}
    for _ in range(30):
        yield {
            "任现职时间": _month(chance),
            "交流任职": "是",
            "原单位": chance.choice(units),
            "原职务": "副职",
        }
    for _ in range(14):
        yield {"挂职单位": "市重点项目建设指挥部", "挂职起": f"{YEAR}.3", "挂职止": f"{YEAR}.12"}
    for days in (30, 45, 92, 188, 200, 240):
        yield {"病事假天数": days}
    for month in ("02", "04", "08", "10", "11"):
        yield {"退休时间": f"{YEAR}-{month}-15"}
    yield {"退休时间": f"{YEAR}-07-01"}
    for text in (
        f"警告 {YEAR}.4",
        f"诫勉 {YEAR}-05-20",
        f"严重警告 {YEAR}.6",
        f"记过 {YEAR}.9",
        f"记大过 {YEAR}.2",
        f"立案审查 {YEAR}.11",
        f"警告 {YEAR}.3；诫勉 {YEAR}.8",
    ):
        yield {"党纪政务处分或组织处理": text}


def _month(chance: random.Random) -> str:
    """A month of the year, written in one of the ways people write it."""
    month = chance.randint(1, 12)
    return chance.choice((f"{YEAR}.{month}", f"{YEAR}年{month}月", f"{YEAR}-{month:02d}-01"))
