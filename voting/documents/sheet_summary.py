"""汇总: the 总体评价 of every team (or cadre) of the round in one table."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from voting.assessment.names import pad_name
from voting.assessment.table import FormTally, SubjectTally
from voting.documents.sheet_figures import Figures, figures_of
from voting.documents.sheet_style import (
    COUNT,
    across,
    heading,
    lines,
    new_sheet,
    notes,
    signatures,
    two_row_head,
    write,
)
from voting.documents.workbook_model import MeetingPart, RoundBook

_LEAD = (("序号", ""), ("单位", ""), ("测评对象", ""), ("职务", ""), ("计票数", ""))
_LEAD_WIDTHS = (5.5, 16.0, 13.0, 19.0, 7.5)
_FLAG_WIDTH = 17.0
_KINDS = {"team": "班子", "cadre": "干部"}

Part = tuple[MeetingPart, FormTally]


def add_summaries(book: Workbook, round_book: RoundBook) -> None:
    """A sheet for each kind of form; forms with other options get one of their own."""
    alike: dict[tuple[str, Figures], list[Part]] = {}
    for meeting in round_book.meetings:
        for form in meeting.tally.forms:
            overall = [s.overall for s in form.subjects if s.overall is not None]
            if overall:
                name = _KINDS.get(form.kind, form.text.zh)
                alike.setdefault((name, figures_of(form, overall)), []).append((meeting, form))
    if not alike:
        _empty(book, round_book)
    for (name, figures), parts in alike.items():
        _summary(book, round_book, name, figures, parts)


def _title(round_book: RoundBook, what: str) -> tuple[str, str]:
    under = "　".join(part for part in (round_book.name, round_book.number) if part)
    return f"{round_book.year}年度考核民主测评{what}", under


def _summary(book: Workbook, round_book: RoundBook, name: str, figures: Figures,
             parts: Sequence[Part]) -> None:
    sheet = new_sheet(book, f"汇总（{name}）", [*_LEAD_WIDTHS, *figures.widths, _FLAG_WIDTH])
    columns = [*_LEAD, *figures.heads, ("提示", "")]
    width = len(columns)
    row = heading(sheet, width, *_title(round_book, f"结果汇总表（{name}）"))
    body = two_row_head(sheet, row, columns)
    sheet.print_title_rows = f"{row}:{body - 1}"
    sheet.freeze_panes = sheet.cell(body, 4)
    row = body
    for meeting, form in parts:
        for subject in form.subjects:
            _line(sheet, row, row - body + 1, meeting, subject, figures)
            row += 1
    shared = [note.zh for meeting, _ in parts for note in meeting.tally.notes[:1]]
    said = ["票数为计入的各票类之和；百分比、比率和得分为各票类加权结果，权重及合并情况见各会议表。",
            *shared, "“提示”按设定阈值以精确分数比较得出，由组织认定。"]
    if round_book.pending:
        said.append("尚未计票的会议：" + "；".join(round_book.pending) + "。")
    signatures(sheet, notes(sheet, row, width, said), width)


def _line(sheet: Worksheet, row: int, number: int, meeting: MeetingPart, subject: SubjectTally,
          figures: Figures) -> None:
    overall = subject.overall
    flags = "\n".join(meeting.flags.get(subject.id, ()))
    unit = meeting.tally.meeting.unit
    write(sheet, row, 1, number, "cell", COUNT)
    write(sheet, row, 2, unit, "words")
    write(sheet, row, 3, pad_name(subject.name), "cell")
    write(sheet, row, 4, subject.post, "words")
    if overall is not None:
        write(sheet, row, 5, overall.total.ballots, "cell", COUNT)
        figures.write(sheet, row, 6, overall.total, overall.weighted)
    write(sheet, row, 6 + len(figures.heads), flags, "words")
    sheet.row_dimensions[row].height = 16.5 * max(
        lines(flags, _FLAG_WIDTH - 1), lines(unit, _LEAD_WIDTHS[1] - 1),
        lines(subject.name, _LEAD_WIDTHS[2] - 1), lines(subject.post, _LEAD_WIDTHS[3] - 1)) + 3


def _empty(book: Workbook, round_book: RoundBook) -> None:
    sheet = new_sheet(book, "汇总", [20.0] * 6)
    row = heading(sheet, 6, *_title(round_book, "结果汇总表"))
    across(sheet, row, 6, "尚无已计票的会议。", "under", 30)
    if round_book.pending:
        notes(sheet, row + 1, 6, ["尚未计票的会议：" + "；".join(round_book.pending) + "。"])
