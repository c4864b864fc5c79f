"""Long work with a progress bar: building all documents of a round."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from voting.storage.base import ID, Base


class JobRow(Base):
    """Table ``jobs``: ``state`` is waiting, running, done or failed; ``done`` of ``total`` steps;
    ``label`` says what is being made; ``file`` its name in the folder of exports once done;
    ``error`` the code of what failed; ``touched`` is Unix seconds, for finding dead jobs."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    done: Mapped[int]
    total: Mapped[int]
    label: Mapped[str] = mapped_column(String(200))
    file: Mapped[str] = mapped_column(String(100))
    error: Mapped[str] = mapped_column(String(40))
    created_by: Mapped[str] = mapped_column(String(60))
    touched: Mapped[int] = mapped_column(BigInteger)
