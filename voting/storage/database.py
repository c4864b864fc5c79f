"""The door to the database: transactions, migration and compaction, on SQLite and PostgreSQL.

Services get a :class:`Session` from :meth:`Database.transaction` or :meth:`Database.reading` and
hand it to the functions of the other modules of this room; they never see SQL or its errors.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from voting.storage import compaction
from voting.storage import meetings as rows
from voting.storage.conflict import Conflict

__all__ = ["Database", "Session"]  # who works in a transaction need not know SQLAlchemy

BUSY_SECONDS = 30
"""How long a writer waits for the other writers of an SQLite file."""

_LOG = logging.getLogger(__name__)
_IMMEDIATE = {"qingping_begin": "BEGIN IMMEDIATE"}
_MIGRATION_LOCK = 7_221_905_118


class Database:
    """One SQLite file (``sqlite:////path``) or PostgreSQL database (``postgresql://…``).

    Nothing is opened before the first use, so an instance may be made before a process forks.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.get_backend_name() in ("postgresql", "postgres"):
            self.engine = create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=16,
                max_overflow=48,
                pool_timeout=60,
            )
        else:
            self.engine = create_engine(
                parsed,
                pool_size=16,
                max_overflow=48,
                pool_timeout=60,
                connect_args={
                    "timeout": BUSY_SECONDS,
                    "isolation_level": None,
                    "check_same_thread": False,
                },
            )
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._writing = self.engine.execution_options(**_IMMEDIATE)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session whose changes are all committed at the end, or none of them.

        SQLite takes the write lock at once (BEGIN IMMEDIATE), so what was read stays true until
        the commit; on PostgreSQL the rows that must stay true are locked by the functions that
        say so. Raises :class:`Conflict` where a unique or foreign key does not hold.
        """
        with Session(self._writing, expire_on_commit=False) as session:
            try:
                yield session
                session.commit()
            except IntegrityError as error:
                raise Conflict() from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one state of the database; its changes are thrown away."""
        options: dict[str, Any] = {}
        if not self.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            self.engine.connect().execution_options(**options) as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session

    def migrate(self) -> None:
        """Bring the tables to the newest version, and rewrite the files where that was cut short
        after a closing; does nothing where all is well.

        Several processes may call it at once: they wait for each other.
        """
        config = Config()
        config.set_main_option("script_location", _MIGRATIONS.replace("%", "%%"))
        with self._writing.begin() as connection:
            if not self.is_sqlite:
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
                )
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        self.engine.dispose()
        with self.reading() as session:
            left = rows.not_compacted(session)
        if left:
            self.compact(*left)

    def compact(self, *meetings: str) -> None:
        """Rewrite the files so that the order of their bytes tells nothing about ``meetings``
        (:mod:`voting.storage.compaction`).

        To be called after closing (ballots came in one by one) and after slips were replaced
        (deleted rows linger). What is closed stays closed if somebody else uses the files: the
        log says so, and the next start does it.
        """
        try:
            compaction.rewrite(self.engine, meetings)
            with self.transaction() as session:
                rows.note_compacted(session, meetings)
        except compaction.FAILURES as error:
            _LOG.warning("rewriting the files is left to the next start: %s", type(error).__name__)

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self.engine.dispose()


_MIGRATIONS = str(Path(__file__).resolve().parent / "migrations")


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
        cursor.fetchall()
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switch the file to write-ahead logging, which lasts; only its first user has to.

    SQLite does not wait for others here, whatever the busy timeout is: several processes that
    start with a new file at once take turns by trying again.
    """
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchall() == [("wal",)]:
                return
            cursor.execute("PRAGMA journal_mode = WAL").fetchall()
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(str(options.get("qingping_begin", "BEGIN")))
