"""What a row says of a cadre's year (rules 2 to 7 of the notice): does it hold together?

Contradictions are faults; what is merely missing is a notice, for the scope page asks again.
"""

from __future__ import annotations

from collections import Counter

from voting.documents.roster.cells import fold
from voting.documents.roster.checks import Findings, Line
from voting.documents.roster.model import CADRE_SHEET
from voting.language.catalogue import message

_SHEET = CADRE_SHEET.title
MOST_HEADS = 3
"""So many 主要负责人 a unit has at most before the reader wonders (书记, 镇长 are two)."""


def check_years(cadres: list[Line], findings: Findings) -> None:
    """Every row by itself, then the heads of each unit."""
    for line in cadres:
        _check_former(line, findings)
        _check_secondment(line, findings)
        for matter in line.matters("discipline"):
            if not matter.day and matter.code != "case-open":
                findings.notice(
                    _SHEET,
                    line.row,
                    "党纪政务处分或组织处理",
                    message(
                        "{name}的处分或处理没有写时间，影响期限无法推算。", name=line.text("name")
                    ),
                )
    _check_heads(cadres, findings)


def _check_former(line: Line, findings: Findings) -> None:
    """Rules 2 and 3: whoever is newly promoted or transferred came from somewhere."""
    name, former = line.text("name"), line.text("former_unit")
    if line.flag("moved") and former and fold(former) == fold(line.text("unit")):
        findings.add(
            _SHEET,
            line.row,
            "原单位",
            message("交流任职的原单位不能就是现单位，请改正。"),
        )
    if line.flag("moved") and not former:
        findings.notice(
            _SHEET,
            line.row,
            "原单位",
            message("{name}为交流任职，没有填原单位，无法请其提供情况。", name=name),
        )
    if line.flag("promoted") and not (former or line.text("former_post")):
        findings.notice(
            _SHEET,
            line.row,
            "原职务",
            message("{name}为新提拔，没有填原单位、原职务。", name=name),
        )


def _check_secondment(line: Line, findings: Findings) -> None:
    """Rule 4: the days of a 挂职 need its unit and come in order."""
    start, end = line.text("seconded_from"), line.text("seconded_to")
    if (start or end) and "secondment" in line.values and not line.text("secondment"):
        findings.add(
            _SHEET,
            line.row,
            "挂职单位",
            message("填了挂职时间，没有填挂职单位，请补充。"),
        )
    exact = min(len(start), len(end))
    if start[:exact] > end[:exact]:
        findings.add(
            _SHEET,
            line.row,
            "挂职止",
            message("挂职止（{end}）早于挂职起（{start}），请改正。", end=end, start=start),
        )


def _check_heads(cadres: list[Line], findings: Findings) -> None:
    """A unit with members of its team has one or two heads."""
    if not any("head" in line.values for line in cadres):
        return  # the column is absent, which has been said
    heads = Counter(line.text("unit") for line in cadres if line.flag("head"))
    seen: set[str] = set()
    for line in cadres:
        unit = line.text("unit")
        if line.text("category") != "班子成员" or not unit or unit in seen:
            continue
        seen.add(unit)
        if not heads[unit]:
            findings.notice(
                _SHEET,
                line.row,
                "主要负责人",
                message("{unit}没有标出主要负责人。", unit=unit),
            )
        elif heads[unit] > MOST_HEADS:
            findings.notice(
                _SHEET,
                line.row,
                "主要负责人",
                message("{unit}标了{count}名主要负责人，请核对。", unit=unit, count=heads[unit]),
            )
