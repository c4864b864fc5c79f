"""The seven rules of the notice, one function each: facts of a cadre in, findings out.

Each cites its sentence (清组文〔2021〕1号，一、考核范围). Years are the year assessed.
"""

from __future__ import annotations

from voting.assessment.calendar import (
    day_number,
    days_of_year,
    end_of_months,
    span,
    year_of,
)
from voting.assessment.roster.facts import CadreFacts
from voting.assessment.roster.parts import Ask, Finding, Reason, Wanted
from voting.assessment.roster.rules import Effect, RuleSet
from voting.assessment.wording import Text

NONE = Finding()


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
                Text(
                    f"兼任{concurrent}：在承担主要工作职责的本单位考核，兼任工作以适当方式了解。",
                    f"Also holds {concurrent}: assessed here, where the main duty lies; the other work is "
                    "looked at by other means.",
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
        Text(
            f"新提拔任职{_on(facts.appointed)[0]}：按现任职务考核，注意了解在原任职务{before[0]}岗位的工作情况。",
            f"Newly promoted{_on(facts.appointed)[1]}: assessed in the present post, with a look at "
            f"the work in the former one{before[1]}.",
        ),
        basis,
    )
    asks: tuple[Ask, ...] = ()
    if facts.appointed and year_of(facts.appointed) != year:
        asks = (
            Ask(
                "promoted-when",
                2,
                Text(
                    f"标明新提拔，而任现职时间是{facts.appointed}，不在{year}年度，请核对。",
                    f"Marked as newly promoted, but appointed {facts.appointed}, not in {year}: please "
                    "check.",
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
            Text(
                "交流任职：在现工作单位考核，交流前的情况由原单位提供。",
                "Transferred: assessed in the present unit; the former one supplies what came before.",
            ),
            basis,
        )
        return Finding(
            (reason,),
            (
                Ask(
                    "former-unit",
                    3,
                    Text(
                        "交流任职，但花名册没有写明原单位，请补充。",
                        "Transferred, but the roster names no former unit: please add it.",
                    ),
                    basis,
                ),
            ),
        )
    reason = Reason(
        "transferred",
        3,
        Text(
            f"交流任职{_on(facts.appointed)[0]}：在现工作单位考核，交流前的情况由原单位{facts.former_unit}提供。",
            f"Transferred{_on(facts.appointed)[1]}: assessed in the present unit; "
            f"{facts.former_unit} supplies what came before.",
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
                    Text(
                        f"挂职起止时间有误：{facts.seconded_from}至{facts.seconded_to}，请核对。",
                        f"Seconded from {facts.seconded_from} to {facts.seconded_to}: please check.",
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
        Text(
            f"在{facts.secondment}挂职锻炼：在原单位考核，挂职单位出具工作期间表现鉴定材料。",
            f"Seconded to {facts.secondment}: assessed in the home unit; the host unit writes an "
            "appraisal.",
        ),
        basis,
    )
    return Finding((reason,), (), (Wanted("secondment", facts.secondment),))


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
    start, half = day_number(year, 1, 1), end_of_months(year, rules.retirement_months)
    first, last = span(facts.retired)
    if last < start:
        return Finding(
            (),
            (
                _ask(
                    "retired-before",
                    Text(
                        f"退休时间{facts.retired}早于{year}年度：是否仍列入考核，请核对。",
                        f"Retired {facts.retired}, before {year}: please check whether to assess at all.",
                    ),
                    basis,
                ),
            ),
        )
    if last < half:
        return Finding(
            (
                Reason(
                    "retired-under-half",
                    6,
                    Text(
                        f"{facts.retired}退休，本年度实际工作不满半年：不再进行年度考核。",
                        f"Retired {facts.retired}, having worked less than half the year: not assessed.",
                    ),
                    basis,
                    effect=Effect(on_ballot=False, graded=False),
                ),
            )
        )
    if first - 1 <= half:
        return Finding(
            (),
            (
                _ask(
                    "retired-half",
                    Text(
                        f"{facts.retired}退休，本年度工作时间恰为半年或无法判明：是否考核，请研究决定。",
                        f"Retired {facts.retired}: exactly half a year of work, or too close to tell. Please "
                        "decide whether to assess.",
                    ),
                    basis,
                ),
            ),
        )
    if first - 1 - facts.leave_days <= half:
        return Finding(
            (),
            (
                _ask(
                    "retired-leave",
                    Text(
                        f"{facts.retired}退休，另有病事假{facts.leave_days}天：实际工作时间是否超过半年，请研究决定。",
                        f"Retired {facts.retired} with {facts.leave_days} days of leave: was over half the "
                        "year really worked? Please decide.",
                    ),
                    basis,
                ),
            ),
        )
    return Finding(
        (
            Reason(
                "retired-over-half",
                6,
                Text(
                    f"{facts.retired}退休，本年度工作超过半年：由所在单位根据其表现推荐考核等次。",
                    f"Retired {facts.retired}, having worked over half the year: the unit recommends a grade.",
                ),
                basis,
            ),
        )
    )


def disciplined(facts: CadreFacts, year: int, rules: RuleSet) -> Finding:
    """Rule 7: 涉嫌违纪违法被立案审查调查尚未结案、受党纪政务处分或者组织处理的乡（科）级干部，其年度考核按照有关规定
    进行。

    The measures of the rule set say what follows, all at once where there are several; every
    finding is confidential.
    """
    reasons: list[Reason] = []
    asks: list[Ask] = []
    for matter in facts.discipline:
        measure = rules.measure(matter.code)
        basis = rules.rule(7).basis if measure is None else measure.basis
        if measure is None:
            asks.append(
                _matter(
                    matter.code,
                    Text(
                        f"“{matter.code}”不在本批次的规则之内：请按有关规定确定。",
                        f"The rules of this round do not know “{matter.code}”: please decide.",
                    ),
                    basis,
                )
            )
            continue
        age = year - year_of(matter.day) if matter.day and measure.years else 0
        told = (f"{measure.text.zh}{_on(matter.day)[0]}", f"{measure.text.en}{_on(matter.day)[1]}")
        if age < 0:
            asks.append(
                _matter(
                    f"{matter.code}-later",
                    Text(
                        f"{told[0]}在考核年度之后：对本年度考核有无影响，请研究决定。",
                        f"{told[1]}: after the year assessed. Please decide whether it weighs on it.",
                    ),
                    basis,
                )
            )
        elif measure.years == 0 or age < measure.years:
            effect = measure.first if age == 0 else measure.later
            reasons.append(
                Reason(
                    matter.code,
                    7,
                    Text(f"{told[0]}：{_says(effect).zh}", f"{told[1]}: {_says(effect).en}"),
                    basis,
                    True,
                    effect,
                )
            )
            if measure.asks:
                asks.append(
                    _matter(
                        f"{matter.code}-decide",
                        Text(
                            f"{told[0]}：按有关规定研究决定是否确定等次。",
                            f"{told[1]}: please decide on the grade by the rules in force.",
                        ),
                        basis,
                    )
                )
    return Finding(tuple(reasons), tuple(asks))


def _ask(code: str, text: Text, basis: Text) -> Ask:
    return Ask(code, 6, text, basis, about=("on_ballot", "graded"))


def _matter(code: str, text: Text, basis: Text) -> Ask:
    return Ask(code, 7, text, basis, True, ("graded",))


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


def _on(day: str) -> tuple[str, str]:
    return (f"（{day}）", f" ({day})") if day else ("", "")


def _before(facts: CadreFacts) -> tuple[str, str]:
    """The former post in brackets, empty where the roster does not tell it."""
    words = " ".join(part for part in (facts.former_unit, facts.former_post) if part)
    return (f"（{words}）", f" ({words})") if words else ("", "")
