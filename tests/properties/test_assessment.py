"""Properties of the field's rules that must hold whatever the votes are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.counting.disclosure import merge_classes
from voting.assessment.counting.question import tally_question
from voting.assessment.counting.weights import (
    WHOLE,
    group_weight,
    renormalise,
    weigh,
    weighted_mean,
)
from voting.assessment.forms.defaults import cadre_form
from voting.assessment.grade_names import grade_index
from voting.assessment.grades.proposals import Candidate, Rules, propose, rules_for
from voting.assessment.grades.quotas import QUOTAS, seats
from voting.assessment.grades.thresholds import THRESHOLDS, flags
from voting.assessment.rounding import half_up
from voting.assessment.wording import Text

RULES = rules_for("cadre")
BY_SCORE = rules_for("cadre", ranking="score")
IDS = [grade.id for grade in RULES.grades]
FORM = cadre_form()
QUESTION = FORM.questions[-1]
RATES = FORM.rates


@st.composite
def votes(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    """(votes of the four options, ballots), few enough for ties to be common."""
    parts = draw(st.lists(st.integers(0, 4), min_size=5, max_size=5))
    return dict(zip(IDS, parts[:4], strict=True)), sum(parts)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    pool = []
    for i in range(draw(st.integers(0, 9))):
        counts, ballots = draw(votes())
        tally = tally_question(QUESTION, RATES, counts, ballots)
        cap = draw(st.sampled_from([None, None, None, *IDS]))
        no_grade = draw(st.sampled_from([None, None, None, Text("病假")]))
        pool.append(
            Candidate(
                f"c{i}", f"c{i}", "cadre", tally.exact_rates, tally.exact_score, cap, no_grade
            )
        )
    return pool


rules = st.sampled_from([RULES, BY_SCORE])


@given(candidates(), st.integers(0, 10), rules)
def test_never_more_excellent_than_seats(pool: list[Candidate], number: int, chosen: Rules) -> None:
    result = propose(pool, number, chosen)
    excellent = [p for p in result.proposals if p.grade and p.grade.id == "excellent"]
    assert len(excellent) == result.filled <= number
    if result.tie:
        assert 0 < result.tie.seats_left < result.tie.tied
        assert result.filled + result.tie.seats_left == number


@given(candidates(), st.integers(0, 10), rules)
def test_nobody_passes_the_cap(pool: list[Candidate], number: int, chosen: Rules) -> None:
    for candidate, proposal in zip(pool, propose(pool, number, chosen).proposals, strict=True):
        if candidate.no_grade is not None:
            assert proposal.grade is None
        elif candidate.cap is not None and proposal.grade is not None:
            cap = grade_index(RULES.grades, candidate.cap)
            assert grade_index(RULES.grades, proposal.grade.id) >= cap


@given(candidates(), st.integers(0, 10), rules, st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(
    pool: list[Candidate], number: int, chosen: Rules, random: Random
) -> None:
    shuffled = list(pool)
    random.shuffle(shuffled)
    first = {p.id: p for p in propose(pool, number, chosen).proposals}
    second = {p.id: p for p in propose(shuffled, number, chosen).proposals}
    assert first == second


@given(candidates(), st.integers(0, 10), rules)
def test_nobody_with_a_seat_ranks_behind_an_eligible_one_without(
    pool: list[Candidate], number: int, chosen: Rules
) -> None:
    proposals = propose(pool, number, chosen).proposals
    seated = [p.rank for p in proposals if p.rank and p.outcome == "seat"]
    waiting = [p.rank for p in proposals if p.rank and p.outcome in ("tie", "no-seat")]
    if seated and waiting:
        assert max(seated) < min(waiting)


@given(st.lists(st.integers(0, WHOLE), min_size=1, max_size=8))
def test_weights_renormalise_to_exactly_the_whole(weights: list[int]) -> None:
    scaled = renormalise(weights)
    assert sum(scaled) == (WHOLE if any(weights) else 0)
    total = sum(weights)
    assert all(part * total == weight * WHOLE for part, weight in zip(scaled, weights, strict=True))


class_sizes = st.lists(st.integers(0, 20), min_size=1, max_size=8)


@given(class_sizes, st.integers(1, 12), st.data())
def test_merging_conserves_and_protects(
    sizes: list[int], minimum: int, data: st.DataObject
) -> None:
    ids = [f"K{i}" for i in range(len(sizes))]
    groups = merge_classes(list(zip(ids, sizes, strict=True)), minimum)
    assert sum(group.ballots for group in groups) == sum(sizes)
    listed = [class_id for group in groups for class_id in group.classes]
    assert sorted(listed) == [i for i, size in zip(ids, sizes, strict=True) if size]
    size_of: Mapping[str, int] = dict(zip(ids, sizes, strict=True))
    for group in groups:
        assert list(group.classes) == sorted(group.classes, key=ids.index)
        assert group.ballots == sum(size_of[class_id] for class_id in group.classes)
        assert group.opened == (group.ballots >= minimum)
    assert all(group.opened for group in groups) or len(groups) == 1
    firsts = [ids.index(group.classes[0]) for group in groups]
    assert firsts == sorted(firsts)
    weights = {i: data.draw(st.integers(0, 100)) for i in ids}
    assert sum(group_weight(group.classes, weights) for group in groups) == sum(
        weights[class_id] for class_id in listed
    )


@given(st.lists(st.tuples(votes(), st.integers(1, 100)), min_size=1, max_size=5))
def test_a_weighted_share_lies_between_the_groups(
    rows: list[tuple[tuple[dict[str, int], int], int]],
) -> None:
    tallies = [tally_question(QUESTION, RATES, counts, ballots) for (counts, ballots), _ in rows]
    line = weigh(tallies, [weight for _, weight in rows], [str(i) for i in range(len(rows))])
    known = [t.shares["excellent"] for t in tallies if t.shares["excellent"] is not None]
    mean = line.shares["excellent"]
    if not known:
        assert mean is None
        return
    assert mean is not None and line.abstain_share is not None
    assert min(known) <= mean <= max(known)
    assert sum(filter(None, line.shares.values()), line.abstain_share) == 1


@given(st.lists(st.fractions(0, 1), min_size=1, max_size=5), st.integers(1, 500))
def test_equal_weights_give_the_plain_mean(values: list[Fraction], weight: int) -> None:
    mean = weighted_mean(list(values), [weight] * len(values))
    assert mean == sum(values, Fraction(0)) / len(values)


@given(votes())
def test_single_choice_closes_to_the_ballots(row: tuple[dict[str, int], int]) -> None:
    counts, ballots = row
    tally = tally_question(QUESTION, RATES, counts, ballots)
    assert sum(counts.values()) + (tally.abstain or 0) == ballots == tally.valid


@given(st.integers(0, 3000), st.integers(1, 1000))
def test_thresholds_are_exact(count: int, people: int) -> None:
    """In integers: 优称率 < 2/3 is 3·count < 2·people; 不称职率 > 1/3 is 3·count > people."""
    count = min(count, people)
    share = Fraction(count, people)
    raised = {
        f.code for f in flags({"favourable": share, "unfavourable": share}, THRESHOLDS["cadre"])
    }
    assert ("favourable-low" in raised) == (3 * count < 2 * people)
    assert ("unfavourable-high" in raised) == (3 * count > people)


@given(st.integers(1, 10**6))
def test_the_limits_themselves_raise_nothing(third: int) -> None:
    at = {"favourable": Fraction(2 * third, 3 * third), "unfavourable": Fraction(third, 3 * third)}
    assert flags(at, THRESHOLDS["cadre"]) == ()


@given(st.integers(0, 10**9), st.integers(0, 4), st.integers(0, 3))
def test_half_up_agrees_with_decimal(number: int, decimals: int, places: int) -> None:
    exact = Decimal(number).scaleb(-decimals)
    wanted = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert str(half_up(Fraction(number, 10**decimals), places)) == str(wanted)


@given(st.fractions(0, 1000), st.integers(0, 4))
def test_half_up_is_off_by_at_most_a_half(value: Fraction, places: int) -> None:
    error = Fraction(half_up(value, places)) - value
    half = Fraction(1, 2 * 10**places)
    assert -half < error <= half


@given(st.sampled_from(sorted(QUOTAS)), st.integers(0, 2000))
def test_rounding_down_never_passes_the_ratio(key: str, people: int) -> None:
    quota = QUOTAS[key]
    assert seats(quota, graded=people).seats <= quota.ratio * people
    assert seats(quota, graded=people).seats + 1 > quota.ratio * people
