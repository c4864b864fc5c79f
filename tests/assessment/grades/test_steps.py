"""What one step may say of one subject, and the order of the steps."""

from __future__ import annotations

import pytest

from voting.assessment.grade_names import NONE
from voting.assessment.grades.steps import before, check_grade, following, passed, reached
from voting.errors import BadInput


def test_the_way_of_grades() -> None:
    assert [before(step) for step in ("unit", "department", "committee")] == [
        "software",
        "unit",
        "department",
    ]
    assert [following(step) for step in ("unit", "department", "committee")] == [
        "department",
        "committee",
        "decided",
    ]
    assert reached("department", "department") and not passed("department", "department")
    assert passed("decided", "committee") and not reached("unit", "department")


@pytest.mark.parametrize(
    ("cap", "allowed"),
    [
        (None, ["excellent", "competent", "basically-competent", "incompetent", "none"]),
        ("competent", ["competent", "basically-competent", "incompetent", "none"]),
        ("incompetent", ["incompetent", "none"]),
    ],
)
def test_never_above_the_cap(cap: str | None, allowed: list[str]) -> None:
    for grade in ("excellent", "competent", "basically-competent", "incompetent", "none"):
        if grade in allowed:
            assert check_grade("cadre", grade, name="王伟", cap=cap, graded=True).id == grade
        else:
            with pytest.raises(BadInput) as caught:
                check_grade("cadre", grade, name="王伟", cap=cap, graded=True)
            assert caught.value.code == "grade-above-cap"
            assert caught.value.values["name"] == "王伟"


def test_without_a_grade_by_rule_there_is_only_none() -> None:
    """Rule 5: 参加年度考核，不确定等次."""
    assert check_grade("cadre", "none", name="王伟", cap=None, graded=False) == NONE
    with pytest.raises(BadInput) as caught:
        check_grade("cadre", "incompetent", name="王伟", cap=None, graded=False)
    assert caught.value.code == "grade-not-graded"


def test_grades_of_the_right_kind_only() -> None:
    assert check_grade("team", "good", name="班子", cap=None, graded=True).text.zh == "良好"
    for kind, grade in (("cadre", "good"), ("team", "competent"), ("cadre", "")):
        with pytest.raises(BadInput):
            check_grade(kind, grade, name="x", cap=None, graded=True)
