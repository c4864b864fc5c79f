"""The roster file: its two sheets, their columns and limits, what is read from it, its faults."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.roster.facts import CadreFacts, Discipline
from voting.errors import BadInput
from voting.language.catalogue import INLINE, Said, translate

KINDS = ("乡镇", "县委部委", "县直单位")
ORGANISATIONS = ("党委", "党组", "总支", "支部")
CATEGORIES = ("班子成员", "其他")
YES, NO = "是", "否"
NO_TEAM = "无"
"""Written in the column 班子名称 of a unit whose team is not assessed."""

UNITS, CADRES, GUIDE = "单位", "干部", "填写说明"

Value = str | int | bool | tuple[Discipline, ...]
"""What a cell is read as: ``bool`` of a flag, ``int`` of an order or days, else text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how it is read, the longest text, its width in the template.

    ``reading`` is ``order`` (a whole number), ``name`` (blanks between Chinese characters are
    dropped), ``choice`` (one of ``choices``), ``flag`` (是/否), ``day``, ``days`` (how many),
    ``person`` (人员编号), ``discipline`` or ``text``. A ``late`` column came after the first rosters
    were sent out: a file without it is taken, with a notice. In a ``spread`` column a cell merged
    over several rows holds for each of them.
    """

    field: str
    heading: str
    reading: str
    required: bool
    limit: int
    width: float
    choices: tuple[str, ...] = ()
    late: bool = False
    spread: bool = False

    @property
    def english(self) -> str:
        """The heading in English."""
        return translate(self.heading, "en", INLINE)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet with its columns; ``rows`` is the largest number of filled rows."""

    title: str
    rows: int
    columns: tuple[Column, ...]


def _late(
    field: str,
    heading: str,
    reading: str,
    width: float,
    limit: int = 40,
    *,
    spread: bool = False,
) -> Column:
    """A column that an old file may lack; a flag offers 是 and 否."""
    choices = (YES, NO) if reading == "flag" else ()
    return Column(field, heading, reading, False, limit, width, choices, True, spread)


UNIT_SHEET = SheetPlan(
    UNITS,
    1000,
    (
        Column("order", "序号", "order", True, 5, 8),
        Column("name", "单位名称", "name", True, 100, 34),
        Column("kind", "单位类别", "choice", True, 40, 14, KINDS, spread=True),
        Column(
            "organisation",
            "组织形式",
            "choice",
            True,
            40,
            12,
            ORGANISATIONS,
            spread=True,
        ),
        Column("team", "班子名称", "name", False, 120, 40),
        _late("cluster", "名额分组", "name", 16, 60, spread=True),
    ),
)
CADRE_SHEET = SheetPlan(
    CADRES,
    10_000,
    (
        Column("order", "序号", "order", True, 5, 8),
        Column("name", "姓名", "name", True, 60, 12),
        Column("unit", "所在单位", "name", True, 100, 34, spread=True),
        Column("post", "职务", "text", True, 200, 34),
        Column("category", "类别", "choice", True, 40, 12, CATEGORIES, spread=True),
        Column("concurrent", "兼任职务", "text", False, 400, 28),
        Column("note", "备注", "text", False, 400, 28),
        _late("person", "人员编号", "person", 14),
        _late("head", "主要负责人", "flag", 11),
        _late("nonparty", "党外", "flag", 8),
        _late("appointed", "任现职时间", "day", 13),
        _late("promoted", "新提拔", "flag", 9),
        _late("moved", "交流任职", "flag", 10),
        _late("former_unit", "原单位", "name", 24, 100),
        _late("former_post", "原职务", "text", 22, 200),
        _late("secondment", "挂职单位", "name", 24, 100),
        _late("seconded_from", "挂职起", "day", 13),
        _late("seconded_to", "挂职止", "day", 13),
        _late("leave_days", "病事假天数", "days", 11),
        _late("retired", "退休时间", "day", 13),
        _late(
            "discipline",
            "党纪政务处分或组织处理",
            "discipline",
            36,
            1000,
        ),
    ),
)
SHEETS = (UNIT_SHEET, CADRE_SHEET)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; ``team`` is the printed name of its leadership team, None if it has none;
    ``cluster`` the group of units (名额分组) it shares a quota with, empty for none."""

    name: str
    kind: str
    organisation: str
    order: int
    team: str | None
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class CadreRow:
    """A cadre in the one unit where the main duty lies (rule 1 of the notice).

    ``person`` is the 人员编号; ``head`` marks a 主要负责人, ``nonparty`` a 党外干部; ``facts`` is what
    the seven rules ask of the year.
    """

    order: int
    name: str
    unit: str
    post: str
    category: str
    concurrent: str
    note: str
    person: str = ""
    head: bool = False
    nonparty: bool = False
    facts: CadreFacts = CadreFacts()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right, with what to do.

    ``sheet`` is empty for the file as a whole, ``row`` (as Excel counts) 0 for a whole sheet,
    ``column`` (its heading) empty for a whole row.
    """

    sheet: str
    row: int
    column: str
    reason: Said


@dataclass(frozen=True, slots=True)
class Notice(Fault):
    """One thing to look at; the roster is taken all the same."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster without a fault, units and cadres each in their order.

    ``absent`` are the fields of late columns the file does not have: of them it says nothing, so
    what was known stays. A cadre's facts are fields here, each by its own name.
    """

    units: tuple[UnitRow, ...]
    cadres: tuple[CadreRow, ...]
    notices: tuple[Notice, ...] = ()
    absent: frozenset[str] = frozenset()


class RosterFaults(BadInput):
    """The roster cannot be taken; ``faults`` lists everything found, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("roster-faults", f"the roster has {len(faults)} faults", count=len(faults))
        self.faults = faults


class CellFault(BadInput):
    """Why a cell cannot be taken; the reader adds where it stands."""

    def __init__(self, reason: Said) -> None:
        super().__init__("roster-cell", reason.en, reason=reason)
        self.reason = reason
