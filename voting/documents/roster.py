"""The roster file (单位、干部): the template people fill in and the reader of what comes back."""

from __future__ import annotations

from voting.documents.roster_model import (
    CADRE_SHEET,
    CATEGORIES,
    KINDS,
    ORGANISATIONS,
    UNIT_SHEET,
    CadreRow,
    Fault,
    Notice,
    RosterFaults,
    RosterFile,
    UnitRow,
)
from voting.documents.roster_reading import read_roster
from voting.documents.roster_template import (
    cadre_cells,
    roster_template,
    roster_workbook,
    unit_cells,
)

__all__ = [
    "CADRE_SHEET",
    "CATEGORIES",
    "KINDS",
    "ORGANISATIONS",
    "UNIT_SHEET",
    "CadreRow",
    "Fault",
    "Notice",
    "RosterFaults",
    "RosterFile",
    "UnitRow",
    "cadre_cells",
    "read_roster",
    "roster_template",
    "roster_workbook",
    "unit_cells",
]
