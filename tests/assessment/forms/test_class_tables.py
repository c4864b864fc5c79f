"""Slips of one class that count as another by position: every figure worked out by hand."""

import itertools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.counting.table import MeetingTally, QuestionTable
from voting.assessment.counting.tally import tally_meeting
from voting.assessment.counting.weights import group_weight
from voting.assessment.forms.class_tables import join_groups
from voting.errors import BadInput

Make = Callable[..., dict[str, Any]]
SLOTS = (1 + 2) * 6 * 4
CLASSES = [("A", 5000, 6), ("B", 3000, 9), ("C", 2000, 10), ("H", 0, 3)]
HEADS = [("H", "member", "A"), ("H", "head", "B")]
"""The heads' slips: A where they rate members, B where they rate heads."""


def tally(
    manifest: dict[str, Any],
    tables: list[tuple[str, str, str]],
    groups: list[tuple[str, int, int]],
) -> MeetingTally:
    """``groups``: (classes, ballots, votes for the best grade in every question); c1 is a head,
    c2 a member of the team."""
    manifest["counting"]["tables"] = [
        {"class": slip, "position": position, "as": other} for slip, position, other in tables
    ]
    for subject, position in zip(manifest["forms"][1]["subjects"], ("head", "member"), strict=True):
        subject["position"] = position
    results = [
        {"classes": list(classes), "ballots": ballots, "counts": [best, 0, 0, 0] * (SLOTS // 4)}
        for classes, ballots, best in groups
    ]
    return tally_meeting(manifest, {"groups": results})


def overall(found: MeetingTally, form: int, subject: int = 0) -> QuestionTable:
    question = found.forms[form].subjects[subject].overall
    assert question is not None
    return question


def notes(found: MeetingTally) -> dict[str, str]:
    return {n.code: n.zh for n in found.notes}


def test_a_class_counts_by_the_position_of_the_subject(make_manifest: Make) -> None:
    """优秀 A 3/6, B 4/8, C 5/10, H 2/2. Member: A with H 5/8, so 0.5·5/8 + 0.3·4/8 + 0.2·5/10 =
    0.5625. Head: B with H 6/10, so 0.5·3/6 + 0.3·6/10 + 0.2·5/10 = 0.53. The team has no row: H
    weighs 0, so 0.5."""
    found = tally(
        make_manifest(CLASSES), HEADS, [("A", 6, 3), ("B", 8, 4), ("C", 10, 5), ("H", 2, 2)]
    )
    member, head, team = overall(found, 1, 1), overall(found, 1, 0), overall(found, 0)
    assert member.weighted.exact_rates["excellent"] == Fraction(9, 16)
    assert member.weighted.rates["excellent"] == Decimal("56.25")
    assert head.weighted.rates["excellent"] == Decimal("53.00")
    assert team.weighted.rates["excellent"] == Decimal("50.00")
    assert [q.total.counts["excellent"] for q in (member, head, team)] == [14, 14, 14]
    subject = found.forms[1].subjects[1]
    assert [(g.label, g.ballots, g.weight) for g in subject.counted] == [
        ("A", 8, 5000),
        ("B", 8, 3000),
        ("C", 10, 2000),
    ]
    assert [t.counts["excellent"] for t in member.counted] == [5, 4, 5]


def test_what_slips_of_a_class_said_stays_as_it_was(make_manifest: Make) -> None:
    found = tally(
        make_manifest(CLASSES), HEADS, [("A", 6, 3), ("B", 8, 4), ("C", 10, 5), ("H", 2, 2)]
    )
    for subject in found.forms[1].subjects:
        assert subject.overall is not None
        assert [t.ballots for t in subject.overall.groups] == [6, 8, 10, 2]
    assert [g.label for g in found.groups] == ["A", "B", "C", "H"]
    assert found.forms[0].subjects[0].counted == found.groups


def test_the_table_is_printed_with_its_weights(make_manifest: Make) -> None:
    found = tally(
        make_manifest(CLASSES), HEADS, [("A", 6, 3), ("B", 8, 4), ("C", 10, 5), ("H", 2, 2)]
    )
    told = [n.zh for n in found.notes if n.code == "class-table-weights"]
    assert told == [
        "评价主要负责人时，票类 H 计为 B；加权结果的权重：A 50.00%，B 30.00%，C 20.00%。",
        "评价班子成员（非主要负责人）时，票类 H 计为 A；加权结果的权重：A 50.00%，B 30.00%，C 20.00%。",
    ]
    assert "class H counts as A" in next(n.en for n in found.notes if "members of the team" in n.en)
    assert "weights" in notes(found), "the team is rated without a table"


def test_the_weight_of_a_class_nobody_counts_as_is_scaled_back(make_manifest: Make) -> None:
    """B rates members as A: A and B 10/20 of weight 40, C 1/10 of 20; B's 40 is lost, so
    2/3·1/2 + 1/3·1/10 = 11/30."""
    classes = [("A", 4000, 10), ("B", 4000, 10), ("C", 2000, 10)]
    found = tally(
        make_manifest(classes), [("B", "member", "A")], [("A", 10, 2), ("B", 10, 8), ("C", 10, 1)]
    )
    member = overall(found, 1, 1)
    assert member.weighted.exact_rates["excellent"] == Fraction(11, 30)
    counted = found.forms[1].subjects[1].counted
    assert [g.scaled_weight for g in counted] == [Fraction(20000, 3), Fraction(10000, 3)]
    told = notes(found)["class-table-renormalised"]
    assert "没有票计为B，其权重共40.00%" in told
    assert "A 66.67%，C 33.33%" in told


def test_a_merged_group_whose_classes_count_differently_joins_them(make_manifest: Make) -> None:
    """H was too small and merged with A; rating heads H counts as B: nothing can take A+H apart,
    so A, B and H are one group of weight 80: 0.8 · 7/14 + 0.2 · 9/10, with A+H 1/6 and B 6/8."""
    found = tally(make_manifest(CLASSES), HEADS, [("AH", 6, 1), ("B", 8, 6), ("C", 10, 9)])
    head, member = found.forms[1].subjects
    assert [(g.label, g.ballots, g.weight, g.expected) for g in head.counted] == [
        ("A+B", 14, 8000, 18),
        ("C", 10, 2000, 10),
    ]
    assert head.overall is not None and member.overall is not None
    assert head.overall.weighted.exact_rates["excellent"] == (
        Fraction(8, 10) * Fraction(7, 14) + Fraction(2, 10) * Fraction(9, 10)
    )
    assert member.overall.weighted.exact_rates["excellent"] == (
        Fraction(5, 10) * Fraction(1, 6)
        + Fraction(3, 10) * Fraction(6, 8)
        + Fraction(2, 10) * Fraction(9, 10)
    )
    told = [n for n in found.notes if n.code == "class-table-merged"]
    assert len(told) == 1, "rating members A and H both count as A: nothing is lost"
    assert "评价主要负责人时，已合并的票类 A、H 应分别计为 A、B" in told[0].zh


def test_people_expected_follow_their_slips(make_manifest: Make) -> None:
    """应到 A 6 and H 3: 优秀 5 of 9 where H counts as A."""
    found = tally(make_manifest(CLASSES, denominator="expected"), HEADS, [("A", 6, 3), ("H", 2, 2)])
    member = overall(found, 1, 1)
    assert [t.denominator for t in member.counted] == [9]
    assert member.weighted.exact_rates["excellent"] == Fraction(5, 9)
    assert member.total.denominator == 9


def test_only_weight_zero_left(make_manifest: Make) -> None:
    found = tally(make_manifest(CLASSES), [("A", "member", "H")], [("A", 6, 3)])
    assert overall(found, 1, 1).weighted.rates["excellent"] is None
    assert "计入的票类权重合计为零" in notes(found)["class-table-no-weight"]


def test_rows_for_classes_without_ballots_change_nothing(make_manifest: Make) -> None:
    plain = tally(make_manifest(CLASSES), [], [("A", 6, 3), ("B", 8, 4)])
    found = tally(make_manifest(CLASSES), HEADS, [("A", 6, 3), ("B", 8, 4)])
    assert found == plain


@pytest.mark.parametrize(
    "tables",
    [
        [("X", "member", "A")],
        [("A", "member", "X")],
        [("A", "member", "B"), ("A", "member", "C")],
    ],
)
def test_tables_that_do_not_fit(make_manifest: Make, tables: list[tuple[str, str, str]]) -> None:
    with pytest.raises(BadInput) as caught:
        tally(make_manifest(CLASSES), tables, [])
    assert caught.value.code == "manifest-shape"


ORDER = "ABCDEFG"


@given(
    st.permutations(ORDER),
    st.lists(st.integers(1, 6), max_size=4),
    st.dictionaries(st.sampled_from(ORDER), st.sampled_from(ORDER)),
)
def test_joining_keeps_every_group_once_and_no_weight_twice(
    classes: list[str], cuts: list[int], moves: dict[str, str]
) -> None:
    edges = sorted({0, len(classes), *cuts})
    groups = [tuple(classes[a:b]) for a, b in itertools.pairwise(edges)]
    joined = join_groups(groups, moves, list(ORDER))
    assert sorted(p for one in joined for p in one.places) == list(range(len(groups)))
    targets = [c for one in joined for c in one.classes]
    assert len(set(targets)) == len(targets)
    assert set(targets) == {moves.get(c, c) for c in classes}
    for one in joined:
        own = {moves.get(c, c) for place in one.places for c in groups[place]}
        assert list(one.classes) == sorted(own)
    weights = dict.fromkeys(ORDER, 1)
    assert sum(group_weight(one.classes, weights) for one in joined) == len(targets)


@given(st.permutations(ORDER))
def test_without_moves_every_group_stands_for_itself(classes: list[str]) -> None:
    groups = [tuple(sorted(classes[:3])), tuple(sorted(classes[3:]))]
    assert [(one.places, one.classes) for one in join_groups(groups, {}, list(ORDER))] == [
        ((0,), groups[0]),
        ((1,), groups[1]),
    ]
