"""Reports, briefs, feedback sheets and histories as kinds of papers.

Report and brief are the department's: a unit never gets them. Of feedback sheets an account of a
unit has those of its own team and cadres, and only when the committee has decided on the unit's
grades: until then a sheet in hand could be used to press whoever still decides. The department may
prepare them from the tally on. The zip of a round carries everything but single histories.
"""

from __future__ import annotations

from voting.assessment import permissions
from voting.assessment.meeting_state import MeetingState
from voting.documents.writing.document import Document
from voting.language.catalogue import inline, message
from voting.services.documents.kinds import Kind
from voting.services.documents.report_source import counted_meeting, feedback_of, unit_report
from voting.services.documents.source import Source
from voting.services.progress.histories import has_past, histories_of_unit, history_of

_TEXT_FORMATS = ("docx", "pdf")


def _counted(source: Source, unit_id: str) -> bool:
    return counted_meeting(source, unit_id) is not None


def _feedback_ready(source: Source, subject: str) -> bool:
    meeting = source.meetings.get(subject.partition(".")[0])
    if meeting is None or meeting.state != MeetingState.TALLIED or not _assessed(source, subject):
        return False
    sheet = source.sheets.get(meeting.unit_id)
    return not source.of_a_unit or (sheet is not None and sheet.decided)


def _assessed(source: Source, subject: str) -> bool:
    """A team or cadre of the roster: other votes are about matters and lists."""
    meeting_id, _, subject_id = subject.partition(".")
    unit = source.unit(source.meetings[meeting_id].unit_id)
    return subject_id in {*(cadre.id for cadre in unit.cadres), unit.team and unit.team.id}


def _has_past(source: Source, unit_id: str) -> bool:
    return has_past(source.db, unit_id)


def _subject_has_past(source: Source, subject: str) -> bool:
    return _assessed(source, subject) and _has_past(
        source, source.meetings[subject.partition(".")[0]].unit_id
    )


def _report(source: Source, unit_id: str) -> Document:
    from voting.documents.charts.draw import printed_aspects, printed_heat
    from voting.documents.filed.report import report_document

    report = unit_report(source, unit_id)
    tally = report.part.tally
    voted = {subject.id for form in tally.forms for subject in form.subjects if subject.questions}
    team = report.sheet.team
    aspects = None
    if team is not None and team.subject_id in voted:
        aspects = printed_aspects(tally, team.subject_id)
    return report_document(report, aspects, printed_heat(tally))


def _brief(source: Source, unit_id: str) -> Document:
    from voting.documents.filed.brief import brief_document

    return brief_document(unit_report(source, unit_id))


def _feedback(source: Source, subject: str) -> Document:
    from voting.documents.filed.feedback import feedback_document

    return feedback_document(feedback_of(source, subject))


def _history(source: Source, subject: str) -> Document:
    from voting.documents.charts.draw import printed_years
    from voting.documents.filed.history import history_document

    history = history_of(source.db, subject.partition(".")[2])
    return history_document(history, printed_years(history))


def _histories(source: Source, unit_id: str) -> Document:
    from voting.documents.filed.history import unit_history_document

    return unit_history_document(source.unit(unit_id).name, histories_of_unit(source.db, unit_id))


KINDS = (
    Kind(
        "report",
        message("考核报告"),
        "unit",
        _report,
        _counted,
        _TEXT_FORMATS,
        kept=True,
    ),
    Kind(
        "brief",
        message("部务会汇报"),
        "unit",
        _brief,
        _counted,
        _TEXT_FORMATS,
        kept=True,
    ),
    Kind(
        "feedback",
        message("测评结果反馈单"),
        "subject",
        _feedback,
        _feedback_ready,
        _TEXT_FORMATS,
        own=permissions.READ_OWN_RESULTS,
    ),
    Kind(
        "unit-history",
        inline("历年考核情况"),
        "unit",
        _histories,
        _has_past,
        kept=True,
    ),
    Kind(
        "history",
        inline("历年考核情况"),
        "subject",
        _history,
        _subject_has_past,
        zipped=False,
    ),
)
