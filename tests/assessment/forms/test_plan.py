"""Who stands on which form, limits on one ballot, tables of classes: the plan of a round."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.forms.defaults import cadre_form, default_forms
from voting.assessment.forms.library_votes import recommendation_form, satisfaction_form
from voting.assessment.forms.model import ClassTable, Form, Subject
from voting.assessment.forms.plan import (
    WHO,
    Applies,
    BallotQuota,
    RoundPlan,
    plan_from,
    position_of,
    subjects_of,
)
from voting.assessment.forms.plan_checks import check_plan
from voting.errors import BadInput

TEAM = Subject("t", "班子", "", "team")
CADRES = tuple(
    Subject(key, key, "", position)
    for key, position in (("h", "head"), ("m1", "member"), ("m2", "member"), ("o", "other"))
)
FORMS = [*default_forms(), satisfaction_form()]


def who(name: str) -> list[str]:
    return [s.id for s in subjects_of(Applies(name), "u", TEAM, CADRES, {"m2", "gone"})]


def refused(code: str, plan: RoundPlan, forms: list[Form] = FORMS) -> None:
    with pytest.raises(BadInput) as error:
        check_plan(plan, forms)
    assert error.value.code == code


def plan(**changes: Any) -> RoundPlan:
    usual = plan_from({}, FORMS)
    return RoundPlan(
        changes.get("applies", usual.applies), changes.get("quotas", ()), changes.get("tables", ())
    )


def test_who_stands_on_a_form() -> None:
    assert {name: who(name) for name in WHO} == {
        "team": ["t"],
        "cadres": ["h", "m1", "m2", "o"],
        "members": ["h", "m1", "m2"],
        "heads": ["h"],
        "deputies": ["m1", "m2"],
        "others": ["o"],
        "promoted": ["m2"],
        "listed": [],
    }
    assert [
        position_of("班子成员", True),
        position_of("其他", True),
        position_of("班子成员", False),
        position_of("其他", False),
    ] == ["head", "head", "member", "other"]


def test_a_list_of_its_own_has_no_positions_and_may_hold_at_some_units_only() -> None:
    applies = Applies("listed", (Subject("a", "张三", "副局长"),), ("u",))
    assert subjects_of(applies, "u", None, (), ()) == (Subject("a", "张三", "副局长", ""),)
    assert subjects_of(applies, "v", TEAM, CADRES, ()) == ()
    assert subjects_of(Applies("team"), "u", None, CADRES, ()) == ()


def test_a_share_becomes_a_number_for_each_meeting() -> None:
    """优秀不超过30%: 0.3 · 3 = 0.9, · 4 = 1.2, · 5 = 1.5, · 10 = 3."""
    down = BallotQuota("cadre", "overall", "excellent", "block", Fraction(3, 10))
    half_up = BallotQuota(
        "cadre", "overall", "excellent", "block", Fraction(3, 10), rounding="half_up"
    )
    assert [down.number(n) for n in (1, 3, 4, 5, 10)] == [0, 0, 1, 1, 3]
    assert [half_up.number(n) for n in (1, 3, 4, 5, 10)] == [0, 1, 1, 2, 3]
    fixed = BallotQuota("cadre", "overall", "excellent", "warn", None, 4)
    assert [fixed.number(n) for n in (0, 3, 4, 9)] == [0, 3, 4, 4]


@given(st.integers(1, 99), st.integers(2, 100), st.integers(0, 400))
def test_rounded_down_never_exceeds_the_share(part: int, whole: int, subjects: int) -> None:
    share = Fraction(min(part, whole - 1), whole)
    quota = BallotQuota("f", "q", "o", "block", share)
    assert quota.number(subjects) <= share * subjects < quota.number(subjects) + 1
    assert 0 <= quota.number(subjects) <= subjects


def test_a_plan_is_read_as_it_was_written() -> None:
    made = RoundPlan(
        {
            "team": Applies("team"),
            "cadre": Applies("members", units=("u",)),
            "satisfaction": Applies("listed", (Subject("a", "甲", ""),)),
        },
        (
            BallotQuota("cadre", "overall", "excellent", "block", Fraction(1, 3)),
            BallotQuota("cadre", "virtue", "excellent", "warn", None, 2),
        ),
        (ClassTable("B", "member", "A"),),
    )
    assert plan_from(made.plain(), FORMS) == made
    usual = plan_from({}, FORMS).applies
    assert {form: one.who for form, one in usual.items()} == {
        "team": "team",
        "cadre": "cadres",
        "satisfaction": "team",
    }


@pytest.mark.parametrize(
    "plain",
    [
        {"applies": {"team": {"who": "everybody"}}},
        {"applies": {"team": {}}},
        {"applies": 5},
        {"quotas": [{}]},
        {"tables": [{"class": "A"}]},
        {
            "quotas": [
                {"form": "f", "question": "q", "option": "o", "policy": "block", "share": "1/0"}
            ]
        },
    ],
)
def test_what_is_no_plan(plain: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as error:
        plan_from(plain, FORMS)
    assert error.value.code == "plan-shape"


def test_nobody_is_graded_by_two_forms() -> None:
    second = replace(cadre_form(), id="cadre-2")
    forms = [*FORMS, second]

    def both(first: Applies, other: Applies) -> RoundPlan:
        return RoundPlan({**plan().applies, "cadre": first, "cadre-2": other})

    refused("plan-overlap", both(Applies("cadres"), Applies("others")), forms)
    refused("plan-overlap", both(Applies("members"), Applies("deputies")), forms)
    refused(
        "plan-overlap",
        both(Applies("cadres", units=("u", "v")), Applies("cadres", units=("v",))),
        forms,
    )
    check_plan(both(Applies("members"), Applies("others")), forms)
    check_plan(both(Applies("heads"), Applies("deputies")), forms)
    check_plan(both(Applies("cadres", units=("u",)), Applies("cadres", units=("v",))), forms)


def test_a_form_is_for_its_own_kind() -> None:
    for form, group in (
        ("team", "cadres"),
        ("cadre", "team"),
        ("cadre", "promoted"),
        ("cadre", "listed"),
        ("satisfaction", "nobody"),
    ):
        refused("plan-who", plan(applies={**plan().applies, form: Applies(group)}))
    refused(
        "plan-listed-empty", plan(applies={**plan().applies, "satisfaction": Applies("listed")})
    )
    refused("plan-shape", plan(applies={"team": Applies("team")}))


def test_limits_name_what_is_there_and_are_possible() -> None:
    def quota(**changes: Any) -> tuple[BallotQuota, ...]:
        values: dict[str, Any] = {
            "form": "cadre",
            "question": "overall",
            "option": "excellent",
            "policy": "block",
            "share": Fraction(3, 10),
            **changes,
        }
        return (BallotQuota(**values),)

    check_plan(plan(quotas=quota()), FORMS)
    for changes in ({"form": "x"}, {"question": "x"}, {"option": "x"}):
        refused("plan-quota-unknown", plan(quotas=quota(**changes)))
    for changes in (
        {"share": Fraction(0)},
        {"share": Fraction(1)},
        {"share": None},
        {"at_most": 3},
        {"share": None, "at_most": -1},
        {"share": None, "at_most": True},
        {"share": None, "at_most": 1001},
    ):
        refused("plan-quota-size", plan(quotas=quota(**changes)))
    refused("plan-shape", plan(quotas=quota(policy="maybe")))
    refused("plan-quota-twice", plan(quotas=quota() + quota(policy="warn")))


def test_tables_of_classes() -> None:
    check_plan(plan(tables=(ClassTable("B", "member", "A"), ClassTable("B", "head", "C"))), FORMS)
    refused("class-id", plan(tables=(ClassTable("b", "member", "A"),)))
    refused("class-id", plan(tables=(ClassTable("B", "member", ""),)))
    refused("plan-shape", plan(tables=(ClassTable("B", "boss", "A"),)))
    refused("plan-table-same", plan(tables=(ClassTable("B", "member", "B"),)))
    refused(
        "plan-table-twice",
        plan(tables=(ClassTable("B", "member", "A"), ClassTable("B", "member", "C"))),
    )


def test_a_recommendation_chooses_up_to_some() -> None:
    asked = recommendation_form().questions[0]
    assert (asked.min, asked.max, len(asked.options)) == (1, 2, 4)
    assert asked.abstain is not None and asked.abstain.counts is True
