"""Whose turn it is: the unit proposes, the department gives its opinion, the committee decides."""

from __future__ import annotations

from typing import Final

from voting.assessment import permissions
from voting.assessment.grades import steps
from voting.assessment.grades.sheet import GradeSheet
from voting.assessment.grades.steps import COMMITTEE, DECIDED, DEPARTMENT, UNIT
from voting.errors import Refused
from voting.services.context import Actor, check_own_unit
from voting.services.rounds.decided import frozen
from voting.storage import rosters
from voting.storage.database import Database

ACTION: Final = {
    UNIT: permissions.EDIT_PROPOSALS,
    DEPARTMENT: permissions.GIVE_OPINION,
    COMMITTEE: permissions.DECIDE_GRADES,
}
"""Step → the action of those who write its column; an officer may write for a unit, too."""


def may_write(actor: Actor, sheet: GradeSheet) -> bool:
    """True if the person may write the column the grades lie at: for showing a form."""
    own = actor.role != permissions.UNIT or actor.unit_id == sheet.unit.id
    return own and not sheet.decided and writes(actor, sheet.stage)


def writes(actor: Actor, step: str) -> bool:
    """True if the column of a step is this role's to write."""
    return ACTION[step] in permissions.actions_of(actor.role)


def step_of_round(actor: Actor) -> str:
    """The step this role hands on for all units of a round at once; empty for others."""
    return next((step for step in (COMMITTEE, DEPARTMENT) if writes(actor, step)), "")


def check_turn(actor: Actor, stage: str) -> None:
    """Refused ``grades-decided``, or ``grades-elsewhere`` unless the grades lie at a step this
    person writes."""
    if stage == DECIDED:
        raise frozen()
    if not writes(actor, stage):
        name = steps.STAGE_NAMES[stage]
        raise Refused("grades-elsewhere", f"the grades are {name.en}", stage=name)


def check_tallied(sheet: GradeSheet) -> None:
    """Refused ``grades-no-tally`` before the vote of the unit is counted."""
    if sheet.waits_for_tally:
        raise Refused(
            "grades-no-tally", "the vote of the unit is not counted yet", unit=sheet.unit.name
        )


def round_of(db: Database, actor: Actor, unit_id: str) -> str:
    """The round of a unit this person may give grades in at one of the steps."""
    if not any(writes(actor, step) for step in steps.STEPS):
        permissions.require(actor.role, permissions.EDIT_PROPOSALS)
    check_own_unit(actor, unit_id)
    with db.reading() as session:
        return rosters.known_unit(session, unit_id).round_id
