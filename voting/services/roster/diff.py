"""What an import would do to a roster: who is who, what is added, changed and removed.

Pure functions on the rows of a file. A cadre is found again by 人员编号, else by name within the
unit; a unit by its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from voting.documents.roster.cells import fold
from voting.documents.roster.model import CADRE_SHEET, UNIT_SHEET, CadreRow, Column, UnitRow
from voting.documents.roster.template import cadre_cells, unit_cells
from voting.language.catalogue import INLINE, inline, translate

ORDER = inline("排列顺序").msgid


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row: its heading, what stood there and what will."""

    heading: str
    before: str
    after: str

    @property
    def english(self) -> str:
        """The heading in English."""
        return translate(self.heading, "en", INLINE)


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit, or a cadre of one, with what changes; ``name`` is empty for the unit itself."""

    unit: str
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class KnownCadre:
    """A cadre of the roster as it is, with the id."""

    id: str
    row: CadreRow


def match(
    known: Iterable[KnownCadre], wanted: Sequence[CadreRow]
) -> tuple[list[KnownCadre | None], list[KnownCadre]]:
    """(who each wanted row is, None for somebody new; who is gone).

    A number given is the stronger sign: two rows of one name whose numbers differ are two people.
    """
    left = {one.id: one for one in known}
    by_person = {one.row.person: one for one in left.values() if one.row.person}
    matches = [
        left.pop(by_person[row.person].id, None) if row.person in by_person else None
        for row in wanted
    ]
    by_name: dict[tuple[str, str], list[KnownCadre]] = defaultdict(list)
    for one in left.values():
        by_name[fold(one.row.unit), fold(one.row.name)].append(one)
    for place, row in enumerate(wanted):
        if matches[place] is None:
            matches[place] = _by_name(by_name[fold(row.unit), fold(row.name)], row, left)
    return matches, list(left.values())


def _by_name(
    candidates: list[KnownCadre], row: CadreRow, left: dict[str, KnownCadre]
) -> KnownCadre | None:
    for one in candidates:
        if one.id in left and not (row.person and one.row.person):
            return left.pop(one.id)
    return None


def keep_absent(row: CadreRow, known: CadreRow | None, absent: frozenset[str]) -> CadreRow:
    """The wanted row with what was known in the columns that the file does not have."""
    if known is None or not absent:
        return row
    own = {name: getattr(known, name) for name in absent & {"person", "head", "nonparty"}}
    facts = {name: getattr(known.facts, name) for name in absent if hasattr(row.facts, name)}
    return replace(row, **own, facts=replace(row.facts, **facts))


def cadre_changes(before: CadreRow, after: CadreRow) -> tuple[Change, ...]:
    """The columns in which two rows of one cadre differ; their place in the unit is told apart."""
    return _changes(CADRE_SHEET.columns, cadre_cells(before), cadre_cells(after))


def unit_changes(before: UnitRow, after: UnitRow) -> tuple[Change, ...]:
    """The columns in which two rows of one unit differ, but for its place."""
    return _changes(UNIT_SHEET.columns, unit_cells(before), unit_cells(after))


def order_change(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """A change of order among those who stay (names in order), if there is one."""
    if list(before) == list(after):
        return ()
    return (Change(ORDER, "、".join(before), "、".join(after)),)


def _changes(
    columns: Iterable[Column], before: Mapping[str, str | int], after: Mapping[str, str | int]
) -> tuple[Change, ...]:
    return tuple(
        Change(column.heading, str(before[column.field]), str(after[column.field]))
        for column in columns
        if column.field != "order" and before[column.field] != after[column.field]
    )
