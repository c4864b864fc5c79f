"""公示: when a unit's achievements are published, how to object, and the objections received."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from voting.storage.base import ID, Base


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
    (anonymous), ``handled_on`` is empty until it was dealt with."""

    __tablename__ = "objections"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    received_on: Mapped[str] = mapped_column(String(10))
    sender: Mapped[str] = mapped_column(String(100))
    content: Mapped[str] = mapped_column(String(2000))
    handling: Mapped[str] = mapped_column(String(2000))
    handled_on: Mapped[str] = mapped_column(String(10))
    saved_by: Mapped[str] = mapped_column(String(60))
