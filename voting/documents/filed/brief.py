"""部务会汇报: one page a unit, to be read while the group reports.

It stays one page: with many subjects two stand in a line, long remarks are cut, and what room is
left is for writing. Judgement is left blank. Nothing confidential is in it (see
:mod:`voting.documents.filed.report_model`); remarks tell thresholds crossed and what the rules say.
Source: the notice, part 三 (二) 7 (向部务会专题汇报所考核单位班子整体情况及干部考核情况).
"""

from __future__ import annotations

from collections.abc import Iterator

from voting.assessment.grades.line import TEAM, GradeLine
from voting.assessment.grades.steps import UNIT
from voting.assessment.names import pad_name
from voting.documents.filed.grade_words import grade_word, remark_words
from voting.documents.filed.report_model import UnitReport
from voting.documents.filed.report_preparation import (
    materials_sentence,
    publicity_sentence,
    scope_sentence,
    visits_sentence,
)
from voting.documents.filed.report_words import heads_sentence, room, shortened
from voting.documents.writing.document import Cell, Document, Row, Table, Value
from voting.documents.writing.table_layout import height_of

_LONGEST, _REMARK = 84, 24
"""Characters of a sentence above the table, and of a remark in it."""
_ROOM = 207.0
"""Millimetres a page has for its tables, with some to spare: word processors differ."""
_FEW, _MANY = 1, 5
"""Lines to write on after each of the three prompts."""
_NOTE = "比率、得分为总体评价的加权结果，只作参考；第二栏领导班子为优秀+良好、干部为优秀+称职。"
_BASIS = (
    "denominator",
    "paper-left-out",
    "weights",
    "renormalised",
    "no-weight",
    "merged",
    "group-unopened",
    "class-table",
    "class-empty",
)
_TITLES = ("优秀率\n（%）", "前两档率\n（%）", "末档率\n（%）")


def brief_document(report: UnitReport) -> Document:
    """One page of A4 upright: facts and tables, as many blank lines as there is room for."""
    title = f"{report.unit}{report.year}年度考核情况汇报"
    facts = _facts(report)
    left = _ROOM - height_of(facts)
    table = next(
        table
        for table in _tables(report)
        if height_of(table) + height_of(_blanks(_FEW)) <= left or not table.rows
    )
    room_for = next(
        number
        for number in range(_MANY, 0, -1)
        if number == 1 or height_of(table) + height_of(_blanks(number)) <= left
    )
    return Document(
        title,
        title,
        ("（供部务会研究）",),
        (facts, table, _blanks(room_for)),
        signatures="考核组组长：　　　　　　　　　　　　　　　汇报时间：　　　　年　　月　　日",
    )


def _tables(report: UnitReport) -> Iterator[Table]:
    """The table of subjects, each time a little lower; at last an empty one."""
    yield _single(report)
    for shown in range(len(report.sheet.lines), 0, -2):
        yield _pairs(report, shown)
    yield Table((1,), (), ())


def _facts(report: UnitReport) -> Table:
    meeting, preparation = report.part.tally.meeting, report.preparation
    weights = "、".join(f"{group.label}{group.ballots}张" for group in report.part.tally.groups)
    told = (
        ("考核对象", scope_sentence(report)),
        ("总结述职", materials_sentence(preparation)),
        ("实绩公示", publicity_sentence(preparation)),
        ("民主测评", f"{meeting.date}，{heads_sentence(report.part.heads.total)}（{weights}）。"),
        *_on_paper(report),
        ("谈话考察", visits_sentence(preparation)),
    )
    return Table(
        (12, 88),
        (),
        tuple(
            (Cell(name, "head"), Cell(shortened(words, _LONGEST), "words")) for name, words in told
        ),
    )


def _on_paper(report: UnitReport) -> list[tuple[str, str]]:
    """The line 纸质票, where there were any; their votes stand in the tables of the meeting."""
    told = [f"{line.class_id}{line.paper}张" for line in report.part.heads.lines if line.paper]
    if not told:
        return []
    total = report.part.heads.total.paper
    return [("纸质票", f"{total}张（{'、'.join(told)}），两人分别计票一致，已计入下表比率和得分。")]


def _single(report: UnitReport) -> Table:
    """A line for each subject, below what is said of some."""
    rows: list[Row] = [
        (
            number,
            _name(line),
            Cell(shortened(line.post, 16), "words"),
            *_figures(line),
            _proposed(report, line),
        )
        for number, line in enumerate(report.sheet.lines, 1)
    ]
    heading = ("序号", "对象", "职务", *_TITLES, "得分", "单位\n建议")
    return Table(
        (5, 13, 38, 9, 10, 9, 9, 10),
        (heading,),
        (*rows, *_told(report, 0, 8)),
        notes=(_note(report),),
    )


def _pairs(report: UnitReport, number: int) -> Table:
    """So many subjects, two in a line, without post and score; what is said of them below."""
    shown = report.sheet.lines[:number]
    half = -(-len(shown) // 2)
    empty: tuple[Value, ...] = ("",) * 5
    rows: list[Row] = []
    for place in range(half):
        second = shown[place + half] if place + half < len(shown) else None
        rows.append(
            (
                *_short(report, shown[place]),
                *(empty if second is None else _short(report, second)),
            )
        )
    rows += _told(report, len(report.sheet.lines) - number, 10)
    one = ("对象", *_TITLES, "单位\n建议")
    return Table((17, 8, 9, 8, 9) * 2, ((*one, *one),), tuple(rows), notes=(_note(report),))


def _note(report: UnitReport) -> str:
    """How it was counted, in one go: a page has no room for a list."""
    return _NOTE + "".join(
        note.zh for note in report.part.tally.notes if note.code.startswith(_BASIS)
    )


def _told(report: UnitReport, hidden: int, columns: int) -> list[Row]:
    """A line across: thresholds crossed, what the rules say, who is not shown."""
    told = [f"另有{hidden}人见汇总表"] * bool(hidden)
    told += [f"{line.name}：{_remark(line)}" for line in report.sheet.lines if _remark(line)]
    words = shortened("；".join(told), 2 * _LONGEST)
    return [(Cell(f"提示和说明：{words}", "words", across=columns),)] if told else []


def _short(report: UnitReport, line: GradeLine) -> tuple[Cell | Value, ...]:
    return (
        _name(line),
        line.excellent_rate,
        line.favourable_rate,
        line.unfavourable_rate,
        _proposed(report, line),
    )


def _proposed(report: UnitReport, line: GradeLine) -> Cell:
    return Cell(grade_word(report.sheet.given(line, UNIT)), "strong")


def _name(line: GradeLine) -> str:
    return "领导班子" if line.kind == TEAM else pad_name(shortened(line.name, 10))


def _figures(line: GradeLine) -> tuple[Value, ...]:
    return line.excellent_rate, line.favourable_rate, line.unfavourable_rate, line.score


def _remark(line: GradeLine) -> str:
    return shortened(remark_words(line), _REMARK)


def _blanks(empty: int) -> Table:
    prompts = (
        ("班子整体\n情况", "运行状况、主要实绩、突出问题"),
        ("干部考核\n情况", "需要重点说明的干部"),
        ("意见建议", "需要部务会研究的事项"),
    )
    return Table(
        (12, 88),
        (),
        tuple((Cell(name, "head"), Cell(room(prompt, empty), "words")) for name, prompt in prompts),
    )
