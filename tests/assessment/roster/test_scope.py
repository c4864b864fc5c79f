"""The seven rules of the notice worked by hand, one by one, with every edge of theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.assessment.roster.parts import Wanted
from voting.assessment.roster.presets import preset
from voting.assessment.roster.rules import Effect
from voting.assessment.roster.scope import (
    Override,
    Standing,
    overruled,
    seen,
    shared,
    standing,
    why_no_grade,
)

RULES = preset()
FREE = (True, True, None)
NO_GRADE = (True, False, None)
NOT_EXCELLENT = (True, True, "competent")


def of(facts: CadreFacts, year: int = 2020, concurrent: str = "") -> Standing:
    return standing(facts, year, RULES, concurrent)


def disciplined(*matters: tuple[str, str], year: int = 2020) -> Standing:
    return of(CadreFacts(discipline=tuple(Discipline(*one) for one in matters)), year)


def answers(found: Standing) -> tuple[bool, bool, str | None]:
    return found.on_ballot, found.graded, found.cap


def codes(found: Standing) -> list[str]:
    return [reason.code for reason in found.reasons]


def asked(found: Standing) -> list[str]:
    return [ask.code for ask in found.asks]


def test_nothing_known_is_an_ordinary_cadre() -> None:
    found = of(CadreFacts())
    assert (answers(found), found.reasons, found.asks, found.wanted) == (FREE, (), (), ())
    assert found.plain_case and why_no_grade(found) is None


def test_rule_1_several_posts_are_assessed_where_the_main_duty_lies() -> None:
    found = of(CadreFacts(), concurrent="县工商联主席")
    assert (answers(found), codes(found), found.reasons[0].rule) == (FREE, ["several-posts"], 1)
    assert "县工商联主席" in found.reasons[0].text.zh and not found.plain_case


def test_rule_2_newly_promoted_in_the_present_post() -> None:
    found = of(
        CadreFacts(appointed="2020-05", promoted=True, former_unit="县志办", former_post="副主任")
    )
    assert (answers(found), codes(found), asked(found)) == (FREE, ["promoted"], [])
    assert "原任职务（县志办 副主任）" in found.reasons[0].text.zh
    assert found.wanted == ()


def test_rule_2_promoted_but_appointed_in_another_year_is_looked_at() -> None:
    found = of(CadreFacts(appointed="2019-12-31", promoted=True))
    assert (answers(found), asked(found)) == (FREE, ["promoted-when"])
    assert asked(of(CadreFacts(appointed="2020-01-01", promoted=True))) == []


def test_rule_3_transferred_wants_the_former_units_statement() -> None:
    found = of(CadreFacts(moved=True, former_unit="县财政局"))
    assert (answers(found), codes(found)) == (FREE, ["transferred"])
    assert found.wanted == (Wanted("former", "县财政局"),)


def test_rule_3_transferred_from_nowhere_asks_for_the_unit() -> None:
    found = of(CadreFacts(moved=True))
    assert (answers(found), asked(found), found.wanted) == (FREE, ["former-unit"], ())


def test_rule_4_seconded_stays_in_the_home_unit_and_the_host_writes() -> None:
    found = of(CadreFacts(secondment="市委组织部", seconded_from="2019-09", seconded_to="2020-09"))
    assert (answers(found), codes(found)) == (FREE, ["seconded"])
    assert found.wanted == (Wanted("secondment", "市委组织部"),)


@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [
        ("", "", True),
        ("2020-12-31", "", True),
        ("2021-01-01", "", False),
        ("2018", "2020-01-01", True),
        ("2018", "2019-12-31", False),
        ("2018", "2019", False),
        ("", "2020", True),
        ("2020", "2021", True),
    ],
)
def test_rule_4_only_a_secondment_that_touches_the_year(
    first: str, last: str, touches: bool
) -> None:
    found = of(CadreFacts(secondment="市信访局", seconded_from=first, seconded_to=last))
    assert bool(found.wanted) is touches and answers(found) == FREE


def test_rule_4_an_end_before_the_start_is_looked_at() -> None:
    found = of(CadreFacts(secondment="市信访局", seconded_from="2020-06", seconded_to="2020-05"))
    assert (asked(found), found.wanted) == (["secondment-days"], ())


@pytest.mark.parametrize(
    ("days", "year", "graded", "question"),
    [
        (0, 2020, True, []),
        (182, 2020, True, []),
        (183, 2020, False, ["leave-half"]),  # 366 days: exactly half a year
        (184, 2020, False, []),
        (182, 2021, True, []),
        (183, 2021, False, []),  # 365 days: half is 182.5
        (366, 2020, False, []),
    ],
)
def test_rule_5_leave_over_half_a_year_gets_no_grade(
    days: int, year: int, graded: bool, question: list[str]
) -> None:
    found = of(CadreFacts(leave_days=days), year)
    assert answers(found) == (True, graded, None)
    assert asked(found) == question
    assert codes(found) == ([] if graded or question else ["leave-over-half"])


def test_rule_5_half_a_year_may_be_a_number_of_working_days() -> None:
    working = replace(RULES, leave_days=125)
    found = [standing(CadreFacts(leave_days=days), 2020, working) for days in (124, 125, 126)]
    assert [(one.graded, asked(one)) for one in found] == [
        (True, []),
        (False, ["leave-half"]),
        (False, []),
    ]


@pytest.mark.parametrize(
    ("day", "answer", "reason", "question"),
    [
        ("2020-01-01", (False, False, None), ["retired-under-half"], []),
        ("2020-05", (False, False, None), ["retired-under-half"], []),
        ("2020-06-29", (False, False, None), ["retired-under-half"], []),
        ("2020-06-30", NO_GRADE, [], ["retired-half"]),  # January to June: exactly six months
        ("2020-07-01", NO_GRADE, [], ["retired-half"]),  # the day itself may not have been worked
        ("2020-07-02", FREE, ["retired-over-half"], []),
        ("2020-06", NO_GRADE, [], ["retired-half"]),
        ("2020-07", NO_GRADE, [], ["retired-half"]),
        ("2020", NO_GRADE, [], ["retired-half"]),
        ("2020-08", FREE, ["retired-over-half"], []),
        ("2020-12-31", FREE, ["retired-over-half"], []),
        ("2021-01-01", FREE, [], []),
        ("2021", FREE, [], []),
        ("2019-12-31", NO_GRADE, [], ["retired-before"]),
    ],
)
def test_rule_6_retired_within_the_year(
    day: str, answer: tuple[bool, bool, str | None], reason: list[str], question: list[str]
) -> None:
    found = of(CadreFacts(retired=day))
    assert (answers(found), codes(found), asked(found)) == (answer, reason, question)


def test_rule_6_leave_is_no_work_and_a_person_decides() -> None:
    """Retired 1 October: 274 days from 1 January to 30 September, half a year is 182."""
    over = of(CadreFacts(retired="2020-10-01", leave_days=91))  # 183 days worked
    close = of(CadreFacts(retired="2020-10-01", leave_days=92))  # 182: exactly half
    assert (answers(over), codes(over)) == (FREE, ["retired-over-half"])
    assert (answers(close), asked(close)) == (NO_GRADE, ["retired-leave"])
    assert close.asks[0].about == ("on_ballot", "graded")


@pytest.mark.parametrize(
    ("code", "year", "answer"),
    [
        ("admonition", 2020, NOT_EXCELLENT),
        ("admonition", 2021, FREE),
        ("warning", 2020, NOT_EXCELLENT),
        ("warning", 2021, FREE),
        ("serious-warning", 2020, NO_GRADE),
        ("serious-warning", 2021, FREE),
        ("demerit", 2020, NO_GRADE),
        ("demerit", 2021, FREE),
        ("major-demerit", 2020, NO_GRADE),
        ("major-demerit", 2021, NO_GRADE),
        ("major-demerit", 2022, FREE),
        ("demotion", 2021, NO_GRADE),
        ("removal", 2021, NO_GRADE),
        ("removal", 2022, FREE),
        ("party-removal", 2020, (True, True, "incompetent")),
        ("party-removal", 2021, FREE),
        ("probation", 2020, (True, True, "incompetent")),
        ("probation", 2021, NO_GRADE),
        ("probation", 2022, FREE),
        ("probation-two", 2022, NO_GRADE),
        ("expulsion", 2022, NO_GRADE),
        ("expulsion", 2023, FREE),
        ("case-open", 2020, NO_GRADE),
        ("case-open", 2029, NO_GRADE),
    ],
)
def test_rule_7_what_each_measure_does_and_for_how_long(
    code: str, year: int, answer: tuple[bool, bool, str | None]
) -> None:
    found = disciplined((code, "2020-03-15"), year=year)
    assert answers(found) == answer
    assert codes(found) == ([] if answer == FREE else [code])
    assert all(reason.confidential and reason.rule == 7 for reason in found.reasons)


def test_rule_7_a_case_opened_after_the_year_is_open_all_the_same() -> None:
    assert answers(disciplined(("case-open", "2021-01-10"))) == NO_GRADE


def test_rule_7_a_measure_after_the_year_asks() -> None:
    found = disciplined(("warning", "2021-01-05"))
    assert (answers(found), asked(found)) == (NO_GRADE, ["warning-later"])
    assert found.asks[0].confidential


def test_rule_7_an_organisational_measure_asks_and_is_not_excellent() -> None:
    found = disciplined(("organisational", "2020-11"))
    assert answers(found) == (True, False, "competent")
    assert asked(found) == ["organisational-decide"]


def test_rule_7_a_measure_the_rules_do_not_know_asks() -> None:
    found = disciplined(("wrist-slap", "2020-11"))
    assert (answers(found), asked(found), found.asks[0].confidential) == (
        NO_GRADE,
        ["wrist-slap"],
        True,
    )


def test_rule_7_without_a_day_it_is_of_this_year() -> None:
    assert answers(disciplined(("warning", ""))) == NOT_EXCELLENT


def test_two_effects_at_once_the_heavier() -> None:
    both = disciplined(("warning", "2020-02"), ("serious-warning", "2020-09"))
    assert answers(both) == (True, False, "competent")
    lower = disciplined(("warning", "2020-02"), ("party-removal", "2020-09"))
    assert answers(lower) == (True, True, "incompetent")
    assert answers(disciplined(("party-removal", "2020"), ("warning", "2020"))) == answers(lower)


def test_effects_of_two_rules_at_once_the_heavier() -> None:
    found = of(
        CadreFacts(
            leave_days=200, retired="2020-05-01", discipline=(Discipline("warning", "2020-01"),)
        )
    )
    assert answers(found) == (False, False, "competent")
    assert codes(found) == ["leave-over-half", "retired-under-half", "warning"]


def decision(
    ruled: Standing,
    *,
    on_ballot: bool | None = None,
    graded: bool | None = None,
    cap: str | None = None,
) -> Override:
    return Override(on_ballot, graded, cap, "经研究", "组织部", "2021-01-12T02:00:00Z", seen(ruled))


def test_a_person_overrules_each_answer_by_itself() -> None:
    ruled = disciplined(("serious-warning", "2020-03"), ("warning", "2020-04"))
    assert answers(overruled(ruled, decision(ruled, graded=True))) == (True, True, "competent")
    assert answers(overruled(ruled, decision(ruled, cap=""))) == (True, False, None)
    assert answers(overruled(ruled, decision(ruled, on_ballot=False))) == (
        False,
        False,
        "competent",
    )
    assert overruled(ruled, decision(ruled, graded=True)).reasons == ruled.reasons


def test_a_decision_answers_the_question_it_was_asked() -> None:
    ruled = of(CadreFacts(leave_days=183))
    after = overruled(ruled, decision(ruled, graded=True))
    assert (answers(after), after.asks, after.stale) == (FREE, (), False)
    silent = overruled(ruled, decision(ruled, on_ballot=True))
    assert asked(silent) == ["leave-half"] and not silent.graded


def test_a_decision_is_stale_when_the_rules_say_something_else_since() -> None:
    before = of(CadreFacts(leave_days=183))
    made = decision(before, graded=True)
    after = overruled(of(CadreFacts(leave_days=250)), made)
    assert (after.stale, after.graded) == (True, True)
    later = overruled(of(CadreFacts(leave_days=183, retired="2020-06-30")), made)
    assert (later.stale, asked(later)) == (True, ["retired-half"])


def test_discipline_is_taken_out_for_others_and_the_answers_stay() -> None:
    full = of(
        CadreFacts(
            leave_days=10,
            moved=True,
            former_unit="县志办",
            discipline=(Discipline("warning", "2020-03"),),
        )
    )
    told = shared(full)
    assert answers(told) == answers(full) == NOT_EXCELLENT
    assert codes(told) == ["transferred", "ruled"] and told.reasons[-1].rule == 0
    assert told.wanted == full.wanted
    assert "警告" not in repr(told)


def test_a_decisions_reason_is_taken_out_for_others() -> None:
    ruled = disciplined(("warning", "2020-03"))
    made = replace(decision(ruled, graded=False), reason="受警告处分，另有线索")
    told = shared(overruled(ruled, made))
    assert "警告" not in repr(told) and "线索" not in repr(told) and "warning" not in repr(told)
    reason = why_no_grade(told)
    assert reason is not None and reason.zh == "由组织部门研究确定。"


def test_a_decision_that_only_lifts_discipline_is_not_told_of() -> None:
    ruled = disciplined(("warning", "2020-03"))
    assert shared(overruled(ruled, decision(ruled, cap=""))) == of(CadreFacts())


def test_without_discipline_nothing_is_taken_out() -> None:
    full = of(CadreFacts(leave_days=200))
    assert shared(full) == full
    held = of(CadreFacts(retired="2020-06-30"))
    assert shared(held) == held


def test_why_there_is_no_grade() -> None:
    leave = why_no_grade(of(CadreFacts(leave_days=200)))
    assert (
        leave is not None
        and leave.zh == "病事假累计200天，超过半年（183天）：参加考核，不确定等次。"
    )
    odd = why_no_grade(of(CadreFacts(leave_days=200), 2021))
    assert odd is not None and "182.5" in odd.en
    case = why_no_grade(shared(disciplined(("case-open", ""))))
    assert case is not None and case.zh == "按有关规定确定。"
    asks = why_no_grade(of(CadreFacts(leave_days=183)))
    assert asks is not None and "恰为半年" in asks.zh


def test_a_cap_at_the_best_grade_is_no_limit() -> None:
    ruled = disciplined(("warning", "2020-03"))
    assert overruled(ruled, decision(ruled, cap="excellent")).cap is None
    assert ruled.effect == Effect(cap="competent")
