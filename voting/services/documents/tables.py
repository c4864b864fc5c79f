"""The tables of a round, its units and its meetings as kinds of papers."""

from __future__ import annotations

from voting.assessment import permissions
from voting.assessment.meeting_state import MeetingState
from voting.documents.filed import grade_tables, lists, meeting_table, round_table
from voting.documents.writing.document import Document
from voting.language.catalogue import message
from voting.services.documents.kinds import Kind
from voting.services.documents.source import Source


def _counted(source: Source, meeting_id: str) -> bool:
    return source.meetings[meeting_id].state == MeetingState.TALLIED


def _any_counted(source: Source, round_id: str) -> bool:
    return bool(source.tallied)


def _any_decided(source: Source, round_id: str) -> bool:
    return any(sheet.decided for sheet in source.sheets.values())


def _has_grades(source: Source, unit_id: str) -> bool:
    return unit_id in source.sheets and bool(source.sheets[unit_id].lines)


def _meeting(source: Source, meeting_id: str) -> Document:
    return meeting_table.meeting_document(source.meeting(meeting_id))


def _round(source: Source, round_id: str) -> Document:
    return round_table.round_document(source.all_meetings())


def _proposals(source: Source, round_id: str) -> Document:
    return grade_tables.proposal_document(source.grades())


def _decisions(source: Source, round_id: str) -> Document:
    return grade_tables.decision_document(source.grades(confidential=True))


def _unit_proposal(source: Source, unit_id: str) -> Document:
    return grade_tables.proposal_document(source.grades(unit_id))


def _unit_decision(source: Source, unit_id: str) -> Document:
    return grade_tables.decision_document(source.grades(unit_id, confidential=True))


def _lists(source: Source, round_id: str) -> Document:
    return lists.grade_lists(source.grades())


def _alerts(source: Source, round_id: str) -> Document:
    return lists.alerts(source.grades())


KINDS = (
    Kind(
        "round-table",
        message("民主测评结果汇总表"),
        "round",
        _round,
        _any_counted,
    ),
    Kind("proposals", message("等次建议表"), "round", _proposals),
    Kind("decisions", message("等次审定表"), "round", _decisions),
    Kind("grade-lists", message("考核等次名单"), "round", _lists, _any_decided),
    Kind(
        "alerts",
        message("测评预警提示名单"),
        "round",
        _alerts,
        _any_counted,
    ),
    Kind(
        "meeting-table",
        message("民主测评汇总表"),
        "meeting",
        _meeting,
        _counted,
        own=permissions.READ_OWN_RESULTS,
    ),
    Kind(
        "unit-proposal",
        message("等次建议表"),
        "unit",
        _unit_proposal,
        _has_grades,
        own=permissions.READ_PROPOSALS,
        kept=True,
    ),
    Kind(
        "unit-decision",
        message("等次审定表"),
        "unit",
        _unit_decision,
        _has_grades,
        kept=True,
    ),
)
