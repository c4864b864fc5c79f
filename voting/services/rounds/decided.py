"""What the committee has decided is frozen: so is what the decision was made from."""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.grades.steps import DECIDED
from voting.errors import Refused
from voting.storage import grade_steps, rosters
from voting.storage.database import Session


def check_unit_undecided(session: Session, unit_id: str) -> None:
    """Refused ``grades-decided`` once the grades of a unit are decided."""
    if decided(session, [unit_id]):
        raise frozen()


def check_none_decided(session: Session, round_id: str) -> None:
    """Refused ``grades-decided`` once the grades of any unit of a round are decided."""
    if decided(session, [unit.id for unit in rosters.units(session, round_id)]):
        raise frozen()


def check_round_undecided(session: Session, round_id: str) -> None:
    """Refused ``grades-decided`` once the grades of every unit of a round are decided."""
    units = [unit.id for unit in rosters.units(session, round_id)]
    if units and len(decided(session, units)) == len(units):
        raise frozen()


def decided(session: Session, unit_ids: Sequence[str]) -> frozenset[str]:
    """Those of the units whose grades are decided."""
    stages = grade_steps.stages(session, unit_ids)
    return frozenset(unit_id for unit_id, stage in stages.items() if stage == DECIDED)


def frozen() -> Refused:
    """The error for grades that are decided."""
    return Refused("grades-decided", "the committee has decided: nothing changes any more")
