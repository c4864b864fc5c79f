"""The door to the database: transactions, migration and compaction, on SQLite and PostgreSQL.

Services get a :class:`Session` from :meth:`Database.transaction` or :meth:`Database.reading` and
hand it to the functions of the other modules of this room; they never see SQL or its errors.
"""

from __future__ import annotations

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

from voting.storage import tables
from voting.storage.conflict import Conflict

__all__ = ["Conflict", "Database", "Session"]

BUSY_SECONDS = 30
"""How long a writer waits for the other writers of an SQLite file."""

_IMMEDIATE = {"qingping_begin": "BEGIN IMMEDIATE"}
_MIGRATION_LOCK = 7_221_905_118


class Database:
    """One SQLite file (``sqlite:////path``) or PostgreSQL database (``postgresql://…``).

    Nothing is opened before the first use, so an instance may be made before a process forks.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.get_backend_name() in ("postgresql", "postgres"):
            self.engine = create_engine(parsed.set(drivername="postgresql+psycopg"),
                                        pool_size=16, max_overflow=48, pool_timeout=60)
        else:
            self.engine = create_engine(
                parsed, pool_size=16, max_overflow=48, pool_timeout=60,
                connect_args={"timeout": BUSY_SECONDS, "isolation_level": None,
                              "check_same_thread": False})
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
        with self.engine.connect().execution_options(**options) as connection:
            with Session(connection, expire_on_commit=False) as session:
                yield session

    def migrate(self) -> None:
        """Bring the tables to the newest version; does nothing where they are.

        Several processes may call it at once: they wait for each other.
        """
        config = Config()
        config.set_main_option("script_location", _MIGRATIONS.replace("%", "%%"))
        with self._writing.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"),
                                   {"key": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        self.engine.dispose()

    def compact(self, meeting: str) -> None:
        """Rewrite the files so that the order of their bytes tells nothing about ``meeting``.

        To be called after closing (ballots came in one by one) and after slips were replaced
        (deleted rows linger). SQLite: the tables are ordered by hash already; VACUUM moves their
        pages, and the write-ahead log is emptied. PostgreSQL: the rows of the meeting are written
        anew in order of their keys by one transaction (each row and each out-of-line value
        carries a transaction or object number, which VACUUM FULL alone would keep), then the
        tables are rewritten. Backups and archived logs are outside its reach.
        """
        if self.is_sqlite:
            self._compact_sqlite()
            return
        with self.engine.begin() as connection:
            for table, key in tables.REWRITTEN:
                _rewrite(connection, table, key, meeting)
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table, _ in tables.REWRITTEN:
                connection.execute(text(f"VACUUM (FULL, ANALYZE) {table}"))

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self.engine.dispose()

    def _compact_sqlite(self) -> None:
        raw = self.engine.raw_connection()  # no transaction: VACUUM refuses to run in one
        try:
            cursor = raw.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            raw.close()


_MIGRATIONS = str(Path(__file__).resolve().parent / "migrations")


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
                   "secure_delete = ON", f"busy_timeout = {BUSY_SECONDS * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
        cursor.fetchall()
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(str(options.get("qingping_begin", "BEGIN")))


def _rewrite(connection: Connection, table: str, key: str, meeting: str) -> None:
    """Write the rows of one meeting anew, in order of ``key``; names come from this package."""
    values = {"meeting": meeting}
    connection.execute(text(f"CREATE TEMP TABLE rewrite_{table} ON COMMIT DROP AS"
                            f" SELECT * FROM {table} WHERE meeting = :meeting"), values)
    connection.execute(text(f"DELETE FROM {table} WHERE meeting = :meeting"), values)
    connection.execute(text(f"INSERT INTO {table} SELECT * FROM rewrite_{table} ORDER BY {key}"))
