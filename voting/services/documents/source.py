"""What papers of a round are made from, read once and kept while some papers are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from voting.assessment import permissions
from voting.assessment.grades.sheet import GradeSheet, RoundGrades
from voting.assessment.meeting_state import MeetingState
from voting.assessment.roster.unit import UnitView
from voting.documents.filed.meeting_model import MeetingPart, RoundPart
from voting.errors import NotFound
from voting.services.context import Actor
from voting.services.grades.read import read_sheet, round_grades
from voting.services.meetings.plan import list_meetings
from voting.services.meetings.tallying import meeting_heads, meeting_tally
from voting.services.meetings.views import MeetingView
from voting.services.roster.views import list_units
from voting.services.rounds.edit import RoundView, get_round
from voting.storage.database import Database


@dataclass
class Source:
    """The round's data as ``actor`` may see it; without one as the department's export does.

    Nothing is read before it is asked for, and nothing twice.
    """

    db: Database
    round_id: str
    actor: Actor | None = None
    _parts: dict[str, MeetingPart] = field(default_factory=dict)

    @cached_property
    def round(self) -> RoundView:
        """The round."""
        return get_round(self.db, self.round_id)

    @cached_property
    def units(self) -> dict[str, UnitView]:
        """Its units by id, in the department's order."""
        return {unit.id: unit for unit in list_units(self.db, self.round_id)}

    @cached_property
    def meetings(self) -> dict[str, MeetingView]:
        """Its meetings by id, in the order of the units."""
        order = {unit: place for place, unit in enumerate(self.units)}
        views = sorted(list_meetings(self.db, self.round_id), key=lambda view: order[view.unit_id])
        return {view.id: view for view in views}

    @cached_property
    def sheets(self) -> dict[str, GradeSheet]:
        """The grades by unit; an account of a unit has its own only, as it may see it."""
        if self.of_a_unit and self.actor is not None and self.actor.unit_id is not None:
            own = self.actor.unit_id
            return {own: read_sheet(self.db, self.actor, self.round_id, own)}
        return {sheet.unit.id: sheet for sheet in round_grades(self.db, self.round_id).sheets}

    @property
    def of_a_unit(self) -> bool:
        """Papers go to the account of a unit: nothing confidential stands in them."""
        return self.actor is not None and self.actor.role == permissions.UNIT

    @property
    def tallied(self) -> list[MeetingView]:
        """The meetings whose results are open."""
        return [view for view in self.meetings.values() if view.state == MeetingState.TALLIED]

    def unit(self, unit_id: str) -> UnitView:
        """A unit of the round; NotFound ``unit-unknown``."""
        if unit_id not in self.units:
            raise NotFound("unit-unknown", "there is no such unit in this round")
        return self.units[unit_id]

    def meeting(self, meeting_id: str) -> MeetingPart:
        """A tallied meeting with its figures; Refused ``results-missing`` before."""
        if meeting_id not in self._parts:
            view = self.meetings[meeting_id]
            tally = meeting_tally(self.db, meeting_id)
            heads, slips = meeting_heads(self.db, meeting_id)
            self._parts[meeting_id] = MeetingPart(
                tally, heads, slips, view.fingerprint or "", view.sealing or "", self._flags(view)
            )
        return self._parts[meeting_id]

    def all_meetings(self) -> RoundPart:
        """The round with all its results."""
        this_round = self.round
        pending = tuple(
            f"{view.unit_name}{view.title}"
            for view in self.meetings.values()
            if view.state != MeetingState.TALLIED
        )
        return RoundPart(
            this_round.year,
            this_round.name,
            this_round.number,
            tuple(self.meeting(view.id) for view in self.tallied),
            pending,
        )

    def grades(self, unit_id: str | None = None, *, confidential: bool = False) -> RoundGrades:
        """The grades of one unit, of all without; ``confidential``: with discipline as reason,
        for papers that stay with department and committee."""
        of_round = self.round
        grades = RoundGrades(
            year=of_round.year,
            name=of_round.name,
            number=of_round.number,
            basis=of_round.basis,
            sheets=tuple(
                sheet for sheet in self.sheets.values() if unit_id in (None, sheet.unit.id)
            ),
        )
        return grades if confidential and not self.of_a_unit else grades.without_discipline()

    def _flags(self, view: MeetingView) -> dict[str, tuple[str, ...]]:
        sheet = self.sheets.get(view.unit_id)
        lines = () if sheet is None or sheet.meeting_id != view.id else sheet.lines
        return {
            line.subject_id: tuple(flag.text.zh for flag in line.software.flags)
            for line in lines
            if line.software.flags
        }
