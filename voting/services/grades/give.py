"""Giving grades (等次): each step writes its own column, one subject after the other.

The unit proposes, the department gives its opinion, the committee decides (notice, part 三（三）).
Handing a column on and sending it back are in :mod:`voting.services.grades.moves`.
"""

from __future__ import annotations

from voting.assessment.grades import steps
from voting.assessment.grades.line import GradeLine
from voting.assessment.grades.sheet import GradeSheet
from voting.assessment.grades.steps import UNIT
from voting.errors import BadInput
from voting.services import checks
from voting.services.context import Actor, Clock, timestamp, utc_now
from voting.services.grades.marks import check_seen, moved
from voting.services.grades.read import grade_sheet
from voting.services.grades.turn import check_tallied, check_turn, round_of
from voting.services.log import chain
from voting.storage import grade_steps as rows
from voting.storage import rounds
from voting.storage.database import Database


def enter(
    db: Database,
    actor: Actor,
    unit_id: str,
    subject_id: str,
    grade: str,
    reason: str,
    *,
    seen: str | None = None,
    clock: Clock = utc_now,
) -> None:
    """Give a subject a grade in the column where its unit's grades lie.

    A grade that differs from the step before needs a reason (BadInput ``text-missing``); the same
    grade takes the own entry back. Refused ``grades-elsewhere`` where the grades do not lie with
    this person, ``grades-decided`` for good, ``grades-no-tally`` before the vote is counted,
    ``grades-moved`` where ``seen`` (:func:`mark_of`) is not what holds; BadInput as
    :func:`voting.assessment.grades.steps.check_grade` says.
    """
    sheet, line = _to_write(db, actor, unit_id, subject_id, seen)
    given = line.check(grade)
    step = sheet.stage
    if line.grade_at(steps.before(step)) == given:
        _write(db, actor, sheet, line, None, clock)
        return
    text = checks.line("reason", " ".join(reason.split()), 1000)
    _write(
        db,
        actor,
        sheet,
        line,
        rows.GradeRow(
            unit_id=unit_id,
            subject_id=subject_id,
            step=step,
            grade=given.id,
            reason=text,
            entered_by=actor.name,
            entered_at=timestamp(clock),
        ),
        clock,
    )


def withdraw(
    db: Database,
    actor: Actor,
    unit_id: str,
    subject_id: str,
    *,
    seen: str | None = None,
    clock: Clock = utc_now,
) -> None:
    """Take the own entry back: the grade of the step before stands again. Refused as entering."""
    sheet, line = _to_write(db, actor, unit_id, subject_id, seen)
    _write(db, actor, sheet, line, None, clock)


def _to_write(
    db: Database, actor: Actor, unit_id: str, subject_id: str, seen: str | None
) -> tuple[GradeSheet, GradeLine]:
    sheet = grade_sheet(db, round_of(db, actor, unit_id), unit_id)
    check_turn(actor, sheet.stage)
    check_seen([sheet], seen)
    line = sheet.line(subject_id)
    if line is None:
        raise BadInput("proposal-subject", "the unit has no such subject to grade")
    check_tallied(sheet)
    return sheet, line


def _write(
    db: Database,
    actor: Actor,
    sheet: GradeSheet,
    line: GradeLine,
    row: rows.GradeRow | None,
    clock: Clock,
) -> None:
    """Keep an entry, or take the one there is back."""
    unit_id, step = sheet.unit.id, sheet.stage
    details: dict[str, str | int | list[int]] = {"unit": unit_id, "step": step, "name": line.name}
    with db.transaction() as session:
        rounds.hold(session, sheet.round_id)
        if rows.stages(session, [unit_id]).get(unit_id, UNIT) != step:
            raise moved()  # somebody has handed the grades on since they were read
        if row is not None:
            rows.put(session, [row])
            details |= {"grade": row.grade, "reason": row.reason}
        elif not rows.remove(session, unit_id, line.subject_id, step):
            return
        chain.write(
            session,
            actor,
            "grade-withdrawn" if row is None else "grade-entered",
            line.subject_id,
            details,
            clock=clock,
        )
