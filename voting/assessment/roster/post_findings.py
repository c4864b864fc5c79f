"""Rules 1 to 4 of the notice, which say where a cadre is assessed: facts in, findings out.

Each cites its sentence (清组文〔2021〕1号，一、考核范围). Years are the year assessed.
"""

from __future__ import annotations

from voting.assessment.calendar import (
    day_number,
    span,
    year_of,
)
from voting.assessment.roster.facts import CadreFacts
from voting.assessment.roster.parts import NONE, Ask, Finding, Reason, Wanted, in_brackets
from voting.assessment.roster.rules import RuleSet
from voting.language.catalogue import Value, message


def several_posts(concurrent: str, rules: RuleSet) -> Finding:
    """Rule 1: 担任多项职务的领导干部，一般在承担主要工作职责的单位进行考核，对兼任的其他工作以适当方式进行了解。

    The unit of the roster is the one of the main duty; concurrent posts change no answer.
    """
    if not concurrent:
        return NONE
    return Finding(
        (
            Reason(
                "several-posts",
                1,
                message(
                    "兼任{posts}：在承担主要工作职责的本单位考核，兼任工作以适当方式了解。",
                    posts=concurrent,
                ),
                rules.rule(1).basis,
            ),
        )
    )


def promoted(facts: CadreFacts, year: int, rules: RuleSet) -> Finding:
    """Rule 2: 新提拔任职的领导干部，按现任职务进行考核，注意了解在原任职务岗位的工作情况。"""
    if not facts.promoted:
        return NONE
    basis = rules.rule(2).basis
    before = _before(facts)
    reason = Reason(
        "promoted",
        2,
        message(
            "新提拔任职{on}：按现任职务考核，注意了解在原任职务{before}岗位的工作情况。",
            on=in_brackets(facts.appointed),
            before=before,
        ),
        basis,
    )
    asks: tuple[Ask, ...] = ()
    if facts.appointed and year_of(facts.appointed) != year:
        asks = (
            Ask(
                "promoted-when",
                2,
                message(
                    "标明新提拔，而任现职时间是{day}，不在{year}年度，请核对。",
                    day=facts.appointed,
                    year=year,
                ),
                basis,
            ),
        )
    return Finding((reason,), asks)


def transferred(facts: CadreFacts, rules: RuleSet) -> Finding:
    """Rule 3: 交流任职的领导干部，在现工作单位进行考核，其交流任职前的有关情况由原单位提供。"""
    if not facts.moved:
        return NONE
    basis = rules.rule(3).basis
    if not facts.former_unit:
        reason = Reason(
            "transferred",
            3,
            message("交流任职：在现工作单位考核，交流前的情况由原单位提供。"),
            basis,
        )
        return Finding(
            (reason,),
            (
                Ask(
                    "former-unit",
                    3,
                    message("交流任职，但花名册没有写明原单位，请补充。"),
                    basis,
                ),
            ),
        )
    reason = Reason(
        "transferred",
        3,
        message(
            "交流任职{on}：在现工作单位考核，交流前的情况由原单位{unit}提供。",
            on=in_brackets(facts.appointed),
            unit=facts.former_unit,
        ),
        basis,
    )
    return Finding((reason,), (), (Wanted("former", facts.former_unit),))


def seconded(facts: CadreFacts, year: int, rules: RuleSet) -> Finding:
    """Rule 4: 组织选派到上级部门、重点一线等挂职锻炼的干部在原单位考核，挂职单位出具干部工作期间表现鉴定材料。

    Only a secondment that touches the year assessed; an open end is still going on.
    """
    if not facts.secondment:
        return NONE
    basis = rules.rule(4).basis
    first = span(facts.seconded_from)[0] if facts.seconded_from else None
    last = span(facts.seconded_to)[1] if facts.seconded_to else None
    if first is not None and last is not None and last < first:
        return Finding(
            (),
            (
                Ask(
                    "secondment-days",
                    4,
                    message(
                        "挂职起止时间有误：{first}至{last}，请核对。",
                        first=facts.seconded_from,
                        last=facts.seconded_to,
                    ),
                    basis,
                ),
            ),
        )
    if (first is not None and first > day_number(year, 12, 31)) or (
        last is not None and last < day_number(year, 1, 1)
    ):
        return NONE
    reason = Reason(
        "seconded",
        4,
        message(
            "在{unit}挂职锻炼：在原单位考核，挂职单位出具工作期间表现鉴定材料。",
            unit=facts.secondment,
        ),
        basis,
    )
    return Finding((reason,), (), (Wanted("secondment", facts.secondment),))


def _before(facts: CadreFacts) -> Value:
    """The former post in brackets, empty where the roster does not tell it."""
    words = " ".join(part for part in (facts.former_unit, facts.former_post) if part)
    return in_brackets(words)
