"""Rules 5 to 7 of the notice, which take the grade, lower it or leave the cadre out: facts in,
findings out.

Each cites its sentence (清组文〔2021〕1号，一、考核范围). Years are the year assessed.
"""

from __future__ import annotations

from typing import Literal

from voting.assessment.calendar import (
    day_number,
    days_of_year,
    end_of_months,
    span,
    year_of,
)
from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.assessment.roster.parts import NONE, Answer, Ask, Finding, Reason, in_brackets
from voting.assessment.roster.rules import Effect, RuleSet
from voting.language.catalogue import Said, message

_BALLOT_AND_GRADE: tuple[Answer, ...] = ("on_ballot", "graded")


def leave(facts: CadreFacts, year: int, rules: RuleSet) -> Finding:
    """Rule 5: 因病、事假累计超过半年的领导干部，参加年度考核，不确定等次。

    Half a year is half the days of the year, or the rule set's number of days, compared exactly;
    exactly half is neither over nor under: a person decides.
    """
    if facts.leave_days <= 0:
        return NONE
    twice = 2 * rules.leave_days or days_of_year(year)
    half = f"{twice // 2}" + (".5" if twice % 2 else "")
    basis = rules.rule(5).basis
    if 2 * facts.leave_days == twice:
        return Finding(
            (),
            (
                Ask(
                    "leave-half",
                    5,
                    message(
                        "病事假累计{days}天，恰为半年：是否确定等次，请研究决定。",
                        days=facts.leave_days,
                    ),
                    basis,
                    about=("graded",),
                ),
            ),
        )
    if 2 * facts.leave_days < twice:
        return NONE
    return Finding(
        (
            Reason(
                "leave-over-half",
                5,
                message(
                    "病事假累计{days}天，超过半年（{half}天）：参加考核，不确定等次。",
                    days=facts.leave_days,
                    half=half,
                ),
                basis,
                effect=Effect(graded=False),
            ),
        )
    )


def retired(facts: CadreFacts, year: int, rules: RuleSet) -> Finding:
    """Rule 6: 2020年度内办理退休手续的乡（科）级干部，实际工作时间不满半年的不再进行年度考核，工作时间超过半年的
    由所在单位根据其表现情况推荐考核等次。

    Work counts from 1 January; the day of retirement may have been worked or not, and may be
    known by the month only. Where that, or the days of leave, would decide, a person does.
    """
    if not facts.retired or span(facts.retired)[0] > day_number(year, 12, 31):
        return NONE
    basis = rules.rule(6).basis
    code = _half_worked(facts, year, rules)
    text = _retired_text(code, facts, year)
    if code == "retired-under-half":
        effect = Effect(on_ballot=False, graded=False)
        return Finding((Reason(code, 6, text, basis, effect=effect),))
    if code == "retired-over-half":
        return Finding((Reason(code, 6, text, basis),))
    return Finding(asks=(Ask(code, 6, text, basis, about=_BALLOT_AND_GRADE),))


RetiredCode = Literal[
    "retired-before", "retired-under-half", "retired-half", "retired-leave", "retired-over-half"
]


def _half_worked(facts: CadreFacts, year: int, rules: RuleSet) -> RetiredCode:
    """Whether half the year was worked before retirement, as far as the days tell."""
    first, last = span(facts.retired)
    half = end_of_months(year, rules.retirement_months)
    if last < day_number(year, 1, 1):
        return "retired-before"
    if last < half:
        return "retired-under-half"
    if first - 1 <= half:
        return "retired-half"
    if first - 1 - facts.leave_days <= half:
        return "retired-leave"
    return "retired-over-half"


def _retired_text(code: RetiredCode, facts: CadreFacts, year: int) -> Said:
    day, leave_days = facts.retired, facts.leave_days
    match code:
        case "retired-before":
            return message(
                "退休时间{day}早于{year}年度：是否仍列入考核，请核对。", day=day, year=year
            )
        case "retired-under-half":
            return message("{day}退休，本年度实际工作不满半年：不再进行年度考核。", day=day)
        case "retired-half":
            return message(
                "{day}退休，本年度工作时间恰为半年或无法判明：是否考核，请研究决定。", day=day
            )
        case "retired-leave":
            return message(
                "{day}退休，另有病事假{days}天：实际工作时间是否超过半年，请研究决定。",
                day=day,
                days=leave_days,
            )
        case "retired-over-half":
            return message(
                "{day}退休，本年度工作超过半年：由所在单位根据其表现推荐考核等次。", day=day
            )


def disciplined(facts: CadreFacts, year: int, rules: RuleSet) -> Finding:
    """Rule 7: 涉嫌违纪违法被立案审查调查尚未结案、受党纪政务处分或者组织处理的乡（科）级干部，其年度考核按照有关规定
    进行。

    The measures of the rule set say what follows, all at once where there are several; every
    finding is confidential.
    """
    parts = [_matter(matter, year, rules) for matter in facts.discipline]
    return Finding(
        tuple(reason for part in parts for reason in part.reasons),
        tuple(ask for part in parts for ask in part.asks),
    )


def _matter(matter: Discipline, year: int, rules: RuleSet) -> Finding:
    """What follows from one matter: nothing once its years are over."""
    measure = rules.measure(matter.code)
    if measure is None:
        text = message("“{code}”不在本批次的规则之内：请按有关规定确定。", code=matter.code)
        return _to_decide(matter.code, text, rules.rule(7).basis)
    on = in_brackets(matter.day)
    age = year - year_of(matter.day) if matter.day and measure.years else 0
    if age < 0:
        text = message(
            "{measure}{on}在考核年度之后：对本年度考核有无影响，请研究决定。",
            measure=measure.text,
            on=on,
        )
        return _to_decide(f"{matter.code}-later", text, measure.basis)
    if measure.years and age >= measure.years:
        return NONE
    effect = measure.first if age == 0 else measure.later
    text = message("{measure}{on}：{effect}", measure=measure.text, on=on, effect=_says(effect))
    reasons = (Reason(matter.code, 7, text, measure.basis, True, effect),)
    if not measure.asks:
        return Finding(reasons)
    text = message("{measure}{on}：按有关规定研究决定是否确定等次。", measure=measure.text, on=on)
    return Finding(reasons, _to_decide(f"{matter.code}-decide", text, measure.basis).asks)


def _to_decide(code: str, text: Said, basis: Said) -> Finding:
    return Finding(asks=(Ask(code, 7, text, basis, True, ("graded",)),))


def _says(effect: Effect) -> Said:
    if not effect.on_ballot:
        return message("不参加考核。")
    if not effect.graded:
        return message("参加考核，不确定等次。")
    words = {
        "competent": message("不得确定为优秀等次。"),
        "basically-competent": message("最高为“基本称职”。"),
        "incompetent": message("最高为“不称职”。"),
    }
    return words.get(effect.cap or "", message("不限制等次。"))
