"""A meeting's sheet: head counts that close, then for each form the weighted table and one per
voter class (merged classes together), notes and the line to sign."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from voting.assessment.counting import QuestionTally
from voting.assessment.heads import HeadLine
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.assessment.table import FormTally, MeetingTally, QuestionTable, SubjectTally
from voting.assessment.weights import Weighted
from voting.documents.sheet_figures import Figures, figures_of
from voting.documents.sheet_style import (
    COUNT,
    PERCENT,
    across,
    heading,
    lines,
    new_sheet,
    notes,
    signatures,
    two_row_head,
    write,
)
from voting.documents.workbook_model import MeetingPart

_LEAD = (("测评对象", ""), ("职务", ""), ("测评项目", ""))
_LEAD_WIDTHS = (17.0, 22.0, 15.0)
_HEADS = ("票类", "名称", "权重（%）", "应到", "实到", "发出", "收回", "有效", "无效")
_UNDER_TABLE = ("denominator", "weights", "renormalised", "merged", "group-unopened", "no-weight")

Pick = Callable[[QuestionTable], tuple[QuestionTally, QuestionTally | Weighted]]


def add_meeting(book: Workbook, part: MeetingPart) -> None:
    """One sheet; each form begins on a page of its own, the last one's head is repeated."""
    tally = part.tally
    tables = [(form, figures_of(form, [q for s in form.subjects for q in s.questions]))
              for form in tally.forms]
    widest = max((figures for _, figures in tables), key=lambda figures: len(figures.heads))
    sheet = new_sheet(book, tally.meeting.unit, [*_LEAD_WIDTHS, *widest.widths])
    width = len(_LEAD_WIDTHS) + len(widest.heads)
    under = f"{tally.meeting.title}　{tally.meeting.date}　{tally.meeting.place}"
    row = heading(sheet, width, f"{tally.meeting.unit}{tally.meeting.year}年度民主测评结果", under)
    row = _head_table(sheet, row, width, part)
    for place, (form, figures) in enumerate(tables):
        if place:
            sheet.row_breaks.append(Break(id=row - 1))
        row = _form(sheet, row, width, tally, form, figures)
    extra = [note.zh for form in tally.forms for s in form.subjects for q in s.questions
             for note in q.notes]
    sentences = [*(note.zh for note in tally.notes), *(note.zh for note in part.heads.notes),
                 *extra]
    signatures(sheet, notes(sheet, row, width, sentences), width)


def _head_table(sheet: Worksheet, row: int, width: int, part: MeetingPart) -> int:
    """应到 · 实到 · 发出 · 收回 · 有效 · 无效 per class and in total, then the slips."""
    for column, words in enumerate(_HEADS, 1):
        write(sheet, row, column, words, "head")
    weights = {c.id: c.weight for c in part.tally.classes}
    for line in (*part.heads.lines, part.heads.total):
        row += 1
        weight = Fraction(weights.get(line.class_id or "", 10_000), 10_000)
        _head_line(sheet, row, line, weight)
    slips = part.slips
    paper = (f"纸条：印制{slips.printed}张＝计入{slips.used}张＋作废{slips.voided}张"
             f"＋未用{slips.unused}张。　会议指纹 {part.fingerprint}　封存指纹 {part.sealing}")
    across(sheet, row + 1, width, paper, "note", 20)
    if part.heads.void:
        across(sheet, row + 2, width, "收回票数多于发出票数，本次测评无效，应重新进行。", "band", 24)
        row += 1
    return row + 2


def _head_line(sheet: Worksheet, row: int, line: HeadLine, weight: Fraction) -> None:
    write(sheet, row, 1, line.class_id or "合计", "cell")
    write(sheet, row, 2, line.name, "words")
    write(sheet, row, 3, percent(weight), "cell", PERCENT)
    for column, number in enumerate((line.expected, line.present, line.issued, line.returned,
                                     line.valid, line.invalid), 4):
        write(sheet, row, column, number, "cell", COUNT)


def _form(sheet: Worksheet, row: int, width: int, tally: MeetingTally, form: FormTally,
          figures: Figures) -> int:
    """The tables of a form below one head, which is repeated on the pages that follow."""
    across(sheet, row, width, form.text.zh, "under", 26)
    body = two_row_head(sheet, row + 1, [*_LEAD, *figures.heads])
    sheet.print_title_rows = f"{row + 1}:{row + 2}"
    row = body
    row = _band(sheet, row, figures, "加权结果（票数为各票类之和；百分比、比率和得分为加权结果）")
    row = _lines(sheet, row, form, figures, lambda question: (question.total, question.weighted))
    for place, group in enumerate(tally.groups):
        weight = percent(Fraction(group.scaled_weight) / 10_000)
        row = _band(sheet, row, figures,
                    f"票类 {group.label}（{group.name}）　{group.ballots}票　权重{weight}%")
        row = _lines(sheet, row, form, figures, _pick(place))
    short = "".join(n.zh for n in tally.notes if n.code.startswith(_UNDER_TABLE))
    return notes(sheet, row, width, [short]) + 1


def _pick(place: int) -> Pick:
    return lambda question: (question.groups[place], question.groups[place])


def _band(sheet: Worksheet, row: int, figures: Figures, words: str) -> int:
    across(sheet, row, len(_LEAD) + len(figures.heads), words, "band", 21)
    return row + 1


def _lines(sheet: Worksheet, row: int, form: FormTally, figures: Figures, pick: Pick) -> int:
    """A row for each subject and question; the name is joined over its questions."""
    for subject in form.subjects:
        first = row
        for question in subject.questions:
            write(sheet, row, 1, pad_name(subject.name), "cell")
            write(sheet, row, 2, subject.post, "words")
            write(sheet, row, 3, question.text.zh, "cell")
            figures.write(sheet, row, 4, *pick(question))
            sheet.row_dimensions[row].height = 17
            row += 1
        _join(sheet, first, row - 1, subject)
    return row


def _join(sheet: Worksheet, first: int, last: int, subject: SubjectTally) -> None:
    if last == first:
        needed = max(lines(subject.name, _LEAD_WIDTHS[0]), lines(subject.post, _LEAD_WIDTHS[1]))
        sheet.row_dimensions[first].height = 17.0 * needed
        return
    for column in (1, 2):
        sheet.merge_cells(start_row=first, start_column=column, end_row=last, end_column=column)
