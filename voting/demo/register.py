"""The whole county of the large demo: 17 townships, 80 departments, 900 cadres. Nobody exists."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl import load_workbook

from voting.demo.county import YEAR, fill
from voting.documents.roster.template import roster_template

CADRES = 900
TOWN, PARTY, BUREAU = "乡镇", "县委部委", "县直单位"

_TOWNS = (
    "东岭镇",
    "西桥镇",
    "南湖镇",
    "北关镇",
    "柳溪镇",
    "石泉镇",
    "永和镇",
    "安平镇",
    "双塔镇",
    "古渡镇",
    "青山乡",
    "白河乡",
    "大营乡",
    "马头乡",
    "新集乡",
    "高庄乡",
    "阳城乡",
)
_PARTY = (
    "县委办公室",
    "县委宣传部",
    "县委统战部",
    "县委政法委",
    "县委编办",
    "县委巡察办",
    "县直机关工委",
    "县委党校",
    "县委网信办",
    "县委老干部局",
    "县委信访局",
    "县委督查局",
)
_BUREAUS = (
    "县人大办",
    "县政府办",
    "县政协办",
    "县发展改革委",
    "县教育局",
    "县科技局",
    "县工信局",
    "县公安局",
    "县民政局",
    "县司法局",
    "县财政局",
    "县人社局",
    "县自然资源局",
    "县生态环境局",
    "县住建局",
    "县交通运输局",
    "县水利局",
    "县农业农村局",
    "县林业局",
    "县商务局",
    "县文化旅游局",
    "县卫健委",
    "县退役军人局",
    "县应急局",
    "县审计局",
    "县市场监管局",
    "县统计局",
    "县医保局",
    "县乡村振兴局",
    "县城管局",
    "县政务服务局",
    "县金融局",
    "县机关事务局",
    "县供销社",
    "县总工会",
    "县团委",
    "县妇联",
    "县科协",
    "县工商联",
    "县残联",
    "县文联",
    "县红十字会",
    "县计生协会",
    "县法学会",
    "县融媒体中心",
    "县档案馆",
    "县史志办",
    "县气象局",
    "县地震办",
    "县公路局",
    "县农机中心",
    "县畜牧中心",
    "县房产中心",
    "县园林中心",
    "县环卫中心",
    "县招商中心",
    "县产业集聚区",
    "县粮食储备中心",
    "县不动产登记中心",
    "县公共资源中心",
    "县大数据中心",
    "县疾控中心",
    "县人民医院",
    "县中医院",
    "县职业学校",
    "县第一高中",
    "县体育中心",
    "县文化馆",
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
    "四级主任科员",
)
_PARTY_POSTS = (
    "主任",
    "常务副主任",
    "副主任",
    "副主任",
    "副主任",
    "机关党支部书记",
    "四级调研员",
    "一级主任科员",
    "二级主任科员",
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
    "一级主任科员",
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
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
    "景云",
    "若水",
)


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
    names = [s + g for s in _SURNAMES for g in _GIVEN]
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
        return _filled(_TOWNS[place], TOWN, "党委", _TOWN_POSTS, names, numbers)
    if place < 29:
        return _filled(_PARTY[place - 17], PARTY, "支部", _PARTY_POSTS, names, numbers)
    posts = _BUREAU_POSTS if place < 90 else _BUREAU_POSTS[:-1]
    return _filled(_BUREAUS[place - 29], BUREAU, "党组", posts, names, numbers)


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
