"""Blank paper ballots and counting sheets of a meeting, as files to print."""

from __future__ import annotations

from typing import Final

from voting.assessment.permissions import ENTER_PAPER
from voting.documents.filed.paper_ballot import (
    BlankBallot,
    BlankForm,
    BlankQuestion,
    BlankSubject,
    ballot_paper,
    count_paper,
)
from voting.documents.writing.file_formats import Document, written
from voting.errors import NotFound
from voting.services.context import Actor, permit
from voting.services.paper_ballots.form import (
    PaperForm,
    PaperLimit,
    PaperPart,
    PaperQuestion,
    PaperVoterClass,
    form_of,
)
from voting.storage.database import Database

KINDS: Final = {"ballot": ballot_paper, "count": count_paper}
FORMATS: Final = ("pdf", "docx")


def paper_print(
    db: Database, actor: Actor, meeting_id: str, kind: str, class_id: str, file_format: str
) -> Document:
    """``ballot`` (空白纸质票) or ``count`` (计票表) of a voter class as ``pdf`` or ``docx``.

    NotFound ``meeting-unknown``, and ``paper-unknown`` for another kind, class or format.
    """
    permit(actor, ENTER_PAPER)
    form = form_of(db, meeting_id)
    mine = next((c for c in form.classes if c.id == class_id), None)
    if mine is None or kind not in KINDS or file_format not in FORMATS:
        raise NotFound("paper-unknown", "there is no such paper")
    return written(KINDS[kind](blank_ballot(form, mine)), file_format)


def blank_ballot(form: PaperForm, voter_class: PaperVoterClass) -> BlankBallot:
    """The ballot of a class as plain data."""
    return BlankBallot(
        form.unit,
        form.title,
        form.date,
        form.place,
        voter_class.id,
        voter_class.name,
        tuple(_form(part, form.limits) for part in form.parts),
    )


def _form(part: PaperPart, limits: tuple[PaperLimit, ...]) -> BlankForm:
    questions = part.subjects[0].questions
    names = {question.id: question.text.zh for question in questions}
    return BlankForm(
        part.text.zh,
        tuple(BlankSubject(one.name, one.post) for one in part.subjects),
        tuple(_question(question) for question in questions),
        tuple(
            f"“{names[limit.question]}”选“{limit.text.zh}”的不超过{limit.at_most}个"
            for limit in limits
            if limit.form == part.id and limit.blocks
        ),
    )


def _question(question: PaperQuestion) -> BlankQuestion:
    return BlankQuestion(
        question.section.zh,
        question.text.zh,
        question.least,
        question.most,
        question.abstain.zh if question.abstain else "",
        tuple(option.text.zh for option in question.options),
    )
