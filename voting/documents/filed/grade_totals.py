"""Tables below the grades (考核等次): how many of each grade, the seats of each pool, who is left
out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from voting.assessment.grades.line import CADRE
from voting.assessment.grades.pools import PoolSheet
from voting.assessment.grades.sheet import GradeSheet, RoundGrades
from voting.assessment.grades.steps import COLUMNS
from voting.assessment.names import pad_name
from voting.documents.filed.grade_words import KIND_WORDS, grade_word, in_order, joined
from voting.documents.writing.document import Cell, Row, Table

_COLUMNS = {column: text.zh for column, text in COLUMNS.items()}


def summary_table(grades: RoundGrades, columns: Sequence[str]) -> Table:
    """How many of each grade there are in each column, 不确定等次 and 不参加考核 apart."""
    given = {
        kind: {
            column: [grade_word(sheet.given(line, column)) for sheet, line in grades.lines(kind)]
            for column in columns
        }
        for kind in KIND_WORDS
    }
    words = {
        word for of_kind in given.values() for of_column in of_kind.values() for word in of_column
    }
    named = in_order({"优秀", *words})
    rows: list[Row] = []
    for kind, name in KIND_WORDS.items():
        out = sum(len(sheet.left_out) for sheet in grades.sheets) if kind == CADRE else 0
        for column in columns:
            counts = Counter(given[kind][column])
            if counts or out:
                rows.append(
                    (
                        name,
                        _COLUMNS[column],
                        counts.total() + out,
                        *(counts[grade] for grade in named),
                        counts[""],
                        out,
                    )
                )
    heading = ("类别", "栏次", "总数", *named, "尚无等次", "不参加考核")
    return Table((12, 14, 8, *(10.0 for _ in named), 11, 12), (heading,), tuple(rows), "等次汇总")


def left_out_table(sheets: Sequence[GradeSheet], units: bool) -> Table:
    """不参加考核, which is not the same as 不确定等次; ``units``: with the unit's name."""
    left_out = [(sheet.unit.name, cadre) for sheet in sheets for cadre in sheet.left_out]
    rows: tuple[Row, ...] = tuple(
        (
            number,
            *(Cell(unit, "words"),) * units,
            pad_name(cadre.name),
            Cell(cadre.post, "words"),
            Cell(joined(cadre.why), "words"),
        )
        for number, (unit, cadre) in enumerate(left_out, 1)
    )
    return Table(
        (5, *(16.0,) * units, 11, 20, 50),
        (("序号", *("单位",) * units, "姓名", "职务", "原因"),),
        rows,
        "不参加考核人员",
    )


def pool_table(grades: RoundGrades, columns: Sequence[str]) -> Table:
    """The quota of each pool with its arithmetic, and what each column uses of it; the seats are
    those of the latest column there is."""
    rows: tuple[Row, ...] = tuple(
        (
            Cell(pool.where.zh, "words"),
            pool.text.zh,
            Cell(pool.latest.sentence.zh, "words"),
            pool.latest.seats,
            *(pool.columns[column].used if column in pool.columns else None for column in columns),
            Cell(_pool_remark(pool), "words"),
        )
        for pool in grades.pools
    )
    heading = ("范围", "对象", "计算", "名额", *(f"{_COLUMNS[c]}\n优秀" for c in columns), "备注")
    return Table((15, 12, 40, 7, *(10.0 for _ in columns), 22), (heading,), rows, "优秀名额")


def _pool_remark(pool: PoolSheet) -> str:
    remarks = []
    if pool.tie is not None:
        remarks.append(f"软件提示剩{pool.tie.seats_left}名，{pool.tie.tied}个并列，待研究确定")
    if pool.counted < pool.size:
        remarks.append(f"已有测评结果{pool.counted}/{pool.size}，暂定")
    return "；".join(remarks)
