"""Blank paper ballots and counting sheets of a meeting, as files to print."""

from __future__ import annotations

from typing import Final

from voting.assessment.permissions import ENTER_PAPER_BALLOTS
from voting.documents.paper_ballots.ballot import ballot_document
from voting.documents.paper_ballots.blank_ballot import BlankBallot
from voting.documents.paper_ballots.count_sheet import count_document
from voting.documents.writing.file_formats import WrittenFile, written
from voting.errors import NotFound
from voting.services.context import Actor, permit
from voting.services.paper_ballots.form import form_of
from voting.storage.database import Database

KINDS: Final = {"ballot": ballot_document, "count": count_document}
FORMATS: Final = ("pdf", "docx")


def paper_print(
    db: Database, actor: Actor, meeting_id: str, kind: str, class_id: str, file_format: str
) -> WrittenFile:
    """``ballot`` (空白纸质票) or ``count`` (计票表) of a voter class as ``pdf`` or ``docx``.

    NotFound ``meeting-unknown``, and ``paper-unknown`` for another kind, class or format.
    """
    permit(actor, ENTER_PAPER_BALLOTS)
    form = form_of(db, meeting_id)
    mine = next((c for c in form.classes if c.id == class_id), None)
    if mine is None or kind not in KINDS or file_format not in FORMATS:
        raise NotFound("paper-unknown", "there is no such paper")
    blank = BlankBallot(form.unit, form.title, form.date, form.place, mine, form.forms, form.quotas)
    return written(KINDS[kind](blank), file_format)
