"""等次建议表 (what a unit puts forward) and 审定表 (proposal, opinion, decision side by side)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from voting.assessment.grades.sheet import CADRE, TEAM, GradeBook, GradeCell, GradeRow, LeftOutRow
from voting.assessment.grades.steps import COLUMNS
from voting.assessment.names import pad_name
from voting.documents.writing.document import Block, Cell, Paper, Paragraph, Row, Table, Value

UNIT_SIGNS = (
    "党委（党组）主要负责人（签字）：　　　　　　　　单位（盖章）：　　　　　　　　　年　　月　　日"
)
FINAL_SIGNS = (
    "组织部门（盖章）：　　　　　　　　　　　　综合考评委员会（盖章）：\n\n"
    "　　　　年　　月　　日　　　　　　　　　　　　　　年　　月　　日"
)
_KINDS = {TEAM: "领导班子", CADRE: "干部"}
_RATES = {
    TEAM: ("优秀率\n（%）", "优秀\n良好率\n（%）", "较差率\n（%）"),
    CADRE: ("优秀率\n（%）", "优称率\n（%）", "不称职率\n（%）"),
}
_COLUMNS = {column: text.zh for column, text in COLUMNS.items()}
GRADE_ORDER = ("优秀", "良好", "称职", "一般", "基本称职", "较差", "不称职", "不确定等次")
_ABOUT_SOFTWARE = (
    "“软件提示”只由测评结果和名额设置算出，仅供参考，不作决定；等次由单位研究提出，按程序报批。"
)
_ABOUT_TIES = "名额边界上并列的不代为取舍，标为“并列待定”，由单位研究确定。"
_ABOUT_RANKS = (
    "名次、阈值按精确分数比较，名次可以并列；百分比保留两位小数、得分保留三位小数，四舍五入。"
)


def proposal_paper(book: GradeBook) -> Paper:
    """等次建议表: figures, what follows from the vote, what the unit puts forward and why."""
    return _paper(book, "考核等次建议表", _proposal_table, UNIT_SIGNS, ("software", "unit"))


def decision_paper(book: GradeBook) -> Paper:
    """审定表 with its three columns; a column not reached yet is left blank to be filled in."""
    return _paper(
        book, "考核等次审定表", _decision_table, FINAL_SIGNS, ("unit", "department", "committee")
    )


def summary_table(book: GradeBook, columns: Sequence[str]) -> Table:
    """How many of each grade there are in each column, 不确定等次 and 不参加考核 apart."""
    grades = list(
        dict.fromkeys(("优秀", *(_grade(row, column) for column in columns for row in book.rows)))
    )
    named = sorted((grade for grade in grades if grade), key=_order)
    rows: list[Row] = []
    for kind, name in _KINDS.items():
        mine = [row for row in book.rows if row.kind == kind]
        out = sum(len(part.left_out) for part in book.parts) if kind == CADRE else 0
        for column in columns:
            counts = Counter(_grade(row, column) for row in mine)
            if mine or out:
                rows.append(
                    (
                        name,
                        _COLUMNS[column],
                        len(mine) + out,
                        *(counts[grade] for grade in named),
                        counts[""],
                        out,
                    )
                )
    heading = ("类别", "栏次", "总数", *named, "尚无等次", "不参加考核")
    return Table((12, 14, 8, *(10.0 for _ in named), 11, 12), (heading,), tuple(rows), "等次汇总")


def left_out_table(left_out: Sequence[LeftOutRow], units: bool) -> Table:
    """不参加考核, which is not the same as 不确定等次."""
    rows: tuple[Row, ...] = tuple(
        (
            number,
            *(Cell(one.unit, "words"),) * units,
            pad_name(one.name),
            Cell(one.post, "words"),
            Cell(one.why, "words"),
        )
        for number, one in enumerate(left_out, 1)
    )
    return Table(
        (5, *(16.0,) * units, 11, 20, 50),
        (("序号", *("单位",) * units, "姓名", "职务", "原因"),),
        rows,
        "不参加考核人员",
    )


def pool_table(book: GradeBook, columns: Sequence[str]) -> Table:
    """The quota of each pool with its arithmetic, and what each column uses of it."""
    rows: tuple[Row, ...] = tuple(
        (
            Cell(pool.where, "words"),
            pool.pool,
            Cell(pool.sentence, "words"),
            pool.seats,
            *(pool.used.get(column) for column in columns),
            Cell(pool.remark, "words"),
        )
        for pool in book.pools
    )
    heading = ("范围", "对象", "计算", "名额", *(f"{_COLUMNS[c]}\n优秀" for c in columns), "备注")
    return Table((15, 12, 40, 7, *(10.0 for _ in columns), 22), (heading,), rows, "优秀名额")


def _paper(
    book: GradeBook,
    what: str,
    table: Callable[[GradeBook, str, bool], Table],
    signatures: str,
    columns: tuple[str, ...],
) -> Paper:
    single = len(book.parts) == 1
    unit = book.parts[0].unit if single else ""
    blocks: list[Block] = [
        table(book, kind, not single)
        for kind in _KINDS
        if any(row.kind == kind for row in book.rows)
    ]
    left_out = [one for part in book.parts for one in part.left_out]
    if left_out:
        blocks.append(left_out_table(left_out, not single))
    if book.pools:
        blocks.append(pool_table(book, columns))
    if book.rows or left_out:
        blocks.append(summary_table(book, columns))
    else:
        blocks.append(Paragraph("尚无考核等次。"))
    stages = Counter(part.stage for part in book.parts)
    told = "；".join(f"{stage}{number}个单位" for stage, number in stages.items())
    blocks.insert(
        0, Paragraph(f"办理情况：{book.parts[0].stage if single else told}。", indent=False)
    )
    title = f"{unit}{book.year}年度{what}"
    under = "　".join(word for word in (book.name, book.number) if word)
    return Paper(title, title, (under,), tuple(blocks), landscape=True, signatures=signatures)


def _proposal_table(book: GradeBook, kind: str, units: bool) -> Table:
    mine = _Columns(book, kind, units)
    rows: tuple[Row, ...] = tuple(
        (
            number,
            *mine.cells(row),
            _remarks(row),
            _suggestion(row),
            Cell(row.unit_step.grade, "strong"),
            _entered((("", row.unit_step),)),
        )
        for number, row in enumerate(mine.rows, 1)
    )
    heading = ("序号", *mine.heading, "说明", "软件提示", "单位建议", "理由")
    widths = (5, *mine.widths, 22, 9, 9, 22)
    return Table(
        widths,
        (heading,),
        rows,
        _KINDS[kind],
        (_ABOUT_SOFTWARE, _ABOUT_TIES, _ABOUT_RANKS, *_basis(book)),
    )


def _decision_table(book: GradeBook, kind: str, units: bool) -> Table:
    mine = _Columns(book, kind, units)
    rows: tuple[Row, ...] = tuple(
        (
            number,
            *mine.cells(row),
            _remarks(row),
            *(Cell(step.grade, "strong") for _, step in _steps(row)),
            _entered(_steps(row)),
        )
        for number, row in enumerate(mine.rows, 1)
    )
    heading = (
        "序号",
        *mine.heading,
        "说明",
        "单位\n建议",
        "部门\n意见",
        "委员会\n审定",
        "理由（经办、时间）",
    )
    widths = (5, *mine.widths, 20, 8, 8, 8, 26)
    return Table(
        widths,
        (heading,),
        rows,
        _KINDS[kind],
        ("各栏与上一栏不同的注明理由；空白栏尚未办理。", _ABOUT_RANKS, *_basis(book)),
    )


class _Columns:
    """The columns both tables begin with: who it is and the figures; posts of cadres only, scores
    where there are any."""

    def __init__(self, book: GradeBook, kind: str, units: bool) -> None:
        self.rows = [row for row in book.rows if row.kind == kind]
        self._units, self._posts = units, kind == CADRE
        self._scores = any(row.score is not None for row in self.rows)
        self.heading = (
            *("单位",) * units,
            "对象",
            *("职务",) * self._posts,
            *_RATES[kind],
            *("得分",) * self._scores,
            "名次",
        )
        self.widths = (
            *(13.0,) * units,
            *((12.0, 15.0) if self._posts else (20.0,)),
            8.0,
            8.0,
            8.5,
            *(8.0,) * self._scores,
            7.0,
        )

    def cells(self, row: GradeRow) -> tuple[Value | Cell, ...]:
        """A row in the order of the headings."""
        return (
            *(Cell(row.unit, "words"),) * self._units,
            pad_name(row.name),
            *(Cell(row.post, "words"),) * self._posts,
            row.excellent,
            row.favourable,
            row.unfavourable,
            *(row.score,) * self._scores,
            row.rank or None,
        )


def _remarks(row: GradeRow) -> Cell:
    return Cell("；".join(word for word in (*row.flags, row.why) if word), "words")


def _suggestion(row: GradeRow) -> Value:
    return (row.suggested or "未提出") + ("\n并列待定" if row.tied else "")


def _steps(row: GradeRow) -> tuple[tuple[str, GradeCell], ...]:
    return (("单位", row.unit_step), ("部门", row.department_step), ("委员会", row.committee_step))


def _entered(steps: Iterable[tuple[str, GradeCell]]) -> Cell:
    """Who entered what differs from the step before, when and why; a line for each step."""
    found = []
    for name, step in steps:
        if step.reason:
            lead = f"{name}：" if name else ""
            signed = " ".join(word for word in (step.by, step.at[:10].replace("-", ".")) if word)
            found.append(f"{lead}{step.reason}" + (f"\n（{signed}）" if signed else ""))
    return Cell("\n".join(found), "words")


def _grade(row: GradeRow, column: str) -> str:
    return {
        "software": row.suggested,
        "unit": row.unit_step.grade,
        "department": row.department_step.grade,
        "committee": row.committee_step.grade,
    }[column]


def _basis(book: GradeBook) -> tuple[str, ...]:
    return (f"依据：{book.basis}",) if book.basis else ()


def _order(grade: str) -> int:
    return GRADE_ORDER.index(grade) if grade in GRADE_ORDER else len(GRADE_ORDER)
