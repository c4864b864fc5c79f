"""What always holds of quotas, pools and suggestions: for any round, ratio, scope and team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from voting.assessment.grade_names import grade_index, grades_of
from voting.assessment.grades.pools import Place, check_quota, excellent, seats_in
from voting.assessment.grades.proposals import Candidate, propose, rules_for
from voting.assessment.grades.quotas import QUOTAS, ROUNDINGS, Quota
from voting.assessment.wording import Text
from voting.errors import Refused

CADRE = [grade.id for grade in grades_of("cadre")]
TEAM = [grade.id for grade in grades_of("team")]
RULES = rules_for("cadre")
RATIOS = st.fractions(0, 1, max_denominator=20)


@st.composite
def quotas(draw: st.DrawFn) -> Quota:
    rounding = draw(st.sampled_from(ROUNDINGS))
    return replace(
        QUOTAS["member"],
        ratio=draw(RATIOS),
        base=draw(st.sampled_from(["graded", "all"])),
        rounding=rounding,
        manual=draw(st.integers(0, 6)) if rounding == "manual" else None,
        if_team=draw(st.dictionaries(st.sampled_from(TEAM), RATIOS, max_size=3)),
    )


@st.composite
def pools(draw: st.DrawFn) -> list[Place]:
    """Up to four units of up to six people, each with the grade of its team."""
    places = []
    for unit in range(draw(st.integers(1, 4))):
        team = draw(st.sampled_from([None, *TEAM]))
        for _ in range(draw(st.integers(0, 6))):
            places.append(
                Place(
                    f"u{unit}",
                    draw(st.sampled_from([None, "none", *CADRE])),
                    draw(st.booleans()),
                    team,
                )
            )
    return places


@given(quotas(), pools())
def test_the_seats_follow_from_the_parts_and_never_pass_the_base(
    quota: Quota, places: list[Place]
) -> None:
    found = seats_in(quota, places)
    counted = [p for p in places if quota.base == "all" or (p.graded and p.grade != "none")]
    exact = sum((quota.ratio_with(p.team_grade) for p in counted), Fraction(0))
    assert (found.base, found.exact) == (len(counted), exact)
    assert 0 <= found.seats <= found.base
    if quota.rounding == "down":
        assert found.seats <= exact < found.seats + 1
    if quota.rounding == "half_up":
        assert abs(found.seats - exact) <= Fraction(1, 2)


@given(quotas(), pools(), st.sets(st.sampled_from(["u0", "u1", "u2", "u3"])))
def test_what_is_handed_on_never_exceeds_the_quota(
    quota: Quota, places: list[Place], units: set[str]
) -> None:
    allowed = seats_in(quota, places).seats
    try:
        check_quota(quota, Text("全部单位"), places, units)
    except Refused as refused:
        assert excellent(places, units) > allowed
        assert refused.values["over"] == excellent(places, units) - allowed
    else:
        assert excellent(places, units) <= allowed


@st.composite
def rounds(draw: st.DrawFn) -> list[tuple[str, Candidate, str | None]]:
    """(unit, candidate, grade of the team); rates in twelfths, so that ties are common."""
    found = []
    for unit in range(draw(st.integers(1, 3))):
        team = draw(st.sampled_from([None, *TEAM]))
        for number in range(draw(st.integers(0, 6))):
            excellent_votes = draw(st.integers(0, 12))
            favourable = draw(st.integers(excellent_votes, 12))
            name = f"u{unit}-{number}"
            found.append(
                (
                    f"u{unit}",
                    Candidate(
                        name,
                        name,
                        "cadre",
                        {
                            "excellent": Fraction(excellent_votes, 12),
                            "favourable": Fraction(favourable, 12),
                            "unfavourable": Fraction(12 - favourable, 12),
                        },
                        None,
                        draw(st.sampled_from([None, None, *CADRE])),
                        draw(st.sampled_from([None, None, None, Text("病假")])),
                    ),
                    team,
                )
            )
    return found


def suggested(quota: Quota, pool: Sequence[tuple[str, Candidate, str | None]]) -> list[Place]:
    """The suggestions of a pool as places, with seats from the same people."""
    graded = [Place(unit, None, c.no_grade is None, team) for unit, c, team in pool]
    made = propose([c for _, c, _ in pool], seats_in(quota, graded).seats, RULES)
    return [
        replace(place, grade=p.grade.id if p.grade else "none")
        for place, p in zip(graded, made.proposals, strict=True)
    ]


@given(quotas(), rounds())
def test_suggestions_keep_quota_and_cap_in_every_scope(
    quota: Quota, everybody: list[tuple[str, Candidate, str | None]]
) -> None:
    units = {unit for unit, _, _ in everybody}
    pools = [everybody, *([e for e in everybody if e[0] == unit] for unit in units)]
    for pool in pools:
        places = suggested(quota, pool)
        check_quota(quota, Text("全部单位"), places, units)
        for place, (_, candidate, _) in zip(places, pool, strict=True):
            if candidate.no_grade is not None:
                assert place.grade == "none"
            elif candidate.cap is not None and place.grade is not None:
                grades = grades_of("cadre")
                assert grade_index(grades, place.grade) >= grade_index(grades, candidate.cap)


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 400))
def test_the_boundary_is_exact(numerator: int, denominator: int, people: int) -> None:
    """Seats = ⌊numerator × people / denominator⌋ in integers, never by floating point."""
    numerator = min(numerator, denominator)
    quota = replace(QUOTAS["other"], ratio=Fraction(numerator, denominator))
    places = [Place("u", "excellent")] * people
    assert seats_in(quota, places).seats == numerator * people // denominator
