"""The round at a glance (办理进度): every unit with its stage, what is late, what waits for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from voting.assessment import permissions, progress
from voting.assessment.meeting_state import MeetingState
from voting.assessment.progress import STAGES, Progress, Way
from voting.errors import BadInput
from voting.services.context import Actor, Clock, permit, today, utc_now
from voting.services.log import chain
from voting.services.materials.views import materials_state
from voting.storage import progress as rows
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session

_DONE_BY_MEETING: Final[Mapping[MeetingState | None, set[str]]] = {
    MeetingState.PRINTED: {progress.SLIPS},
    MeetingState.OPEN: {progress.SLIPS},
    MeetingState.CLOSED: {progress.SLIPS, progress.MEETING},
    MeetingState.TALLIED: {progress.SLIPS, progress.MEETING, progress.TALLY},
}
_DONE_BY_GRADES: Final = {
    "department": {progress.PROPOSAL},
    "committee": {progress.PROPOSAL, progress.OPINION},
    "decided": {progress.PROPOSAL, progress.OPINION, progress.DECISION},
}


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """A unit on its way; ``meeting_id`` is its furthest meeting, None before one is planned."""

    unit_id: str
    name: str
    kind: str
    meeting_id: str | None
    meeting_state: MeetingState | None
    way: Way


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """All units of a round in the department's order, on the day ``today``.

    ``finished`` counts the units per stage that have it behind them, ``waiting`` those whose turn
    it is per role, ``late`` those with something overdue.
    """

    units: tuple[UnitProgress, ...]
    deadlines: Mapping[str, str]
    finished: Mapping[str, int]
    waiting: Mapping[str, int]
    late: int
    today: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show of the units: empty text and False ask for nothing.

    ``stage`` is the stage a unit is in (``done``: none left), ``waits_for`` a role, ``kind`` of the
    unit, ``text`` a part of its name.
    """

    kind: str = ""
    stage: str = ""
    waits_for: str = ""
    late: bool = False
    text: str = ""

    def of(self, units: tuple[UnitProgress, ...]) -> tuple[UnitProgress, ...]:
        """The units that were asked for."""
        return tuple(unit for unit in units if self._wanted(unit))

    def _wanted(self, unit: UnitProgress) -> bool:
        return (
            self.kind in ("", unit.kind)
            and self.stage in ("", unit.way.stage or "done")
            and self.waits_for in ("", unit.way.waits_for or "nobody")
            and (unit.way.late or not self.late)
            and self.text.strip() in unit.name
        )


def progress_of(
    db: Database, actor: Actor, round_id: str, *, clock: Clock = utc_now
) -> RoundProgress:
    """Every unit of a round with its stages; for those who see the whole round."""
    permit(actor, permissions.READ_PROGRESS)
    now = today(clock)
    with db.reading() as session:
        deadlines = dict(rounds.known(session, round_id).deadlines)
        units = tuple(_units(session, round_id, deadlines, now))
    finished = Counter(s.id for unit in units for s in unit.way.stages if s.mark == "done")
    waiting = Counter(unit.way.waits_for for unit in units if unit.way.waits_for)
    return RoundProgress(
        units,
        deadlines,
        {stage: finished[stage] for stage in STAGES},
        dict(waiting),
        sum(unit.way.late for unit in units),
        now,
    )


def unit_progress(
    db: Database, actor: Actor, round_id: str, unit_id: str, *, clock: Clock = utc_now
) -> UnitProgress:
    """One unit; a unit's own people have a page of their own for what they have to do."""
    permit(actor, permissions.READ_PROGRESS)
    with db.reading() as session:
        deadlines = dict(rounds.known(session, round_id).deadlines)
        for unit in _units(session, round_id, deadlines, today(clock)):
            if unit.unit_id == unit_id:
                return unit
    raise BadInput("meeting-unit", "the unit is not on the roster of this round")


def set_deadlines(db: Database, actor: Actor, round_id: str, deadlines: Mapping[str, str]) -> None:
    """Set the day each stage is due; an empty text: no deadline. BadInput for what is no day."""
    permit(actor, permissions.EDIT_ROUND)
    kept = {stage: _day(stage, text) for stage, text in deadlines.items() if text.strip()}
    for stage in kept:
        if stage not in STAGES:
            raise BadInput("stage-unknown", f"there is no stage {stage!r}", stage=stage)
    with db.transaction() as session:
        rounds.hold(session, round_id).deadlines = kept
        chain.write(session, actor, "deadlines-changed", round_id, kept)


def days(deadlines: Mapping[str, str]) -> dict[str, date]:
    """Kept deadlines as days, for a form."""
    return {stage: date.fromisoformat(text) for stage, text in deadlines.items()}


def _day(stage: str, text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise BadInput("deadline-day", f"{text!r} is no day", stage=stage, day=text) from error


def _units(
    session: Session, round_id: str, deadlines: Mapping[str, str], now: str
) -> list[UnitProgress]:
    units = rosters.units(session, round_id)
    furthest: dict[str, tuple[str, MeetingState]] = {}
    for unit_id, meeting, state in rows.meeting_states(session, round_id):
        if unit_id not in furthest or state.step >= furthest[unit_id][1].step:
            furthest[unit_id] = (meeting, state)
    materials = materials_state(session, [unit.id for unit in units])
    publicity = rows.publicity_days(session, round_id)
    grades = rows.grade_stages(session, round_id)
    of_units = []
    for unit in units:
        meeting_id, meeting_state = furthest.get(unit.id, (None, None))
        wanted, settled = materials[unit.id].wanted, materials[unit.id].settled
        finished = _DONE_BY_MEETING.get(meeting_state, set()) | _DONE_BY_GRADES.get(
            grades.get(unit.id, ""), set()
        )
        if settled >= wanted:
            finished = finished | {progress.MATERIALS}
        if unit.id in publicity and publicity[unit.id][1] < now:
            finished = finished | {progress.PUBLICITY}
        way = progress.way(
            Progress(frozenset(finished), {progress.MATERIALS: (settled, wanted)}), deadlines, now
        )
        of_units.append(UnitProgress(unit.id, unit.name, unit.kind, meeting_id, meeting_state, way))
    return of_units
