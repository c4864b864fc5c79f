"""The grades of a unit or of a whole round, read: figures, suggestions, three columns, pools."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from voting.assessment import permissions
from voting.assessment.grade_names import GRADES, Grade, grade_index, grade_or_none
from voting.assessment.grades import steps
from voting.assessment.grades.settings import GradeSettings
from voting.assessment.roster.unit import UnitView
from voting.errors import NotFound, Refused
from voting.services.context import Actor, permit
from voting.services.grades.cases import Case, Cases, gather, texts
from voting.services.grades.pools import Pools, pools_of
from voting.services.gradeviews import (
    Entry,
    GradeLine,
    GradeSheet,
    LeftOut,
    Move,
    Suggestion,
)
from voting.services.roster.views import unit_views
from voting.storage import grade_steps as rows
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session


def round_grades(db: Database, round_id: str) -> tuple[GradeSheet, ...]:
    """The sheets of all units of a round, in the department's order; whole, for the department's
    and the committee's papers."""
    with db.reading() as session:
        return sheets_in(db, session, round_id)[0]


def grade_sheet(db: Database, round_id: str, unit_id: str) -> GradeSheet:
    """The sheet of one unit, whole; NotFound ``unit-unknown`` where it is not of the round."""
    for sheet in round_grades(db, round_id):
        if sheet.unit.id == unit_id:
            return sheet
    raise NotFound("unit-unknown", "there is no such unit in this round")


def read_sheet(db: Database, actor: Actor, round_id: str, unit_id: str) -> GradeSheet:
    """The sheet as this person may see it.

    A unit sees its own, without discipline and without the later columns until the committee has
    decided, and then only the grades.
    """
    permit(actor, permissions.READ_PROPOSALS)
    check_own(actor, unit_id)
    sheet = grade_sheet(db, round_id, unit_id)
    return _for_unit(sheet) if actor.role == permissions.UNIT else sheet


def check_own(actor: Actor, unit_id: str) -> None:
    """An account of the role unit acts for its own unit only."""
    if actor.role == permissions.UNIT and actor.unit_id != unit_id:
        raise Refused("other-unit", "this account acts for another unit")


def sheets_in(
    db: Database, session: Session, round_id: str
) -> tuple[tuple[GradeSheet, ...], Pools]:
    """All sheets within a transaction, with the pools they were computed from."""
    settings = GradeSettings.read(rounds.known(session, round_id).settings)
    units = unit_views(session, rosters.units(session, round_id))
    cases = gather(db, session, units, settings)
    pools = pools_of(settings, cases)
    return tuple(_sheet(round_id, unit, cases, pools) for unit in units), pools


def _sheet(round_id: str, unit: UnitView, cases: Cases, pools: Pools) -> GradeSheet:
    lines = tuple(_line(case, pools.suggestions[case.subject_id]) for case in cases.cases[unit.id])
    keys = dict.fromkeys(case.pool for case in cases.cases[unit.id])
    mine = sorted(
        (pools.sheets[key] for key in keys),
        key=lambda pool: ("team", "member", "other").index(pool.id),
    )
    left_out = tuple(
        LeftOut(
            cadre.id,
            cadre.name,
            cadre.post,
            texts([r.text for r in told.reasons]),
            texts([r.text for r in full.reasons if r.confidential]),
        )
        for cadre, full, told in cases.left_out[unit.id]
    )
    moves = tuple(
        Move(m.number, m.before, m.after, m.reason, m.moved_by, m.moved_at)
        for m in cases.moves[unit.id]
    )
    return GradeSheet(
        round_id,
        unit,
        cases.meetings.get(unit.id),
        cases.stages[unit.id],
        lines,
        tuple(mine),
        left_out,
        moves,
    )


def _line(case: Case, suggestion: Suggestion) -> GradeLine:
    figures, standing, told = case.figures, case.standing, case.told
    entries = {step: _entry(case.kind, row) for step, row in case.entries.items()}
    return GradeLine(
        case.subject_id,
        case.kind,
        case.name,
        case.post,
        case.category,
        case.pool,
        figures.excellent,
        figures.favourable,
        figures.unfavourable,
        figures.printed_score,
        suggestion,
        entries.get(steps.UNIT),
        entries.get(steps.DEPARTMENT),
        entries.get(steps.COMMITTEE),
        _cap(case.kind, standing.cap),
        standing.graded,
        standing.on_ballot,
        texts([r.text for r in told.reasons]),
        texts([r.text for r in standing.reasons if r.confidential]),
        texts([ask.text for ask in told.asks]),
        case.asked,
    )


def _entry(kind: str, row: rows.GradeRow) -> Entry:
    return Entry(grade_or_none(kind, row.grade), row.reason, row.entered_by, row.entered_at)


def _cap(kind: str, cap: str | None) -> Grade | None:
    grades = GRADES[kind]
    return None if cap is None else grades[grade_index(grades, cap)]


def _for_unit(sheet: GradeSheet) -> GradeSheet:
    """What the unit itself may see of its sheet."""
    shown = (steps.SOFTWARE, steps.UNIT)
    pools = tuple(
        replace(
            pool,
            columns=MappingProxyType(
                {
                    name: column
                    for name, column in pool.columns.items()
                    if name in shown[: 2 if pool.scope == "unit" else 1]
                }
            ),
        )
        for pool in sheet.pools
    )
    moves = tuple(m for m in sheet.moves if steps.UNIT in (m.before, m.after))
    return replace(
        sheet,
        pools=pools,
        moves=moves,
        lines=tuple(_line_for_unit(line, sheet.decided) for line in sheet.lines),
        left_out=tuple(replace(one, confidential=()) for one in sheet.left_out),
    )


def _line_for_unit(line: GradeLine, decided: bool) -> GradeLine:
    committee = line.committee if decided else None
    return replace(
        line,
        department=None,
        confidential=(),
        committee=None if committee is None else replace(committee, reason=""),
    )
