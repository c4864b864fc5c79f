"""纸质票: the blank paper ballot of a voter class.

It has boxes for every option of every question: subjects below each other, questions side by side
as far as the letters stay large enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from voting.assessment.forms.model import Form, Question, Quota
from voting.assessment.names import pad_name
from voting.documents.paper_ballots.blank_ballot import (
    BlankBallot,
    alike,
    below,
    choices,
    heading,
    is_tall,
)
from voting.documents.writing.document import (
    Block,
    Cell,
    Document,
    PageBreak,
    Paragraph,
    Row,
    Table,
)

BOX = "□"
MOST = 20
"""Columns of boxes in one table: more would need letters too small for many eyes."""
_SHORT = 7
"""Rows of a table that may stand below another one."""


def ballot_document(ballot: BlankBallot) -> Document:
    """The blank ballot, A4 landscape; nothing on it tells one from another."""
    blocks: list[Block] = [Paragraph(_instructions(ballot), indent=False)]
    for form in ballot.forms:
        for table in _boxes(form):
            long = len(table.rows) > _SHORT and any(isinstance(block, Table) for block in blocks)
            blocks += [*(PageBreak(),) * long, table]
    name = f"{ballot.unit}民主测评票（纸质票）票类{ballot.voter_class.id}"
    return Document(
        name, f"{ballot.unit}民主测评票（纸质票）", below(ballot), tuple(blocks), landscape=True
    )


def _instructions(ballot: BlankBallot) -> str:
    """How to fill it in; what is said holds for this ballot."""
    questions = [question for form in ballot.forms for question in form.questions]
    several = any(question.max > 1 for question in questions)
    lines = [
        "本票不记名。请在所选意见的□内打“√”，"
        + ("没有注明项数的，每项只选一个。" if several else "每项只选一个。")
    ]
    offered = [bool(question.abstain) for question in questions]
    if all(offered):
        lines.append("不选或所选超过项数的，该项按弃权统计。")
    elif any(offered):
        lines.append(
            "不选或所选超过项数的，该项按弃权统计；没有弃权栏的项目必须按项数选，否则整张无效。"
        )
    else:
        lines.append("每项都要按项数选，漏选或多选的整张无效。")
    quotas = dict.fromkeys(
        _quota_words(form, quota)
        for form in ballot.forms
        for quota in ballot.quotas
        if quota.form == form.id and quota.policy == "block"
    )
    if quotas:
        lines.append("；".join(quotas) + "，超过的整张无效。")
    lines.append("填好后请对折，投入票箱。")
    return "填票说明：" + "".join(lines)


def _quota_words(form: Form, quota: Quota) -> str:
    question = next(q for q in form.questions if q.id == quota.question)
    option = next(o for o in question.options if o.id == quota.option)
    return f"“{question.text.zh}”选“{option.text.zh}”的不超过{quota.at_most}个"


def _boxes(form: Form) -> list[Table]:
    """The tables of a form: one subject has its questions below each other, several have them
    side by side."""
    if len(form.subjects) == 1:
        groups = alike(form.questions)
        return [
            _list(form, group, form.text.zh) if is_tall(group[0]) else _upright_table(form, group)
            for group in groups
        ]
    boxes: list[Table] = []
    for group in _tables(form.questions):
        caption = f"{form.text.zh}（续）" if boxes else form.text.zh
        boxes.append(
            _list(form, group, caption) if is_tall(group[0]) else _matrix(form, group, caption)
        )
    return boxes


def _tables(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """The questions of each table: those with many options in lists, the others side by side,
    shared out evenly where they need more than one table."""
    groups: list[tuple[Question, ...]] = []
    for tall, group in groupby(questions, is_tall):
        mine = tuple(group)
        columns = sum(len(choices(question)) for question in mine)
        parts = 1 if tall else -(-columns // MOST)
        groups += _shared(mine, min(parts, len(mine)))
    return groups


def _shared(questions: tuple[Question, ...], parts: int) -> list[tuple[Question, ...]]:
    """``parts`` runs of nearly equal length."""
    ends = [len(questions) * n // parts for n in range(parts + 1)]
    return [questions[start:end] for start, end in pairwise(ends)]


def _matrix(form: Form, questions: Sequence[Question], caption: str) -> Table:
    """Subjects × options, a box each."""
    posts = any(subject.post for subject in form.subjects)
    columns = [choice for question in questions for choice in choices(question)]
    lead = ("序号", "测评对象", *("职务",) * posts)
    headings = (
        (
            *(Cell(word, "head", down=2) for word in lead),
            *(Cell(heading(q), "head", across=len(choices(q))) for q in questions),
        ),
        tuple(Cell(_upright(choice), "head") for choice in columns),
    )
    rows: list[Row] = [
        (
            number,
            pad_name(subject.name),
            *(Cell(subject.post, "words"),) * posts,
            *(BOX for _ in columns),
        )
        for number, subject in enumerate(form.subjects, 1)
    ]
    return Table(
        (5, 13 if posts else 20, *(16,) * posts, *(7.0 for _ in columns)),
        headings,
        tuple(rows),
        caption,
    )


def _upright_table(form: Form, questions: Sequence[Question]) -> Table:
    """Questions × options about the only subject of a form."""
    columns = choices(questions[0])
    rows: list[Row] = [
        (Cell(heading(question), "words"), *(BOX for _ in columns)) for question in questions
    ]
    return Table(
        (40, *(60 / len(columns) for _ in columns)),
        (("内容", *columns),),
        tuple(rows),
        f"{form.text.zh}：{form.subjects[0].name}",
    )


def _upright(words: str) -> str:
    """A name written downwards, to stand over a narrow column."""
    return "\n".join(words) if len(words) > 2 else words


def _list(form: Form, questions: Sequence[Question], caption: str) -> Table:
    """A line for each question about a subject, its options below each other."""
    rows: list[Row] = []
    for number, subject in enumerate(form.subjects, 1):
        whose = pad_name(subject.name) + (f"\n{subject.post}" if subject.post else "")
        for place, question in enumerate(questions):
            lead = (
                (Cell(number, down=len(questions)), Cell(whose, down=len(questions)))
                if place == 0
                else ()
            )
            boxes = "\n".join(f"{BOX} {choice}" for choice in choices(question))
            rows.append((*lead, Cell(heading(question), "words"), Cell(boxes, "words")))
    return Table((5, 17, 30, 48), (("序号", "测评对象", "内容", "意见"),), tuple(rows), caption)
