"""Rewriting the files of a database so that the order of their bytes tells nothing.

SQLite: the tables are ordered by hash already; VACUUM moves their pages, and the write-ahead log
is emptied. PostgreSQL: the rows of the meetings are written anew in order of their keys by one
transaction (each row and each out-of-line value carries a transaction or object number, which
VACUUM FULL alone would keep), then the tables are rewritten. Backups and archived logs are outside
its reach.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import OperationalError

from voting.storage import tables

FAILURES = (OperationalError, sqlite3.OperationalError)
"""Somebody else uses the files, or the disk is full: it can be done later."""

TRIES = 5
TRY_MS = 2000
"""How often, and how long each time, to wait for readers who keep the write-ahead log in use."""


def rewrite(engine: Engine, meetings: Iterable[str]) -> None:
    """Rewrite what is stored of these meetings; raises one of :data:`FAILURES`."""
    if engine.dialect.name == "sqlite":
        _rewrite_file(engine)
        return
    with engine.begin() as connection:
        for meeting in meetings:
            for table, key in tables.REWRITTEN:
                _rewrite_rows(connection, table, key, meeting)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table, _ in tables.REWRITTEN:
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {table}"))


def _rewrite_file(engine: Engine) -> None:
    raw = engine.raw_connection()  # no transaction: VACUUM refuses to run in one
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        usual = _ask(cursor, "busy_timeout")
        _ask(cursor, f"busy_timeout = {TRY_MS}")
        try:
            _empty_log(cursor)
        finally:
            _ask(cursor, f"busy_timeout = {usual}")
            cursor.close()
    finally:
        raw.close()


def _empty_log(cursor: DBAPICursor) -> None:
    """Checkpoint until the log is empty: SQLite tells of readers by a flag, not by an error."""
    for _ in range(TRIES):
        if not _ask(cursor, "wal_checkpoint(TRUNCATE)"):
            return
    raise sqlite3.OperationalError("the write-ahead log is in use")


def _ask(cursor: DBAPICursor, pragma: str) -> int:
    """The first number that a pragma answers."""
    cursor.execute(f"PRAGMA {pragma}")
    answer = cursor.fetchone()
    return int(answer[0]) if answer else 0


def _rewrite_rows(connection: Connection, table: str, key: str, meeting: str) -> None:
    """Write the rows of one meeting anew, in order of ``key``; names come from this package."""
    values = {"meeting": meeting}
    connection.execute(
        text(
            f"CREATE TEMP TABLE rewrite_{table} ON COMMIT DROP AS"
            f" SELECT * FROM {table} WHERE meeting = :meeting"
        ),
        values,
    )
    connection.execute(text(f"DELETE FROM {table} WHERE meeting = :meeting"), values)
    connection.execute(text(f"INSERT INTO {table} SELECT * FROM rewrite_{table} ORDER BY {key}"))
    connection.execute(text(f"DROP TABLE rewrite_{table}"))
