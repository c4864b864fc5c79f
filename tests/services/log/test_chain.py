"""The log: complete, in order, and every change of it is noticed."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from databases import at_once
from office import ADMIN, HOST, OFFICER
from voting.errors import BadInput, BadProof, Refused
from voting.services.log import chain
from voting.storage.database import Database


def fill(db: Database, number: int) -> None:
    for index in range(number):
        with db.transaction() as session:
            chain.write(session, OFFICER, "tried", f"target{index}", {"index": index})


def test_entries_in_order(db: Database) -> None:
    assert chain.verify_log(db).entries == 0
    fill(db, 3)
    found = chain.entries(db, ADMIN)
    assert [(e.number, e.target, e.details) for e in found] == [
        (n + 1, f"target{n}", {"index": n}) for n in range(3)
    ]
    assert {(e.actor, e.action) for e in found} == {("组织部", "tried")}
    assert chain.verify_log(db).entries == 3


def test_what_fails_leaves_no_entry(db: Database) -> None:
    with pytest.raises(BadInput), db.transaction() as session:
        chain.write(session, OFFICER, "tried", "x")
        raise BadInput("text-missing", "stop here", field="name")
    assert chain.verify_log(db).entries == 0


def test_many_writers_at_once_keep_one_chain(db: Database) -> None:
    at_once(20, lambda _: fill(db, 2))
    assert chain.verify_log(db).entries == 40


def test_reading_needs_permission(sqlite: Database) -> None:
    with pytest.raises(Refused):
        chain.entries(sqlite, HOST)


CHANGES = {
    "an actor": (
        "UPDATE audit_log SET entry = replace(entry, '组织部', 'nobody') WHERE number = 3",
        3,
    ),
    "a hash": ("UPDATE audit_log SET hash = x'00' WHERE number = 5", 5),
    "one taken out": ("DELETE FROM audit_log WHERE number = 2", 2),
    "the first taken out": ("DELETE FROM audit_log WHERE number = 1", 1),
    "no JSON": ("UPDATE audit_log SET entry = '{' WHERE number = 4", 4),
    "no entry": ("UPDATE audit_log SET entry = '{}' WHERE number = 4", 4),
    "a double": ("INSERT INTO audit_log SELECT 7, entry, hash FROM audit_log WHERE number = 6", 7),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(sqlite: Database, change: str) -> None:
    fill(sqlite, 6)
    before = chain.verify_log(sqlite)
    statement, place = CHANGES[change]
    with sqlite.engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount == 1
    with pytest.raises(BadProof) as broken:
        chain.verify_log(sqlite)
    assert (broken.value.code, broken.value.values) == ("log-broken", {"number": place})
    assert before.entries == 6


@pytest.mark.parametrize("rest", [0, 4, 5])
def test_a_log_cut_short_has_another_seal(sqlite: Database, rest: int) -> None:
    fill(sqlite, 6)
    before = chain.verify_log(sqlite)
    assert chain.verify_log(sqlite) == before
    with sqlite.engine.begin() as connection:
        connection.execute(text(f"DELETE FROM audit_log WHERE number > {rest}"))
    after = chain.verify_log(sqlite)
    assert after.entries == rest
    assert after.fingerprint != before.fingerprint
