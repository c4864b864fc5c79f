"""Long work with a progress bar: building all documents of a round."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.errors import NotFound
from voting.storage.base import ID, Base
from voting.storage.conflict import saving


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


def add(session: Session, row: JobRow) -> None:
    """Keep a new job."""
    with saving(session):
        session.add(row)


def known(session: Session, job_id: str) -> JobRow:
    """A job; NotFound ``job-unknown``."""
    row = session.get(JobRow, job_id)
    if row is None:
        raise NotFound("job-unknown", "there is no such job")
    return row


def of_round(session: Session, round_id: str) -> list[JobRow]:
    """All jobs of a round, running or done, in no order."""
    return list(session.scalars(select(JobRow).where(JobRow.round_id == round_id)))


def forget(session: Session, round_id: str) -> None:
    """Take all of them out."""
    session.execute(delete(JobRow).where(JobRow.round_id == round_id))


def tell(session: Session, job_id: str, values: dict[str, str | int]) -> None:
    """Write how far a job is."""
    session.execute(update(JobRow).where(JobRow.id == job_id).values(**values))
