"""Paper ballots (纸质票) as two people enter them: sums per voter class, never a single ballot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, MEETING_ID, Base
from voting.storage.conflict import saving
from voting.storage.meetings import MeetingRow


class PaperBallotEntryRow(Base):
    """Table ``paper_entries``: ``entry`` is 1 or 2, entered by two accounts; ``sums`` maps a class
    to ``{"handed": n, "ballots": n, "sums": [votes of each slot in the manifest's order]}``, where
    ``handed`` is how many paper ballots had been handed out when this was entered."""

    __tablename__ = "paper_entries"

    meeting: Mapped[str] = mapped_column(MEETING_ID, ForeignKey("meetings.id"), primary_key=True)
    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[str] = mapped_column(ID)
    entered_by: Mapped[str] = mapped_column(String(60))
    sums: Mapped[dict[str, Any]] = mapped_column(JSON)


def entries(session: Session, meeting: str) -> list[PaperBallotEntryRow]:
    """The entries of a meeting: none, one or two, in order."""
    return list(
        session.scalars(
            select(PaperBallotEntryRow)
            .where(PaperBallotEntryRow.meeting == meeting)
            .order_by(PaperBallotEntryRow.entry)
        )
    )


def add(session: Session, row: PaperBallotEntryRow) -> None:
    """Begin an entry; raises Conflict where there is one of this number."""
    with saving(session):
        session.add(row)


def replace(session: Session, row: PaperBallotEntryRow, sums: Mapping[str, Any]) -> None:
    """Put these sums in the place of what an entry held."""
    row.sums = dict(sums)
    session.flush()


def forget(session: Session, meeting: str) -> None:
    """Delete the entries of a meeting."""
    session.execute(delete(PaperBallotEntryRow).where(PaperBallotEntryRow.meeting == meeting))


def sealed(session: Session, meeting: str) -> bytes | None:
    """paper.json of a closed meeting; None where no paper ballots were counted."""
    return session.scalar(select(MeetingRow.paper).where(MeetingRow.id == meeting))
