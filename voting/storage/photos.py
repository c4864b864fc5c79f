"""Photos of cadres, as they are shown beside their names on the ballot."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from voting.storage.base import ID, Base


class PhotoRow(Base):
    """Table ``photos``: ``data`` is a small JPEG made here, never the file that was uploaded."""

    __tablename__ = "photos"

    subject_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
