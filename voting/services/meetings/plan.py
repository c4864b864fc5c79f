"""Meetings (测评会议): preparing them and the numbers their pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.assessment import permissions
from voting.assessment.meeting_state import MeetingState
from voting.errors import BadInput, Refused
from voting.services.context import Actor, new_id, permit
from voting.services.log import chain
from voting.services.meetings.checks import check_classes, check_meeting
from voting.services.meetings.views import MeetingView, view
from voting.storage import meetings as rows
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class ClassInput:
    """A voter class (票类): ``weight`` in hundredths of a percent, ``expected`` is 应到;
    ``slips`` to print for it and ``spares`` beside them."""

    id: str
    name: str
    weight: int
    expected: int
    slips: int
    spares: int = 0


@dataclass(frozen=True, slots=True)
class MeetingInput:
    """What is typed for a meeting; ``date`` is text as printed, ``minimum`` the least ballots
    a class may be opened with, ``denominator`` is ``valid`` or ``expected``."""

    round_id: str
    unit_id: str
    title: str
    date: str
    place: str
    classes: Sequence[ClassInput]
    minimum: int = 5
    denominator: str = "valid"
    scores: bool = False


def create_meeting(db: Database, actor: Actor, data: MeetingInput) -> str:
    """Make a draft meeting of a unit that has a team or a cadre; returns its id."""
    permit(actor, permissions.PREPARE_MEETING)
    row = _fill(rows.MeetingRow(id=new_id(), state=MeetingState.DRAFT), data)
    with db.transaction() as session:
        rounds.known(session, data.round_id)
        _check_unit(session, data)
        rows.add(session, row)
        rows.replace_classes(session, row.id, _class_rows(row.id, data))
        chain.write(
            session,
            actor,
            "meeting-created",
            row.id,
            {"round": row.round_id, "title": row.title, "classes": len(data.classes)},
        )
    return row.id


def update_meeting(db: Database, actor: Actor, meeting_id: str, data: MeetingInput) -> None:
    """Change a meeting before it opens.

    Once slips are printed the unit, the ids of the classes and their numbers of slips are fixed:
    Refused ``meeting-printed``; after opening everything is: Refused ``meeting-frozen``.
    """
    permit(actor, permissions.PREPARE_MEETING)
    with db.transaction() as session:
        row = rows.hold(session, meeting_id)
        if not row.state.before_opening:
            raise Refused("meeting-frozen", "the meeting has opened: nothing of it changes now")
        if row.round_id != data.round_id:
            raise BadInput("meeting-round", "a meeting stays in its round")
        _check_unit(session, data)
        before = rows.classes(session, meeting_id)
        if row.state == MeetingState.PRINTED:
            _check_printed(row, before, data)
        heads = {c.class_id: (c.present, c.issued) for c in before}
        _fill(row, data)
        classes = _class_rows(meeting_id, data)
        for c in classes:
            c.present, c.issued = heads.get(c.class_id, (None, None))
        session.flush()
        rows.replace_classes(session, meeting_id, classes)
        chain.write(session, actor, "meeting-changed", meeting_id, {"title": data.title})


def get_meeting(db: Database, meeting_id: str) -> MeetingView:
    """A meeting with all its numbers; NotFound ``meeting-unknown``."""
    with db.reading() as session:
        return view(session, rows.known(session, meeting_id))


def list_meetings(db: Database, round_id: str | None = None) -> list[MeetingView]:
    """The meetings of a round, of all rounds without one, by date."""
    with db.reading() as session:
        return [view(session, row) for row in rows.of_round(session, round_id)]


def _fill(row: rows.MeetingRow, data: MeetingInput) -> rows.MeetingRow:
    """Write checked input into a row."""
    text = check_meeting(
        title=data.title,
        date=data.date,
        place=data.place,
        minimum=data.minimum,
        denominator=data.denominator,
    )
    check_classes(data.classes)
    row.round_id, row.unit_id = data.round_id, data.unit_id
    row.title, row.date, row.place = text
    row.minimum, row.denominator, row.scores = data.minimum, data.denominator, data.scores
    return row


def _class_rows(meeting_id: str, data: MeetingInput) -> list[rows.ClassRow]:
    return [
        rows.ClassRow(
            meeting=meeting_id,
            class_id=c.id,
            position=position,
            name=c.name.strip(),
            weight=c.weight,
            expected=c.expected,
            slips=c.slips,
            spares=c.spares,
            present=None,
            issued=None,
        )
        for position, c in enumerate(data.classes)
    ]


def _check_unit(session: Session, data: MeetingInput) -> None:
    unit = rosters.unit(session, data.unit_id)
    if unit is None or unit.round_id != data.round_id:
        raise BadInput("meeting-unit", "the unit is not on the roster of this round")
    if not (rosters.teams(session, [unit.id]) or rosters.cadres(session, [unit.id])[unit.id]):
        raise BadInput("meeting-no-subjects", "the unit has neither a team nor a cadre to assess")


def _check_printed(
    row: rows.MeetingRow, before: Sequence[rows.ClassRow], data: MeetingInput
) -> None:
    """What stands on the slips and the roll may not change any more."""
    printed = [(c.class_id, c.slips, c.spares) for c in before]
    if row.unit_id != data.unit_id or printed != [(c.id, c.slips, c.spares) for c in data.classes]:
        raise Refused(
            "meeting-printed", "the slips are printed: unit, classes and numbers of slips are fixed"
        )
