"""What every table has in common: the declarative base and the names of constraints.

Constraints are named by rule, so that SQLite, PostgreSQL and the migrations agree on them.
"""

from __future__ import annotations

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase

ID = String(16)
"""Type of the ids of rounds, units, cadres, teams and accounts: random short strings."""

MEETING_ID = String(8)
"""Type of a meeting's id: 8 lower-case Crockford characters (protocol §3)."""


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
