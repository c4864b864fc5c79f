"""Grades (等次), best first, and the names of the rates they are judged by.

Grade ids are the option ids of the default forms. Two things are no grades and are kept apart:
不确定等次 (takes part in the vote, gets no grade) and 不参加考核 (not on a ballot at all).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from voting.assessment.wording import Text
from voting.errors import BadInput
from voting.language.catalogue import Said, inline

EXCELLENT = "excellent"
"""Rate id of 优秀率 in every default form."""
FAVOURABLE = "favourable"
"""Rate id of 优称率 (优秀+称职) for cadres, 优秀良好率 for teams."""
UNFAVOURABLE = "unfavourable"
"""Rate id of 不称职率 for cadres, 较差率 for teams."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade with its name."""

    id: str
    text: Said


GRADES: Mapping[str, tuple[Grade, ...]] = MappingProxyType(
    {
        "team": (
            Grade("excellent", inline("优秀")),
            Grade("good", inline("良好")),
            Grade("fair", inline("一般")),
            Grade("poor", inline("较差")),
        ),
        "cadre": (
            Grade("excellent", inline("优秀")),
            Grade("competent", inline("称职")),
            Grade("basically-competent", inline("基本称职")),
            Grade("incompetent", inline("不称职")),
        ),
    }
)

RATE_NAMES: Mapping[str, Mapping[str, Text]] = MappingProxyType(
    {
        "team": {
            EXCELLENT: Text("优秀率", "excellent rate"),
            FAVOURABLE: Text("优秀良好率", "excellent or good rate"),
            UNFAVOURABLE: Text("较差率", "poor rate"),
        },
        "cadre": {
            EXCELLENT: Text("优秀率", "excellent rate"),
            FAVOURABLE: Text("优称率", "excellent or competent rate"),
            UNFAVOURABLE: Text("不称职率", "incompetent rate"),
        },
    }
)

NO_GRADE = inline("不确定等次")

EXCELLENT_GRADE = "excellent"
"""Grade id of 优秀, of teams as of cadres: what quotas are about."""
NONE = Grade("none", NO_GRADE)
"""不确定等次 where a column of grades holds it: below every cap, outside of every quota."""


def grades_of(kind: str) -> tuple[Grade, ...]:
    """The grades of ``team`` or ``cadre``, best first; BadInput for other kinds."""
    if kind not in GRADES:
        raise BadInput("kind-without-grades", f"the kind {kind!r} has no grades", kind=kind)
    return GRADES[kind]


def grade_index(grades: tuple[Grade, ...], grade_id: str) -> int:
    """Place of a grade, 0 the best; BadInput ``grade-unknown``."""
    for index, grade in enumerate(grades):
        if grade.id == grade_id:
            return index
    raise BadInput("grade-unknown", f"there is no grade {grade_id!r} here", grade=grade_id)


def grade_or_none(kind: str, grade_id: str) -> Grade:
    """The grade of that id for ``team`` or ``cadre``, or :data:`NONE`; BadInput otherwise."""
    if grade_id == NONE.id:
        return NONE
    grades = grades_of(kind)
    return grades[grade_index(grades, grade_id)]
