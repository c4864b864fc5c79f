"""纸质票 and 计票表: the blank paper ballot of a voter class, and the sheet to count such ballots on.

A ballot has boxes for every option of every question: subjects below each other, questions side by
side as far as the letters stay large enough. The sheet has the same order, and the page on which
its numbers are entered, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from voting.assessment.names import pad_name
from voting.documents.filed.table_figures import WIDEST
from voting.documents.writing.document import Block, Cell, PageBreak, Paper, Paragraph, Row, Table

BOX = "□"
MOST = 20
"""Columns of boxes in one table: more would need letters too small for many eyes."""
_LONGEST, _SHORT = 8, 7
"""Characters of an option above a column; rows of a table that may stand below another one."""
_SIGNATURES = (
    "计票人（签字）：　　　　　　　　　　监票人（签字）：　　　　　　　　　　　　　　年　　月　　日"
)


@dataclass(frozen=True, slots=True)
class BlankQuestion:
    """``least`` … ``most`` options are to be chosen, or nothing where ``abstain`` (弃权) is said;
    ``section`` and ``abstain`` may be empty."""

    section: str
    text: str
    least: int
    most: int
    abstain: str
    options: tuple[str, ...]

    @property
    def tall(self) -> bool:
        """Too many or too long options to stand side by side."""
        return len(self.options) > WIDEST or max(map(len, self.options)) > _LONGEST

    @property
    def heading(self) -> str:
        """The question with how many options may be chosen, if not one."""
        named = f"{self.section}：{self.text}" if self.section else self.text
        if self.most == 1:
            return named
        many = f"{self.most}" if self.least == self.most else f"{self.least}至{self.most}"
        return f"{named}（选{many}项）"


@dataclass(frozen=True, slots=True)
class BlankSubject:
    """Who is rated; all subjects of a form are asked the same."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form (表) of the ballot. ``limits``: sentences such as ``“优秀”不超过3个``."""

    text: str
    subjects: tuple[BlankSubject, ...]
    questions: tuple[BlankQuestion, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankBallot:
    """What is printed for one voter class of a meeting."""

    unit: str
    title: str
    date: str
    place: str
    class_id: str
    class_name: str
    forms: tuple[BlankForm, ...]


def ballot_paper(ballot: BlankBallot) -> Paper:
    """The blank ballot, A4 landscape; nothing on it tells one from another."""
    blocks: list[Block] = [Paragraph(_instructions(ballot), indent=False)]
    for form in ballot.forms:
        for table in _boxes(form):
            long = len(table.rows) > _SHORT and any(isinstance(block, Table) for block in blocks)
            blocks += [*(PageBreak(),) * long, table]
    name = f"{ballot.unit}民主测评票（纸质票）票类{ballot.class_id}"
    return Paper(
        name, f"{ballot.unit}民主测评票（纸质票）", _below(ballot), tuple(blocks), landscape=True
    )


def count_paper(ballot: BlankBallot) -> Paper:
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
        for questions in _alike(form.questions):
            caption = form.text if len(ballot.forms) > 1 else ""
            blocks.append(
                _strokes_below(form, questions, caption)
                if questions[0].tall
                else _strokes_beside(form, questions, caption)
            )
    name = f"{ballot.unit}纸质票计票表 票类{ballot.class_id}"
    return Paper(
        name,
        f"{ballot.unit}纸质票计票表",
        _below(ballot),
        tuple(blocks),
        landscape=True,
        signatures=_SIGNATURES,
    )


def _below(ballot: BlankBallot) -> tuple[str, ...]:
    meeting = "　".join(word for word in (ballot.title, ballot.date, ballot.place) if word)
    return meeting, f"票类 {ballot.class_id}（{ballot.class_name}）"


def _instructions(ballot: BlankBallot) -> str:
    """How to fill it in; what is said holds for this ballot."""
    questions = [question for form in ballot.forms for question in form.questions]
    several = any(question.most > 1 for question in questions)
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
    limits = dict.fromkeys(limit for form in ballot.forms for limit in form.limits)
    if limits:
        lines.append("；".join(limits) + "，超过的整张无效。")
    lines.append("填好后请对折，投入票箱。")
    return "填票说明：" + "".join(lines)


def _boxes(form: BlankForm) -> list[Table]:
    """The tables of a form: one subject has its questions below each other, several have them
    side by side."""
    if len(form.subjects) == 1:
        groups = _alike(form.questions)
        return [
            _list(form, group, form.text) if group[0].tall else _upright_table(form, group)
            for group in groups
        ]
    found: list[Table] = []
    for group in _tables(form.questions):
        caption = f"{form.text}（续）" if found else form.text
        found.append(
            _list(form, group, caption) if group[0].tall else _matrix(form, group, caption)
        )
    return found


def _alike(questions: Sequence[BlankQuestion]) -> list[tuple[BlankQuestion, ...]]:
    """Questions of equal options that follow one another."""
    return [
        tuple(group)
        for _, group in groupby(questions, lambda question: (question.options, question.abstain))
    ]


def _tables(questions: Sequence[BlankQuestion]) -> list[tuple[BlankQuestion, ...]]:
    """The questions of each table: those with many options in lists, the others side by side,
    shared out evenly where they need more than one table."""
    found: list[tuple[BlankQuestion, ...]] = []
    for tall, group in groupby(questions, lambda question: question.tall):
        mine = tuple(group)
        columns = sum(len(_choices(question)) for question in mine)
        parts = 1 if tall else -(-columns // MOST)
        found += _shared(mine, min(parts, len(mine)))
    return found


def _shared(questions: tuple[BlankQuestion, ...], parts: int) -> list[tuple[BlankQuestion, ...]]:
    """``parts`` runs of nearly equal length."""
    ends = [len(questions) * n // parts for n in range(parts + 1)]
    return [questions[start:end] for start, end in pairwise(ends)]


def _choices(question: BlankQuestion) -> tuple[str, ...]:
    return (*question.options, *(question.abstain,) * bool(question.abstain))


def _matrix(form: BlankForm, questions: Sequence[BlankQuestion], caption: str) -> Table:
    """Subjects × options, a box each."""
    posts = any(subject.post for subject in form.subjects)
    columns = [choice for question in questions for choice in _choices(question)]
    lead = ("序号", "测评对象", *("职务",) * posts)
    heading = (
        (
            *(Cell(word, "head", down=2) for word in lead),
            *(Cell(q.heading, "head", across=len(_choices(q))) for q in questions),
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
        heading,
        tuple(rows),
        caption,
    )


def _upright_table(form: BlankForm, questions: Sequence[BlankQuestion]) -> Table:
    """Questions × options about the only subject of a form."""
    choices = _choices(questions[0])
    rows: list[Row] = [
        (Cell(question.heading, "words"), *(BOX for _ in choices)) for question in questions
    ]
    return Table(
        (40, *(60 / len(choices) for _ in choices)),
        (("内容", *choices),),
        tuple(rows),
        f"{form.text}：{form.subjects[0].name}",
    )


def _upright(words: str) -> str:
    """A name written downwards, to stand over a narrow column."""
    return "\n".join(words) if len(words) > 2 else words


def _list(form: BlankForm, questions: Sequence[BlankQuestion], caption: str) -> Table:
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
            boxes = "\n".join(f"{BOX} {choice}" for choice in _choices(question))
            rows.append((*lead, Cell(question.heading, "words"), Cell(boxes, "words")))
    return Table((5, 17, 30, 48), (("序号", "测评对象", "内容", "意见"),), tuple(rows), caption)


def _strokes_beside(form: BlankForm, questions: Sequence[BlankQuestion], caption: str) -> Table:
    """A line for each question: strokes and sum of each option side by side."""
    options = questions[0].options
    heading = (
        (
            *(Cell(word, "head", down=2) for word in ("测评对象", "内容")),
            *(Cell(option, "head", across=2) for option in options),
        ),
        ("画票", "合计") * len(options),
    )
    rows: list[Row] = []
    for subject in form.subjects:
        for place, question in enumerate(questions):
            lead = (Cell(pad_name(subject.name), down=len(questions)),) if place == 0 else ()
            rows.append((*lead, question.heading, *("",) * (2 * len(options))))
    return Table((14, 16, *(12.0, 6.0) * len(options)), heading, tuple(rows), caption)


def _strokes_below(form: BlankForm, questions: Sequence[BlankQuestion], caption: str) -> Table:
    """A line for each option, where there are many."""
    rows: list[Row] = []
    for subject in form.subjects:
        for question in questions:
            down = len(question.options)
            for place, option in enumerate(question.options):
                lead = (
                    (
                        Cell(pad_name(subject.name), down=down),
                        Cell(question.heading, "words", down=down),
                    )
                    if place == 0
                    else ()
                )
                rows.append((*lead, Cell(option, "words"), "", ""))
    heading = ("测评对象", "内容", "选项", "画票", "合计")
    return Table((14, 24, 32, 22, 8), (heading,), tuple(rows), caption)
