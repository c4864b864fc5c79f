"""One person, one row: nobody stands on two ballots of a round (rule 1 of the notice).

Two rows of one name are two people only where each has a 人员编号 and these differ.
"""

from __future__ import annotations

from collections import defaultdict

from voting.documents.roster.cells import fold
from voting.documents.roster.checks import Findings, Line
from voting.documents.roster.model import CADRE_SHEET

_SHEET = CADRE_SHEET.title


def check_people(cadres: list[Line], findings: Findings) -> None:
    """No 人员编号 twice, no name twice without different ones; each fault names both rows."""
    by_person: dict[str, Line] = {}
    by_name: dict[str, list[Line]] = defaultdict(list)
    for line in cadres:
        person = line.text("person")
        first = by_person.setdefault(person, line) if person else line
        if first is not line:
            _same_person(first, line, findings)
        for other in by_name[fold(line.text("name"))]:
            # two rows of one number have been told already
            if line.text("name") and (not person or not other.text("person")):
                _same_name(other, line, findings)
                break
        by_name[fold(line.text("name"))].append(line)


def _place(line: Line) -> str:
    return f"第{line.row}行（{line.text('unit')}）"


def _same_person(first: Line, second: Line, findings: Findings) -> None:
    person, one, two = first.text("person"), first.text("name"), second.text("name")
    if one == two:
        zh = (
            "一人在两个单位参加测评，请只保留主要职务所在单位的一行，其他职务写入“兼任职务”"
            if first.text("unit") != second.text("unit")
            else "请删去一行"
        )
        en = "one person, one row: keep the one where the main duty lies"
    else:
        zh = f"姓名却是“{one}”和“{two}”，请改正其中一个编号"
        en = f"but the names are {one} and {two}: put one number right"
    findings.add(
        _SHEET,
        second.row,
        "人员编号",
        f"人员编号“{person}”同时用于{_place(first)}和{_place(second)}：{zh}。",
        f"The person number {person} stands in row {first.row} ({first.text('unit')}) and in"
        f" row {second.row} ({second.text('unit')}): {en}.",
    )


def _same_name(first: Line, second: Line, findings: Findings) -> None:
    name = second.text("name")
    if first.text("unit") == second.text("unit"):
        zh, en = (
            "确为两人的，两行都要填写不同的“人员编号”；是同一人的，请删去一行",
            ("if these are two people, give each a 人员编号 of its own; if one, delete a row"),
        )
    else:
        zh = (
            "一人只能在一个单位参加测评。确为两人的，两行都要填写不同的“人员编号”；是同一人的，"
            "只保留主要职务所在单位的一行，其他职务写入“兼任职务”"
        )
        en = (
            "nobody stands on two ballots. If these are two people, give each a 人员编号 of its"
            " own; if one, keep the row of the main duty and write the rest in 兼任职务"
        )
    findings.add(
        _SHEET,
        second.row,
        "姓名",
        f"“{name}”同时在{_place(first)}和{_place(second)}：{zh}。",
        f"{name} stands in row {first.row} ({first.text('unit')}) and in row {second.row}"
        f" ({second.text('unit')}): {en}.",
    )
