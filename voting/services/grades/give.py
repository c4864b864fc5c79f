"""Giving grades (等次): each step writes its own column, hands it on, or sends it back.

The unit proposes, the department gives its opinion, the committee decides (notice, part 三（三）).
Quotas are checked where a column is handed on: a unit answers for the pools of its own, the
department and the committee for every pool as a whole. Nothing changes once it is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from voting.assessment import permissions
from voting.assessment.grades import steps
from voting.assessment.grades.pools import check_quota
from voting.assessment.grades.quotas import UNIT as ONE_UNIT
from voting.assessment.grades.steps import COMMITTEE, DECIDED, DEPARTMENT, UNIT, check_grade
from voting.errors import BadInput, Refused
from voting.services import checks
from voting.services.context import Actor, Clock, timestamp, utc_now
from voting.services.grades.marks import check_place, check_seen, moved
from voting.services.grades.pools import Pools
from voting.services.grades.read import check_own, grade_sheet, round_grades, sheets_in
from voting.services.gradeviews import GradeLine, GradeSheet
from voting.services.log import chain
from voting.storage import grade_steps as rows
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session

ACTION: Final = {
    UNIT: permissions.EDIT_PROPOSALS,
    DEPARTMENT: permissions.GIVE_OPINION,
    COMMITTEE: permissions.DECIDE_GRADES,
}
"""Step → the action of those who write its column; an officer may write for a unit, too."""


def may_write(actor: Actor, sheet: GradeSheet) -> bool:
    """True if the person may write the column the grades lie at: for showing a form."""
    action = ACTION.get(sheet.stage)
    own = actor.role != permissions.UNIT or actor.unit_id == sheet.unit.id
    return own and action is not None and action in permissions.actions_of(actor.role)


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
    :func:`check_grade` says.
    """
    sheet, line = _to_write(db, actor, unit_id, subject_id, seen)
    given = check_grade(
        line.kind, grade, name=line.name, cap=line.cap.id if line.cap else None, graded=line.graded
    )
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
    sheet = grade_sheet(db, _round_of(db, actor, unit_id), unit_id)
    _check_turn(actor, sheet.stage)
    check_seen([sheet], seen)
    line = sheet.line(subject_id)
    if line is None:
        raise BadInput("proposal-subject", "the unit has no such subject to grade")
    _check_tallied([sheet])
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
    told: dict[str, str | int | list[int]] = {"unit": unit_id, "step": step, "name": line.name}
    with db.transaction() as session:
        rounds.hold(session, sheet.round_id)
        _check_still(session, sheet)
        if row is not None:
            rows.put(session, [row])
            told |= {"grade": row.grade, "reason": row.reason}
        elif not rows.remove(session, unit_id, line.subject_id, step):
            return
        chain.write(
            session,
            actor,
            "grade-withdrawn" if row is None else "grade-entered",
            line.subject_id,
            told,
            clock=clock,
        )


def hand_on(
    db: Database, actor: Actor, unit_id: str, *, seen: str | None = None, clock: Clock = utc_now
) -> None:
    """Submit the column to the next step; from the committee that decides it for good.

    ``seen`` is the :func:`mark_of` the sheet the person looked at: a button pressed twice, or
    after somebody else, hands nothing on from a step nobody looked at (Refused ``grades-moved``).
    Refused ``quota-exceeded`` with the arithmetic, ``grades-missing`` where somebody has no grade
    yet, ``grades-asked`` where a question of scope is open; BadInput where a grade is above what
    the rules allow.
    """
    round_id = _round_of(db, actor, unit_id)
    _hand_on(
        db, actor, round_id, lambda sheets: [s for s in sheets if s.unit.id == unit_id], seen, clock
    )


def hand_on_all(
    db: Database, actor: Actor, round_id: str, *, seen: str | None = None, clock: Clock = utc_now
) -> int:
    """Hand on every unit whose grades lie with this person's role, all or none; how many.

    The department agrees with all that was submitted, or the committee with all that was put
    before it, but for what they entered. ``seen`` as for :func:`hand_on`, of all that wait.
    Refused ``grades-none-waiting``.
    """
    step = COMMITTEE if _may(actor, COMMITTEE) else DEPARTMENT
    permissions.require(actor.role, ACTION[step])
    return _hand_on(
        db, actor, round_id, lambda sheets: [s for s in sheets if s.stage == step], seen, clock
    )


def decide_round(db: Database, actor: Actor, round_id: str, *, clock: Clock = utc_now) -> int:
    """The committee decides on every unit that lies with it, all or none; how many."""
    permissions.require(actor.role, permissions.DECIDE_GRADES)
    return hand_on_all(db, actor, round_id, clock=clock)


def send_back(
    db: Database,
    actor: Actor,
    unit_id: str,
    reason: str,
    *,
    seen: str | None = None,
    clock: Clock = utc_now,
) -> None:
    """Return a unit's grades to the step before, saying why. What this step entered is kept.

    ``seen`` as for :func:`hand_on`. Refused where the grades lie with the unit already, with
    somebody else, or are decided.
    """
    round_id = _round_of(db, actor, unit_id)
    text = checks.line("reason", " ".join(reason.split()), 1000)
    with db.transaction() as session:
        rounds.hold(session, round_id)
        stage = rows.stages(session, [unit_id]).get(unit_id, UNIT)
        _check_turn(actor, stage)
        moves = rows.moves(session, [unit_id])[unit_id]
        check_place(unit_id, stage, len(moves), seen)
        if stage == UNIT:
            raise Refused("grades-at-start", "the grades lie with the unit already")
        step = steps.before(stage)
        rows.forget_agreeing(session, unit_id, step)
        _move(session, actor, unit_id, (stage, step), text, clock)
        chain.write(
            session,
            actor,
            "grades-sent-back",
            unit_id,
            {"from": stage, "to": step, "reason": text},
            clock=clock,
        )


