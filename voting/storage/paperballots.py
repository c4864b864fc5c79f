"""Paper ballots (纸质票) as two people enter them: sums per voter class, never a single ballot."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from voting.storage.base import ID, MEETING_ID, Base


class PaperEntryRow(Base):
    """Table ``paper_entries``: ``entry`` is 1 or 2, entered by two accounts; ``sums`` maps a class
    to ``{"ballots": n, "sums": [votes of each slot in the manifest's order]}``."""

    __tablename__ = "paper_entries"

    meeting: Mapped[str] = mapped_column(MEETING_ID, ForeignKey("meetings.id"), primary_key=True)
    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[str] = mapped_column(ID)
    entered_by: Mapped[str] = mapped_column(String(60))
    sums: Mapped[dict[str, Any]] = mapped_column(JSON)
