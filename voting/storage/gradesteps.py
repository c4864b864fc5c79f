"""The three columns of grades: unit's proposal, department's opinion, committee's decision."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

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
