from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from voting.assessment.counting.tally import tally_meeting
from voting.assessment.grades.proposals import (
    Candidate,
    PoolProposals,
    propose,
    rules_for,
)
from voting.assessment.wording import Text
from voting.errors import BadInput

RULES = rules_for("cadre")


def cadre(key: str, votes: tuple[int, int, int, int], **more: Any) -> Candidate:
    """A cadre with 优秀, 称职, 基本称职, 不称职 votes of 12 ballots, the rest 弃权."""
    rates = {
        "excellent": Fraction(votes[0], 12),
        "favourable": Fraction(votes[0] + votes[1], 12),
        "unfavourable": Fraction(votes[3], 12),
    }
    total = sum(votes)
    score = Fraction(votes[0] * 100 + votes[1] * 80 + votes[2] * 60, total) if total else None
    return Candidate(key, key, "cadre", rates, score, **more)


def grades(result: PoolProposals) -> dict[str, str | None]:
    return {p.id: None if p.grade is None else p.grade.id for p in result.proposals}


def outcomes(result: PoolProposals) -> dict[str, str]:
    return {p.id: p.outcome for p in result.proposals}


def test_seats_are_filled_by_rank() -> None:
    """优秀率 10/12, 8/12, 6/12, two seats: the first two; the third is 称职."""
    pool = [cadre("c", (6, 6, 0, 0)), cadre("a", (10, 2, 0, 0)), cadre("b", (8, 4, 0, 0))]
    result = propose(pool, 2, RULES)
    assert grades(result) == {"c": "competent", "a": "excellent", "b": "excellent"}
    assert {p.id: p.rank for p in result.proposals} == {"c": 3, "a": 1, "b": 2}
    assert (result.filled, result.tie) == (2, None)
    assert outcomes(result)["c"] == "no-seat"


def test_equal_excellent_rate_is_decided_by_favourable_rate() -> None:
    pool = [cadre("a", (8, 2, 2, 0)), cadre("b", (8, 3, 1, 0))]
    assert grades(propose(pool, 1, RULES)) == {"a": "competent", "b": "excellent"}


def test_a_tie_at_the_boundary_is_shown_and_nobody_of_it_proposed() -> None:
    """One clear first; two equal for the one seat left; the fourth may not slip in behind them."""
    pool = [
        cadre("a", (10, 2, 0, 0)),
        cadre("b", (8, 4, 0, 0)),
        cadre("c", (8, 4, 0, 0)),
        cadre("d", (7, 5, 0, 0)),
    ]
    result = propose(pool, 2, RULES)
    assert grades(result) == {
        "a": "excellent",
        "b": "competent",
        "c": "competent",
        "d": "competent",
    }
    assert result.tie is not None
    assert (result.tie.seats_left, result.tie.tied, result.filled) == (1, 2, 1)
    marked = [p.id for p in result.proposals if p.tied_at_boundary]
    assert marked == ["b", "c"]
    assert [(p.rank, p.shared) for p in result.proposals] == [
        (1, False),
        (2, True),
        (2, True),
        (4, False),
    ]
    assert "并列" in result.proposals[1].reason.zh
    assert outcomes(result)["d"] == "no-seat"


def test_a_tie_that_fits_is_no_tie() -> None:
    pool = [cadre("a", (8, 4, 0, 0)), cadre("b", (8, 4, 0, 0)), cadre("c", (1, 11, 0, 0))]
    result = propose(pool, 2, RULES)
    assert result.tie is None and result.filled == 2
    assert propose(pool, 0, RULES).tie is None


def test_flags_decide_the_lower_grades() -> None:
    """优称率 7/12 < 2/3 → 基本称职; 不称职率 5/12 > 1/3 → 不称职; 8/12 and 4/12 raise nothing."""
    pool = [cadre("low", (3, 4, 5, 0)), cadre("bad", (2, 2, 3, 5)), cadre("edge", (4, 4, 0, 4))]
    result = propose(pool, 0, RULES)
    assert grades(result) == {
        "low": "basically-competent",
        "bad": "incompetent",
        "edge": "competent",
    }
    assert outcomes(result) == {"low": "flag", "bad": "flag", "edge": "no-seat"}
    bad = result.proposals[1]
    assert [flag.code for flag in bad.flags] == ["favourable-low", "unfavourable-high"]
    assert "由组织认定" in bad.reason.zh


def test_a_flagged_candidate_takes_no_seat() -> None:
    """优秀率 7/12 is the best here, but 优称率 7/12 is under 2/3."""
    pool = [cadre("a", (7, 0, 5, 0)), cadre("b", (6, 6, 0, 0))]
    assert grades(propose(pool, 1, RULES)) == {"a": "basically-competent", "b": "excellent"}


def test_a_cap_is_never_passed_and_its_seat_goes_on() -> None:
    pool = [cadre("a", (12, 0, 0, 0), cap="competent"), cadre("b", (6, 6, 0, 0))]
    result = propose(pool, 1, RULES)
    assert grades(result) == {"a": "competent", "b": "excellent"}
    assert outcomes(result)["a"] == "cap"
    assert result.proposals[0].rank == 1
    deeper = propose([cadre("a", (3, 4, 5, 0), cap="incompetent")], 1, RULES)
    assert (grades(deeper), outcomes(deeper)) == ({"a": "incompetent"}, {"a": "cap"})
    worse = propose([cadre("a", (3, 4, 5, 0), cap="competent")], 1, RULES)
    assert outcomes(worse) == {"a": "flag"}
    assert outcomes(propose([cadre("a", (12, 0, 0, 0), cap="excellent")], 1, RULES)) == {
        "a": "seat"
    }


