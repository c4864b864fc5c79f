"""民主测评汇总表 of a meeting: head counts that close, the 总体评价 of everybody on one page, then
every question of every form, weighted and by class."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from voting.assessment.counting.head_counts import HeadLine
from voting.assessment.counting.table import (
    FormTally,
    MeetingTally,
)
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.documents.filed.meeting_model import SIGNATURES, MeetingPart
from voting.documents.filed.paper_ballot_line import (
    PaperBallotBand,
    paper_ballot_bands,
    paper_ballot_rows,
)
from voting.documents.filed.question_tables import detail_tables, meeting_notes, question_notes
from voting.documents.filed.table_figures import Figures, figures_of
from voting.documents.writing.document import (
    Block,
    Cell,
    Document,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Value,
)

_HEADS = (
    "票类",
    "名称",
    "权重\n（%）",
    "应到",
    "实到",
    "发出",
    "收回",
    "有效",
    "无效",
    "弃权\n（项次）",
)
_HEAD_WIDTHS = (6.0, 22.0, 9.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 9.0)
_BESIDE, _ON_PAPER = 7, "其中\n纸质票"
"""Where the column of paper ballots stands in the head lines, right of 收回."""
_ABOUT_ABSTAINING = (
    "弃权按题计，此处为全部测评项目弃权之和（项次）；各项目的弃权见各表。合并统计的票类只有合计。"
)


def meeting_document(part: MeetingPart) -> Document:
    """The whole table of a meeting, A4 landscape."""
    blocks: list[Block] = [*head_blocks(part)]
    for form in part.tally.forms:
        blocks += summary_tables(part, form)
    for form in part.tally.forms:
        blocks += [PageBreak(), *detail_tables(part.tally, form)]
    return _paper(part, blocks)


def overall_document(part: MeetingPart) -> Document:
    """The 总体评价 alone, weighted and by class: a meeting's sheet in the workbook of a round."""
    blocks: list[Block] = [*head_blocks(part)]
    for form in part.tally.forms:
        blocks += detail_tables(part.tally, form, ("overall",))
    return _paper(part, blocks)


def _paper(part: MeetingPart, blocks: Sequence[Block]) -> Document:
    meeting = part.tally.meeting
    return Document(
        name=f"{meeting.unit}{meeting.year}年度民主测评汇总表",
        title=f"{meeting.unit}{meeting.year}年度民主测评汇总表",
        subtitle=(
            "　".join(word for word in (meeting.title, meeting.date, meeting.place) if word),
        ),
        blocks=tuple(blocks),
        landscape=True,
        signatures=SIGNATURES,
    )


def head_blocks(part: MeetingPart) -> list[Block]:
    """应到 · 实到 · 发出 · 收回 · 有效 · 无效 · 弃权 per class and in total, then the slips; with
    paper ballots a column of them."""
    weights = {c.id: c.weight for c in part.tally.classes}
    abstained = _abstentions(part.tally)
    paper = bool(part.heads.total.paper)
    rows = [_head_row(line, weights, abstained, paper) for line in part.heads.lines]
    total = part.heads.total.with_abstentions(abstained.get(""))
    rows.append(
        tuple(
            Cell(value, "strong")
            for value in ("合计", "", percent(Fraction(1)), *_numbers(total, paper))
        )
    )
    notes = (_ABOUT_ABSTAINING, *(note.zh for note in part.heads.notes))
    widths = (*_HEAD_WIDTHS[:_BESIDE], *(8.0,) * paper, *_HEAD_WIDTHS[_BESIDE:])
    heads = (*_HEADS[:_BESIDE], *(_ON_PAPER,) * paper, *_HEADS[_BESIDE:])
    blocks: list[Block] = [
        Table(widths, (heads,), tuple(rows), notes=notes),
        Paragraph(_slips(part), indent=False),
    ]
    if part.heads.void:
        blocks.append(Paragraph("收回票数多于发出票数，本次测评无效，应重新进行。", indent=False))
    return blocks


def _slips(part: MeetingPart) -> str:
    """How the slips close, and with paper ballots how 收回 does; the two fingerprints."""
    slips, total = part.slips, part.heads.total
    back = (
        f"收回{total.returned}张＝电子票{slips.used}张＋纸质票{total.paper}张。　"
        if total.paper
        else ""
    )
    return (
        f"纸条：印制{slips.printed}张＝计入{slips.used}张＋作废{slips.voided}张＋未用{slips.unused}张。　{back}"
        f"会议指纹 {part.fingerprint}　封存指纹 {part.sealing}"
    )


def summary_tables(part: MeetingPart, form: FormTally) -> list[Table]:
    """The 总体评价 of a form's subjects, one line each; none where the form has no such question."""
    overall = [subject.overall for subject in form.subjects if subject.overall is not None]
    if not overall:
        return []
    figures = figures_of(form, overall)
    if figures.tall:
        return []
    rows = []
    for number, subject in enumerate(form.subjects, 1):
        question = subject.overall
        if question is not None:
            flags = "；".join(part.flags.get(subject.id, ()))
            rows.append(
                (
                    number,
                    pad_name(subject.name),
                    Cell(subject.post, "words"),
                    *figures.cells(question.total, question.weighted),
                    Cell(flags, "words"),
                )
            )
    widths = (5, 14, 17, *figures.widths, 16)
    rows += paper_ballot_rows(
        paper_ballot_bands(part.tally),
        len(widths),
        lambda band: _summary_on_paper(form, figures, band),
    )
    notes = [*meeting_notes(part.tally), *question_notes(form, overall)]
    return [
        Table(
            widths,
            figures.heading(("序号", "测评对象", "职务"), ("提示",)),
            tuple(rows),
            f"{form.text.zh}：{overall[0].text.zh}（加权结果）",
            tuple(notes),
        )
    ]


def _summary_on_paper(form: FormTally, figures: Figures, band: PaperBallotBand) -> list[Row]:
    rows: list[Row] = []
    for number, subject in enumerate(form.subjects, 1):
        votes = None if subject.overall is None else band.of(subject.overall)
        if votes is not None:
            rows.append(
                (
                    number,
                    pad_name(subject.name),
                    Cell(subject.post, "words"),
                    *figures.cells(votes, votes),
                    "",
                )
            )
    return rows


def _abstentions(tally: MeetingTally) -> dict[str, int]:
    """弃权 of all questions about all subjects: by class where a class was counted alone, and in
    total under the empty name; left out where sums cannot tell it."""
    questions = [q for form in tally.forms for s in form.subjects for q in s.questions]
    by_class: dict[str, int] = {}
    for place, group in enumerate(tally.groups):
        numbers = [question.groups[place].abstain for question in questions]
        known = [number for number in numbers if number is not None]
        if len(group.classes) == 1 and len(known) == len(numbers):
            by_class[group.classes[0]] = sum(known)
    total = [question.total.abstain for question in questions]
    told = [number for number in total if number is not None]
    return {**by_class, "": sum(told)} if len(told) == len(total) and tally.groups else by_class


def _head_row(
    line: HeadLine, weights: dict[str, int], abstained: dict[str, int], paper: bool
) -> Row:
    mine = line.class_id or ""
    return (
        mine,
        Cell(line.name, "words"),
        percent(Fraction(weights[mine], 10_000)),
        *_numbers(line.with_abstentions(abstained.get(mine)), paper),
    )


def _numbers(line: HeadLine, paper: bool) -> tuple[Value, ...]:
    return (
        line.expected,
        line.present,
        line.issued,
        line.returned,
        *(line.paper,) * paper,
        line.valid,
        line.invalid,
        line.abstained,
    )
