"""Services on both databases, on a real file and a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from databases import KINDS, opened, sqlite_url
from held_meeting import run_ceremony
from small_hall import Department, departments
from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database
from voting.trustee.key_file import TrusteeKey


@pytest.fixture(params=KINDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty database: an SQLite file, then PostgreSQL."""
    if request.param == "postgres":
        yield request.getfixturevalue("migrated_postgres")
        return
    with opened(sqlite_url(tmp_path)) as database:
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


@pytest.fixture(scope="module")
def offices(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Department]]:
    """The department on each kind of database, one for each file: what a test leaves in it, others
    must not meet."""
    server = partial(request.getfixturevalue, "postgres_server")
    with departments(tmp_path_factory.mktemp, server) as made:
        yield made


@pytest.fixture(scope="module", params=KINDS)
def office(request: pytest.FixtureRequest, offices: Callable[[str], Department]) -> Department:
    """A round in which many tests hold their small meetings, on SQLite and on PostgreSQL."""
    return offices(request.param)


@pytest.fixture(scope="session")
def checker() -> Iterator[BallotChecker]:
    """Two processes that check ballots."""
    checker = BallotChecker(2)
    yield checker
    checker.close()
