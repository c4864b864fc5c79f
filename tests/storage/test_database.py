"""Transactions, settings of the connection, migrations."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from databases import MEETING, add_meeting, at_once
from voting.errors import BadInput
from voting.storage import accounts, ballots, compaction, meetings, roll, voids
from voting.storage.conflict import Conflict
from voting.storage.database import Database
from voting.storage.tables import METADATA

MIGRATIONS = Path(__file__).parents[2] / "voting" / "storage" / "migrations"


def account(name: str, account_id: str) -> accounts.AccountRow:
    return accounts.AccountRow(
        id=account_id,
        name=name,
        role="officer",
        unit_id=None,
        password_hash="",
        one_time=False,
        failures=0,
        locked_until=0,
    )


def names(db: Database) -> list[str]:
    with db.reading() as session:
        return [row.name for row in accounts.everything(session)]


def test_all_or_nothing(db: Database) -> None:
    with pytest.raises(BadInput), db.transaction() as session:
        accounts.add(session, account("one", "1"))
        raise BadInput("text-missing", "stop here", field="name")
    assert names(db) == []
    with db.transaction() as session:
        accounts.add(session, account("one", "1"))
    assert names(db) == ["one"]


def test_a_broken_key_at_commit_is_a_conflict(db: Database) -> None:
    with db.transaction() as session:
        accounts.add(session, account("one", "1"))
    with pytest.raises(Conflict), db.transaction() as session:
        session.add(account("one", "2"))
    assert names(db) == ["one"]


def test_reading_changes_nothing(sqlite: Database) -> None:
    with sqlite.reading() as session:
        accounts.add(session, account("one", "1"))
    assert names(sqlite) == []


def test_reading_on_postgres_refuses_to_write(postgres: Database) -> None:
    with (
        pytest.raises(sqlalchemy.exc.InternalError, match="read-only"),
        postgres.reading() as session,
    ):
        accounts.add(session, account("one", "1"))


def test_reading_sees_one_state(db: Database) -> None:
    with db.reading() as session:
        assert accounts.count(session) == 0
        with db.transaction() as other:
            accounts.add(other, account("one", "1"))
        assert accounts.count(session) == 0
    assert names(db) == ["one"]


def test_sqlite_is_durable_and_forgets(sqlite: Database) -> None:
    settings = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 30_000,
    }
    with sqlite.engine.connect() as connection:
        for name, value in settings.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_a_writer_on_sqlite_takes_its_turn_from_the_start(sqlite: Database) -> None:
    add_meeting(sqlite)

    def count_up(_: int) -> None:
        with sqlite.transaction() as session:
            row = meetings.known(session, MEETING)
            assert row is not None
            row.minimum += 1

    at_once(20, count_up)
    with sqlite.reading() as session:
        row = meetings.known(session, MEETING)
        assert row is not None and row.minimum == 25


def test_who_holds_a_meeting_counts_alone(db: Database) -> None:
    add_meeting(db)

    def count_up(_: int) -> None:
        with db.transaction() as session:
            row = meetings.hold(session, MEETING)
            assert row is not None
            row.minimum += 1

    at_once(20, count_up)
    with db.reading() as session:
        row = meetings.known(session, MEETING)
        assert row is not None and row.minimum == 25


def test_closing_waits_for_whoever_is_casting(db: Database) -> None:
    """The state that casting reads holds until its commit: the box never grows after the hash."""
    add_meeting(db)
    shared = threading.Event()
    sealed: list[int] = []

    def work(number: int) -> None:
        if number == 0:
            with db.transaction() as session:
                row = meetings.share(session, MEETING)
                assert row is not None and row.state == "open"
                shared.set()
                time.sleep(0.3)  # enough for the other to overtake, if it could
                ballots.add(
                    session, MEETING, hash=bytes(32), credential=bytes(32), tracker="T", data=b""
                )
        else:
            shared.wait(10)
            with db.transaction() as session:
                row = meetings.hold(session, MEETING)
                assert row is not None
                sealed.append(len(ballots.heads(session, MEETING)))
                row.state = "closed"

    at_once(2, work)
    assert sealed == [1]
    with db.transaction() as session:
        row = meetings.share(session, MEETING)
        assert row is not None and row.state == "closed"


def test_casting_at_once_does_not_wait_for_each_other(postgres: Database) -> None:
    add_meeting(postgres)
    with postgres.transaction() as one, postgres.transaction() as other:
        for session in (one, other):
            row = meetings.share(session, MEETING)
            assert row is not None and row.state == "open"


def test_the_migrations_make_the_tables_of_the_models(db: Database) -> None:
    db.migrate()
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_sqlite_keeps_the_boxes_without_rowid_as_the_models_say(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        made = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all())
    for name, table in METADATA.tables.items():
        without = table.dialect_options["sqlite"]["with_rowid"] is False
        assert ("WITHOUT ROWID" in made[name]) == without


def test_migrating_from_several_processes_at_once(postgres_url: str, tmp_path: Path) -> None:
    for url in (postgres_url, f"sqlite:///{tmp_path / 'new.db'}"):
        databases = [Database(url) for _ in range(4)]
        at_once(4, lambda number, databases=databases: databases[number].migrate())
        assert names(databases[0]) == []
        for database in databases:
            database.close()


def test_the_migrations_can_be_taken_back(db: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert sqlalchemy.inspect(db.engine).get_table_names() == ["alembic_version"]


def test_roll_is_replaced_whole_and_sorted(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        roll.replace(session, MEETING, [(bytes([n]) * 32, "A") for n in (9, 3, 200)])
    with db.transaction() as session:
        roll.replace(session, MEETING, [(bytes([n]) * 32, "B") for n in (8, 1)])
    with db.reading() as session:
        assert roll.entries(session, MEETING) == [(bytes([1]) * 32, "B"), (bytes([8]) * 32, "B")]
        assert roll.size(session, MEETING) == 2
        assert roll.class_of(session, MEETING, bytes([8]) * 32) == "B"
        assert roll.class_of(session, MEETING, bytes([9]) * 32) is None
    with db.transaction() as session, pytest.raises(Conflict):
        roll.replace(session, MEETING, [(bytes(32), "A"), (bytes(32), "B")])


def test_a_slip_is_voided_once(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        voids.add(session, MEETING, bytes(32), b"s" * 64)
        with pytest.raises(Conflict):
            voids.add(session, MEETING, bytes(32), b"t" * 64)
    with db.reading() as session:
        assert voids.all_sorted(session, MEETING) == [(bytes(32), b"s" * 64)]


@pytest.mark.parametrize("replaced", [False, True])
def test_what_is_deleted_leaves_the_sqlite_files(
    sqlite: Database, tmp_path: Path, replaced: bool
) -> None:
    former = bytes(range(32))
    add_meeting(sqlite)
    with sqlite.transaction() as session:
        roll.replace(session, MEETING, [(former, "A")])
    if replaced:
        with sqlite.transaction() as session:
            roll.replace(session, MEETING, [(bytes(32), "A")])
        sqlite.compact(MEETING)
    found = any(former in file.read_bytes() for file in tmp_path.glob("test.db*"))
    assert found is not replaced


def compacted(db: Database) -> bool:
    with db.reading() as session:
        row = meetings.known(session, MEETING)
        assert row is not None
        return row.compacted


def test_a_reader_puts_the_rewriting_off_to_the_next_start(
    sqlite: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """SQLite says "busy" by a flag; closing is not undone for it, and nothing is forgotten."""
    monkeypatch.setattr(compaction, "TRY_MS", 20)
    former = bytes(range(32))
    add_meeting(sqlite, state="closed")
    with sqlite.transaction() as session:
        roll.replace(session, MEETING, [(former, "A")])
    with sqlite.reading() as reader:
        assert roll.size(reader, MEETING) == 1
        with sqlite.transaction() as session:
            roll.replace(session, MEETING, [(bytes(32), "A")])
        sqlite.compact(MEETING)
        assert not compacted(sqlite) and "left to the next start" in caplog.text
        assert former in (tmp_path / "test.db-wal").read_bytes()
    sqlite.migrate()
    assert compacted(sqlite)
    assert not any(former in file.read_bytes() for file in tmp_path.glob("test.db*"))
    with sqlite.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000


@pytest.mark.parametrize(
    ("state", "noted"), [("printed", False), ("open", False), ("closed", True), ("tallied", True)]
)
def test_a_start_finishes_what_a_closing_could_not(db: Database, state: str, noted: bool) -> None:
    """The process may also have ended between closing and rewriting."""
    add_meeting(db, state=state)
    with db.transaction() as session:
        roll.replace(session, MEETING, [(bytes([n]) * 32, "A") for n in range(3)])
    assert not compacted(db)
    db.migrate()
    assert compacted(db) is noted
    db.compact(MEETING)
    assert compacted(db) is noted, "what still changes is rewritten again after closing"
    with db.reading() as session:
        assert roll.size(session, MEETING) == 3
