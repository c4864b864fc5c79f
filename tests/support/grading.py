"""Meetings held for their grades: six ballots each, every 总体评价 as a test says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from office import OFFICER, hold, meeting_input, print_roll, unit_named, with_unit
from voting.assessment import permissions
from voting.assessment.grades.line import GradeLine
from voting.assessment.grades.sheet import GradeSheet
from voting.errors import BadInput, Refused, VotingError
from voting.services.context import Actor
from voting.services.grades.read import grade_sheet
from voting.services.meetings import plan
from voting.storage.database import Database
from voting.trustee.key_file import TrusteeKey

COMMITTEE = Actor("committe", "考评委", permissions.COMMITTEE)
BALLOTS = 6
EXCELLENT, COMPETENT, BASIC, INCOMPETENT = range(4)


def most(excellent: int, rest: int = COMPETENT) -> list[int]:
    """So many 优秀, the others alike."""
    return [EXCELLENT] * excellent + [rest] * (BALLOTS - excellent)


def votes(subjects: int, overall: Mapping[int, Sequence[int]]) -> list[list[list[int]]]:
    """Six ballots: every aspect 良好/称职, 总体评价 as given by subject (0 is the first)."""
    made = []
    for ballot in range(BALLOTS):
        vote = []
        for subject in range(subjects):
            answers = overall.get(subject, [COMPETENT] * BALLOTS)
            vote += [[COMPETENT]] * 5 + [[answers[ballot]]]
        made.append(vote)
    return made


def hold_meeting(
    db: Database,
    round_id: str,
    unit: str,
    keys: Sequence[TrusteeKey],
    overall: Mapping[int, Sequence[int]],
    subjects: int | None = None,
) -> str:
    """The whole meeting of a unit; returns the unit's id. ``subjects``: fewer than the roster."""
    found = unit_named(db, round_id, unit)
    meeting_id = plan.create_meeting(db, OFFICER, meeting_input(round_id, found.id, BALLOTS))
    number = subjects or len(found.cadres) + (found.team is not None)
    hold(db, print_roll(db, meeting_id), {"A": votes(number, overall)}, keys)
    return found.id


def line(db: Database, round_id: str, unit_id: str, name: str) -> GradeLine:
    """The line of somebody."""
    sheet = grade_sheet(db, round_id, unit_id)
    return next(one for one in sheet.lines if one.name == name)


def column(sheet: GradeSheet, step: str) -> dict[str, str | None]:
    """Name → grade in a column."""
    found = {one.name: one.grade_at(step) for one in sheet.lines}
    return {name: grade.id if grade else None for name, grade in found.items()}


def own(unit_id: str, name: str = "城关镇") -> Actor:
    """The account of a unit."""
    actor = with_unit(OFFICER, unit_id)
    return Actor(actor.id, name, actor.role, unit_id)


def refused(code: str, use: Callable[..., object], *args: Any) -> VotingError:
    """The refusal with that code."""
    with pytest.raises((BadInput, Refused)) as caught:
        use(*args)
    assert caught.value.code == code, caught.value
    return caught.value
