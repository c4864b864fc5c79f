"""Numbers per voter class that need the roll beside the ballots or the voids.

Only counts leave this module: it is the one place where the two are joined in SQL.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting.storage.ballots import BallotRow
from voting.storage.roll import RollRow
from voting.storage.voids import VoidRow


def printed(session: Session, meeting: str) -> dict[str, int]:
    """How many slips of each class are on the roll; classes without any are left out."""
    rows = session.execute(
        select(RollRow.class_id, func.count())
        .where(RollRow.meeting == meeting)
        .group_by(RollRow.class_id)
    )
    return dict(rows.all())


def ballots(session: Session, meeting: str) -> dict[str, int]:
    """How many ballots of each class are in the box; classes without any are left out."""
    rows = session.execute(
        select(RollRow.class_id, func.count())
        .join(
            BallotRow,
            (BallotRow.meeting == RollRow.meeting) & (BallotRow.credential == RollRow.credential),
        )
        .where(RollRow.meeting == meeting)
        .group_by(RollRow.class_id)
    )
    return dict(rows.all())


def voided(session: Session, meeting: str) -> dict[str, int]:
    """How many slips of each class are voided; classes without any are left out."""
    rows = session.execute(
        select(RollRow.class_id, func.count())
        .join(
            VoidRow,
            (VoidRow.meeting == RollRow.meeting) & (VoidRow.credential == RollRow.credential),
        )
        .where(RollRow.meeting == meeting)
        .group_by(RollRow.class_id)
    )
    return dict(rows.all())
