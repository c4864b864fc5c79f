"""Accounts: signing in, lock-out, passwords, and nothing to learn from a refusal."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import at_once
from office import ADMIN, OFFICER, make_round, unit_named

from voting.errors import BadInput, NotFound, Refused
from voting.services import accounts, audit, passwords
from voting.services.context import Actor
from voting.storage.database import Database


class Watch:
    """A clock that goes only when told."""

    def __init__(self) -> None:
        self.moment = datetime(2021, 1, 20, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **parts: int) -> None:
        """Let time pass."""
        self.moment += timedelta(**parts)


def start(db: Database) -> str:
    """The password of admin."""
    password = accounts.first_start(db)
    assert password is not None
    return password


def signed_in(db: Database, token: str, **options: Watch) -> Actor:
    actor = accounts.actor_of(db, token, **options)
    assert actor is not None
    return actor


def fail(db: Database, name: str, password: str, clock: Watch) -> None:
    with pytest.raises(Refused) as refused:
        accounts.login(db, name, password, clock=clock)
    assert refused.value.code == "login-failed"
    assert refused.value.values == {}


def test_the_first_start_makes_one_administrator(db: Database) -> None:
    password = start(db)
    assert len(password.replace("-", "")) == 16
    assert accounts.first_start(db) is None
    admin = signed_in(db, accounts.login(db, "admin", password))
    assert (admin.name, admin.role) == ("admin", "administrator")
    [view] = accounts.list_accounts(db, admin)
    assert view.one_time and not view.locked


def test_a_first_start_of_several_processes_makes_one(db: Database) -> None:
    made: list[str | None] = []
    at_once(4, lambda _: made.append(accounts.first_start(db)))
    assert sum(password is not None for password in made) == 1


def test_a_session_ends(db: Database) -> None:
    clock = Watch()
    password = start(db)
    token = accounts.login(db, "admin", password, clock=clock)
    clock.wait(hours=11, minutes=59)
    assert accounts.actor_of(db, token, clock=clock) is not None
    clock.wait(minutes=1)
    assert accounts.actor_of(db, token, clock=clock) is None
    second = accounts.login(db, "admin", password, clock=clock)
    accounts.logout(db, second)
    accounts.logout(db, second)
    assert accounts.actor_of(db, second, clock=clock) is None
    assert accounts.actor_of(db, "no token at all", clock=clock) is None


def test_ten_failures_lock_the_account_for_a_quarter_of_an_hour(db: Database) -> None:
    clock = Watch()
    password = start(db)
    for _ in range(10):
        fail(db, "admin", "wrong password", clock)
    fail(db, "admin", password, clock)
    assert accounts.list_accounts(db, ADMIN, clock=clock)[0].locked
    clock.wait(minutes=14, seconds=59)
    fail(db, "admin", password, clock)
    clock.wait(seconds=1)
    assert accounts.login(db, "admin", password, clock=clock)
    assert [e.action for e in audit.entries(db, OFFICER)].count("account-locked") == 1


def test_a_right_password_sets_the_count_back(sqlite: Database) -> None:
    clock = Watch()
    password = start(sqlite)
    for _ in range(2):
        for _ in range(9):
            fail(sqlite, "admin", "wrong password", clock)
        assert accounts.login(sqlite, "admin", password, clock=clock)


def test_many_guesses_at_once_get_no_more_than_ten_looks(
        db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Watch()
    start(db)
    looks: list[str | None] = []
    real = passwords.fits

    def counting(password_hash: str | None, password: str) -> bool:
        looks.append(password_hash)
        return real(password_hash, password)

    monkeypatch.setattr(passwords, "fits", counting)
    at_once(24, lambda _: fail(db, "admin", "wrong password", clock))
    assert sum(password_hash is not None for password_hash in looks) == 10
    assert len(looks) == 24


def test_unknown_names_cost_as_much_work_and_get_the_same_answer(
        sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    start(sqlite)
    verified: list[str] = []
    real = passwords._HASHER.verify
    recorder = type("Recorder", (), {
        "hash": passwords._HASHER.hash,
        "verify": lambda _, hash, password: (verified.append(hash), real(hash, password))[1]})
    monkeypatch.setattr(passwords, "_HASHER", recorder())
    fail(sqlite, "nobody", "wrong password", Watch())
    fail(sqlite, "admin", "wrong password", Watch())
    assert len(verified) == 2
    assert all(found.startswith("$argon2id$") for found in verified)


def test_a_crowd_at_the_door_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at a password takes 64 MiB: 256 threads at once would take 16 GiB."""
    stored, real = passwords.hash_password("a password"), passwords._HASHER.verify
    lock, inside, most = threading.Lock(), 0, 0

    def verify(_: object, hash: str, password: str) -> bool:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        try:
            return real(hash, password)
        finally:
            with lock:
                inside -= 1

    monkeypatch.setattr(passwords, "_HASHER", type("Counting", (), {"verify": verify})())
    at_once(12, lambda _: passwords.fits(stored, "a password"))
    assert most <= passwords.AT_ONCE


