"""Moving grades (等次): a step hands its column on to the next, or sends it back with a reason.

Quotas are checked where a column is handed on: a unit answers for the pools of its own, the
department and the committee for every pool as a whole. Nothing changes once it is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from voting.assessment import permissions
from voting.assessment.grades import steps
from voting.assessment.grades.line import GradeLine
from voting.assessment.grades.pools import check_quota
from voting.assessment.grades.quotas import UNIT as ONE_UNIT
from voting.assessment.grades.sheet import GradeSheet
from voting.assessment.grades.steps import COMMITTEE, DEPARTMENT, UNIT
from voting.errors import Refused
from voting.services import checks
from voting.services.context import Actor, Clock, timestamp, utc_now
from voting.services.grades.marks import check_place, check_seen
from voting.services.grades.pools import Pools
from voting.services.grades.read import grades_in, round_grades
from voting.services.grades.turn import ACTION, check_tallied, check_turn, round_of, step_of_round
from voting.services.log import chain
from voting.storage import grade_steps as rows
from voting.storage import rounds
from voting.storage.database import Database, Session


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
    round_id = round_of(db, actor, unit_id)
    _hand_on(db, actor, round_id, lambda sheet: sheet.unit.id == unit_id, seen, clock)


def hand_on_all(
    db: Database, actor: Actor, round_id: str, *, seen: str | None = None, clock: Clock = utc_now
) -> int:
    """Hand on every unit whose grades lie with this person's role, all or none; how many.

    The department agrees with all that was submitted, or the committee with all that was put
    before it, but for what they entered. ``seen`` as for :func:`hand_on`, of all that wait.
    Refused ``grades-none-waiting``.
    """
    step = step_of_round(actor) or DEPARTMENT
    permissions.require(actor.role, ACTION[step])
    return _hand_on(db, actor, round_id, lambda sheet: sheet.stage == step, seen, clock)


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
    round_id = round_of(db, actor, unit_id)
    text = checks.line("reason", " ".join(reason.split()), 1000)
    with db.transaction() as session:
        rounds.hold(session, round_id)
        stage = rows.stages(session, [unit_id]).get(unit_id, UNIT)
        check_turn(actor, stage)
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
    chosen: Callable[[GradeSheet], bool],
    seen: str | None,
    clock: Clock,
) -> int:
    """Hand the chosen units on in one transaction."""
    round_grades(db, round_id)  # figures that nobody asked for yet are read before others wait
    with db.transaction() as session:
        rounds.hold(session, round_id)
        grades, pools = grades_in(db, session, round_id)
        going = [sheet for sheet in grades.sheets if chosen(sheet)]
        if not going:
            raise Refused("grades-none-waiting", "no grades wait to be handed on")
        step = going[0].stage
        check_turn(actor, step)
        check_seen(going, seen)
        for sheet in going:
            _check_complete(sheet, step)
        _check_quotas(pools, grades.sheets, going, step)
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


def _check_complete(sheet: GradeSheet, step: str) -> None:
    """Everybody has a grade in this column that the rules allow, and no question is open."""
    check_tallied(sheet)
    _check_nobody(
        sheet,
        [line for line in sheet.lines if line.open_question],
        "grades-asked",
        "a person has to decide about scope first",
    )
    _check_nobody(
        sheet,
        [line for line in sheet.lines if line.grade_at(step) is None],
        "grades-missing",
        "somebody has no grade yet",
    )
    for line in sheet.lines:
        grade = line.grade_at(step)
        if grade is not None:
            line.check(grade.id)


def _check_nobody(sheet: GradeSheet, lines: Sequence[GradeLine], code: str, english: str) -> None:
    if lines:
        names = "、".join(line.name for line in lines)
        raise Refused(code, english, unit=sheet.unit.name, names=names)


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
