"""How far every unit of a round is with its materials and its 公示, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from voting.assessment import permissions
from voting.assessment.roster.unit import UnitView
from voting.services.context import (
    Actor,
    Clock,
    permit,
    today,
    utc_now,
)
from voting.services.materials.publicity import PublicityState, publicity_states
from voting.services.materials.views import (
    MaterialsState,
    materials_state,
)
from voting.services.roster.views import unit_views
from voting.storage import materials as rows
from voting.storage import publicity as publicity_rows
from voting.storage import rosters
from voting.storage.database import Database


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit of a round: its materials in numbers, how far its 公示 is, objections not dealt with,
    talks and visits."""

    unit: UnitView
    materials: MaterialsState
    publicity: PublicityState
    objections: int
    talks: int
    visits: int

    @property
    def done(self) -> bool:
        """Everything the unit owes is settled."""
        return self.materials.settled == self.materials.wanted > 0


def round_summary(
    db: Database, actor: Actor, round_id: str, *, clock: Clock = utc_now
) -> list[UnitSummary]:
    """Every unit of a round in numbers, in the department's order."""
    permit(actor, permissions.READ_MATERIALS)
    permit(actor, permissions.READ_PROGRESS)
    with db.reading() as session:
        units = unit_views(session, rosters.units(session, round_id))
        ids = [unit.id for unit in units]
        states, shown = materials_state(session, ids), publicity_states(session, ids, today(clock))
        objections = publicity_rows.objections(session, ids)
        visits = rows.visits(session, ids)
    waiting = Counter(one.unit_id for one in objections if not one.handled_on)
    return [
        UnitSummary(
            unit,
            states[unit.id],
            shown[unit.id],
            waiting[unit.id],
            visits[unit.id].talks if unit.id in visits else 0,
            visits[unit.id].visits if unit.id in visits else 0,
        )
        for unit in units
    ]
