"""The grades a unit proposes where it departs from the software's proposal."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, Base


class ProposalRow(Base):
    """Table ``proposals``: one row for each subject edited; ``edited_at`` is UTC, ISO 8601.

    The software's own proposal is never stored: it is computed anew from the tally.
    """

    __tablename__ = "proposals"

    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), primary_key=True)
    subject_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    grade: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(1000))
    edited_by: Mapped[str] = mapped_column(String(60))
    edited_at: Mapped[str] = mapped_column(String(32))


def put(session: Session, row: ProposalRow) -> None:
    """Keep an edit in the place of the former one of the same subject."""
    session.merge(row)
    session.flush()


def remove(session: Session, unit_id: str, subject_id: str) -> bool:
    """Take an edit back; False where there was none."""
    row = session.get(ProposalRow, (unit_id, subject_id))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def of_unit(session: Session, unit_id: str) -> dict[str, ProposalRow]:
    """All edits of a unit, by subject id."""
    rows = session.scalars(select(ProposalRow).where(ProposalRow.unit_id == unit_id))
    return {row.subject_id: row for row in rows}
