"""What must always hold of standings, whatever the facts, the rules and the decisions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.grade_names import GRADES, grade_index
from voting.assessment.grades.proposals import Candidate, propose, rules_for
from voting.assessment.roster.facts import CadreFacts, Discipline, facts_from
from voting.assessment.roster.presets import MEASURES, preset
from voting.assessment.roster.rules import Effect, RuleSet, heavier, ruleset_from
from voting.assessment.roster.scope import Override, Standing, overruled, seen, shared, standing

CADRE = GRADES["cadre"]
CAPS = st.sampled_from([None, *(grade.id for grade in CADRE)])
EFFECTS = st.builds(Effect, st.booleans(), st.booleans(), CAPS)
DAYS = st.one_of(
    st.just(""),
    st.integers(2018, 2022).map(str),
    st.builds("{}-{:02d}".format, st.integers(2018, 2022), st.integers(1, 12)),
    st.builds(
        "{}-{:02d}-{:02d}".format, st.integers(2018, 2022), st.integers(1, 12), st.integers(1, 28)
    ),
)
MATTERS = st.lists(
    st.builds(
        Discipline,
        st.sampled_from([*(one.code for one in MEASURES), "unheard-of"]),
        DAYS,
        st.just("某文号"),
    ),
    max_size=3,
).map(tuple)
WORDS = st.sampled_from(["", "县财政局"])
FACTS = st.builds(
    CadreFacts,
    appointed=DAYS,
    promoted=st.booleans(),
    moved=st.booleans(),
    former_unit=WORDS,
    secondment=WORDS,
    seconded_from=DAYS,
    seconded_to=DAYS,
    leave_days=st.integers(0, 366),
    retired=DAYS,
    discipline=MATTERS,
)


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    """The preset with measures edited at will."""
    measures = tuple(
        replace(
            one,
            first=draw(EFFECTS),
            later=draw(EFFECTS),
            years=draw(st.integers(0, 4)),
            asks=draw(st.booleans()),
        )
        for one in MEASURES
    )
    return replace(
        preset(),
        measures=measures,
        leave_days=draw(st.integers(0, 366)),
        retirement_months=draw(st.integers(1, 11)),
    )


def decisions(ruled: Standing) -> st.SearchStrategy[Override]:
    maybe = st.sampled_from([None, True, False])
    return st.builds(
        Override,
        maybe,
        maybe,
        st.one_of(CAPS, st.just("")),
        st.just("经研究"),
        st.just("组织部"),
        st.just("2021-01-12T02:00:00Z"),
        st.just(seen(ruled)),
    )


def at_most(one: str | None, other: str | None) -> bool:
    """The highest grade ``one`` is not above ``other``."""
    if other is None or other == "excellent":
        return True
    return one is not None and grade_index(CADRE, one) >= grade_index(CADRE, other)


@given(EFFECTS, EFFECTS, EFFECTS)
def test_heavier_is_never_lighter_and_knows_no_order(a: Effect, b: Effect, c: Effect) -> None:
    both = heavier(a, b)
    for one in (a, b):
        assert both.on_ballot <= one.on_ballot and both.graded <= one.graded
        assert at_most(both.cap, one.cap)
    assert heavier(b, a) == both and heavier(a, a) == a
    assert heavier(both, c) == heavier(a, heavier(b, c))


@given(FACTS, st.integers(2019, 2021), rule_sets())
def test_of_several_effects_the_heavier(facts: CadreFacts, year: int, rules: RuleSet) -> None:
    found = standing(facts, year, rules)
    for reason in found.reasons:
        assert found.on_ballot <= reason.effect.on_ballot
        assert found.graded <= reason.effect.graded
        assert at_most(found.cap, reason.effect.cap)


@given(FACTS, MATTERS, st.integers(2019, 2021), rule_sets())
def test_one_matter_more_never_helps(
    facts: CadreFacts, more: tuple[Discipline, ...], year: int, rules: RuleSet
) -> None:
    before = standing(facts, year, rules)
    after = standing(replace(facts, discipline=facts.discipline + more), year, rules)
    assert after.on_ballot <= before.on_ballot and after.graded <= before.graded
    assert at_most(after.cap, before.cap)


@given(FACTS, st.integers(2019, 2021), rule_sets(), st.data())
def test_what_a_person_decides_wins(
    facts: CadreFacts, year: int, rules: RuleSet, data: st.DataObject
) -> None:
    ruled = standing(facts, year, rules)
    made = data.draw(decisions(ruled))
    after = overruled(ruled, made)
    assert after.on_ballot == (ruled.on_ballot if made.on_ballot is None else made.on_ballot)
    assert after.graded == (ruled.graded if made.graded is None else made.graded)
    if made.cap is None:
        assert after.cap == ruled.cap
    else:
        assert after.cap == (None if made.cap in ("", "excellent") else made.cap)
    assert not after.stale


@given(FACTS, st.integers(2019, 2021), rule_sets(), st.data())
def test_confidential_reasons_never_leave_the_department(
    facts: CadreFacts, year: int, rules: RuleSet, data: st.DataObject
) -> None:
    full = standing(facts, year, rules)
    if data.draw(st.booleans()):
        full = overruled(full, data.draw(decisions(full)))
    told = shared(full)
    assert told.effect == full.effect
    assert not [one for one in (*told.reasons, *told.asks) if one.confidential or one.rule == 7]
    for one in rules.measures:
        assert one.text.zh not in repr(told) and one.basis.zh not in repr(told)
    assert "某文号" not in repr(told) and "经研究" not in repr(told)


@given(FACTS, st.integers(2019, 2021), rule_sets())
def test_rules_and_facts_survive_json(facts: CadreFacts, year: int, rules: RuleSet) -> None:
    again = facts_from(facts.plain(), facts.plain_discipline())
    assert standing(again, year, ruleset_from(rules.plain())) == standing(facts, year, rules)


@given(FACTS, rule_sets(), st.fractions(0, 1), st.integers(0, 3))
def test_a_capped_cadre_is_never_proposed_above_the_cap(
    facts: CadreFacts, rules: RuleSet, rate: object, seats: int
) -> None:
    found = standing(facts, 2020, rules)
    candidate = Candidate(
        "a",
        "甲",
        "cadre",
        {"excellent": rate, "favourable": 1, "unfavourable": 0},
        None,
        cap=found.cap,
    )
    made = propose([candidate], min(seats, 1), rules_for("cadre"))
    grade = made.proposals[0].grade
    if grade is not None:
        assert at_most(grade.id, found.cap)
