"""What is known of a cadre's year for the seven rules of the notice, and what people overruled.

Kept apart from the roster's own columns: nothing that goes to a ballot, a host or a voter reads
this table, and discipline stands in a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

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
    empty for "no limit"; ``decided_at`` is UTC, ISO 8601; ``seen`` what the rules said then.
    """

    __tablename__ = "overrides"

    cadre_id: Mapped[str] = mapped_column(ID, ForeignKey("cadres.id"), primary_key=True)
    on_ballot: Mapped[bool | None] = mapped_column(Boolean)
    graded: Mapped[bool | None] = mapped_column(Boolean)
    cap: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(1000))
    decided_by: Mapped[str] = mapped_column(String(60))
    decided_at: Mapped[str] = mapped_column(String(32))
    seen: Mapped[dict[str, Any]] = mapped_column(JSON)


Stored = tuple[dict[str, Any], list[dict[str, Any]]]
"""``facts`` and ``discipline`` of a row."""


def facts(session: Session, cadre_ids: Iterable[str]) -> dict[str, FactsRow]:
    """What is stored of some cadres, by cadre id; nobody of whom nothing is known."""
    stored = session.scalars(select(FactsRow).where(FactsRow.cadre_id.in_(list(cadre_ids))))
    return {row.cadre_id: row for row in stored}


def put_facts(session: Session, wanted: Mapping[str, Stored | None]) -> None:
    """Store the facts of some cadres in place of what was known; None takes them out."""
    known = facts(session, wanted)
    for cadre_id, stored in wanted.items():
        row = known.get(cadre_id)
        if stored is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(FactsRow(cadre_id=cadre_id, facts=stored[0], discipline=stored[1]))
        else:
            row.facts, row.discipline = stored
    session.flush()


def overrides(session: Session, cadre_ids: Iterable[str]) -> dict[str, OverrideRow]:
    """What people decided about some cadres, by cadre id."""
    rows = session.scalars(select(OverrideRow).where(OverrideRow.cadre_id.in_(list(cadre_ids))))
    return {row.cadre_id: row for row in rows}


def put_override(session: Session, row: OverrideRow) -> None:
    """Keep a decision in place of the one before."""
    session.merge(row)
    session.flush()


def remove_override(session: Session, cadre_id: str) -> bool:
    """Take a decision back; False where there was none."""
    row = session.get(OverrideRow, cadre_id)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None
