"""公示: when a unit's achievements are published, how to object, and the objections received."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, Base
from voting.storage.conflict import saving


class PublicityRow(Base):
    """Table ``publicity``: ``starts`` and ``ends`` are days (``2021-01-10``), both included;
    ``objections_to`` says how to object (telephone, room, box)."""

    __tablename__ = "publicity"

    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), primary_key=True)
    starts: Mapped[str] = mapped_column(String(10))
    ends: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(200))
    objections_to: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    saved_by: Mapped[str] = mapped_column(String(60))
    saved_at: Mapped[str] = mapped_column(String(32))


class ObjectionRow(Base):
    """Table ``objections``: what was objected to and what was done; ``sender`` may be empty
    (anonymous), ``handled_on`` is empty until it was dealt with; ``department``: taken by the
    department, and not shown to the unit."""

    __tablename__ = "objections"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    received_on: Mapped[str] = mapped_column(String(10))
    sender: Mapped[str] = mapped_column(String(100))
    content: Mapped[str] = mapped_column(String(2000))
    handling: Mapped[str] = mapped_column(String(2000))
    handled_on: Mapped[str] = mapped_column(String(10))
    saved_by: Mapped[str] = mapped_column(String(60))
    department: Mapped[bool]


def put(session: Session, row: PublicityRow) -> None:
    """Keep a unit's 公示 in the place of the former one."""
    session.merge(row)
    session.flush()


def of_units(session: Session, unit_ids: Sequence[str]) -> dict[str, PublicityRow]:
    """公示 of some units, by unit id."""
    rows = session.scalars(select(PublicityRow).where(PublicityRow.unit_id.in_(unit_ids)))
    return {row.unit_id: row for row in rows}


def add_objection(session: Session, row: ObjectionRow) -> None:
    """Keep a new objection."""
    with saving(session):
        session.add(row)


def objection(session: Session, objection_id: str) -> ObjectionRow | None:
    """An objection, None where there is none of that id."""
    return session.get(ObjectionRow, objection_id)


def objections(session: Session, unit_ids: Sequence[str]) -> list[ObjectionRow]:
    """The objections of some units, the earliest first."""
    return list(
        session.scalars(
            select(ObjectionRow)
            .where(ObjectionRow.unit_id.in_(unit_ids))
            .order_by(ObjectionRow.received_on, ObjectionRow.id)
        )
    )
