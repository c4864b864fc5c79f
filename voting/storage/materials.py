"""Materials of a unit: 总结, 四个清单, 述职述廉述学报告, and the statements asked of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.storage.base import ID, Base
from voting.storage.conflict import saving


class MaterialRow(Base):
    """Table ``materials``: every version of every material, never changed once written.

    ``subject_id`` is the team's or cadre's id; ``kind`` is ``summary``, ``achievements``,
    ``features``, ``problems``, ``suggestions`` (of a team) or ``report`` (of a cadre); ``body`` is
    a list of ``{"section", "text"}``; ``saved_at`` is UTC, ISO 8601.
    """

    __tablename__ = "materials"

    subject_id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    body: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    characters: Mapped[int]
    saved_by: Mapped[str] = mapped_column(String(60))
    saved_at: Mapped[str] = mapped_column(String(32))


class SettledRow(Base):
    """Table ``settled``: the version that was settled (审定), by whom and when; locked from then on.

    ``settled_by`` is who settled it in the unit (党委集体研究, 主要负责人…), ``settled_on`` the day
    (``2021-01-10``); ``locked_by`` the account that recorded it.
    """

    __tablename__ = "settled"

    subject_id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    settled_by: Mapped[str] = mapped_column(String(200))
    settled_on: Mapped[str] = mapped_column(String(10))
    locked_by: Mapped[str] = mapped_column(String(60))
    locked_at: Mapped[str] = mapped_column(String(32))


class StatementRow(Base):
    """Table ``statements``: what is asked of another unit about a cadre.

    ``kind`` is ``former`` (原单位提供的情况, rules 2 and 3) or ``secondment`` (挂职鉴定, rule 4); days
    are ``2021-01-10`` or empty.
    """

    __tablename__ = "statements"

    cadre_id: Mapped[str] = mapped_column(ID, ForeignKey("cadres.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    asked_of: Mapped[str] = mapped_column(String(100))
    asked_on: Mapped[str] = mapped_column(String(10))
    received_on: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(400))


class VisitsRow(Base):
    """Table ``visits``: how many talks (个别谈话) and visits (实地考察) there were, and a remark.

    What was said stays out of this system.
    """

    __tablename__ = "visits"

    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), primary_key=True)
    talks: Mapped[int]
    visits: Mapped[int]
    remark: Mapped[str] = mapped_column(String(400))


def add(session: Session, row: MaterialRow) -> None:
    """Keep a new version; raises Conflict where somebody kept the same number first."""
    with saving(session):
        session.add(row)


def latest(
    session: Session, unit_ids: Sequence[str], kinds: Sequence[str] = ()
) -> dict[tuple[str, str], MaterialRow]:
    """The last version of every material of some units, by (subject, kind)."""
    newest = (
        select(
            MaterialRow.subject_id, MaterialRow.kind, func.max(MaterialRow.version).label("version")
        )
        .where(MaterialRow.unit_id.in_(unit_ids))
        .group_by(MaterialRow.subject_id, MaterialRow.kind)
        .subquery()
    )
    query = select(MaterialRow).join(
        newest,
        (MaterialRow.subject_id == newest.c.subject_id)
        & (MaterialRow.kind == newest.c.kind)
        & (MaterialRow.version == newest.c.version),
    )
    if kinds:
        query = query.where(MaterialRow.kind.in_(kinds))
    return {(row.subject_id, row.kind): row for row in session.scalars(query)}


def written(session: Session, unit_ids: Sequence[str]) -> set[tuple[str, str]]:
    """(subject, kind) of every material of some units that has a version, without its text."""
    rows = session.execute(
        select(MaterialRow.subject_id, MaterialRow.kind)
        .where(MaterialRow.unit_id.in_(unit_ids))
        .distinct()
    )
    return {(subject, kind) for subject, kind in rows}


def versions(session: Session, subject_id: str, kind: str) -> list[MaterialRow]:
    """All versions of a material, the newest first."""
    return list(
        session.scalars(
            select(MaterialRow)
            .where(MaterialRow.subject_id == subject_id, MaterialRow.kind == kind)
            .order_by(MaterialRow.version.desc())
        )
    )


def settled(session: Session, unit_ids: Sequence[str]) -> dict[tuple[str, str], SettledRow]:
    """What is settled in some units, by (subject, kind)."""
    rows = session.scalars(select(SettledRow).where(SettledRow.unit_id.in_(unit_ids)))
    return {(row.subject_id, row.kind): row for row in rows}


def settle(session: Session, rows: Sequence[SettledRow]) -> None:
    """Lock these; raises Conflict where one of them is settled already."""
    with saving(session):
        session.add_all(rows)


def unsettle(session: Session, subject_id: str) -> None:
    """Unlock everything of a subject."""
    session.execute(delete(SettledRow).where(SettledRow.subject_id == subject_id))


def put_statement(session: Session, row: StatementRow) -> None:
    """Keep what was asked of another unit in the place of the former entry."""
    session.merge(row)
    session.flush()


def statements(session: Session, cadre_ids: Sequence[str]) -> dict[tuple[str, str], StatementRow]:
    """Statements about some cadres, by (cadre, kind)."""
    rows = session.scalars(select(StatementRow).where(StatementRow.cadre_id.in_(cadre_ids)))
    return {(row.cadre_id, row.kind): row for row in rows}


def put_visits(session: Session, row: VisitsRow) -> None:
    """Keep the numbers of talks and visits of a unit."""
    session.merge(row)
    session.flush()


def visits(session: Session, unit_ids: Sequence[str]) -> dict[str, VisitsRow]:
    """Talks and visits of some units, by unit id."""
    rows = session.scalars(select(VisitsRow).where(VisitsRow.unit_id.in_(unit_ids)))
    return {row.unit_id: row for row in rows}