def _hand_on(
    db: Database,
    actor: Actor,
    round_id: str,
    chosen: Callable[[Sequence[GradeSheet]], list[GradeSheet]],
    seen: str | None,
    clock: Clock,
) -> int:
    """Hand the chosen units on in one transaction."""
    round_grades(db, round_id)  # figures that nobody asked for yet are read before others wait
    with db.transaction() as session:
        rounds.hold(session, round_id)
        sheets, pools = sheets_in(db, session, round_id)
        going = chosen(sheets)
        if not going:
            raise Refused("grades-none-waiting", "no grades wait to be handed on")
        step = going[0].stage
        _check_turn(actor, step)
        check_seen(going, seen)
        _check_complete(going, step)
        _check_quotas(pools, sheets, going, step)
        for sheet in going:
            rows.put(session, _whole_column(actor, sheet, step, timestamp(clock)))
            _move(session, actor, sheet.unit.id, (step, steps.following(step)), "", clock)
        chain.write(
            session,
            actor,
            "grades-decided" if step == COMMITTEE else "grades-handed-on",
            going[0].unit.id if len(going) == 1 else round_id,
            {
                "from": step,
                "to": steps.following(step),
                "units": len(going),
                "differing": sum(line.differs(step) for s in going for line in s.lines),
            },
            clock=clock,
        )
    return len(going)


def _check_complete(going: Sequence[GradeSheet], step: str) -> None:
    """Everybody has a grade in this column that the rules allow, and no question is open."""
    _check_tallied(going)
    for sheet in going:
        asked = [line.name for line in sheet.lines if line.open_question]
        if asked:
            raise Refused(
                "grades-asked",
                "a person has to decide about scope first",
                unit=sheet.unit.name,
                names="、".join(asked),
            )
        missing = [line.name for line in sheet.lines if line.grade_at(step) is None]
        if missing:
            raise Refused(
                "grades-missing",
                "somebody has no grade yet",
                unit=sheet.unit.name,
                names="、".join(missing),
            )
        for line in sheet.lines:
            _check_allowed(line, step)


def _check_allowed(line: GradeLine, step: str) -> None:
    grade = line.grade_at(step)
    if grade is not None:
        check_grade(
            line.kind,
            grade.id,
            name=line.name,
            cap=line.cap.id if line.cap else None,
            graded=line.graded,
        )


def _check_tallied(sheets: Sequence[GradeSheet]) -> None:
    for sheet in sheets:
        if sheet.waits_for_tally:
            raise Refused(
                "grades-no-tally", "the vote of the unit is not counted yet", unit=sheet.unit.name
            )


def _check_quotas(
    pools: Pools, sheets: Sequence[GradeSheet], going: Sequence[GradeSheet], step: str
) -> None:
    """Every pool the units are in, with those before them; a unit answers for its own pools."""
    ids = {sheet.unit.id for sheet in going}
    counted = ids | {sheet.unit.id for sheet in sheets if sheet.passed(step)}
    for key in dict.fromkeys(line.pool for sheet in going for line in sheet.lines):
        quota, pool = pools.quotas[key], pools.sheets[key]
        if step != UNIT or quota.scope == ONE_UNIT:
            check_quota(quota, pool.where, pools.places[step][key], counted)


def _whole_column(actor: Actor, sheet: GradeSheet, step: str, now: str) -> list[rows.GradeRow]:
    """The column as it stands: own entries stay as they are, agreement is written down."""
    column = []
    for line in sheet.lines:
        entry, grade = line.entry(step), line.grade_at(step)
        if entry is None and grade is not None:
            column.append(
                rows.GradeRow(
                    unit_id=sheet.unit.id,
                    subject_id=line.subject_id,
                    step=step,
                    grade=grade.id,
                    reason="",
                    entered_by=actor.name,
                    entered_at=now,
                )
            )
    return column


def _move(
    session: Session, actor: Actor, unit_id: str, way: tuple[str, str], reason: str, clock: Clock
) -> None:
    rows.move(
        session,
        rows.MoveRow(
            unit_id=unit_id,
            before=way[0],
            after=way[1],
            reason=reason,
            moved_by=actor.name,
            moved_at=timestamp(clock),
        ),
    )


def _may(actor: Actor, step: str) -> bool:
    return ACTION[step] in permissions.actions_of(actor.role)


def _check_turn(actor: Actor, stage: str) -> None:
    """Refused unless the grades lie at a step this person writes."""
    if stage == DECIDED:
        raise Refused("grades-decided", "the committee has decided: nothing changes any more")
    if not _may(actor, stage):
        name = steps.STAGE_NAMES[stage]
        raise Refused(
            "grades-elsewhere", f"the grades are {name.en}", stage=name.zh, stage_en=name.en
        )


def _round_of(db: Database, actor: Actor, unit_id: str) -> str:
    """The round of a unit this person may give grades in at one of the steps."""
    if not any(_may(actor, step) for step in steps.STEPS):
        permissions.require(actor.role, permissions.EDIT_PROPOSALS)
    check_own(actor, unit_id)
    with db.reading() as session:
        return rosters.known_unit(session, unit_id).round_id


def _check_still(session: Session, sheet: GradeSheet) -> None:
    """Nobody has handed the grades on since they were read."""
    if rows.stages(session, [sheet.unit.id]).get(sheet.unit.id, UNIT) != sheet.stage:
        raise moved()
