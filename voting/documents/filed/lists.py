"""Lists for using the results (运用): who has which grade, and whose figures crossed a
threshold."""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.grades.line import CADRE, TEAM, GradeLine
from voting.assessment.grades.sheet import GradeSheet, RoundGrades
from voting.assessment.grades.steps import COMMITTEE, STAGE_NAMES
from voting.assessment.names import pad_name
from voting.documents.filed.grade_totals import left_out_table
from voting.documents.filed.grade_words import flag_words, grade_word, in_order
from voting.documents.writing.document import Block, Cell, Document, Heading, Paragraph, Row, Table

_KINDS = ((TEAM, "一、领导班子"), (CADRE, "二、干部"))
_NUMBERS = "一二三四五六七八九十"


def grade_lists(grades: RoundGrades) -> Document:
    """考核等次名单 of the units decided on: a table for each grade."""
    blocks: list[Block] = []
    decided = grades.decided()
    for kind, words in _KINDS:
        lines = decided.lines(kind)
        if lines:
            blocks += [Heading(words), *_by_grade(lines, kind)]
    if any(sheet.left_out for sheet in decided.sheets):
        blocks.append(left_out_table(decided.sheets, True))
    if not blocks:
        blocks.append(Paragraph("尚无审定的考核等次。"))
    waiting = [
        f"{sheet.unit.name}（{STAGE_NAMES[sheet.stage].zh}）"
        for sheet in grades.sheets
        if not sheet.decided
    ]
    if waiting:
        blocks.append(Paragraph("尚未审定的单位：" + "、".join(waiting) + "。"))
    return _paper(
        grades,
        "考核等次名单",
        tuple(blocks),
        "组织部门（盖章）：　　　　　　　　　　　年　　月　　日",
    )


def alerts(grades: RoundGrades) -> Document:
    """测评预警提示名单: everybody whose figures crossed a threshold, with the figures."""
    blocks: list[Block] = []
    for kind, words in _KINDS:
        flagged = [placed for placed in grades.lines(kind) if placed[1].software.flags]
        if flagged:
            blocks.append(_alert_table(flagged, kind, words.partition("、")[2]))
    if not blocks:
        blocks.append(Paragraph("没有达到提示阈值的测评结果。"))
    return _paper(grades, "民主测评预警提示名单", tuple(blocks), "", landscape=True)


def _by_grade(lines: Sequence[tuple[GradeSheet, GradeLine]], kind: str) -> list[Block]:
    blocks: list[Block] = []
    of_grade: dict[str, list[tuple[GradeSheet, GradeLine]]] = {}
    for sheet, line in lines:
        of_grade.setdefault(grade_word(sheet.given(line, COMMITTEE)), []).append((sheet, line))
    counter = "个" if kind == TEAM else "人"
    for number, grade in enumerate(in_order(of_grade)):
        alike = of_grade[grade]
        blocks.append(Heading(f"（{_NUMBERS[number]}）{grade}（{len(alike)}{counter}）", 2))
        rows: list[Row] = [
            (
                place,
                Cell(sheet.unit.name, "words"),
                pad_name(line.name),
                *(Cell(line.post, "words"),) * (kind == CADRE),
            )
            for place, (sheet, line) in enumerate(alike, 1)
        ]
        heading = ("序号", "单位", *(("姓名", "职务") if kind == CADRE else ("领导班子",)))
        widths = (6.0, 26.0, 14.0, 30.0) if kind == CADRE else (6.0, 30.0, 34.0)
        blocks.append(Table(widths, (heading,), tuple(rows)))
    return blocks


def _alert_table(lines: Sequence[tuple[GradeSheet, GradeLine]], kind: str, caption: str) -> Table:
    names = (
        ("优秀率\n（%）", "优秀良好率\n（%）", "较差率\n（%）")
        if kind == TEAM
        else ("优秀率\n（%）", "优称率\n（%）", "不称职率\n（%）")
    )
    rows = tuple(
        (
            number,
            Cell(sheet.unit.name, "words"),
            pad_name(line.name),
            Cell(line.post, "words"),
            line.excellent_rate,
            line.favourable_rate,
            line.unfavourable_rate,
            Cell(flag_words(line), "words"),
        )
        for number, (sheet, line) in enumerate(lines, 1)
    )
    return Table(
        (5, 16, 13, 20, 9, 9, 9, 36),
        (("序号", "单位", "对象", "职务", *names, "提示"),),
        rows,
        caption,
        (
            "“提示”按设定阈值以精确分数比较得出，仅供参考，由组织考核认定。",
            "百分比为加权结果，保留两位小数，四舍五入。",
        ),
    )


def _paper(
    grades: RoundGrades,
    what: str,
    blocks: tuple[Block, ...],
    signatures: str,
    landscape: bool = False,
) -> Document:
    title = f"{grades.year}年度{what}"
    under = "　".join(word for word in (grades.name, grades.number) if word)
    return Document(title, title, (under,), blocks, landscape, signatures)
