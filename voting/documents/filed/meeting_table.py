"""民主测评汇总表 of a meeting: head counts that close, the 总体评价 of everybody on one page, then
every question of every form, weighted and by class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from voting.assessment.counting.head_counts import HeadLine
from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.table import (
    FormTally,
    GroupInfo,
    MeetingTally,
    QuestionTable,
    SubjectTally,
)
from voting.assessment.counting.weights import Weighted
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.documents.filed.meeting_model import SIGNATURES, MeetingPart
from voting.documents.filed.paper_ballot_line import PaperBand, paper_bands, paper_rows, with_paper
from voting.documents.filed.table_figures import Figures, figures_of
from voting.documents.writing.document import (
    Block,
    Cell,
    PageBreak,
    Paper,
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
_WEIGHTED = "加权结果（票数为各票类之和；百分比、比率和得分为加权结果）"


def meeting_paper(part: MeetingPart) -> Paper:
    """The whole table of a meeting, A4 landscape."""
    blocks: list[Block] = [*head_blocks(part)]
    for form in part.tally.forms:
        blocks += summary_tables(part, form)
    for form in part.tally.forms:
        blocks += [PageBreak(), *detail_tables(part.tally, form)]
    return _paper(part, blocks)


def overall_paper(part: MeetingPart) -> Paper:
    """The 总体评价 alone, weighted and by class: a meeting's sheet in the workbook of a round."""
    blocks: list[Block] = [*head_blocks(part)]
    for form in part.tally.forms:
        blocks += detail_tables(part.tally, form, ("overall",))
    return _paper(part, blocks)


