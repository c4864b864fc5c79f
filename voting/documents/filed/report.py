"""考核报告 of a unit: what happened and what was counted is filled in, every judgement left blank.

The software writes no opinion: where the group has to judge there is a prompt in brackets and
room. Source: the notice, part 三 (二) 6 (对班子发挥职能作用和干部履行职责情况分别作出评价).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.table import FormTally, MeetingTally, QuestionTable, SubjectTally
from voting.assessment.counting.weights import Weighted
from voting.assessment.grades.line import GradeLine
from voting.assessment.grades.steps import STEPS
from voting.assessment.names import pad_name
from voting.documents.filed.grade_words import flag_words, grade_word, joined
from voting.documents.filed.paper_ballot_line import paper_ballot_bands, paper_ballot_rows
from voting.documents.filed.report_model import UnitReport
from voting.documents.filed.report_preparation import prepared
from voting.documents.filed.report_words import chinese, overall_sentence
from voting.documents.filed.subject_tables import subject_tables
from voting.documents.filed.table_figures import Figures, figures_of
from voting.documents.writing.document import (
    Blank,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Picture,
    Row,
    Table,
)

PICTURE = 154.0
"""Millimetres: the width between the margins."""
_SIGNATURES = "考核组组长（签字）：\n\n考核组成员（签字）：\n\n　　　　　　　　　　　　　　　　　　　　　　　　年　　月　　日"
_ASPECTS = "政治思想建设、领导能力、工作实绩、党风廉政建设、作风建设"


def report_document(report: UnitReport, team_chart: bytes | None, heat: bytes | None) -> Document:
    """The skeleton; charts as PNG, None where the form has nothing to draw."""
    title = f"{report.unit}{report.year}年度考核报告"
    blocks: list[Block] = [
        Paragraph(_opening(report)),
        Heading("一、考核工作开展情况"),
        *prepared(report),
    ]
    blocks += _team(report, team_chart, 2)
    number = 2 + (report.sheet.team is not None)
    blocks += _cadres(report, heat, number)
    blocks += [
        Heading(f"{chinese(number + 1)}、等次建议情况"),
        *_grades(report),
        Heading(f"{chinese(number + 2)}、意见建议"),
        Blank("对加强班子建设、干部培养教育和管理监督的建议，由考核组撰写", 4),
    ]
    return Document(title, title, ("（考核组撰写稿）",), tuple(blocks), signatures=_SIGNATURES)


def _opening(report: UnitReport) -> str:
    source = "、".join(word for word in (report.number, report.basis) if word)
    lead = f"根据{source}，" if source else "按照年度考核工作安排，"
    return (
        f"{lead}考核组于　　年　月　日至　月　日对{report.unit}领导班子和干部{report.year}年度工作进行了考核。"
        "现将有关情况报告如下。"
    )


def _team(report: UnitReport, chart: bytes | None, number: int) -> list[Block]:
    """The team: figures of every question, then room for what the group finds."""
    line = report.sheet.team
    if line is None:
        return []
    return [
        Heading(f"{chinese(number)}、领导班子考核情况"),
        Heading("（一）民主测评结果", 2),
        *_figures(report, line),
        *([] if chart is None else [Picture(chart, PICTURE)]),
        Heading("（二）履行职能和主要实绩", 2),
        Blank(f"围绕{_ASPECTS}等方面，由考核组撰写", 6),
        Heading("（三）存在的主要问题", 2),
        Blank("由考核组撰写", 4),
        Heading("（四）总体评价", 2),
        Blank("由考核组集体研究后填写", 2),
    ]


def _figures(report: UnitReport, line: GradeLine) -> list[Block]:
    """The overall result in words, then the tables of all questions about one subject."""
    asked = _asked_about(report, line.subject_id)
    if not asked:
        return [Paragraph("未列入本次民主测评。")]
    blocks: list[Block] = []
    for form, subject in asked:
        if subject.overall is not None:
            blocks.append(Paragraph(_overall(form, subject.overall)))
        blocks += subject_tables(report.part.tally, form, subject, form.text.zh)
    return [*blocks[:-1], _noted(blocks[-1], report)]


def _noted(block: Block, report: UnitReport) -> Block:
    """The last table of a chapter tells how all were counted."""
    notes = tuple(note.zh for note in report.part.tally.notes)
    return replace(block, notes=notes) if isinstance(block, Table) else block


def _cadres(report: UnitReport, heat: bytes | None, number: int) -> list[Block]:
    lines = report.sheet.cadres
    if not lines:
        return []
    blocks: list[Block] = [
        Heading(f"{chinese(number)}、干部考核情况"),
        Heading("（一）民主测评结果", 2),
        *_summaries(report, lines),
    ]
    if heat is not None:
        blocks.append(Picture(heat, PICTURE))
    blocks.append(Heading("（二）干部个人情况", 2))
    for place, line in enumerate(lines, 1):
        blocks += _cadre(report, place, line)
    return blocks


def _summaries(report: UnitReport, lines: Sequence[GradeLine]) -> list[Block]:
    """总体评价 of all cadres, a table for each form that asks for it."""
    wanted = {line.subject_id: line for line in lines}
    blocks: list[Block] = []
    for form in report.part.tally.forms:
        mine = [s for s in form.subjects if s.id in wanted and s.overall is not None]
        if mine:
            blocks.append(_summary(report.part.tally, form, mine))
    if not blocks:
        return []
    flagged = [f"{line.name}：{flag_words(line)}" for line in lines if line.software.flags]
    words = "；".join(flagged) or "没有达到提示阈值的测评结果"
    return [
        *blocks[:-1],
        _noted(blocks[-1], report),
        Paragraph(f"提示（按设定阈值，仅供参考，由组织考核认定）：{words}。"),
    ]


def _summary(tally: MeetingTally, form: FormTally, subjects: Sequence[SubjectTally]) -> Table:
    overall = [subject.overall for subject in subjects if subject.overall is not None]
    figures = figures_of(form, overall)
    names = [name for _, name in figures.options] + [figures.abstain] * bool(figures.abstain)
    asked = [(s, s.overall) for s in subjects if s.overall is not None]
    rows: list[Row] = [
        (number, *_votes(figures, subject, question.total, question.weighted))
        for number, (subject, question) in enumerate(asked, 1)
    ]
    heading = (
        "序号",
        "姓名",
        *(f"{name}\n（票）" for name in names),
        *(f"{rate.text.zh}\n（%）" for rate in figures.rates),
        *("得分",) * figures.score,
    )
    widths = (
        5,
        11,
        *(8.0 for _ in names),
        *(10.0 for _ in figures.rates),
        *(10.0,) * figures.score,
    )
    rows += paper_ballot_rows(
        paper_ballot_bands(tally),
        len(widths),
        lambda band: [
            ("", *_votes(figures, subject, votes, votes))
            for subject, question in asked
            if (votes := band.of(question)) is not None
        ],
    )
    caption = f"{form.text.zh}：{overall[0].text.zh}（比率和得分为加权结果）"
    return Table(widths, (heading,), tuple(rows), caption)


def _votes(
    figures: Figures, subject: SubjectTally, votes: QuestionTally, shown: QuestionTally | Weighted
) -> Row:
    return (
        pad_name(subject.name),
        *(votes.counts.get(option) for option, _ in figures.options),
        *((votes.abstain,) if figures.abstain else ()),
        *(shown.rates.get(rate.id) for rate in figures.rates),
        *((shown.score,) if figures.score else ()),
    )


def _cadre(report: UnitReport, place: int, line: GradeLine) -> list[Block]:
    """A cadre: what the record and the vote say, then room."""
    post = f"（{line.post}）" if line.post else ""
    told = [joined(line.why).rstrip("。") + "。"] if line.why else []
    asked = _asked_about(report, line.subject_id)
    for form, subject in asked:
        if subject.overall is not None:
            told.append(_overall(form, subject.overall))
    if not asked:
        told.append("未列入本次民主测评。")
    return [
        Heading(f"{place}．{line.name}{post}", 2),
        Paragraph("".join(told)),
        Blank("德、能、勤、绩、廉方面的主要表现、实绩和不足，由考核组撰写", 4),
        Blank("评价意见", 1),
    ]


def _overall(form: FormTally, question: QuestionTable) -> str:
    return f"{form.text.zh}{question.text.zh}：{overall_sentence(form, question)}"


def _asked_about(report: UnitReport, subject_id: str) -> list[tuple[FormTally, SubjectTally]]:
    return [
        (form, subject)
        for form in report.part.tally.forms
        for subject in form.subjects
        if subject.id == subject_id
    ]


def _grades(report: UnitReport) -> list[Block]:
    """The columns as far as the grades have come; a column not reached is left blank."""
    rows: list[Row] = [
        (
            number,
            pad_name(line.name),
            Cell(line.post, "words"),
            *(Cell(grade_word(report.sheet.given(line, step)), "strong") for step in STEPS),
        )
        for number, line in enumerate(report.sheet.lines, 1)
    ]
    if not rows:
        return [Paragraph("尚无考核等次。")]
    state = "等次已经审定。" if report.sheet.decided else "等次尚未审定，空白栏待办理后填写。"
    heading = ("序号", "对象", "职务", "单位建议", "部门意见", "委员会审定")
    return [
        Table(
            (6, 18, 34, 13, 13, 14),
            (heading,),
            tuple(rows),
            notes=(f"{state}测评结果只作参考，等次由组织认定。",),
        ),
        Blank("需要说明的情况，由考核组撰写", 2),
    ]
