"""The three columns of grades (notice, part 三（三）): the unit proposes, the organisation department
gives its opinion, the county's committee decides. What one step may say of one subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from voting.assessment.grade_names import NONE, Grade, grade_index, grade_or_none, grades_of
from voting.errors import BadInput
from voting.language.catalogue import Said, inline, message

SOFTWARE: Final = "software"
"""What follows from the vote alone; no step, but the column the unit's is compared with."""
UNIT: Final = "unit"
DEPARTMENT: Final = "department"
COMMITTEE: Final = "committee"
DECIDED: Final = "decided"

STEPS: Final = (UNIT, DEPARTMENT, COMMITTEE)
STAGES: Final = (*STEPS, DECIDED)
"""Where the grades of a unit lie: with whoever writes that column, or decided for good."""

COLUMNS: Mapping[str, Said] = MappingProxyType(
    {
        SOFTWARE: inline("软件提示"),
        UNIT: message("单位建议"),
        DEPARTMENT: message("部门意见"),
        COMMITTEE: message("委员会审定"),
    }
)
"""Column → heading."""

STAGE_NAMES: Mapping[str, Said] = MappingProxyType(
    {
        UNIT: message("单位建议中"),
        DEPARTMENT: message("组织部门审核中"),
        COMMITTEE: message("待委员会审定"),
        DECIDED: inline("已审定"),
    }
)


def before(column: str) -> str:
    """The column a step is compared with: the software's for the unit, else the step before."""
    return (SOFTWARE, *STEPS)[STEPS.index(column)]


def following(stage: str) -> str:
    """Where grades go when they are handed on."""
    return STAGES[STAGES.index(stage) + 1]


def reached(stage: str, step: str) -> bool:
    """True if grades that are at ``stage`` have come to ``step`` or passed it."""
    return STAGES.index(stage) >= STAGES.index(step)


def passed(stage: str, step: str) -> bool:
    """True if they were handed on by ``step``."""
    return STAGES.index(stage) > STAGES.index(step)


def check_grade(kind: str, grade_id: str, *, name: str, cap: str | None, graded: bool) -> Grade:
    """The grade a step may give a subject (rules 5–7 of the notice, domain.md §5).

    BadInput ``grade-unknown``; ``grade-not-graded`` for anything but 不确定等次 where the rules give
    no grade; ``grade-above-cap`` above the highest grade allowed. A person who holds otherwise
    overrules the rule first, with a reason.
    """
    grade = grade_or_none(kind, grade_id)
    if grade == NONE:
        return grade
    if not graded:
        raise BadInput("grade-not-graded", f"{name} gets no grade by the rules", name=name)
    grades = grades_of(kind)
    if cap is not None and grade_index(grades, grade.id) < grade_index(grades, cap):
        highest = grades[grade_index(grades, cap)].text
        raise BadInput(
            "grade-above-cap",
            f"{name} may get {highest.en} at the highest",
            name=name,
            cap=highest,
        )
    return grade
