"""Databases and the rows that tests of several rooms start from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from voting.storage import meetings, rosters, rounds
from voting.storage.database import Database

MEETING = "m0000000"
KINDS = ("sqlite", "postgres")

_END_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_TABLES = text(
    "SELECT tablename FROM pg_tables"
    " WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A migrated database whose connections are closed afterwards."""
    database = Database(url)
    file = database.engine.url.database
    if database.is_sqlite and file is not None and not Path(file).exists():
        Path(file).write_bytes(_migrated_file())
    else:
        database.migrate()
    try:
        yield database
    finally:
        database.close()


@cache
def _migrated_file() -> bytes:
    """A new SQLite file after all migrations, made once for many tests."""
    with TemporaryDirectory(prefix="qp-migrated-") as folder:
        database = Database(sqlite_url(Path(folder)))
        database.migrate()
        database.close()
        return (Path(folder) / "test.db").read_bytes()


def emptied(database: Database) -> None:
    """End all connections to a PostgreSQL database and delete all rows of all tables."""
    database.close()
    with database.engine.begin() as connection:
        connection.execute(_END_OTHERS)
        names = connection.scalars(_TABLES).all()
        exist = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names
        )
        filled = connection.scalars(text(exist)).all()
        if filled:
            listed = ", ".join(f'"{name}"' for name in filled)
            connection.execute(text(f"TRUNCATE {listed} CASCADE"))
    database.close()


def sqlite_url(folder: Path) -> str:
    """The address of a database file in ``folder``."""
    return f"sqlite:///{folder / 'test.db'}"


def add_meeting(db: Database, meeting: str = MEETING, state: str = "open") -> None:
    """A round, a unit and a meeting, just as rows."""
    with db.transaction() as session:
        rounds.add(
            session,
            rounds.RoundRow(
                id=f"r-{meeting}",
                year=2020,
                name="2020年度考核",
                number="",
                basis="",
                forms=[],
                settings={},
            ),
        )
        rosters.add(
            session,
            [
                rosters.UnitRow(
                    id=f"u-{meeting}",
                    round_id=f"r-{meeting}",
                    name="城关镇",
                    kind="乡镇",
                    organisation="党委",
                    position=1,
                )
            ],
            [],
            [],
        )
        meetings.add(
            session,
            meetings.MeetingRow(
                id=meeting,
                round_id=f"r-{meeting}",
                unit_id=f"u-{meeting}",
                title="测评会",
                date="2021-01-20 09:00",
                place="礼堂",
                state=state,
                minimum=5,
                denominator="valid",
                scores=False,
            ),
        )


def at_once(number: int, work: Callable[[int], None]) -> None:
    """Run ``work(0) … work(number - 1)`` in threads that start together; a failure is raised."""
    start = threading.Barrier(number)
    failures: list[BaseException] = []

    def run(index: int) -> None:
        start.wait()
        try:
            work(index)
        except BaseException as error:  # noqa: BLE001  handed to the test's own thread below
            failures.append(error)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if failures:
        raise failures[0]
