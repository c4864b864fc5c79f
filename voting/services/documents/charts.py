"""What is shown and handed out of counted votes beside the papers: charts, the round's workbook.

matplotlib and openpyxl take most of a second to load, so the rooms that need them are imported
when the first document is made, not when the server or the command line starts.
"""

from __future__ import annotations

from voting.services.context import Actor
from voting.services.documents.source import Source
from voting.services.meetings.tallying import meeting_tally, read_tally
from voting.storage.database import Database


def chart(
    db: Database,
    meeting_id: str,
    kind: str,
    subject_id: str | None,
    file_format: str,
    language: str = "zh",
) -> bytes:
    """One chart of a tallied meeting as ``svg`` or ``png``.

    ``kind`` is ``grades``, ``spread`` or ``profile`` (of ``subject_id``). :class:`Refused` before
    the results are opened, :class:`NotFound` for an unknown chart, meeting or subject.
    """
    from voting.documents.charts.draw import draw_chart

    return draw_chart(meeting_tally(db, meeting_id), kind, subject_id, file_format, language)


def read_chart(
    db: Database,
    actor: Actor,
    meeting_id: str,
    kind: str,
    subject_id: str | None,
    file_format: str,
    language: str = "zh",
) -> bytes:
    """The same for whoever may read the results of the meeting's unit."""
    from voting.documents.charts.draw import draw_chart

    return draw_chart(read_tally(db, actor, meeting_id), kind, subject_id, file_format, language)


def round_workbook(db: Database, round_id: str) -> bytes:
    """The xlsx of a round: results of all, 等次建议, 审定, then the 总体评价 of each tallied meeting,
    in the order of the roster."""
    from voting.documents.filed.grade_tables import decision_document, proposal_document
    from voting.documents.filed.meeting_table import overall_document
    from voting.documents.filed.round_table import round_document
    from voting.documents.writing.xlsx import documents_xlsx

    source = Source(db, round_id)
    book = source.grades()
    papers = [
        (round_document(source.all_meetings()), ""),
        (proposal_document(book), "等次建议"),
        (decision_document(source.grades(confidential=True)), "等次审定"),
    ]
    papers += [
        (overall_document(source.meeting(view.id)), view.unit_name) for view in source.tallied
    ]
    return documents_xlsx(papers, source.round.name)
