"""What reports, briefs and feedback sheets of a unit are made from, gathered from its records."""

from __future__ import annotations

from voting.assessment.grades import steps
from voting.assessment.grades.sheet import GradeSheet
from voting.documents.filed.feedback import Feedback
from voting.documents.filed.report_model import Preparation, Statements, UnitReport
from voting.errors import NotFound, Refused
from voting.services.documents.source import Source
from voting.services.materials.publicity_text import day_text
from voting.services.materials.statements import KINDS, statements_of
from voting.services.materials.views import UnitMaterials, materials_of
from voting.storage import materials, publicity
from voting.storage.database import Session


def counted_meeting(source: Source, unit_id: str) -> str | None:
    """The meeting that counts for a unit: the one its grades are proposed from, else the last
    that was tallied; None before."""
    sheet = source.sheets.get(unit_id)
    if sheet is not None and sheet.meeting_id is not None:
        return sheet.meeting_id
    return next((view.id for view in reversed(source.tallied) if view.unit_id == unit_id), None)


def unit_report(source: Source, unit_id: str) -> UnitReport:
    """Everything of a unit whose meeting is counted; Refused ``results-missing`` before."""
    meeting_id = counted_meeting(source, unit_id)
    if meeting_id is None:
        raise Refused("results-missing", "the unit has no counted meeting yet")
    of_round = source.round
    with source.db.reading() as session:
        preparation = _preparation(session, source, unit_id)
    return UnitReport(
        year=of_round.year,
        number=of_round.number,
        basis=of_round.basis,
        part=source.meeting(meeting_id),
        sheet=source.sheets[unit_id].without_discipline(),
        preparation=preparation,
    )


def feedback_of(source: Source, subject: str) -> Feedback:
    """The sheet of ``<meeting>.<subject>``; the grade stands on it once it is decided.

    NotFound ``subject-unknown``.
    """
    meeting_id, _, subject_id = subject.partition(".")
    part = source.meeting(meeting_id)
    if all(one.id != subject_id for form in part.tally.forms for one in form.subjects):
        raise NotFound("subject-unknown", "the meeting has no such subject", subject=subject_id)
    sheet = source.sheets.get(source.meetings[meeting_id].unit_id)
    return Feedback(part, subject_id, "" if sheet is None else _decided(sheet, subject_id))


def _decided(sheet: GradeSheet, subject_id: str) -> str:
    """The grade of a subject once the committee has decided, else nothing."""
    line = sheet.line(subject_id)
    grade = line.grade_at(steps.COMMITTEE) if sheet.decided and line is not None else None
    return "" if grade is None else grade.text.zh


def _preparation(session: Session, source: Source, unit_id: str) -> Preparation:
    pieces = materials_of(session, unit_id)
    shown = publicity.of_units(session, [unit_id]).get(unit_id)
    objections = publicity.objections(session, [unit_id])
    visits = materials.visits(session, [unit_id]).get(unit_id)
    wanted = [one for one in statements_of(session, source.unit(unit_id)) if one.wanted]
    missing = tuple(
        f"{one.cadre.name}：{KINDS[one.kind].zh}" + (f"（{one.asked_of}）" if one.asked_of else "")
        for one in wanted
        if not one.received_on
    )
    days = "" if shown is None else f"{day_text(shown.starts)}至{day_text(shown.ends)}"
    return Preparation(
        materials=pieces.state.wanted,
        settled=pieces.state.settled,
        team_settled=_settled(pieces),
        published=days,
        place="" if shown is None else shown.place,
        objections=len(objections),
        handled=sum(bool(one.handled_on) for one in objections),
        talks=0 if visits is None else visits.talks,
        visits=0 if visits is None else visits.visits,
        remark="" if visits is None else visits.remark,
        statements=Statements(len(wanted), missing),
    )


def _settled(pieces: UnitMaterials) -> str:
    """Who settled the team's materials and on which day."""
    team = next((subject for subject in pieces.subjects if subject.author.team), None)
    held = None if team is None else team.settled
    return "" if held is None else f"{held.by}（{day_text(held.on)}）"
