"""The ballot box: what it keeps, what it refuses, and what nobody can read from it."""

from __future__ import annotations

import re

import pytest
import sqlalchemy

from databases import MEETING, add_meeting, at_once
from voting.storage import ballots, counts, roll, tables, voids
from voting.storage.conflict import Conflict
from voting.storage.database import Database, Session


def b32(number: int) -> bytes:
    """Thirty-two bytes."""
    return number.to_bytes(32, "big")


def put(
    session: Session,
    number: int,
    *,
    credential: int | None = None,
    tracker: str | None = None,
    hash: int | None = None,
    meeting: str = MEETING,
) -> None:
    """Add ballot ``number``; the parts given collide with others."""
    ballots.add(
        session,
        meeting,
        hash=b32(number if hash is None else hash),
        credential=b32(number if credential is None else credential),
        tracker=tracker or f"T{number:018d}",
        data=b"ballot %d" % number,
    )


def test_kept_and_sorted_by_hash(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        for number in (5, 200, 1, 77):
            put(session, number)
    with db.reading() as session:
        assert list(ballots.each_sorted(session, MEETING)) == [
            b"ballot %d" % n for n in (1, 5, 77, 200)
        ]
        assert [b.hash[-1] for b in ballots.heads(session, MEETING)] == [1, 5, 77, 200]
        assert len(ballots.heads(session, MEETING)) == 4
        found = ballots.by_credential(session, MEETING, b32(77))
        assert found == ballots.StoredBallot(b32(77), b32(77), f"T{77:018d}")
        assert ballots.by_credential(session, MEETING, b32(6)) is None
        assert ballots.by_credential(session, "other000", b32(77)) is None


@pytest.mark.parametrize("same", ["hash", "credential", "tracker"])
def test_nothing_twice_and_the_session_lives_on(db: Database, same: str) -> None:
    add_meeting(db)
    with db.transaction() as session:
        put(session, 1)
    with db.transaction() as session:
        with pytest.raises(Conflict):
            if same == "hash":
                put(session, 2, hash=1)
            elif same == "credential":
                put(session, 2, credential=1)
            else:
                put(session, 2, tracker=f"T{1:018d}")
        put(session, 3)
    with db.reading() as session:
        assert [b.hash for b in ballots.heads(session, MEETING)] == [b32(1), b32(3)]


def test_the_same_ballot_may_be_in_the_box_of_another_meeting(db: Database) -> None:
    add_meeting(db)
    add_meeting(db, "m1111111")
    with db.transaction() as session:
        put(session, 1)
        put(session, 1, meeting="m1111111")
    with db.reading() as session:
        assert len(ballots.heads(session, MEETING)) == len(ballots.heads(session, "m1111111")) == 1


def test_no_box_without_a_meeting(db: Database) -> None:
    with db.transaction() as session, pytest.raises(Conflict):
        put(session, 1)


def test_fifty_ballots_with_one_slip_at_once(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        roll.replace(session, MEETING, [(b32(9), "A")])
    outcomes: list[str] = []

    def cast(number: int) -> None:
        try:
            with db.transaction() as session:
                assert roll.claim(session, MEETING, b32(9)) == "A"
                put(session, number, credential=9)
            outcomes.append("counted")
        except Conflict:
            outcomes.append("refused")

    at_once(50, cast)
    assert sorted(outcomes) == ["counted"] + ["refused"] * 49
    with db.reading() as session:
        assert len(ballots.heads(session, MEETING)) == 1


def test_fifty_ballots_with_their_own_slips_at_once(db: Database) -> None:
    add_meeting(db)

    def cast(number: int) -> None:
        with db.transaction() as session:
            put(session, number)

    at_once(50, cast)
    with db.reading() as session:
        assert len(ballots.heads(session, MEETING)) == 50


def test_a_slip_is_never_counted_and_voided_at_once(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        roll.replace(session, MEETING, [(b32(n), "A") for n in range(10)])

    def cast_or_void(number: int) -> None:
        slip = b32(number // 2)
        with db.transaction() as session:
            assert roll.claim(session, MEETING, slip) == "A"
            if number % 2 and not voids.is_void(session, MEETING, slip):
                put(session, number // 2)
            elif not number % 2 and ballots.by_credential(session, MEETING, slip) is None:
                voids.add(session, MEETING, slip, b"s" * 64)

    at_once(20, cast_or_void)
    with db.reading() as session:
        counted = {b.credential for b in ballots.heads(session, MEETING)}
        voided = {credential for credential, _ in voids.all_sorted(session, MEETING)}
        assert not counted & voided
        assert len(counted | voided) == 10
        per_class = (
            counts.ballots(session, MEETING).get("A", 0),
            counts.voided(session, MEETING).get("A", 0),
        )
        assert per_class == (len(counted), len(voided))


def test_exactly_the_allowed_columns(db: Database) -> None:
    columns = {
        table: {c["name"] for c in sqlalchemy.inspect(db.engine).get_columns(table)}
        for table in ("ballots", "roll", "voids")
    }
    assert columns == {
        "ballots": {"meeting", "hash", "credential", "tracker", "data"},
        "roll": {"meeting", "credential", "class_id"},
        "voids": {"meeting", "credential", "signature"},
    }


@pytest.mark.parametrize("table", ["ballots", "roll", "voids"])
def test_no_rowid_on_sqlite(sqlite: Database, table: str) -> None:
    with sqlite.engine.connect() as connection:
        with pytest.raises(sqlalchemy.exc.OperationalError, match="no such column: rowid"):
            connection.exec_driver_sql(f"SELECT rowid FROM {table}")
        assert connection.exec_driver_sql("SELECT rowid FROM meetings").all() == []


_CONSTANT = re.compile(r"0|false|'[^']*'(::[a-z ]+)?")


def test_no_sequence_anywhere(db: Database) -> None:
    for table in tables.METADATA.tables:
        for column in sqlalchemy.inspect(db.engine).get_columns(table):
            assert not column.get("autoincrement")
            assert not column.get("identity")
            default = column["default"] or "0"
            assert _CONSTANT.fullmatch(default), f"{table} counts or tells a time: {default}"


def test_after_compaction_postgres_tells_no_order(postgres: Database) -> None:
    add_meeting(postgres)
    add_meeting(postgres, "m1111111")
    order = [7, 3, 9, 1, 8, 2, 6, 4, 5]
    for number in order:
        with postgres.transaction() as session:
            ballots.add(
                session,
                MEETING,
                hash=b32(number),
                credential=b32(number),
                tracker=f"T{number:018d}",
                data=bytes([number, 0]) + _noise(number),
            )
        with postgres.transaction() as session:
            put(session, number, meeting="m1111111")
    assert _hidden_orders(postgres) != (1, True, True)
    postgres.compact(MEETING)
    assert _hidden_orders(postgres) == (1, True, True)
    with postgres.reading() as session:
        assert [data[0] for data in list(ballots.each_sorted(session, MEETING))] == sorted(order)
        assert len(ballots.heads(session, "m1111111")) == 9


def _noise(number: int) -> bytes:
    """Bytes that do not compress, so that PostgreSQL keeps them out of line."""
    return b"".join(b32(pow(3, 1000 * number + i, 2**255 - 19)) for i in range(400))


def _hidden_orders(db: Database) -> tuple[int, bool, bool]:
    """Transaction numbers in the box, and whether places and out-of-line numbers follow hashes."""
    query = (
        "SELECT xmin::text, ctid, pg_column_toast_chunk_id(data) FROM ballots"
        " WHERE meeting = 'm0000000' ORDER BY hash"
    )
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql(query).all()
    places = [tuple(map(int, ctid.strip("()").split(","))) for _, ctid, _ in found]
    chunks = [chunk for _, _, chunk in found]
    assert None not in chunks
    return len({xmin for xmin, _, _ in found}), places == sorted(places), chunks == sorted(chunks)
