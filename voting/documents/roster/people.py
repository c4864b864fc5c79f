"""One person, one row: nobody stands on two ballots of a round (rule 1 of the notice).

Two rows of one name are two people only where each has a 人员编号 and these differ.
"""

from __future__ import annotations

from collections import defaultdict

from voting.documents.roster.cells import fold
from voting.documents.roster.checks import Findings, Line
from voting.documents.roster.model import CADRE_SHEET
from voting.language.catalogue import Said, message

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


def _place(line: Line) -> Said:
    return message("第{row}行（{unit}）", row=line.row, unit=line.text("unit"))


def _same_person(first: Line, second: Line, findings: Findings) -> None:
    person, one, two = first.text("person"), first.text("name"), second.text("name")
    if one != two:
        what = message("姓名却是“{one}”和“{two}”，请改正其中一个编号", one=one, two=two)
    elif first.text("unit") != second.text("unit"):
        what = message(
            "一人在两个单位参加测评，请只保留主要职务所在单位的一行，其他职务写入“兼任职务”"
        )
    else:
        what = message("请删去一行")
    reason = message(
        "人员编号“{person}”同时用于{first}和{second}：{what}。",
        person=person,
        first=_place(first),
        second=_place(second),
        what=what,
    )
    findings.add(_SHEET, second.row, "人员编号", reason)


def _same_name(first: Line, second: Line, findings: Findings) -> None:
    what = (
        message("确为两人的，两行都要填写不同的“人员编号”；是同一人的，请删去一行")
        if first.text("unit") == second.text("unit")
        else message(
            "一人只能在一个单位参加测评。确为两人的，两行都要填写不同的“人员编号”；是同一人的，"
            "只保留主要职务所在单位的一行，其他职务写入“兼任职务”"
        )
    )
    reason = message(
        "“{name}”同时在{first}和{second}：{what}。",
        name=second.text("name"),
        first=_place(first),
        second=_place(second),
        what=what,
    )
    findings.add(_SHEET, second.row, "姓名", reason)
