"""Paper ballots in the tables: which groups they join, which lines stand apart, what is told."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voting.assessment.counting.disclosure import merge_classes
from voting.assessment.counting.head_counts import head_lines
from voting.assessment.counting.table import MeetingTally
from voting.assessment.counting.tally import tally_meeting
from voting.errors import BadInput

Make = Callable[..., dict[str, Any]]
SLOTS = (1 + 2) * 6 * 4
FOUR = [("A", 4000, 10), ("B", 3000, 10), ("C", 2000, 20), ("D", 1000, 6)]


def group(classes: list[str], ballots: int) -> dict[str, Any]:
    """Everybody chose the first option of every question."""
    return {"classes": classes, "ballots": ballots, "counts": [ballots, 0, 0, 0] * (SLOTS // 4)}


def on_paper(**ballots: int) -> dict[str, Any]:
    """Everybody chose the last option of every question."""
    return {
        "classes": [
            {"class": c, "ballots": n, "sums": [0, 0, 0, n] * (SLOTS // 4)}
            for c, n in ballots.items()
        ]
    }


def codes(tally: MeetingTally) -> list[str]:
    return [n.code for n in tally.notes]


def shape(tally: MeetingTally) -> list[tuple[str, int, int]]:
    return [(g.label, g.ballots, g.paper) for g in tally.groups]


def lines(tally: MeetingTally) -> list[tuple[str, int]]:
    return [(line.label, line.ballots) for line in tally.paper]


def counted(tally: MeetingTally) -> int:
    """All paper ballots that were counted."""
    return sum(group.paper for group in tally.groups)


def test_without_paper_nothing_changes(make_manifest: Make) -> None:
    manifest, results = make_manifest(FOUR), {"groups": [group(["A", "B"], 8), group(["C"], 9)]}
    assert tally_meeting(manifest, results) == tally_meeting(manifest, results, paper=None)
    assert tally_meeting(manifest, results) == tally_meeting(manifest, results, paper=on_paper())


def test_votes_join_the_group_of_their_class(make_manifest: Make) -> None:
    results = {"groups": [group(["A", "B"], 8), group(["C"], 9)]}
    tally = tally_meeting(make_manifest(FOUR), results, paper=on_paper(B=6, C=7))
    assert shape(tally) == [("A+B", 14, 6), ("C", 16, 7)]
    assert lines(tally) == [("B", 6), ("C", 7)] and counted(tally) == 13
    overall = tally.form("cadre").subjects[0].overall
    assert overall is not None
    assert dict(overall.groups[0].counts) == {
        "excellent": 8,
        "competent": 0,
        "basically-competent": 0,
        "incompetent": 6,
    }
    assert dict(overall.paper[1].counts)["incompetent"] == 7
    assert overall.paper[0].rates["unfavourable"] == Decimal("100.00")
    assert overall.total.ballots == 30 and overall.total.counts["incompetent"] == 13
    assert codes(tally)[3:5] == ["paper-included", "merged-with-paper"]
    told = {n.code: n for n in tally.notes}
    assert "13张（B 6张、C 7张）" in told["paper-included"].zh
    assert "共14张，其中纸质票6张" in told["merged-with-paper"].zh


def test_a_few_are_counted_but_not_shown_apart(make_manifest: Make) -> None:
    results = {"groups": [group(["A"], 8), group(["C"], 9)]}
    tally = tally_meeting(make_manifest(FOUR), results, paper=on_paper(A=4))
    assert shape(tally) == [("A", 12, 4), ("C", 9, 0)]
    assert lines(tally) == [] and tally.paper_hidden == 4
    assert all(not q.paper for form in tally.forms for s in form.subjects for q in s.questions)
    hidden = {n.code: n for n in tally.notes}["paper-not-apart"]
    assert "4张不足5张" in hidden.zh and "not shown apart" in hidden.en


def test_no_difference_of_lines_tells_of_a_few(make_manifest: Make) -> None:
    """A's 2 paper ballots stand together with C's 7, never as "all paper less C's"."""
    results = {"groups": [group(["A"], 8), group(["B"], 8), group(["C"], 9)]}
    tally = tally_meeting(make_manifest(FOUR), results, paper=on_paper(A=2, C=7, B=5))
    assert lines(tally) == [("A+B", 7), ("C", 7)] and "paper-merged" in codes(tally)


def test_a_class_on_paper_only(make_manifest: Make) -> None:
    """D has enough to be a group; its line does not help to find out A's four."""
    results = {"groups": [group(["A"], 8), group(["C"], 9)]}
    tally = tally_meeting(make_manifest(FOUR), results, paper=on_paper(A=4, D=6))
    assert shape(tally) == [("A", 12, 4), ("C", 9, 0), ("D", 6, 6)]
    assert lines(tally) == [("D", 6)] and tally.paper_hidden == 4
    told = {n.code: n for n in tally.notes}
    assert "票类 D 没有开出的电子票" in told["paper-only"].zh
    assert "票类 B" in told["class-not-counted"].zh


def test_a_small_class_on_paper_only_joins_another(make_manifest: Make) -> None:
    results = {"groups": [group(["A"], 8), group(["C"], 9)]}
    tally = tally_meeting(make_manifest(FOUR), results, paper=on_paper(B=4))
    assert shape(tally) == [("A+B", 12, 4), ("C", 9, 0)]
    assert tally.groups[0].weight == 7000
    assert "paper-only" not in codes(tally) and "merged-with-paper" in codes(tally)


