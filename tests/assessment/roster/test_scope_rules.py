"""The rule set: the notice's sentences word for word, what may be edited, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from voting.assessment.roster.presets import DISCIPLINE_WORDS, MEASURES, preset
from voting.assessment.roster.rules import FOUND, PRESET, SEED, Effect, heavier, ruleset_from
from voting.errors import BadInput

SENTENCES = (
    "担任多项职务的领导干部，一般在承担主要工作职责的单位进行考核，对兼任的其他工作以适当方式进行了解。",
    "新提拔任职的领导干部，按现任职务进行考核，注意了解在原任职务岗位的工作情况。",
    "交流任职的领导干部，在现工作单位进行考核，其交流任职前的有关情况由原单位提供。",
    "组织选派到上级部门、重点一线等挂职锻炼的干部在原单位考核，挂职单位出具干部工作期间表现鉴定材料。",
    "因病、事假累计超过半年的领导干部，参加年度考核，不确定等次。",
    "2020 年度内办理退休手续的乡（科）级干部，实际工作时间不满半年的不再进行年度考核，工作时间超过半年的由所在单位根据"
    "其表现情况推荐考核等次。",
    "涉嫌违纪违法被立案审查调查尚未结案、受党纪政务处分或者组织处理的乡（科）级干部，其年度考核按照有关规定进行。",
)


def test_the_seven_sentences_are_the_notices() -> None:
    rules = preset().rules
    assert tuple(rule.sentence for rule in rules) == SENTENCES
    assert all(
        rule.source == SEED and "清组文〔2021〕1号" in rule.basis.zh and rule.basis.en
        for rule in rules
    )


def test_every_measure_says_where_it_comes_from_and_none_claims_the_notice() -> None:
    for one in MEASURES:
        assert one.basis.zh and one.basis.en and one.text.en and one.source in (FOUND, PRESET)
        assert "条例" not in one.basis.zh and "清组文" not in one.basis.zh


def test_every_word_of_the_roster_has_a_measure() -> None:
    codes = {one.code for one in MEASURES}
    assert set(DISCIPLINE_WORDS.values()) == codes


def test_it_survives_json() -> None:
    assert ruleset_from(json.loads(json.dumps(preset().plain()))) == preset()


def test_heavier_answer_by_answer() -> None:
    assert heavier(Effect(True, True, "competent"), Effect(True, False)) == Effect(
        True, False, "competent"
    )
    assert heavier(Effect(False), Effect(True, True, "incompetent")) == Effect(
        False, True, "incompetent"
    )
    assert heavier(Effect(cap="incompetent"), Effect(cap="competent")).cap == "incompetent"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", 0),
        ("version", True),
        ("leave_days", -1),
        ("leave_days", 367),
        ("leave_days", "183"),
        ("retirement_months", 0),
        ("retirement_months", 12),
        ("rules", []),
        ("rules", None),
        ("measures", [{}]),
    ],
)
def test_what_is_out_of_range_is_refused(field: str, value: Any) -> None:
    with pytest.raises(BadInput) as caught:
        ruleset_from({**preset().plain(), field: value})
    assert caught.value.code == "rules-invalid"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("years", -1),
        ("years", 11),
        ("asks", 1),
        ("source", "heaven"),
        ("code", ""),
        ("first", {"on_ballot": True, "graded": "yes", "cap": None}),
        ("first", {"on_ballot": True, "graded": True}),
    ],
)
def test_a_measure_out_of_range_is_refused(field: str, value: Any) -> None:
    plain = preset().plain()
    plain["measures"][0][field] = value
    with pytest.raises(BadInput):
        ruleset_from(plain)


def test_an_unknown_cap_a_blank_sentence_and_a_code_twice_are_refused() -> None:
    rules = preset()
    first = rules.measures[0]
    worse = replace(first, first=Effect(cap="superb"))
    blank = replace(rules.rules[0], sentence="  ")
    for wrong in (
        replace(rules, measures=(worse,)),
        replace(rules, measures=(first, first)),
        replace(rules, rules=(blank, *rules.rules[1:])),
        replace(rules, rules=rules.rules[::-1]),
    ):
        with pytest.raises(BadInput):
            ruleset_from(wrong.plain())
