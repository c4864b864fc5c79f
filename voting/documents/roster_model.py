"""The roster file: its two sheets, their columns and limits, what is read from it, its faults."""

from __future__ import annotations

from dataclasses import dataclass

from voting.errors import BadInput

KINDS = ("乡镇", "县委部委", "县直单位")
ORGANISATIONS = ("党委", "党组", "总支", "支部")
CATEGORIES = ("班子成员", "其他")
NO_TEAM = "无"
"""Written in the column 班子名称 of a unit whose team is not assessed."""

UNITS, CADRES, GUIDE = "单位", "干部", "填写说明"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how it is read, the longest text, its width in the template.

    ``reading`` is ``order`` (a whole number), ``name`` (blanks between Chinese characters are
    dropped), ``choice`` (one of ``choices``) or ``text``.
    """

    field: str
    heading: str
    english: str
    reading: str
    required: bool
    limit: int
    width: float
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet with its columns; ``rows`` is the largest number of filled rows."""

    title: str
    rows: int
    columns: tuple[Column, ...]


UNIT_SHEET = SheetPlan(UNITS, 1000, (
    Column("order", "序号", "order", "order", True, 5, 8),
    Column("name", "单位名称", "unit", "name", True, 100, 34),
    Column("kind", "单位类别", "kind", "choice", True, 40, 14, KINDS),
    Column("organisation", "组织形式", "organisation", "choice", True, 40, 12, ORGANISATIONS),
    Column("team", "班子名称", "team", "name", False, 120, 40),
))
CADRE_SHEET = SheetPlan(CADRES, 10_000, (
    Column("order", "序号", "order", "order", True, 5, 8),
    Column("name", "姓名", "name", "name", True, 60, 12),
    Column("unit", "所在单位", "unit", "name", True, 100, 34),
    Column("post", "职务", "post", "text", True, 200, 34),
    Column("category", "类别", "category", "choice", True, 40, 12, CATEGORIES),
    Column("concurrent", "兼任职务", "concurrent posts", "text", False, 400, 28),
    Column("note", "备注", "note", "text", False, 400, 28),
))
SHEETS = (UNIT_SHEET, CADRE_SHEET)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; ``team`` is the printed name of its leadership team, None if it has none."""

    name: str
    kind: str
    organisation: str
    order: int
    team: str | None


@dataclass(frozen=True, slots=True)
class CadreRow:
    """A cadre in the one unit where the main duty lies (rule 1 of the notice)."""

    order: int
    name: str
    unit: str
    post: str
    category: str
    concurrent: str
    note: str


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster without a fault, units and cadres each in their order."""

    units: tuple[UnitRow, ...]
    cadres: tuple[CadreRow, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right, with what to do.

    ``sheet`` is empty for the file as a whole, ``row`` (as Excel counts) 0 for a whole sheet,
    ``column`` (its heading) empty for a whole row.
    """

    sheet: str
    row: int
    column: str
    reason_zh: str
    reason_en: str


class RosterFaults(BadInput):
    """The roster cannot be taken; ``faults`` lists everything found, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("roster-faults", f"the roster has {len(faults)} faults",
                         count=len(faults))
        self.faults = faults
