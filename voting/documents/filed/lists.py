"""Lists for using the results (运用): who has which grade, and whose figures crossed a
threshold."""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.grades.sheet import CADRE, TEAM, GradeBook, GradeRow
from voting.assessment.names import pad_name
from voting.documents.filed.grade_tables import GRADE_ORDER, left_out_table
from voting.documents.writing.document import Block, Cell, Heading, Paper, Paragraph, Row, Table

_KINDS = ((TEAM, "一、领导班子"), (CADRE, "二、干部"))
_NUMBERS = "一二三四五六七八九十"


def grade_lists(book: GradeBook) -> Paper:
    """考核等次名单 of the units decided on: a table for each grade."""
    blocks: list[Block] = []
    decided = [part for part in book.parts if part.decided]
    for kind, words in _KINDS:
        mine = [row for part in decided for row in part.rows if row.kind == kind]
        if mine:
            blocks += [Heading(words), *_grades(mine, kind)]
    left_out = [one for part in decided for one in part.left_out]
    if left_out:
        blocks.append(left_out_table(left_out, True))
    if not blocks:
        blocks.append(Paragraph("尚无审定的考核等次。"))
    waiting = [f"{part.unit}（{part.stage}）" for part in book.parts if not part.decided]
    if waiting:
        blocks.append(Paragraph("尚未审定的单位：" + "、".join(waiting) + "。"))
    return _paper(
        book,
        "考核等次名单",
        tuple(blocks),
        "组织部门（盖章）：　　　　　　　　　　　年　　月　　日",
    )


def alerts(book: GradeBook) -> Paper:
    """测评预警提示名单: everybody whose figures crossed a threshold, with the figures."""
    blocks: list[Block] = []
    for kind, words in _KINDS:
        flagged = [row for row in book.rows if row.kind == kind and row.flags]
        if flagged:
            blocks.append(_alert_table(flagged, kind, words.partition("、")[2]))
    if not blocks:
        blocks.append(Paragraph("没有达到提示阈值的测评结果。"))
    return _paper(book, "民主测评预警提示名单", tuple(blocks), "", landscape=True)


def _grades(rows: Sequence[GradeRow], kind: str) -> list[Block]:
    blocks: list[Block] = []
    found = {row.committee_step.grade for row in rows}
    named = [grade for grade in GRADE_ORDER if grade in found]
    unit = "个" if kind == TEAM else "人"
    for number, grade in enumerate(named):
        mine = [row for row in rows if row.committee_step.grade == grade]
        blocks.append(Heading(f"（{_NUMBERS[number]}）{grade}（{len(mine)}{unit}）", 2))
        lines: list[Row] = [
            (
                place,
                Cell(row.unit, "words"),
                pad_name(row.name),
                *(Cell(row.post, "words"),) * (kind == CADRE),
            )
            for place, row in enumerate(mine, 1)
        ]
        heading = ("序号", "单位", *(("姓名", "职务") if kind == CADRE else ("领导班子",)))
        widths = (6.0, 26.0, 14.0, 30.0) if kind == CADRE else (6.0, 30.0, 34.0)
        blocks.append(Table(widths, (heading,), tuple(lines)))
    return blocks


def _alert_table(rows: Sequence[GradeRow], kind: str, caption: str) -> Table:
    names = (
        ("优秀率\n（%）", "优秀良好率\n（%）", "较差率\n（%）")
        if kind == TEAM
        else ("优秀率\n（%）", "优称率\n（%）", "不称职率\n（%）")
    )
    lines = tuple(
        (
            number,
            Cell(row.unit, "words"),
            pad_name(row.name),
            Cell(row.post, "words"),
            row.excellent,
            row.favourable,
            row.unfavourable,
            Cell("；".join(row.flags), "words"),
        )
        for number, row in enumerate(rows, 1)
    )
    return Table(
        (5, 16, 13, 20, 9, 9, 9, 36),
        (("序号", "单位", "对象", "职务", *names, "提示"),),
        lines,
        caption,
        (
            "“提示”按设定阈值以精确分数比较得出，仅供参考，由组织考核认定。",
            "百分比为加权结果，保留两位小数，四舍五入。",
        ),
    )


def _paper(
    book: GradeBook, what: str, blocks: tuple[Block, ...], signatures: str, landscape: bool = False
) -> Paper:
    title = f"{book.year}年度{what}"
    under = "　".join(word for word in (book.name, book.number) if word)
    return Paper(title, title, (under,), blocks, landscape, signatures)
