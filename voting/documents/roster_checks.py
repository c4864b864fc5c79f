"""What the rows of a roster say about each other: repeated and unknown units, cadres, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from voting.documents.roster_model import CADRE_SHEET, NO_TEAM, UNIT_SHEET, Fault

_SUGGESTIONS = 50
"""Likenesses of unit names are looked for so many times at most: each costs milliseconds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row: its number in the sheet and the values that could be read, by field."""

    row: int
    values: Mapping[str, str | int]

    def text(self, name: str) -> str:
        """The text of a field, empty where it could not be read."""
        return str(self.values.get(name, ""))

    def number(self, name: str) -> int:
        """The number of a field, 0 where it could not be read."""
        value = self.values.get(name, 0)
        return value if isinstance(value, int) else 0


@dataclass(slots=True)
class Findings:
    """Collects faults in the order they are met."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, sheet: str, row: int, column: str, zh: str, en: str) -> None:
        """Note one fault; the arguments are the fields of :class:`Fault`."""
        self.faults.append(Fault(sheet, row, column, zh, en))


def check_units(units: list[Line], found: Findings) -> None:
    """No unit twice, no number twice."""
    sheet = UNIT_SHEET.title
    names: dict[str, int] = {}
    orders: dict[int, int] = {}
    for line in units:
        name, order = line.text("name"), line.number("order")
        if name and names.setdefault(name, line.row) != line.row:
            found.add(sheet, line.row, "单位名称",
                      f"“{name}”与第{names[name]}行重复，请删去一行。",
                      f"{name} stands in row {names[name]} already; delete one.")
        if order and orders.setdefault(order, line.row) != line.row:
            found.add(sheet, line.row, "序号", f"序号{order}与第{orders[order]}行重复。",
                      f"The order {order} stands in row {orders[order]} already.")


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


def check_cadres(cadres: list[Line], units: list[Line], found: Findings) -> None:
    """Every cadre in a known unit, once, with a number of their own in it."""
    sheet = CADRE_SHEET.title
    known = {line.text("name") for line in units} - {""}
    people: dict[tuple[str, str], int] = {}
    orders: dict[tuple[str, int], int] = {}
    likeness = _Likeness(known)
    for line in cadres:
        name, unit, order = line.text("name"), line.text("unit"), line.number("order")
        if unit and known and unit not in known:
            near = likeness.of(unit)
            found.add(sheet, line.row, "所在单位",
                      f"“单位”表中没有“{unit}”" + (f"，是否为“{near}”？" if near else "。"),
                      f"The sheet 单位 has no {unit}" + (f"; {near}?" if near else "."))
        who = (unit, name)
        if all(who) and people.setdefault(who, line.row) != line.row:
            found.add(sheet, line.row, "姓名",
                      f"{unit}“{name}”与第{people[who]}行重复；确为两人的，请在姓名后加注区分。",
                      f"{name} of {unit} stands in row {people[who]} already; if these are two "
                      "people, tell them apart in the name.")
        place = (unit, order)
        if all(place) and orders.setdefault(place, line.row) != line.row:
            found.add(sheet, line.row, "序号",
                      f"{unit}的序号{order}与第{orders[place]}行重复。",
                      f"The order {order} in {unit} stands in row {orders[place]} already.")
    _check_empty_units(units, {line.text("unit") for line in cadres}, found)


def _check_empty_units(units: list[Line], with_cadres: set[str], found: Findings) -> None:
    """A unit without team and cadres has nothing to vote on."""
    for line in units:
        if line.text("team") == NO_TEAM and line.text("name") not in with_cadres:
            found.add(UNIT_SHEET.title, line.row, "班子名称",
                      "该单位既不考核班子，也没有干部，请补充干部或删去该行。",
                      "This unit has neither a team nor cadres; add some or delete the row.")
