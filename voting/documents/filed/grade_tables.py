"""等次建议表 (what a unit puts forward) and 审定表 (proposal, opinion, decision side by side)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from voting.assessment.grades.line import CADRE, TEAM, GradeLine
from voting.assessment.grades.sheet import GradeSheet, RoundGrades
from voting.assessment.grades.steps import (
    COMMITTEE,
    DEPARTMENT,
    SOFTWARE,
    STAGE_NAMES,
    STEPS,
    UNIT,
)
from voting.assessment.names import pad_name
from voting.documents.filed.grade_totals import left_out_table, pool_table, summary_table
from voting.documents.filed.grade_words import (
    KIND_WORDS,
    grade_word,
    rank_words,
    remark_words,
)
from voting.documents.writing.document import Block, Cell, Document, Paragraph, Row, Table, Value

UNIT_SIGNS = (
    "党委（党组）主要负责人（签字）：　　　　　　　　单位（盖章）：　　　　　　　　　年　　月　　日"
)
FINAL_SIGNS = (
    "组织部门（盖章）：　　　　　　　　　　　　综合考评委员会（盖章）：\n\n"
    "　　　　年　　月　　日　　　　　　　　　　　　　　年　　月　　日"
)
_RATES = {
    TEAM: ("优秀率\n（%）", "优秀\n良好率\n（%）", "较差率\n（%）"),
    CADRE: ("优秀率\n（%）", "优称率\n（%）", "不称职率\n（%）"),
}
_STEP_WORDS = {UNIT: "单位", DEPARTMENT: "部门", COMMITTEE: "委员会"}
_ABOUT_SOFTWARE = (
    "“软件提示”只由测评结果和名额设置算出，仅供参考，不作决定；等次由单位研究提出，按程序报批。"
)
_ABOUT_TIES = "名额边界上并列的不代为取舍，标为“并列待定”，由单位研究确定。"
_ABOUT_RANKS = (
    "名次、阈值按精确分数比较，名次可以并列；百分比保留两位小数、得分保留三位小数，四舍五入。"
)


def proposal_document(grades: RoundGrades) -> Document:
    """等次建议表: figures, what follows from the vote, what the unit puts forward and why."""
    return _paper(grades, "考核等次建议表", _proposal_table, UNIT_SIGNS, (SOFTWARE, UNIT))


def decision_document(grades: RoundGrades) -> Document:
    """审定表 with its three columns; a column not reached yet is left blank to be filled in."""
    return _paper(grades, "考核等次审定表", _decision_table, FINAL_SIGNS, STEPS)


def _paper(
    grades: RoundGrades,
    what: str,
    table: Callable[[RoundGrades, str, bool], Table],
    signatures: str,
    columns: tuple[str, ...],
) -> Document:
    single = len(grades.sheets) == 1
    unit = grades.sheets[0].unit.name if single else ""
    blocks: list[Block] = [
        table(grades, kind, not single) for kind in KIND_WORDS if grades.lines(kind)
    ]
    if any(sheet.left_out for sheet in grades.sheets):
        blocks.append(left_out_table(grades.sheets, not single))
    if grades.pools:
        blocks.append(pool_table(grades, columns))
    if any(sheet.lines or sheet.left_out for sheet in grades.sheets):
        blocks.append(summary_table(grades, columns))
    else:
        blocks.append(Paragraph("尚无考核等次。"))
    blocks.insert(0, Paragraph(f"办理情况：{_stages(grades)}。", indent=False))
    title = f"{unit}{grades.year}年度{what}"
    under = "　".join(word for word in (grades.name, grades.number) if word)
    return Document(title, title, (under,), tuple(blocks), landscape=True, signatures=signatures)


def _stages(grades: RoundGrades) -> str:
    """Where the grades lie: of one unit the stage, of several how many at each."""
    stages = Counter(STAGE_NAMES[sheet.stage].zh for sheet in grades.sheets)
    if len(grades.sheets) == 1:
        return next(iter(stages))
    return "；".join(f"{stage}{number}个单位" for stage, number in stages.items())


def _proposal_table(grades: RoundGrades, kind: str, units: bool) -> Table:
    columns = _Columns(grades, kind, units)
    rows: tuple[Row, ...] = tuple(
        (
            number,
            *columns.cells(sheet, line),
            Cell(remark_words(line), "words"),
            _suggestion(line),
            Cell(grade_word(sheet.given(line, UNIT)), "strong"),
            _entered(line, {UNIT: ""}),
        )
        for number, (sheet, line) in enumerate(columns.lines, 1)
    )
    heading = ("序号", *columns.heading, "说明", "软件提示", "单位建议", "理由")
    widths = (5, *columns.widths, 22, 9, 9, 22)
    return Table(
        widths,
        (heading,),
        rows,
        KIND_WORDS[kind],
        (_ABOUT_SOFTWARE, _ABOUT_TIES, _ABOUT_RANKS, *_basis(grades)),
    )


def _decision_table(grades: RoundGrades, kind: str, units: bool) -> Table:
    columns = _Columns(grades, kind, units)
    rows: tuple[Row, ...] = tuple(
        (
            number,
            *columns.cells(sheet, line),
            Cell(remark_words(line), "words"),
            *(Cell(grade_word(sheet.given(line, step)), "strong") for step in STEPS),
            _entered(line, _STEP_WORDS),
        )
        for number, (sheet, line) in enumerate(columns.lines, 1)
    )
    heading = (
        "序号",
        *columns.heading,
        "说明",
        "单位\n建议",
        "部门\n意见",
        "委员会\n审定",
        "理由（经办、时间）",
    )
    widths = (5, *columns.widths, 20, 8, 8, 8, 26)
    return Table(
        widths,
        (heading,),
        rows,
        KIND_WORDS[kind],
        ("各栏与上一栏不同的注明理由；空白栏尚未办理。", _ABOUT_RANKS, *_basis(grades)),
    )


class _Columns:
    """The columns both tables begin with: who it is and the figures; posts of cadres only, scores
    where there are any."""

    def __init__(self, grades: RoundGrades, kind: str, units: bool) -> None:
        self.lines = grades.lines(kind)
        self._units, self._posts = units, kind == CADRE
        self._scores = any(line.score is not None for _, line in self.lines)
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

    def cells(self, sheet: GradeSheet, line: GradeLine) -> tuple[Value | Cell, ...]:
        """A line in the order of the headings."""
        return (
            *(Cell(sheet.unit.name, "words"),) * self._units,
            pad_name(line.name),
            *(Cell(line.post, "words"),) * self._posts,
            line.excellent_rate,
            line.favourable_rate,
            line.unfavourable_rate,
            *(line.score,) * self._scores,
            rank_words(line.software) or None,
        )


def _suggestion(line: GradeLine) -> Value:
    return (grade_word(line.software.grade) or "未提出") + (
        "\n并列待定" if line.software.tied else ""
    )


def _entered(line: GradeLine, steps: Mapping[str, str]) -> Cell:
    """Who entered what differs from the step before, when and why; a line for each of the steps,
    which go by these names."""
    words = []
    for step, name in steps.items():
        entry = line.entry(step)
        if entry is not None and entry.reason:
            lead = f"{name}：" if name else ""
            signed = " ".join(word for word in (entry.by, entry.on.replace("-", ".")) if word)
            words.append(f"{lead}{entry.reason}" + (f"\n（{signed}）" if signed else ""))
    return Cell("\n".join(words), "words")


def _basis(grades: RoundGrades) -> tuple[str, ...]:
    return (f"依据：{grades.basis}",) if grades.basis else ()
