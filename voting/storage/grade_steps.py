"""The three columns of grades: unit's proposal, department's opinion, committee's decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, Base


class GradeRow(Base):
    """Table ``grades``: what one step says of one subject.

    ``step`` is ``unit``, ``department`` or ``committee``; ``grade`` a grade's id, or ``none`` for
    不确定等次; ``reason`` is required where it differs from the step before. A step that agrees with
    the one before has no row until it is handed on.
    """

    __tablename__ = "grades"

    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), primary_key=True)
    subject_id: Mapped[str] = mapped_column(ID, primary_key=True)
    step: Mapped[str] = mapped_column(String(12), primary_key=True)
    grade: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(1000))
    entered_by: Mapped[str] = mapped_column(String(60))
    entered_at: Mapped[str] = mapped_column(String(32))


class StageRow(Base):
    """Table ``grade_stages``: where a unit's grades are: ``unit`` (being proposed), ``department``
    (submitted), ``committee`` (opinion given) or ``decided``; no row is ``unit``."""

    __tablename__ = "grade_stages"

    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(12))


class MoveRow(Base):
    """Table ``grade_moves``: every handing on and sending back, in order; ``reason`` says why a
    step was sent back."""

    __tablename__ = "grade_moves"

    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    before: Mapped[str] = mapped_column(String(12))
    after: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(1000))
    moved_by: Mapped[str] = mapped_column(String(60))
    moved_at: Mapped[str] = mapped_column(String(32))


def entries(session: Session, unit_ids: Sequence[str]) -> dict[tuple[str, str, str], GradeRow]:
    """All entries of some units by (unit, subject, step), in one query."""
    rows = session.scalars(select(GradeRow).where(GradeRow.unit_id.in_(unit_ids)))
    return {(row.unit_id, row.subject_id, row.step): row for row in rows}


def put(session: Session, rows: Iterable[GradeRow]) -> None:
    """Keep entries, each in the place of the former one of its subject and step."""
    for row in rows:
        session.merge(row)
    session.flush()


def remove(session: Session, unit_id: str, subject_id: str, step: str) -> bool:
    """Take an entry back; False where there was none."""
    row = session.get(GradeRow, (unit_id, subject_id, step))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def forget_agreeing(session: Session, unit_id: str, step: str) -> None:
    """Take the entries of a step back that only agreed: they follow the step before again."""
    session.execute(
        delete(GradeRow).where(
            GradeRow.unit_id == unit_id, GradeRow.step == step, GradeRow.reason == ""
        )
    )


def stages(session: Session, unit_ids: Sequence[str]) -> dict[str, str]:
    """Unit → stage, for those that have left the first one."""
    rows = session.scalars(select(StageRow).where(StageRow.unit_id.in_(unit_ids)))
    return {row.unit_id: row.stage for row in rows}


def moves(session: Session, unit_ids: Sequence[str]) -> dict[str, list[MoveRow]]:
    """The handing on and sending back of some units, in order."""
    by_unit: dict[str, list[MoveRow]] = {unit_id: [] for unit_id in unit_ids}
    for row in session.scalars(
        select(MoveRow)
        .where(MoveRow.unit_id.in_(unit_ids))
        .order_by(MoveRow.unit_id, MoveRow.number)
    ):
        by_unit[row.unit_id].append(row)
    return by_unit


def move(session: Session, row: MoveRow) -> None:
    """Note a move and set the stage of its unit; ``number`` is given here."""
    last = session.scalar(select(func.max(MoveRow.number)).where(MoveRow.unit_id == row.unit_id))
    row.number = (last or 0) + 1
    session.add(row)
    session.merge(StageRow(unit_id=row.unit_id, stage=row.after))
    session.flush()
