"""What is known of a cadre's year for the seven rules of the notice, and what people overruled.

Kept apart from the roster's own columns: nothing that goes to a ballot, a host or a voter reads
this table, and discipline stands in a column of its own.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from voting.storage.base import ID, Base


class FactsRow(Base):
    """Table ``cadre_facts``: ``facts`` is :meth:`CadreFacts.plain` without discipline,
    ``discipline`` the list of its entries."""

    __tablename__ = "cadre_facts"

    cadre_id: Mapped[str] = mapped_column(ID, ForeignKey("cadres.id"), primary_key=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    discipline: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class OverrideRow(Base):
    """Table ``overrides``: what a person decided about a cadre's standing, with the reason.

    ``on_ballot``, ``graded`` null where the rules' answer stands; ``cap`` null where it stands,
    empty for "no limit"; ``decided_at`` is UTC, ISO 8601.
    """

    __tablename__ = "overrides"

    cadre_id: Mapped[str] = mapped_column(ID, ForeignKey("cadres.id"), primary_key=True)
    on_ballot: Mapped[bool | None] = mapped_column(Boolean)
    graded: Mapped[bool | None] = mapped_column(Boolean)
    cap: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(1000))
    decided_by: Mapped[str] = mapped_column(String(60))
    decided_at: Mapped[str] = mapped_column(String(32))
