"""Photos of cadres, as they are shown beside their names on the ballot."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, Base


class PhotoRow(Base):
    """Table ``photos``: ``data`` is a small JPEG made here, never the file that was uploaded."""

    __tablename__ = "photos"

    subject_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


def put(session: Session, subject_id: str, unit_id: str, data: bytes) -> None:
    """Keep the photo of a cadre in the place of a former one."""
    session.merge(PhotoRow(subject_id=subject_id, unit_id=unit_id, data=data))
    session.flush()


def of_unit(session: Session, unit_id: str) -> dict[str, bytes]:
    """The photos of a unit, by subject."""
    rows = session.execute(
        select(PhotoRow.subject_id, PhotoRow.data).where(PhotoRow.unit_id == unit_id)
    )
    return dict(rows.all())


def subjects(session: Session, unit_id: str) -> frozenset[str]:
    """Who of a unit has a photo."""
    return frozenset(
        session.scalars(select(PhotoRow.subject_id).where(PhotoRow.unit_id == unit_id))
    )


def remove(session: Session, subject_id: str) -> bool:
    """Take a photo out; False where there was none."""
    row = session.get(PhotoRow, subject_id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True
