"""历年考核情况: one team or cadre over the years, or everybody of a unit in one table."""

from __future__ import annotations

from collections.abc import Sequence

from voting.assessment.names import pad_name
from voting.documents.charts.history_model import History, Year
from voting.documents.writing.document import Block, Cell, Document, Paragraph, Picture, Row, Table

_NOTES = (
    "均为总体评价的加权结果；各年度的测评表、票类、权重和分母可能不同，只作参考。",
    "等次为综合考评委员会审定的等次；“—”为没有测评结果，等次栏空白为尚未审定。",
)
_BY_NAME = "标“*”的年度没有人员编号可对，按单位和姓名对应，请核对是否同一人。"
_PICTURE = 154.0


def history_document(history: History, chart: bytes) -> Document:
    """One team or cadre: a table and the chart."""
    title = f"{history.name}历年考核情况"
    under = "　".join(word for word in (history.unit, history.post) if word)
    rows: list[Row] = [_year(year, history.team) for year in history.years]
    lead = ("年度", "单位") if history.team else ("年度", "单位", "职务")
    widths = (11.0, 34.0) if history.team else (11.0, 21.0, 27.0)
    table = Table(
        (*widths, 11, 11, 11, 12),
        ((*lead, *_rates(history), "得分", "等次"),),
        tuple(rows),
        notes=_notes([history]),
    )
    return Document(
        title,
        title,
        (under,) if under != history.name else (),
        (table, Paragraph("", indent=False), Picture(chart, _PICTURE)),
    )


def unit_history_document(unit: str, histories: Sequence[History]) -> Document:
    """Everybody of a unit, a line for each year."""
    title = f"{unit}历年考核情况"
    blocks: list[Block] = []
    for team in (True, False):
        mine = [one for one in histories if one.team is team]
        if mine:
            blocks.append(_table(mine, team))
    return Document(title, title, (), tuple(blocks), landscape=True)


def _table(histories: Sequence[History], team: bool) -> Table:
    rows: list[Row] = []
    for history in histories:
        for place, year in enumerate(history.years):
            name = () if place else (Cell(pad_name(history.name), down=len(history.years)),)
            rows.append((*name, *_year(year, team)))
    lead = ("年度", "单位") if team else ("年度", "单位", "职务")
    widths = (10.0, 40.0) if team else (10.0, 30.0, 34.0)
    heading = ("领导班子" if team else "姓名", *lead, *_rates(histories[0]), "得分", "等次")
    return Table(
        (22 if team else 14, *widths, 12, 12, 12, 14),
        (heading,),
        tuple(rows),
        "领导班子" if team else "干部",
        _notes(histories),
    )


def _rates(history: History) -> tuple[str, ...]:
    return tuple(f"{text.zh}\n（%）" for text in history.measures)


def _year(year: Year, team: bool) -> Row:
    mark = "*" if year.found == "name" and not team else ""
    post = () if team else (Cell(year.post, "words"),)
    return (
        f"{year.year}{mark}",
        Cell(year.unit, "words"),
        *post,
        *year.percents,
        year.score,
        Cell(year.grade, "strong"),
    )


def _notes(histories: Sequence[History]) -> tuple[str, ...]:
    named = any(one.by_name and not one.team for one in histories)
    return (*_NOTES, *((_BY_NAME,) if named else ()))
