"""Quotas by pool: a unit, a group, the county; the team's grade; over-quota with its arithmetic."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from catalogue import said
from voting.assessment.grades.pools import Place, check_quota, excellent, seats_in
from voting.assessment.grades.quotas import QUOTAS, Part, quota_from, seats_of
from voting.assessment.wording import Text
from voting.errors import BadInput, Refused

MEMBER = replace(QUOTAS["member"], if_team={"excellent": Fraction(3, 10), "poor": Fraction(0)})


def people(unit: str, *grades: str | None, team: str | None = None) -> list[Place]:
    return [Place(unit, grade, team_grade=team) for grade in grades]


def test_the_grade_of_the_team_changes_the_ratio_of_its_members() -> None:
    """20 members: 25 % are 5, 30 % are 6; a team graded 较差 leaves none."""
    for team, seats in ((None, 5), ("good", 5), ("excellent", 6), ("poor", 0)):
        assert seats_in(MEMBER, people("u", *["competent"] * 20, team=team)).seats == seats


def test_a_pool_of_several_units_adds_up_and_rounds_once() -> None:
    """12 × 25 % + 7 × 30 % = 3 + 2.1 = 5.1 → 5; unit by unit it would be 3 + 2."""
    places = people("a", *["competent"] * 12) + people("b", *["competent"] * 7, team="excellent")
    found = seats_in(MEMBER, places)
    assert (found.seats, found.base, found.exact) == (5, 19, Fraction(51, 10))
    assert found.text.zh == "优秀名额5名（12 × 25.00% + 7 × 30.00%，向下取整）"


def test_small_units_together_have_seats_they_have_not_alone() -> None:
    """Three units of 3: 25 % of 3 is 0 each, of 9 is 2."""
    alone = people("a", *["competent"] * 3)
    assert seats_in(QUOTAS["member"], alone).seats == 0
    together = [place for unit in "abc" for place in people(unit, *["competent"] * 3)]
    assert seats_in(QUOTAS["member"], together).seats == 2


def test_who_has_no_grade_leaves_the_base() -> None:
    """8 of whom one 不确定等次 by rule and one by entry: 25 % of 6 is 1; with base all, 2."""
    places = [*people("u", *["competent"] * 5, None, "none"), Place("u", None, graded=False)]
    assert (seats_in(MEMBER, places).seats, seats_in(MEMBER, places).base) == (1, 6)
    assert seats_in(replace(MEMBER, base="all"), places).seats == 2


def test_over_quota_is_refused_with_the_arithmetic() -> None:
    places = people("u", "excellent", "excellent", *["competent"] * 2)
    with pytest.raises(Refused) as caught:
        check_quota(QUOTAS["member"], Text("城关镇"), places, {"u"})
    assert caught.value.code == "quota-exceeded"
    values = dict(caught.value.values)
    assert said(values.pop("pool")) == ("城关镇班子成员", "members of teams of 城关镇")
    assert said(values.pop("sentence")) == (
        "优秀名额1名（4 × 25.00%，向下取整）",
        "Seats for excellent: 1 (4 × 25.00%, rounded down)",
    )
    assert values == {"wanted": 2, "seats": 1, "over": 1}
    check_quota(QUOTAS["member"], Text("城关镇"), places[1:] + places[2:3], {"u"})


def test_only_units_that_were_handed_on_use_seats() -> None:
    places = people("a", "excellent", "competent") + people("b", "excellent", "competent")
    assert (excellent(places, {"a"}), excellent(places, {"a", "b"})) == (1, 2)
    check_quota(QUOTAS["member"], Text("全部单位"), places, {"a"})
    with pytest.raises(Refused):
        check_quota(QUOTAS["member"], Text("全部单位"), places, {"a", "b"})


def test_settings_of_before_there_were_scopes_are_read() -> None:
    for key, quota in QUOTAS.items():
        plain = quota.plain()
        del plain["scope"], plain["if_team"]
        assert quota_from(plain) == quota
        assert quota.scope == ("county" if key == "team" else "unit")
    assert quota_from(MEMBER.plain()) == MEMBER


@pytest.mark.parametrize(
    "change",
    [
        {"scope": "province"},
        {"if_team": {"competent": "3/10"}},
        {"if_team": {"good": "11/10"}},
        {"if_team": {"good": "x"}},
        {"if_team": ["good"]},
    ],
)
def test_faulty_scopes_and_ratios(change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        quota_from({**MEMBER.plain(), **change})


def test_a_team_shares_with_other_teams_only() -> None:
    team = QUOTAS["team"]
    for wrong in (replace(team, scope="unit"), replace(team, if_team={"good": Fraction(1, 2)})):
        with pytest.raises(BadInput):
            seats_of(wrong, [])
    assert seats_of(replace(team, scope="cluster"), [Part(team.ratio, 10)]).seats == 3


def test_an_empty_pool_has_no_seats() -> None:
    assert seats_of(MEMBER, []).text.zh == "优秀名额0名（0 × 25.00%，向下取整）"
