"""What was entered about a team or cadre in other tables, and leaves or moves with them.

The tables of materials, photos and grades name their subjects without a foreign key, for a subject
is a team or a cadre: whoever takes one out of the roster takes these out here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from voting.storage.facts import FactsRow, OverrideRow
from voting.storage.grade_steps import GradeRow
from voting.storage.materials import MaterialRow, SettledRow, StatementRow
from voting.storage.photos import PhotoRow

_SUBJECTS = (MaterialRow, SettledRow, PhotoRow, GradeRow)


@dataclass(frozen=True, slots=True)
class Following:
    """How much there is about a subject: versions of materials, statements of other units,
    decisions about the standing, entries of grades."""

    materials: int
    statements: int
    decisions: int
    grades: int


NOBODY = Following(0, 0, 0, 0)


def of(session: Session, subject_ids: Iterable[str]) -> dict[str, Following]:
    """What there is about some subjects; four queries, nobody about whom there is nothing."""
    ids = list(subject_ids)
    columns = (
        MaterialRow.subject_id,
        StatementRow.cadre_id,
        OverrideRow.cadre_id,
        GradeRow.subject_id,
    )
    counts = [
        Counter(
            dict(
                session.execute(
                    select(column, func.count()).where(column.in_(ids)).group_by(column)
                ).all()
            )
        )
        for column in columns
    ]
    return {one: Following(*(counted[one] for counted in counts)) for one in set().union(*counts)}


def remove(session: Session, subject_ids: Iterable[str]) -> None:
    """Take out everything about subjects that leave the roster, facts of the year too."""
    ids = list(subject_ids)
    for table in _SUBJECTS:
        session.execute(delete(table).where(table.subject_id.in_(ids)))
    for row in (StatementRow, OverrideRow, FactsRow):
        session.execute(delete(row).where(row.cadre_id.in_(ids)))


def move(session: Session, moves: Mapping[str, str]) -> None:
    """Let materials and photos follow cadres to another unit (cadre id → unit id); grades are the
    old unit's word and go."""
    session.execute(delete(GradeRow).where(GradeRow.subject_id.in_(list(moves))))
    for cadre_id, unit_id in moves.items():
        for table in (MaterialRow, SettledRow, PhotoRow):
            session.execute(
                update(table).where(table.subject_id == cadre_id).values(unit_id=unit_id)
            )
