"""计票表: the sheet on which one counter counts the paper ballots (纸质票) of a voter class.

It has the order of the ballot, and the page on which its numbers are entered, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.forms.model import Form, Question
from voting.assessment.names import pad_name
from voting.documents.paper_ballots.blank_ballot import BlankBallot, alike, below, heading, is_tall
from voting.documents.writing.document import Block, Cell, Document, Paragraph, Row, Table

_SIGNATURES = (
    "计票人（签字）：　　　　　　　　　　监票人（签字）：　　　　　　　　　　　　　　年　　月　　日"
)


def count_document(ballot: BlankBallot) -> Document:
    """The sheet for one counter: a line a question, room for strokes (正) and the sum of every
    option."""
    blocks: list[Block] = [
        Paragraph(
            "由一名计票人单独填写，不与另一份比对；按“正”字画票，填写合计后自行录入。弃权不用计，"
            "由张数减出。不合规定的整张无效票另放，不计入张数。",
            indent=False,
        ),
        Table(
            (30, 20, 30, 20),
            (),
            ((Cell("有效纸质票（张）", "head"), "", Cell("无效（张，另放）", "head"), ""),),
        ),
    ]
    for form in ballot.forms:
        for questions in alike(form.questions):
            caption = form.text.zh if len(ballot.forms) > 1 else ""
            blocks.append(
                _strokes_below(form, questions, caption)
                if is_tall(questions[0])
                else _strokes_beside(form, questions, caption)
            )
    name = f"{ballot.unit}纸质票计票表 票类{ballot.voter_class.id}"
    return Document(
        name,
        f"{ballot.unit}纸质票计票表",
        below(ballot),
        tuple(blocks),
        landscape=True,
        signatures=_SIGNATURES,
    )


def _strokes_beside(form: Form, questions: Sequence[Question], caption: str) -> Table:
    """A line for each question: strokes and sum of each option side by side."""
    options = questions[0].options
    headings = (
        (
            *(Cell(word, "head", down=2) for word in ("测评对象", "内容")),
            *(Cell(option.text.zh, "head", across=2) for option in options),
        ),
        ("画票", "合计") * len(options),
    )
    rows: list[Row] = []
    for subject in form.subjects:
        for place, question in enumerate(questions):
            lead = (Cell(pad_name(subject.name), down=len(questions)),) if place == 0 else ()
            rows.append((*lead, heading(question), *("",) * (2 * len(options))))
    return Table((14, 16, *(12.0, 6.0) * len(options)), headings, tuple(rows), caption)


def _strokes_below(form: Form, questions: Sequence[Question], caption: str) -> Table:
    """A line for each option, where there are many."""
    rows: list[Row] = []
    for subject in form.subjects:
        for question in questions:
            down = len(question.options)
            for place, option in enumerate(question.options):
                lead = (
                    (
                        Cell(pad_name(subject.name), down=down),
                        Cell(heading(question), "words", down=down),
                    )
                    if place == 0
                    else ()
                )
                rows.append((*lead, Cell(option.text.zh, "words"), "", ""))
    headings = ("测评对象", "内容", "选项", "画票", "合计")
    return Table((14, 24, 32, 22, 8), (headings,), tuple(rows), caption)
