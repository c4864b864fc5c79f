"""民主测评汇总表 of a round: the 总体评价 of every team, then of every cadre; weighted, and by
class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.table import FormTally, SubjectTally
from voting.assessment.counting.weights import Weighted
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.documents.filed.meeting_model import SIGNATURES, MeetingPart, RoundPart
from voting.documents.filed.paper_ballot_line import (
    PaperBallotBand,
    paper_ballot_bands,
    paper_ballot_rows,
)
from voting.documents.filed.table_figures import Figures, figures_of
from voting.documents.writing.document import (
    Block,
    Cell,
    Document,
    PageBreak,
    Paragraph,
    Row,
    Table,
)

_KINDS = {"team": "领导班子", "cadre": "干部"}

Part = tuple[MeetingPart, FormTally]


def round_document(round_part: RoundPart) -> Document:
    """The table of a round, A4 landscape; each kind of form weighted and then by class."""
    blocks: list[Block] = []
    for (name, figures), parts in _alike(round_part).items():
        blocks += [PageBreak()] * bool(blocks)
        blocks += [_weighted(name, figures, parts)]
        if any(len(part.tally.groups) > 1 for part, _ in parts):
            blocks += [PageBreak(), _by_class(name, figures, parts)]
    if not blocks:
        blocks.append(Paragraph("尚无已计票的会议。"))
    if round_part.pending:
        blocks.append(
            Paragraph("尚未计票的会议：" + "；".join(round_part.pending) + "。", indent=False)
        )
    return Document(
        name=f"{round_part.year}年度考核民主测评结果汇总表",
        title=f"{round_part.year}年度考核民主测评结果汇总表",
        subtitle=("　".join(word for word in (round_part.name, round_part.number) if word),),
        blocks=tuple(blocks),
        landscape=True,
        signatures=SIGNATURES,
    )


def _alike(round_part: RoundPart) -> dict[tuple[str, Figures], list[Part]]:
    """Forms with equal options stand in one table."""
    alike: dict[tuple[str, Figures], list[Part]] = {}
    for part in round_part.meetings:
        for form in part.tally.forms:
            overall = [s.overall for s in form.subjects if s.overall is not None]
            figures = figures_of(form, overall) if overall else None
            if figures is not None and not figures.tall:
                name = _KINDS.get(form.kind, form.text.zh)
                alike.setdefault((name, figures), []).append((part, form))
    return alike


def _weighted(name: str, figures: Figures, parts: Sequence[Part]) -> Table:
    flagged = any(part.flags.get(subject.id) for part, form in parts for subject in form.subjects)
    widths = (5, 14, 13, 18, 7, *figures.widths, *(18.0,) * flagged)
    rows: list[Row] = []
    number = 0
    for part, form in parts:
        for subject in form.subjects:
            if subject.overall is not None:
                number += 1
                votes = subject.overall.total
                shown = subject.overall.weighted
                rows.append(
                    (
                        number,
                        *_line(part, subject, votes, shown, figures),
                        *(_flags(part, subject),) * flagged,
                    )
                )
        rows += _paper_ballot_rows(
            part,
            form,
            len(widths),
            lambda part, subject, votes: (
                "",
                *_line(part, subject, votes, votes, figures),
                *("",) * flagged,
            ),
        )
    notes = (
        "票数为计入的各票类之和；百分比、比率和得分为各票类加权结果。",
        *shared_notes(parts),
        *("“提示”按设定阈值以精确分数比较得出，由组织认定。",) * flagged,
    )
    return Table(
        widths,
        figures.heading(("序号", "单位", "测评对象", "职务", "计票数"), ("提示",) * flagged),
        tuple(rows),
        f"{name}总体评价（加权结果）",
        notes,
    )


def _line(
    part: MeetingPart,
    subject: SubjectTally,
    votes: QuestionTally,
    shown: QuestionTally | Weighted,
    figures: Figures,
) -> Row:
    return (
        Cell(part.tally.meeting.unit, "words"),
        pad_name(subject.name),
        Cell(subject.post, "words"),
        votes.ballots,
        *figures.cells(votes, shown),
    )


def _paper_ballot_rows(
    part: MeetingPart,
    form: FormTally,
    columns: int,
    row: Callable[[MeetingPart, SubjectTally, QuestionTally], Row],
) -> list[Row]:
    """纸质票 of a unit, a row for each subject of a form where the votes are shown."""

    def rows(band: PaperBallotBand) -> list[Row]:
        lines = [
            (subject, band.of(subject.overall))
            for subject in form.subjects
            if subject.overall is not None
        ]
        return [row(part, subject, votes) for subject, votes in lines if votes is not None]

    return paper_ballot_rows(paper_ballot_bands(part.tally, part.tally.meeting.unit), columns, rows)


def _flags(part: MeetingPart, subject: SubjectTally) -> Cell:
    return Cell("；".join(part.flags.get(subject.id, ())), "words")


def _by_class(name: str, figures: Figures, parts: Sequence[Part]) -> Table:
    widths = (15, 12, 7, 8, 7, *figures.widths)
    rows: list[Row] = []
    for part, form in parts:
        for subject in form.subjects:
            if subject.overall is not None:
                rows += _classes(part, subject, figures)
        rows += _paper_ballot_rows(
            part,
            form,
            len(widths),
            lambda part, subject, votes: (
                Cell(part.tally.meeting.unit, "words"),
                pad_name(subject.name),
                "纸质票",
                None,
                votes.ballots,
                *figures.cells(votes, votes),
            ),
        )
    return Table(
        widths,
        figures.heading(("单位", "测评对象", "票类", "权重\n（%）", "计票数")),
        tuple(rows),
        f"{name}总体评价（分票类）",
        ("各票类为该票类选票的结果，未加权；“权重”为折算后的权重。", *shared_notes(parts)),
    )


def _classes(part: MeetingPart, subject: SubjectTally, figures: Figures) -> list[Row]:
    overall = subject.overall
    if overall is None or not part.tally.groups:
        return []
    rows: list[Row] = []
    down = len(part.tally.groups)
    for place, group in enumerate(part.tally.groups):
        lead = (
            ()
            if place
            else (
                Cell(part.tally.meeting.unit, "words", down=down),
                Cell(pad_name(subject.name), down=down),
            )
        )
        votes = overall.groups[place]
        rows.append(
            (
                *lead,
                group.label,
                percent(Fraction(group.scaled_weight) / 10_000),
                votes.ballots,
                *figures.cells(votes, votes),
            )
        )
    return rows


def shared_notes(parts: Sequence[Part]) -> list[str]:
    """口径说明 of several meetings: a sentence that does not hold for all of them names its
    units."""
    meetings = {id(part): part for part, _ in parts}
    said: dict[str, list[str]] = {}
    for part in meetings.values():
        for note in part.tally.notes:
            said.setdefault(note.zh, []).append(part.tally.meeting.unit)
    return [
        sentence if len(units) == len(meetings) else f"{'、'.join(units)}：{sentence}"
        for sentence, units in said.items()
    ]
