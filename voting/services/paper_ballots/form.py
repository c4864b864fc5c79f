"""What a paper ballot (纸质票) of a meeting asks: forms with subjects, quotas, classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voting.assessment.forms.model import Form, Quota, VoterClass, slot_count
from voting.assessment.meeting_state import MeetingState
from voting.record.frozen import frozen
from voting.services.forms.of_meeting import ballot_of
from voting.storage import meetings, rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.meetings import MeetingRow


@dataclass(frozen=True, slots=True)
class PaperBallotForm:
    """What the paper ballots of a meeting ask and what is to be entered of them.

    ``handed``: class id → slips voided to vote on paper instead. ``final``: the meeting has been
    opened and nothing of this changes any more.
    """

    meeting: str
    state: MeetingState
    title: str
    unit: str
    date: str
    place: str
    classes: tuple[VoterClass, ...]
    handed: Mapping[str, int]
    forms: tuple[Form, ...]
    quotas: tuple[Quota, ...]
    final: bool

    @property
    def slots(self) -> int:
        """Numbers to enter of a class: one a slot, in the order of ``asked``."""
        return slot_count(self.forms)


def form_of(db: Database, meeting_id: str) -> PaperBallotForm:
    """What is to be entered, from the manifest; before opening as the plan and roster stand.

    NotFound ``meeting-unknown``; before opening also what :func:`ballot_of` refuses.
    """
    with db.reading() as session:
        row = meetings.known(session, meeting_id)
        unit = rosters.known_unit(session, row.unit_id)
        classes = meetings.classes(session, meeting_id)
        forms, quotas = _asked(session, row, {c.class_id for c in classes})
        return PaperBallotForm(
            row.id,
            row.state,
            row.title,
            unit.name,
            row.date,
            row.place,
            tuple(VoterClass(c.class_id, c.name, c.weight, c.expected) for c in classes),
            {c.class_id: c.paper for c in classes},
            forms,
            quotas,
            row.manifest is not None,
        )


def _asked(
    session: Session, row: MeetingRow, classes: set[str]
) -> tuple[tuple[Form, ...], tuple[Quota, ...]]:
    if row.manifest is not None:
        manifest = frozen(row.manifest).manifest
        return manifest.forms, manifest.quotas
    round_row = rounds.known(session, row.round_id, trials=True)
    ballot = ballot_of(session, round_row, row.unit_id, classes)
    return ballot.forms, ballot.quotas
