"""Materials of a unit: 总结, 四个清单, 述职述廉述学报告, and the statements asked of others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from voting.storage.base import ID, Base


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