def test_ballots_that_were_not_opened_stay_so(make_manifest: Make) -> None:
    """Three phones are too few; the six paper ballots of the same class are counted alone."""
    manifest = make_manifest([("A", 10000, 12)])
    tally_groups = [{"classes": ["A"], "ballots": 3, "opened": False, "sums": []}]
    tally = tally_meeting(manifest, {"groups": []}, paper=on_paper(A=6), tally_groups=tally_groups)
    assert shape(tally) == [("A", 6, 6)] and lines(tally) == [("A", 6)]
    assert {"group-unopened", "paper-only", "paper-included"} <= set(codes(tally))
    few = tally_meeting(manifest, {"groups": []}, paper=on_paper(A=2), tally_groups=tally_groups)
    assert few.groups == () and few.paper == () and few.paper_hidden == 0
    assert "paper-left-out" in codes(few) and "class-empty" not in codes(few)


def test_what_does_not_fit_is_refused(make_manifest: Make) -> None:
    manifest, results = make_manifest(FOUR), {"groups": [group(["A"], 8)]}
    twice = on_paper(A=5)
    twice["classes"] *= 2
    short = on_paper(A=5)
    short["classes"][0]["sums"].pop()
    for wrong in (
        twice,
        short,
        on_paper(X=5),
        {},
        {"classes": [{"class": "A"}]},
        {"classes": [{"class": "A", "ballots": -1, "sums": [0] * SLOTS}]},
    ):
        with pytest.raises(BadInput) as caught:
            tally_meeting(manifest, results, paper=wrong)
        assert caught.value.code == "paper-shape"
    more = on_paper(A=5)
    more["classes"][0]["sums"][0] = 1
    with pytest.raises(BadInput) as caught:
        tally_meeting(manifest, results, paper=more)
    assert caught.value.code == "counts-do-not-close"


def test_the_head_line_tells_paper_from_the_rest(make_manifest: Make) -> None:
    manifest = make_manifest([("A", 6000, 10), ("B", 4000, 5)])
    classes = tally_meeting(manifest, {"groups": []}).classes
    heads = head_lines(
        classes,
        {"A": (9, 9), "B": (4, 5)},
        {"A": 6},
        voided={"A": 2, "B": 3},
        paper={"A": 2, "B": 2},
    )
    assert [(line.returned, line.valid, line.paper) for line in heads.lines] == [
        (8, 8, 2),
        (2, 2, 2),
    ]
    assert (heads.total.returned, heads.total.paper, heads.void) == (10, 4, False)
    # B: 5 slips for 4 people, one of the three voided was replaced by another slip
    assert not heads.notes
    over = head_lines(
        classes, {"A": (9, 7), "B": (4, 5)}, {"A": 6}, voided={"A": 2}, paper={"A": 2}
    )
    assert over.void and [n.code for n in over.notes] == [
        "returned-exceeds-issued",
        "issued-exceeds-present",
    ]


sizes = st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 9))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phones=sizes, paper=sizes, minimum=st.integers(1, 6), data=st.data())
def test_paper_and_phones_always_add_up(
    make_manifest: Make,
    phones: dict[str, int],
    paper: dict[str, int],
    minimum: int,
    data: st.DataObject,
) -> None:
    """Nothing is lost or counted twice, and no line, nor the difference of a group and its lines,
    is of fewer than the minimum."""
    manifest = make_manifest(FOUR, minimum=minimum)
    groups = merge_classes([(c, phones.get(c, 0)) for c in "ABCD"], minimum)
    results = {"groups": [group(list(g.classes), g.ballots) for g in groups if g.opened]}
    tally = tally_meeting(
        manifest,
        results,
        paper=on_paper(**paper),
        tally_groups=[
            {"classes": list(g.classes), "ballots": g.ballots, "opened": g.opened} for g in groups
        ],
    )
    opened = sum(g.ballots for g in groups if g.opened)
    in_all, left_out = sum(paper.values()), 0 if tally.groups else sum(paper.values())
    assert counted(tally) == in_all - left_out and left_out < minimum
    assert sum(g.ballots for g in tally.groups) == opened + counted(tally)
    assert all(g.ballots >= minimum for g in tally.groups)
    assert sum(line.ballots for line in tally.paper) + tally.paper_hidden == counted(tally)
    assert all(line.ballots >= minimum for line in tally.paper) and tally.paper_hidden < minimum
    assert sum(g.scaled_weight for g in tally.groups) in (0, 10000)
    places = [place for line in tally.paper for place in line.places]
    assert len(set(places)) == len(places)
    overall = data.draw(st.sampled_from(tally.form("cadre").subjects)).overall
    assert overall is not None
    assert overall.total.counts["excellent"] == opened
    assert overall.total.counts["incompetent"] == counted(tally)
    for line, votes in zip(tally.paper, overall.paper, strict=True):
        assert votes.counts["incompetent"] == votes.ballots == line.ballots
        phone = sum(tally.groups[n].ballots - tally.groups[n].paper for n in line.places)
        assert phone == 0 or phone >= minimum
    together, in_one = tally.paper_ballots_together, overall.paper_ballots_together
    assert (together is None) == (in_one is None) == (not tally.paper)
    if together is not None and in_one is not None:
        shown = sum(line.ballots for line in tally.paper)
        assert in_one.counts["incompetent"] == in_one.ballots == together.ballots == shown
        assert sorted(together.classes) == sorted(c for line in tally.paper for c in line.classes)
        assert overall.total.ballots == shown or overall.total.ballots - shown >= minimum