def test_the_file_holds_no_token_and_no_password(sqlite: Database, tmp_path: Path) -> None:
    password = start(sqlite)
    token = accounts.login(sqlite, "admin", password)
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("test.db*"))
    assert b"$argon2id$" in stored
    assert password.encode() not in stored and token.encode() not in stored


def test_changing_the_password_ends_the_other_sessions(db: Database) -> None:
    password = start(db)
    here, there = (accounts.login(db, "admin", password) for _ in range(2))
    admin = signed_in(db, here)
    accounts.change_password(db, admin, password, "a new and long one", keep=here)
    assert admin.one_time, "the pages let such a person do nothing but this"
    assert accounts.actor_of(db, here) == replace(admin, one_time=False)
    assert accounts.actor_of(db, there) is None
    fail(db, "admin", password, Watch())
    assert accounts.login(db, "admin", "a new and long one")
    assert not accounts.list_accounts(db, admin)[0].one_time


@pytest.mark.parametrize(("new", "code"), [
    ("nine char", "password-length"), ("x" * 257, "password-length"),
    ("aaaaaaaaaaaa", "password-simple"), ("AdminAdmin1", "password-simple")])
def test_poor_passwords_are_refused(sqlite: Database, new: str, code: str) -> None:
    password = start(sqlite)
    admin = Actor("x", "adminadmin1", "administrator")
    with pytest.raises(BadInput) as bad:
        accounts.change_password(sqlite, admin, password, new)
    assert bad.value.code == code


def test_the_old_password_is_asked_for_and_may_not_come_again(sqlite: Database) -> None:
    password = start(sqlite)
    admin = signed_in(sqlite, accounts.login(sqlite, "admin", password))
    with pytest.raises(Refused, match="wrong name or password"):
        accounts.change_password(sqlite, admin, "wrong password", "a new and long one")
    with pytest.raises(BadInput, match="the old one"):
        accounts.change_password(sqlite, admin, password, password)


def test_the_administrator_makes_accounts(db: Database) -> None:
    start(db)
    password = accounts.create_account(db, ADMIN, " 组织部张三 ", "officer")
    officer = signed_in(db, accounts.login(db, "组织部张三", password))
    assert officer.role == "officer"
    with pytest.raises(BadInput) as bad:
        accounts.create_account(db, ADMIN, "组织部张三", "host")
    assert bad.value.code == "account-taken"
    again = accounts.reset_password(db, ADMIN, officer.id)
    fail(db, "组织部张三", password, Watch())
    assert accounts.login(db, "组织部张三", again)
    assert [e.action for e in audit.entries(db, OFFICER)][-1] == "signed-in"


def test_a_unit_s_account_belongs_to_its_unit(sqlite: Database) -> None:
    unit = unit_named(sqlite, make_round(sqlite), "城关镇")
    password = accounts.create_account(sqlite, ADMIN, "城关镇", "unit", unit.id)
    assert signed_in(sqlite, accounts.login(sqlite, "城关镇", password)).unit_id == unit.id
    with pytest.raises(NotFound):
        accounts.create_account(sqlite, ADMIN, "another", "unit", "nowhere")


@pytest.mark.parametrize(("name", "role", "unit", "code"), [
    ("  ", "officer", None, "account-name"), ("x" * 61, "officer", None, "account-name"),
    ("a\nb", "officer", None, "account-name"), ("one", "king", None, "account-role"),
    ("one", "unit", None, "account-unit"), ("one", "officer", "u", "account-unit")])
def test_impossible_accounts(sqlite: Database, name: str, role: str, unit: str | None,
                             code: str) -> None:
    with pytest.raises(BadInput) as bad:
        accounts.create_account(sqlite, ADMIN, name, role, unit)
    assert bad.value.code == code


def test_only_the_administrator_keeps_accounts(sqlite: Database) -> None:
    for refused in (lambda: accounts.create_account(sqlite, OFFICER, "one", "officer"),
                    lambda: accounts.list_accounts(sqlite, OFFICER),
                    lambda: accounts.reset_password(sqlite, OFFICER, "x")):
        with pytest.raises(Refused) as caught:
            refused()
        assert caught.value.code == "not-permitted"
