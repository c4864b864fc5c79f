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
from voting.assessment.wording import Text

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
                    Text(
                        f"病事假累计{facts.leave_days}天，恰为半年：是否确定等次，请研究决定。",
                        f"{facts.leave_days} days of leave, exactly half a year: is there a grade? Please "
                        "decide.",
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
                Text(
                    f"病事假累计{facts.leave_days}天，超过半年（{half}天）：参加考核，不确定等次。",
                    f"{facts.leave_days} days of leave, over half a year ({half} days): takes part, no grade.",
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


def _retired_text(code: RetiredCode, facts: CadreFacts, year: int) -> Text:
    day, leave_days = facts.retired, facts.leave_days
    match code:
        case "retired-before":
            return Text(
                f"退休时间{day}早于{year}年度：是否仍列入考核，请核对。",
                f"Retired {day}, before {year}: please check whether to assess at all.",
            )
        case "retired-under-half":
            return Text(
                f"{day}退休，本年度实际工作不满半年：不再进行年度考核。",
                f"Retired {day}, having worked less than half the year: not assessed.",
            )
        case "retired-half":
            return Text(
                f"{day}退休，本年度工作时间恰为半年或无法判明：是否考核，请研究决定。",
                f"Retired {day}: exactly half a year of work, or too close to tell. Please "
                "decide whether to assess.",
            )
        case "retired-leave":
            return Text(
                f"{day}退休，另有病事假{leave_days}天：实际工作时间是否超过半年，请研究决定。",
                f"Retired {day} with {leave_days} days of leave: was over half the "
                "year really worked? Please decide.",
            )
        case "retired-over-half":
            return Text(
                f"{day}退休，本年度工作超过半年：由所在单位根据其表现推荐考核等次。",
                f"Retired {day}, having worked over half the year: the unit recommends a grade.",
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
        text = Text(
            f"“{matter.code}”不在本批次的规则之内：请按有关规定确定。",
            f"The rules of this round do not know “{matter.code}”: please decide.",
        )
        return _to_decide(matter.code, text, rules.rule(7).basis)
    day = in_brackets(matter.day)
    what = Text(f"{measure.text.zh}{day[0]}", f"{measure.text.en}{day[1]}")
    age = year - year_of(matter.day) if matter.day and measure.years else 0
    if age < 0:
        text = Text(
            f"{what.zh}在考核年度之后：对本年度考核有无影响，请研究决定。",
            f"{what.en}: after the year assessed. Please decide whether it weighs on it.",
        )
        return _to_decide(f"{matter.code}-later", text, measure.basis)
    if measure.years and age >= measure.years:
        return NONE
    effect = measure.first if age == 0 else measure.later
    said = _says(effect)
    text = Text(f"{what.zh}：{said.zh}", f"{what.en}: {said.en}")
    reasons = (Reason(matter.code, 7, text, measure.basis, True, effect),)
    if not measure.asks:
        return Finding(reasons)
    text = Text(
        f"{what.zh}：按有关规定研究决定是否确定等次。",
        f"{what.en}: please decide on the grade by the rules in force.",
    )
    return Finding(reasons, _to_decide(f"{matter.code}-decide", text, measure.basis).asks)


def _to_decide(code: str, text: Text, basis: Text) -> Finding:
    return Finding(asks=(Ask(code, 7, text, basis, True, ("graded",)),))


def _says(effect: Effect) -> Text:
    if not effect.on_ballot:
        return Text("不参加考核。", "not assessed.")
    if not effect.graded:
        return Text("参加考核，不确定等次。", "takes part, no grade.")
    words = {
        "competent": Text("不得确定为优秀等次。", "not excellent."),
        "basically-competent": Text("最高为“基本称职”。", "basically competent at most."),
        "incompetent": Text("最高为“不称职”。", "incompetent at most."),
    }
    return words.get(effect.cap or "", Text("不限制等次。", "no limit to the grade."))
