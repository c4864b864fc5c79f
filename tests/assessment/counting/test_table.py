import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from voting.assessment.counting.table import MeetingTally
from voting.assessment.counting.tally import tally_meeting
from voting.errors import BadInput

Make = Callable[..., dict[str, Any]]
SLOTS = (1 + 2) * 6 * 4


def numbered(ballots: int, question: int, votes: list[int]) -> list[int]:
    """No votes but those of the question with that number, in slot order."""
    counts = [0] * SLOTS
    counts[question * 4 : question * 4 + 4] = votes
    return counts


def codes(tally: MeetingTally) -> list[str]:
    return [n.code for n in tally.notes]


def test_slots_go_to_form_subject_question_option(make_manifest: Make) -> None:
    """Question 17 in slot order is the 总体评价 (6th) of the second cadre: (1 + 1) · 6 + 5."""
    manifest = json.loads(json.dumps(make_manifest([("A", 10000, 12)])))
    results = {
        "groups": [{"classes": ["A"], "ballots": 10, "counts": numbered(10, 17, [4, 3, 2, 1])}]
    }
    tally = tally_meeting(manifest, results)
    subject = tally.forms[1].subjects[1]
    assert (subject.id, subject.name) == ("c2", "欧阳明")
    overall = subject.overall
    assert overall is not None and overall.id == "overall"
    assert dict(overall.groups[0].counts) == {
        "excellent": 4,
        "competent": 3,
        "basically-competent": 2,
        "incompetent": 1,
    }
    assert overall.weighted.rates["favourable"] == Decimal("70.00")
    assert overall.groups[0].abstain == 0
    elsewhere = [
        q for form in tally.forms for s in form.subjects for q in s.questions if q is not overall
    ]
    assert len(elsewhere) == 17
    assert all(q.total.abstain == 10 for q in elsewhere)
    assert [q.id for q in subject.aspects] == [
        "virtue",
        "ability",
        "diligence",
        "achievements",
        "integrity",
    ]


def test_groups_weights_total_and_notes(make_manifest: Make) -> None:
    """A+B 8 ballots weight 70, C 12 weight 20, D empty: scaled to 7/9 and 2/9."""
    manifest = make_manifest([("A", 4000, 6), ("B", 3000, 4), ("C", 2000, 14), ("D", 1000, 2)])
    results = {
        "groups": [
            {"classes": ["A", "B"], "ballots": 8, "counts": numbered(8, 5, [5, 2, 0, 0])},
            {"classes": ["C"], "ballots": 12, "counts": numbered(12, 5, [8, 3, 1, 0])},
        ]
    }
    tally = tally_meeting(manifest, results)
    assert [(g.label, g.name, g.ballots, g.weight) for g in tally.groups] == [
        ("A+B", "A类、B类", 8, 7000),
        ("C", "C类", 12, 2000),
    ]
    assert sum(g.scaled_weight for g in tally.groups) == 10000
    overall = tally.form("team").subjects[0].overall
    assert overall is not None
    assert overall.weighted.rates["excellent"] == Decimal("63.43")
    assert overall.total.counts["excellent"] == 13
    assert overall.total.percent["excellent"] == Decimal("65.00")
    assert codes(tally) == [
        "denominator-valid",
        "rounding",
        "score-mean",
        "merged",
        "class-not-counted",
        "renormalised",
    ]
    for remark in tally.notes:
        assert remark.zh and remark.en and "{" not in remark.zh + remark.en