def test_no_grade_and_no_figures() -> None:
    leave = Text("病、事假累计超过半年", "on leave for more than half a year")
    pool = [
        cadre("a", (12, 0, 0, 0), no_grade=leave),
        Candidate("b", "b", "cadre", {"excellent": None}, None),
        cadre("c", (1, 11, 0, 0)),
    ]
    result = propose(pool, 1, RULES)
    assert grades(result) == {"a": None, "b": None, "c": "excellent"}
    assert outcomes(result) == {"a": "no-grade", "b": "no-figures", "c": "seat"}
    assert [p.rank for p in result.proposals] == [None, None, 1]
    assert "病、事假累计超过半年：不确定等次" in result.proposals[0].reason.zh


def test_a_whole_sentence_says_why_there_is_no_grade() -> None:
    text = Text("超过半年：参加考核，不确定等次。", "Over half a year: no grade.")
    (proposal,) = propose([cadre("a", (12, 0, 0, 0), no_grade=text)], 1, RULES).proposals
    assert proposal.reason.zh.endswith("；超过半年：参加考核，不确定等次。")
    assert proposal.reason.en.endswith("; Over half a year: no grade.")


def test_nobody_is_excellent_without_a_vote_for_it() -> None:
    result = propose([cadre("a", (0, 12, 0, 0))], 1, RULES)
    assert (grades(result), outcomes(result)) == ({"a": "competent"}, {"a": "no-votes"})


def test_ranking_by_score_is_a_setting() -> None:
    """a: 优秀率 8/12, score (800 + 160 + 120) / 12 = 90; b: 7/12, (700 + 400) / 12 = 91.67."""
    pool = [cadre("a", (8, 2, 2, 0)), cadre("b", (7, 5, 0, 0))]
    assert grades(propose(pool, 1, RULES))["a"] == "excellent"
    by_score = rules_for("cadre", ranking="score")
    assert grades(propose(pool, 1, by_score)) == {"a": "competent", "b": "excellent"}
    unscored = [replace(c, score=None) for c in pool]
    assert outcomes(propose(unscored, 1, by_score)) == {"a": "no-figures", "b": "no-figures"}


def test_the_sentence_has_figures_rank_and_rule() -> None:
    """优秀率 9/12 = 75 %, 优称率 100 %, score (900 + 240) / 12 = 95."""
    (proposal,) = propose([cadre("a", (9, 3, 0, 0))], 1, RULES).proposals
    assert proposal.reason.zh == (
        "优秀率75.00%，优称率100.00%，不称职率0.00%，得分95.000；名次第1；"
        "在优秀名额1名之内，建议“优秀”。"
    )
    assert proposal.reason.en == (
        "excellent rate 75.00%, excellent or competent rate 100.00%, incompetent rate 0.00%, "
        "score 95.000; rank 1. Within the seats for excellent (1): “excellent” is proposed."
    )


def test_teams_are_graded_on_their_own_scale() -> None:
    rates = {"excellent": Fraction(1, 2), "favourable": Fraction(1, 2)}
    team = Candidate("t", "班子", "team", rates, None)
    result = propose([team], 1, rules_for("team"))
    assert grades(result) == {"t": "fair"}
    with pytest.raises(BadInput) as caught:
        propose([team, cadre("a", (1, 1, 1, 1))], 1, RULES)
    assert caught.value.code == "pool-mixed"


def test_own_thresholds() -> None:
    rules = rules_for("cadre", thresholds=[])
    assert grades(propose([cadre("a", (1, 0, 0, 11))], 0, rules)) == {"a": "competent"}


def test_faulty_pools() -> None:
    a = cadre("a", (1, 1, 1, 1))
    for pool, seats in (
        ([a, a], 1),
        ([a], -1),
        ([replace(a, cap="good")], 1),
        ([replace(a, kind="other")], 1),
    ):
        with pytest.raises(BadInput):
            propose(pool, seats, RULES)
    with pytest.raises(BadInput):
        rules_for("cadre", ranking="age")
    assert propose([], 3, RULES).proposals == ()


def test_the_overall_question_has_the_figures_of_a_candidate(
    make_manifest: Callable[..., dict[str, Any]],
) -> None:
    manifest = make_manifest([("A", 10000, 12)])
    counts = [0] * 72
    counts[11 * 4 : 12 * 4] = [9, 3, 0, 0]
    tally = tally_meeting(
        manifest, {"groups": [{"classes": ["A"], "ballots": 12, "counts": counts}]}
    )
    subject = tally.forms[1].subjects[0]
    assert subject.id == "c1" and subject.overall is not None
    assert subject.overall.weighted.exact_rates["excellent"] == Fraction(3, 4)
    assert subject.overall.weighted.exact_score == 95
    manifest["forms"][1]["questions"].pop()
    manifest["forms"][1]["questions"][0]["role"] = "aspect"
    bare = tally_meeting(manifest, {"groups": []})
    assert bare.forms[1].subjects[0].overall is None
