"""The grades of a unit or of a whole round, read: figures, suggestions, three columns, pools."""

from __future__ import annotations

from voting.assessment import permissions
from voting.assessment.grade_names import GRADES, Grade, grade_index, grade_or_none
from voting.assessment.grades import steps
from voting.assessment.grades.line import Entry, GradeLine, LeftOut, each_once
from voting.assessment.grades.proposals import Proposal
from voting.assessment.grades.settings import GradeSettings
from voting.assessment.grades.sheet import GradeSheet, Move, RoundGrades
from voting.assessment.roster.unit import UnitView
from voting.errors import NotFound
from voting.services.context import Actor, local_time, permit_unit
from voting.services.grades.cases import Case, Cases, gather
from voting.services.grades.pools import Pools, pools_of
from voting.services.roster.views import unit_views
from voting.storage import grade_steps as rows
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session


def round_grades(db: Database, round_id: str) -> RoundGrades:
    """The sheets of all units of a round, in the department's order; whole, for the department's
    and the committee's pages and papers."""
    with db.reading() as session:
        return grades_in(db, session, round_id)[0]


def grade_sheet(db: Database, round_id: str, unit_id: str) -> GradeSheet:
    """The sheet of one unit, whole; NotFound ``unit-unknown`` where it is not of the round."""
    for sheet in round_grades(db, round_id).sheets:
        if sheet.unit.id == unit_id:
            return sheet
    raise NotFound("unit-unknown", "there is no such unit in this round")


def read_sheet(db: Database, actor: Actor, round_id: str, unit_id: str) -> GradeSheet:
    """The sheet as this person may see it.

    A unit sees its own, without discipline and without the later columns until the committee has
    decided, and then only the grades.
    """
    permit_unit(actor, permissions.READ_PROPOSALS, unit_id)
    sheet = grade_sheet(db, round_id, unit_id)
    return sheet.for_unit() if actor.role == permissions.UNIT else sheet


def grades_in(db: Database, session: Session, round_id: str) -> tuple[RoundGrades, Pools]:
    """All sheets within a transaction, with the pools they were computed from."""
    row = rounds.known(session, round_id)
    settings = GradeSettings.read(row.settings)
    units = unit_views(session, rosters.units(session, round_id))
    cases = gather(db, session, units, settings)
    pools = pools_of(settings, cases)
    sheets = tuple(_sheet(round_id, unit, cases, pools) for unit in units)
    grades = RoundGrades(
        year=row.year, name=row.name, number=row.number, basis=row.basis, sheets=sheets
    )
    return grades, pools


def _sheet(round_id: str, unit: UnitView, cases: Cases, pools: Pools) -> GradeSheet:
    return GradeSheet(
        round_id=round_id,
        unit=unit,
        meeting_id=cases.meetings.get(unit.id),
        stage=cases.stages[unit.id],
        lines=tuple(
            _line(case, pools.suggestions[case.subject_id]) for case in cases.cases[unit.id]
        ),
        pools=tuple(
            sorted(
                (pools.sheets[key] for key in {case.pool for case in cases.cases[unit.id]}),
                key=lambda pool: ("team", "member", "other").index(pool.id),
            )
        ),
        left_out=tuple(
            LeftOut(
                subject_id=cadre.id,
                name=cadre.name,
                post=cadre.post,
                reasons=each_once([r.text for r in told.reasons]),
                confidential=each_once([r.text for r in full.reasons if r.confidential]),
            )
            for cadre, full, told in cases.left_out[unit.id]
        ),
        moves=tuple(_moved(row) for row in cases.moves[unit.id]),
    )


def _line(case: Case, suggestion: Proposal) -> GradeLine:
    figures, standing, told = case.figures, case.standing, case.told
    entries = {step: _entry(case.kind, row) for step, row in case.entries.items()}
    return GradeLine(
        subject_id=case.subject_id,
        kind=case.kind,
        name=case.name,
        post=case.post,
        category=case.category,
        pool=case.pool,
        excellent_rate=figures.excellent,
        favourable_rate=figures.favourable,
        unfavourable_rate=figures.unfavourable,
        score=figures.printed_score,
        software=suggestion,
        unit=entries.get(steps.UNIT),
        department=entries.get(steps.DEPARTMENT),
        committee=entries.get(steps.COMMITTEE),
        cap=_cap(case.kind, standing.cap),
        graded=standing.graded,
        on_ballot=standing.on_ballot,
        reasons=each_once([r.text for r in told.reasons]),
        confidential=each_once([r.text for r in standing.reasons if r.confidential]),
        asks=each_once([ask.text for ask in told.asks]),
        open_question=case.asked,
    )


def _entry(kind: str, row: rows.GradeRow) -> Entry:
    return Entry(
        grade=grade_or_none(kind, row.grade),
        reason=row.reason,
        by=row.entered_by,
        at=row.entered_at,
        on=local_time(row.entered_at)[:10],
    )


def _moved(row: rows.MoveRow) -> Move:
    return Move(
        number=row.number,
        before=row.before,
        after=row.after,
        reason=row.reason,
        by=row.moved_by,
        at=row.moved_at,
    )


def _cap(kind: str, cap: str | None) -> Grade | None:
    grades = GRADES[kind]
    return None if cap is None else grades[grade_index(grades, cap)]
