"""What the rows of a roster say about each other: repeated and unknown units, numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

from voting.assessment.roster.facts import Discipline
from voting.documents.roster.cells import fold
from voting.documents.roster.model import CADRE_SHEET, NO_TEAM, UNIT_SHEET, Fault, Notice, Value
from voting.language.catalogue import Said, message

_SUGGESTIONS = 50
"""Likenesses of unit names are looked for so many times at most: each costs milliseconds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row: its number in the sheet and the values that could be read, by field."""

    row: int
    values: dict[str, Value]

    def text(self, name: str) -> str:
        """The text of a field, empty where it could not be read."""
        return str(self.values.get(name, ""))

    def number(self, name: str) -> int:
        """The number of a field, 0 where it could not be read."""
        value = self.values.get(name, 0)
        return value if isinstance(value, int) else 0

    def flag(self, name: str) -> bool:
        """Whether a field says yes."""
        return self.values.get(name) is True

    def matters(self, name: str) -> tuple[Discipline, ...]:
        """What a field says of discipline; empty where it says nothing."""
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else ()


@dataclass(slots=True)
class Findings:
    """Collects faults and notices in the order they are met, and which late columns are absent."""

    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)

    def add(self, sheet: str, row: int, column: str, reason: Said) -> None:
        """Note one fault; the arguments are the fields of :class:`Fault`."""
        self.faults.append(Fault(sheet, row, column, reason))

    def notice(self, sheet: str, row: int, column: str, reason: Said) -> None:
        """Note what people should look at; the roster is taken all the same."""
        self.notices.append(Notice(sheet, row, column, reason))


def check_units(units: list[Line], findings: Findings) -> None:
    """No unit twice, no number twice."""
    sheet = UNIT_SHEET.title
    names: dict[str, int] = {}
    orders: dict[int, int] = {}
    for line in units:
        name, order = line.text("name"), line.number("order")
        if name and names.setdefault(fold(name), line.row) != line.row:
            first = names[fold(name)]
            findings.add(
                sheet,
                line.row,
                "单位名称",
                message("“{name}”与第{first}行重复，请删去一行。", name=name, first=first),
            )
        if order and orders.setdefault(order, line.row) != line.row:
            findings.add(
                sheet,
                line.row,
                "序号",
                message("序号{order}与第{row}行重复。", order=order, row=orders[order]),
            )


class _Likeness:
    """The known unit most like a mistyped one."""

    def __init__(self, known: set[str]) -> None:
        self._known = sorted(known)
        self._found: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The likeliest name, empty if none is near or enough have been looked up."""
        if name not in self._found:
            if len(self._found) >= _SUGGESTIONS:
                return ""
            near = get_close_matches(name, self._known, n=1, cutoff=0.5)
            self._found[name] = near[0] if near else ""
        return self._found[name]


def check_cadres(cadres: list[Line], units: list[Line], findings: Findings) -> None:
    """Every cadre in a known unit, with a number of their own in it."""
    sheet = CADRE_SHEET.title
    known = {line.text("name") for line in units} - {""}
    orders: dict[tuple[str, int], int] = {}
    likeness = _Likeness(known)
    for line in cadres:
        unit, order = line.text("unit"), line.number("order")
        if unit and known and unit not in known:
            near = likeness.of(unit)
            reason = message("“单位”表中没有“{unit}”。", unit=unit)
            if near:
                reason = message("“单位”表中没有“{unit}”，是否为“{near}”？", unit=unit, near=near)
            findings.add(sheet, line.row, "所在单位", reason)
        place = (unit, order)
        if all(place) and orders.setdefault(place, line.row) != line.row:
            findings.add(
                sheet,
                line.row,
                "序号",
                message(
                    "{unit}的序号{order}与第{row}行重复。",
                    unit=unit,
                    order=order,
                    row=orders[place],
                ),
            )
    _check_empty_units(units, {line.text("unit") for line in cadres}, findings)


def _check_empty_units(units: list[Line], with_cadres: set[str], findings: Findings) -> None:
    """A unit without team and cadres has nothing to vote on."""
    for line in units:
        if line.text("team") == NO_TEAM and line.text("name") not in with_cadres:
            findings.add(
                UNIT_SHEET.title,
                line.row,
                "班子名称",
                message("该单位既不考核班子，也没有干部，请补充干部或删去该行。"),
            )