def _paper(part: MeetingPart, blocks: Sequence[Block]) -> Paper:
    meeting = part.tally.meeting
    return Paper(
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
    rows += paper_rows(
        paper_bands(part.tally), len(widths), lambda band: _summary_on_paper(form, figures, band)
    )
    notes = [*meeting_notes(part.tally), *_question_notes(form, overall)]
    return [
        Table(
            widths,
            figures.heading(("序号", "测评对象", "职务"), ("提示",)),
            tuple(rows),
            f"{form.text.zh}：{overall[0].text.zh}（加权结果）",
            tuple(notes),
        )
    ]


def _summary_on_paper(form: FormTally, figures: Figures, band: PaperBand) -> list[Row]:
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


def detail_tables(tally: MeetingTally, form: FormTally, roles: Sequence[str] = ()) -> list[Table]:
    """All questions of a form (or those with some roles), those of equal options in one table:
    weighted, then each class, then the paper ballots by themselves."""
    alike: dict[tuple[tuple[str, ...], int], list[int]] = {}
    questions = form.subjects[0].questions if form.subjects else ()
    for place, question in enumerate(questions):
        if roles and question.role not in roles:
            continue
        key = (tuple(option.id for option in question.options), question.total.abstain is None)
        alike.setdefault(key, []).append(place)
    return [_detail(tally, form, places) for places in alike.values()]


def meeting_notes(tally: MeetingTally) -> list[str]:
    """口径说明 of every table: denominator, rounding, weights, merged classes."""
    return [note.zh for note in tally.notes]


def _detail(tally: MeetingTally, form: FormTally, places: Sequence[int]) -> Table:
    chosen = [subject.questions[place] for subject in form.subjects for place in places]
    figures = figures_of(form, chosen)
    long = figures.tall
    lead = ("测评对象", "职务", "测评项目")
    heading: tuple[Row, ...] = ((*lead, "选项", "票数", "%"),) if long else figures.heading(lead)
    item = min(34.0, max(17.0, *(1.2 * len(_named(question)) for question in chosen)))
    widths = (13, 14, item, 30, 8, 9) if long else (13, 14, item, *figures.widths)
    rows: list[Row] = []
    for words, pick in _views(tally):
        if words:
            rows.append((Cell(words, "band", across=len(widths)),))
        for subject in form.subjects:
            questions = [subject.questions[place] for place in places]
            if pick is not None:
                rows += (
                    _long(subject, questions, pick)
                    if long
                    else _wide(subject, questions, figures, pick)
                )
    caption = form.text.zh + (
        "" if len(places) > 1 or len(form.subjects[0].questions) == 1 else f"：{chosen[0].text.zh}"
    )
    notes = (*meeting_notes(tally), *_question_notes(form, chosen))
    return Table(widths, heading, tuple(rows), caption, notes)


Pick = Callable[[QuestionTable], tuple[QuestionTally, QuestionTally | Weighted]]
"""The votes of a question and the figures beside them."""


def _views(tally: MeetingTally) -> list[tuple[str, Pick | None]]:
    """The parts of a table: the words of a band and what stands below it; None: nothing."""
    several = len(tally.groups) > 1 or len(tally.classes) > 1
    found: list[tuple[str, Pick | None]] = [(_WEIGHTED * several, lambda q: (q.total, q.weighted))]
    if several:
        found += [(_band(group), _of_group(place)) for place, group in enumerate(tally.groups)]
    return [*found, *((band.words, _on_paper(band.place)) for band in paper_bands(tally))]


def _of_group(place: int) -> Pick:
    return lambda question: (question.groups[place],) * 2


def _on_paper(place: int | None) -> Pick | None:
    return None if place is None else lambda question: (question.paper[place],) * 2


def _band(group: GroupInfo) -> str:
    weight = percent(Fraction(group.scaled_weight) / 10_000)
    ballots = with_paper(group.ballots, group.paper)
    return f"票类 {group.label}（{group.name}）　{ballots}　权重{weight}%"


def _wide(
    subject: SubjectTally, questions: Sequence[QuestionTable], figures: Figures, pick: Pick
) -> list[Row]:
    """A row for each question; name and post reach over all of them."""
    rows: list[Row] = []
    for number, question in enumerate(questions):
        lead = _lead(subject, len(questions)) if number == 0 else ()
        rows.append((*lead, _named(question), *figures.cells(*pick(question))))
    return rows


def _long(subject: SubjectTally, questions: Sequence[QuestionTable], pick: Pick) -> list[Row]:
    """A row for each option, for questions with many."""
    rows: list[Row] = []
    height = sum(len(question.options) + (question.abstain is not None) for question in questions)
    for question in questions:
        votes, shown = pick(question)
        lines: list[tuple[str, Value, Value]] = [
            (option.text.zh, votes.counts[option.id], shown.percent[option.id])
            for option in question.options
        ]
        if question.abstain is not None:
            lines.append((question.abstain.zh, votes.abstain, shown.abstain_percent))
        for number, (name, count, share) in enumerate(lines):
            lead = _lead(subject, height) if not rows else ()
            mine = (Cell(_named(question), down=len(lines)),) if number == 0 else ()
            rows.append((*lead, *mine, Cell(name, "words"), count, share))
    return rows


def _lead(subject: SubjectTally, down: int) -> tuple[Cell, Cell]:
    return Cell(pad_name(subject.name), down=down), Cell(subject.post, "words", down=down)


def _named(question: QuestionTable) -> str:
    return f"{question.section.zh}：{question.text.zh}" if question.section.zh else question.text.zh


def _question_notes(form: FormTally, questions: Iterable[QuestionTable]) -> list[str]:
    """What holds for some questions only, with the question it holds for."""
    found: dict[str, None] = {}
    wanted = {id(question) for question in questions}
    for subject in form.subjects:
        for question in subject.questions:
            if id(question) in wanted:
                for note in question.notes:
                    where = (
                        ""
                        if note.code == "multiple-choice"
                        else f"{subject.name}“{question.text.zh}”："
                    )
                    found[where + note.zh] = None
    return list(found)


def _abstentions(tally: MeetingTally) -> dict[str, int]:
    """弃权 of all questions about all subjects: by class where a class was counted alone, and in
    total under the empty name; left out where sums cannot tell it."""
    questions = [q for form in tally.forms for s in form.subjects for q in s.questions]
    found: dict[str, int] = {}
    for place, group in enumerate(tally.groups):
        numbers = [question.groups[place].abstain for question in questions]
        known = [number for number in numbers if number is not None]
        if len(group.classes) == 1 and len(known) == len(numbers):
            found[group.classes[0]] = sum(known)
    total = [question.total.abstain for question in questions]
    told = [number for number in total if number is not None]
    return {**found, "": sum(told)} if len(told) == len(total) and tally.groups else found


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
