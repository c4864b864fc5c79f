"""All tables together: importing this module makes the metadata complete."""

from __future__ import annotations

from sqlalchemy import MetaData

from voting.storage import (
    accounts,
    audit,
    ballots,
    facts,
    grade_steps,
    jobs,
    materials,
    meetings,
    paper_ballots,
    photos,
    publicity,
    roll,
    rosters,
    rounds,
    sessions,
    settings,
    shares,
    uploads,
    voids,
)
from voting.storage.base import Base

METADATA: MetaData = Base.metadata
"""Every table of the application."""

MODULES = (
    accounts,
    audit,
    ballots,
    facts,
    grade_steps,
    jobs,
    materials,
    meetings,
    paper_ballots,
    photos,
    publicity,
    roll,
    rosters,
    rounds,
    sessions,
    settings,
    shares,
    uploads,
    voids,
)

REWRITTEN: tuple[tuple[str, str], ...] = (
    ("ballots", "hash"),
    ("roll", "credential"),
    ("voids", "credential"),
)
"""(table, column) of what :meth:`voting.storage.database.Database.compact` writes anew."""
