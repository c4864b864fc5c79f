"""The web application over a real database, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from databases import opened, sqlite_url
from open_meeting import Hall, printed_hall
from voting.services.voting.checking import BallotChecker
from voting.web.app import create_app
from voting.web.site.settings import Settings


@pytest.fixture(scope="session")
def checker() -> Iterator[BallotChecker]:
    """One pool of two processes for all tests of this folder."""
    pool = BallotChecker(2)
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Hall]:
    """A database file with a printed meeting, made once; its tests work on copies."""
    folder = tmp_path_factory.mktemp("printed")
    with opened(sqlite_url(folder)) as db:
        made = printed_hall(db)
    return folder, made


@pytest.fixture
def hall(printed: tuple[Path, Hall], tmp_path: Path) -> Iterator[Hall]:
    """A printed meeting that has not been opened."""
    folder, made = printed
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with opened(sqlite_url(tmp_path)) as db:
        yield replace(made, db=db)


@pytest.fixture
def phone(hall: Hall, checker: BallotChecker) -> FlaskClient:
    """A client of the whole application."""
    return create_app(hall.db, Settings("s" * 32, "http://localhost", checker)).test_client()


@pytest.fixture
def office(hall: Hall, checker: BallotChecker) -> Flask:
    """The whole application on plain http, for the office's people."""
    return create_app(hall.db, Settings("s" * 32, None, checker))
