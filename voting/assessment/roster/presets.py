"""The preset rule set: the notice's seven sentences, and what rule 7 refers to, with its basis.

Rules 1 to 6 are the notice's own words (清组文〔2021〕1号，一、考核范围). Rule 7 says only "按照有关规定
进行": the measures below were found in public, are no text of the notice, and are edited to the
local rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from voting.assessment.roster.rules import (
    FOUND,
    NOTHING,
    PRESET,
    SEED,
    Effect,
    Measure,
    Rule,
    RuleSet,
)
from voting.assessment.wording import Text

_RULES: Final = (
    (
        Text("担任多项职务", "several posts"),
        "担任多项职务的领导干部，一般在承担主要工作职责的单位进行考核，对兼任的其他工作以适当方式进行了解。",
    ),
    (
        Text("新提拔任职", "newly promoted"),
        "新提拔任职的领导干部，按现任职务进行考核，注意了解在原任职务岗位的工作情况。",
    ),
    (
        Text("交流任职", "transferred"),
        "交流任职的领导干部，在现工作单位进行考核，其交流任职前的有关情况由原单位提供。",
    ),
    (
        Text("挂职锻炼", "seconded"),
        "组织选派到上级部门、重点一线等挂职锻炼的干部在原单位考核，挂职单位出具干部工作期间表现鉴定材料。",
    ),
    (
        Text("病事假", "sick and personal leave"),
        "因病、事假累计超过半年的领导干部，参加年度考核，不确定等次。",
    ),
    (
        Text("年度内退休", "retired within the year"),
        "2020 年度内办理退休手续的乡（科）级干部，实际工作时间不满半年的不再进行年度考核，工作时间超过半年的由"
        "所在单位根据其表现情况推荐考核等次。",
    ),
    (
        Text("立案审查调查、处分或组织处理", "cases, discipline, organisational measures"),
        "涉嫌违纪违法被立案审查调查尚未结案、受党纪政务处分或者组织处理的乡（科）级干部，其年度考核按照有关规定"
        "进行。",
    ),
)

_PARTY: Final = Text(
    "参考：组通字〔1998〕19号《关于受党纪处分的党政机关工作人员年度考核有关问题的意见》（网上转载，其后有调整）；"
    "系可修改的预设，以有关规定和本级文件为准",
    "After 组通字〔1998〕19号 as reprinted online and amended since; an editable preset, the rules "
    "in force prevail",
)
_LISTED: Final = Text(
    "参考：公开转载的受处理处分公务员年度考核对照表；系可修改的预设，以有关规定和本级文件为准",
    "After tables of effects reprinted in public; an editable preset, the rules in force prevail",
)
_COMMON: Final = Text(
    "常见做法，未查到可公开核对的文件；由人决定",
    "Common practice without a document we could open; a person decides",
)

_NOT_EXCELLENT: Final = Effect(cap="competent")
_NO_GRADE: Final = Effect(graded=False)
_INCOMPETENT: Final = Effect(cap="incompetent")


def _measure(
    code: str,
    zh: str,
    en: str,
    first: Effect,
    basis: Text,
    years: int = 1,
    later: Effect = NOTHING,
    asks: bool = False,
) -> Measure:
    source = PRESET if basis is _COMMON else FOUND
    return Measure(code, Text(zh, en), first, later, years, asks, basis, source)


MEASURES: Final = (
    _measure("admonition", "诫勉", "admonition", _NOT_EXCELLENT, _LISTED),
    _measure("warning", "警告", "warning", _NOT_EXCELLENT, _PARTY),
    _measure("serious-warning", "严重警告", "serious warning", _NO_GRADE, _PARTY),
    _measure("demerit", "记过", "demerit", _NO_GRADE, _LISTED),
    _measure("major-demerit", "记大过", "major demerit", _NO_GRADE, _LISTED, 2, _NO_GRADE),
    _measure("demotion", "降级", "demotion", _NO_GRADE, _LISTED, 2, _NO_GRADE),
    _measure("removal", "撤职", "removal from office", _NO_GRADE, _LISTED, 2, _NO_GRADE),
    _measure("party-removal", "撤销党内职务", "removal from party posts", _INCOMPETENT, _PARTY),
    _measure(
        "probation",
        "留党察看一年",
        "probation within the party, one year",
        _INCOMPETENT,
        _PARTY,
        2,
        _NO_GRADE,
    ),
    _measure(
        "probation-two",
        "留党察看二年",
        "probation within the party, two years",
        _INCOMPETENT,
        _PARTY,
        3,
        _NO_GRADE,
    ),
    _measure(
        "expulsion", "开除党籍", "expulsion from the party", _INCOMPETENT, _PARTY, 3, _NO_GRADE
    ),
    _measure("case-open", "立案审查调查尚未结案", "case open", _NO_GRADE, _PARTY, 0, _NO_GRADE),
    _measure(
        "organisational", "组织处理", "organisational measure", _NOT_EXCELLENT, _COMMON, asks=True
    ),
)
"""Rule 7 by code; several at once: the heavier."""

DISCIPLINE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "诫勉": "admonition",
        "诫勉谈话": "admonition",
        "警告": "warning",
        "党内警告": "warning",
        "政务警告": "warning",
        "严重警告": "serious-warning",
        "党内严重警告": "serious-warning",
        "记过": "demerit",
        "政务记过": "demerit",
        "记大过": "major-demerit",
        "政务记大过": "major-demerit",
        "降级": "demotion",
        "政务降级": "demotion",
        "撤职": "removal",
        "政务撤职": "removal",
        "撤销党内职务": "party-removal",
        "留党察看": "probation",
        "留党察看一年": "probation",
        "留党察看二年": "probation-two",
        "留党察看两年": "probation-two",
        "开除党籍": "expulsion",
        "立案审查": "case-open",
        "立案调查": "case-open",
        "立案审查调查": "case-open",
        "立案审查调查尚未结案": "case-open",
        "组织处理": "organisational",
        "停职检查": "organisational",
        "调整职务": "organisational",
        "责令辞职": "organisational",
        "免职": "organisational",
        "降职": "organisational",
    }
)
"""What people write in the roster → code of the preset."""


def preset() -> RuleSet:
    """Version 1: what every round starts with."""
    return RuleSet(
        version=1,
        rules=tuple(
            Rule(
                number,
                title,
                sentence,
                Text(
                    f"清组文〔2021〕1号 一、考核范围 第{number}条",
                    f"清组文〔2021〕1号, section 1 (scope), no. {number}",
                ),
                SEED,
            )
            for number, (title, sentence) in enumerate(_RULES, start=1)
        ),
        leave_days=0,
        retirement_months=6,
        measures=MEASURES,
    )
