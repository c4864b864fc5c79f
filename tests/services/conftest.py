"""Services on both databases, on a real file and a real server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from databases import KINDS, opened, sqlite_url
from held_meeting import run_ceremony
from small_hall import Department, database, department
from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database
from voting.trustee.key_file import TrusteeKey


@pytest.fixture(params=KINDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty database: an SQLite file, then PostgreSQL."""
    sqlite = request.param == "sqlite"
    url = sqlite_url(tmp_path) if sqlite else request.getfixturevalue("postgres_url")
    with opened(url) as database:
        yield database


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty SQLite file, for rules that have nothing to do with the database."""
    with opened(sqlite_url(tmp_path)) as database:
        yield database


@dataclass(frozen=True)
class Keys:
    """ceremony.json and the trustees' finished keys."""

    ceremony: bytes
    trustees: Sequence[TrusteeKey]


@pytest.fixture(scope="session")
def keys() -> Keys:
    """A ceremony of three trustees, two needed."""
    trustees, ceremony = run_ceremony()
    return Keys(ceremony.encode(), trustees)


@pytest.fixture(scope="session", params=KINDS)
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Department]:
    """A round in which many tests hold their small meetings, on SQLite and on PostgreSQL."""
    server = "" if request.param == "sqlite" else request.getfixturevalue("postgres_server")
    with database(request.param, tmp_path_factory.mktemp("office"), server) as db:
        yield department(db)


@pytest.fixture(scope="session")
def checker() -> Iterator[BallotChecker]:
    """Two processes that check ballots."""
    checker = BallotChecker(2)
    yield checker
    checker.close()