def test_the_tally_file_tells_empty_from_unopened(make_manifest: Make) -> None:
    manifest = make_manifest([("A", 5000, 6), ("B", 5000, 4)])
    groups = [{"classes": ["A", "B"], "ballots": 3, "opened": False, "sums": []}]
    tally = tally_meeting(manifest, {"groups": []}, tally_groups=groups)
    assert "group-unopened" in codes(tally)
    overall = tally.forms[0].subjects[0].overall
    assert overall is not None
    assert overall.groups == () and overall.weighted.score is None
    assert overall.total.ballots == 0 and overall.total.percent["excellent"] is None
    one = [{"classes": ["A"], "ballots": 5, "opened": True, "sums": []}]
    results = {"groups": [{"classes": ["A"], "ballots": 5, "counts": [0] * SLOTS}]}
    assert "class-empty" in codes(tally_meeting(manifest, results, tally_groups=one))
    with pytest.raises(BadInput):
        tally_meeting(manifest, results, tally_groups=groups)


def test_expected_people_as_denominator(make_manifest: Make) -> None:
    """优秀 4 of 8 people expected = 50 %; 10 ballots for 8 people is remarked."""
    manifest = make_manifest([("A", 10000, 8)], denominator="expected", scores=False)
    results = {
        "groups": [{"classes": ["A"], "ballots": 10, "counts": numbered(10, 5, [4, 0, 0, 0])}]
    }
    tally = tally_meeting(manifest, results)
    overall = tally.forms[0].subjects[0].overall
    assert overall is not None
    assert overall.weighted.percent["excellent"] == Decimal("50.00")
    assert overall.weighted.score is None
    assert codes(tally) == ["denominator-expected", "rounding", "ballots-exceed-expected"]


def test_a_merged_group_expects_the_people_of_all_its_classes(make_manifest: Make) -> None:
    """应到 6 + 4 = 10, 优秀 5: 50 %; the total counts the same 10, not the 20 of C besides."""
    classes = [("A", 4000, 6), ("B", 3000, 4), ("C", 3000, 20)]
    manifest = make_manifest(classes, denominator="expected")
    results = {
        "groups": [{"classes": ["A", "B"], "ballots": 8, "counts": numbered(8, 5, [5, 0, 0, 0])}]
    }
    tally = tally_meeting(manifest, results)
    overall = tally.forms[0].subjects[0].overall
    assert overall is not None
    assert tally.groups[0].expected == overall.groups[0].denominator == 10
    assert overall.groups[0].percent["excellent"] == Decimal("50.00")
    assert overall.total.denominator == 10


def test_choices_left_out_are_named(make_manifest: Make) -> None:
    manifest = make_manifest([("A", 10000, 8)])
    manifest["forms"][0]["questions"][0]["options"][3]["counts"] = False
    manifest["forms"][1]["questions"][0]["abstain"]["counts"] = False
    tally = tally_meeting(manifest, {"groups": []})
    assert "弃权" in tally.notes[0].zh and "较差" in tally.notes[0].zh
    assert "Abstain" in tally.notes[0].en and "Poor" in tally.notes[0].en


@pytest.mark.parametrize(
    "change",
    [
        {"counts": [0] * (SLOTS - 1)},
        {"counts": [0] * (SLOTS - 1) + [True]},
        {"counts": [0] * (SLOTS - 1) + [-1]},
        {"counts": [0] * (SLOTS - 1) + [11]},
        {"classes": ["X"]},
        {"classes": []},
        {"classes": ["A", "A"]},
        {"ballots": 0},
        {"ballots": None},
    ],
)
def test_results_that_do_not_fit(make_manifest: Make, change: dict[str, Any]) -> None:
    manifest = make_manifest([("A", 10000, 8)])
    group = {"classes": ["A"], "ballots": 10, "counts": [0] * SLOTS, **change}
    with pytest.raises(BadInput):
        tally_meeting(manifest, {"groups": [group]})


@pytest.mark.parametrize("key", ["meeting", "forms", "classes", "counting", "disclosure"])
def test_a_manifest_that_is_none(make_manifest: Make, key: str) -> None:
    manifest = copy.deepcopy(make_manifest([("A", 10000, 8)]))
    manifest[key] = None
    with pytest.raises(BadInput) as caught:
        tally_meeting(manifest, {"groups": []})
    assert caught.value.code == "manifest-shape"
