"""A meeting's sheet: head counts that close, then for each form the weighted table and one per
voter class (merged classes together), notes and the line to sign."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from voting.assessment.counting import QuestionTally
from voting.assessment.heads import HeadLine
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.assessment.table import FormTally, MeetingTally, QuestionTable
from voting.assessment.weights import Weighted
from voting.documents.sheet_figures import Figures, figures_of
from voting.documents.sheet_pages import Pages
from voting.documents.sheet_style import (
    COUNT,
    PERCENT,
    across,
    heading,
    join,
    lines,
    new_sheet,
    notes,
    signatures,
    two_row_head,
    write,
)
from voting.documents.workbook_model import MeetingPart

_LEAD = (("测评对象", ""), ("职务", ""), ("测评项目", ""))
_LEAD_WIDTHS = (13.0, 17.0, 13.5)
_ROW, _BAND = 15.6, 18.0
"""Heights in points; five cadres of six questions stand on a page."""
_HEADS = ("票类", "名称", "权重（%）", "应到", "实到", "发出", "收回", "有效", "无效")
_UNDER_TABLE = ("denominator", "weights", "renormalised", "merged", "group-unopened", "no-weight",
                "class-table")

Pick = Callable[[QuestionTable], tuple[QuestionTally, QuestionTally | Weighted]]


def add_meeting(book: Workbook, part: MeetingPart) -> None:
    """One sheet; each form begins on a page of its own, the last one's head is repeated."""
    tally = part.tally
    tables = [(form, figures_of(form, [q for s in form.subjects for q in s.questions]))
              for form in tally.forms]
    widest = max((figures for _, figures in tables), key=lambda figures: len(figures.heads))
    sheet = new_sheet(book, tally.meeting.unit, [*_LEAD_WIDTHS, *widest.widths])
    width = len(_LEAD_WIDTHS) + len(widest.heads)
    pages = Pages(sheet, width)
    under = f"{tally.meeting.title}　{tally.meeting.date}　{tally.meeting.place}"
    row = heading(sheet, width, f"{tally.meeting.unit}{tally.meeting.year}年度民主测评结果", under)
    row = _head_table(sheet, row, width, part)
    pages.block(1, row - 1)
    for place, (form, figures) in enumerate(tables):
        if place:
            pages.new_page(row)
        row = _form(sheet, row, width, tally, form, figures, pages)
    _foot(sheet, row, width, part, pages)


def _foot(sheet: Worksheet, row: int, width: int, part: MeetingPart, pages: Pages) -> None:
    """All notes and the line to sign, on one page."""
    sentences = [*(note.zh for note in part.tally.notes), *(n.zh for n in part.heads.notes)]
    sentences += [note.zh for form in part.tally.forms for subject in form.subjects
                  for question in subject.questions for note in question.notes]
    end = signatures(sheet, notes(sheet, row, width, sentences), width)
    pages.block(row, end - 1)


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
    sheet.row_dimensions[row].height = 16.5 * lines(line.name, _LEAD_WIDTHS[1])
    write(sheet, row, 3, percent(weight), "cell", PERCENT)
    for column, number in enumerate((line.expected, line.present, line.issued, line.returned,
                                     line.valid, line.invalid), 4):
        write(sheet, row, column, number, "cell", COUNT)


def _form(sheet: Worksheet, row: int, width: int, tally: MeetingTally, form: FormTally,
          figures: Figures, pages: Pages) -> int:
    """The tables of a form, each with a head where it begins a page."""
    across(sheet, row, width, form.text.zh, "under", 26)
    pages.block(row, row)
    row = _head(sheet, row + 1, figures, pages)
    # a sheet can repeat rows of one place only: those of the last form, which is the longest
    last = form is tally.forms[-1]
    if last:
        pages.repeat(row - 2, row - 1)
    tables: list[tuple[str, Pick]] = [("加权结果（票数为各票类之和；百分比、比率和得分为加权结果）",
                                       _weighted)]
    for place, group in enumerate(tally.groups):
        weight = percent(Fraction(group.scaled_weight) / 10_000)
        tables.append((f"票类 {group.label}（{group.name}）　{group.ballots}票　权重{weight}%",
                       _of_group(place)))
    for words, pick in tables:
        if not last and pages.full(_BAND + _ROW * len(form.subjects[0].questions)):
            pages.new_page(row)
            row = _head(sheet, row, figures, pages)
        row = _table(sheet, row, words, form, figures, pages, pick)
    short = "".join(n.zh for n in tally.notes if n.code.startswith(_UNDER_TABLE))
    end = notes(sheet, row, width, [short]) + 1
    pages.block(row, end - 1)
    return end


def _head(sheet: Worksheet, row: int, figures: Figures, pages: Pages) -> int:
    body = two_row_head(sheet, row, [*_LEAD, *figures.heads])
    pages.block(row, body - 1)
    return body


def _weighted(question: QuestionTable) -> tuple[QuestionTally, Weighted]:
    return question.total, question.weighted


def _of_group(place: int) -> Pick:
    return lambda question: (question.groups[place], question.groups[place])


def _table(sheet: Worksheet, row: int, words: str, form: FormTally, figures: Figures,
           pages: Pages, pick: Pick) -> int:
    """A band, then a row for each subject and question; the name is joined over the questions."""
    across(sheet, row, len(_LEAD) + len(figures.heads), words, "band", _BAND)
    block, row = row, row + 1
    for subject in form.subjects:
        first, count = row, len(subject.questions)
        needed = max(lines(subject.name, _LEAD_WIDTHS[0]), lines(subject.post, _LEAD_WIDTHS[1]))
        for question in subject.questions:
            write(sheet, row, 1, pad_name(subject.name), "cell")
            write(sheet, row, 2, subject.post, "words")
            write(sheet, row, 3, question.text.zh, "cell")
            figures.write(sheet, row, 4, *pick(question))
            sheet.row_dimensions[row].height = max(_ROW, 16.5 * needed / count)
            row += 1
        for column in (1, 2):
            join(sheet, first, column, row - 1, column)
        # the band stays with the first subject
        pages.block(block, row - 1)
        block = row
    return row
