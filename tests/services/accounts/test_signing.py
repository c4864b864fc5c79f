"""Signing in and out: sessions, lock-out, passwords, and nothing to learn from a refusal."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from databases import at_once
from office import ADMIN, OFFICER
from people import NEW, fail, person, start
from voting.errors import BadInput, Refused
from voting.services.accounts import administer, passwords, signing
from voting.services.context import Actor
from voting.services.log import chain
from voting.storage import accounts as rows
from voting.storage import settings
from voting.storage.database import Database
from watch import Watch


def signed_in(db: Database, token: str) -> Actor:
    actor = signing.actor_of(db, token)
    assert actor is not None
    return actor


def test_a_session_ends(db: Database) -> None:
    clock = Watch()
    password = start(db)
    token = signing.login(db, "admin", password, clock=clock)
    clock.wait(hours=11, minutes=59)
    assert signing.actor_of(db, token, clock=clock) is not None
    clock.wait(minutes=1)
    assert signing.actor_of(db, token, clock=clock) is None
    second = signing.login(db, "admin", password, clock=clock)
    signing.logout(db, second)
    signing.logout(db, second)
    assert signing.actor_of(db, second, clock=clock) is None
    assert signing.actor_of(db, "no token at all", clock=clock) is None


def test_ten_failures_lock_the_account_for_a_quarter_of_an_hour(db: Database) -> None:
    clock = Watch()
    password = start(db)
    for _ in range(10):
        fail(db, "admin", "wrong password", clock)
    fail(db, "admin", password, clock)
    assert administer.list_accounts(db, ADMIN, clock=clock)[0].locked
    clock.wait(minutes=14, seconds=59)
    fail(db, "admin", password, clock)
    clock.wait(seconds=1)
    assert signing.login(db, "admin", password, clock=clock)
    assert [e.action for e in chain.entries(db, OFFICER)].count("account-locked") == 1


def test_a_right_password_sets_the_count_back(sqlite: Database) -> None:
    clock = Watch()
    password = start(sqlite)
    for _ in range(2):
        for _ in range(9):
            fail(sqlite, "admin", "wrong password", clock)
        assert signing.login(sqlite, "admin", password, clock=clock)


def test_many_guesses_at_once_get_no_more_than_ten_looks(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_many_who_guess_names_at_once_are_all_told_the_same(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "fits", lambda stored, password: False)
    at_once(12, lambda index: fail(db, f"nobody{index}", "wrong password", Watch()))


def test_unknown_names_cost_as_much_work_and_get_the_same_answer(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(sqlite)
    verified: list[str] = []
    real = passwords._HASHER.verify
    recorder = type(
        "Recorder",
        (),
        {
            "hash": passwords._HASHER.hash,
            "verify": lambda _, hash, password: (verified.append(hash), real(hash, password))[1],
        },
    )
    monkeypatch.setattr(passwords, "_HASHER", recorder())
    fail(sqlite, "nobody", "wrong password", Watch())
    fail(sqlite, "admin", "wrong password", Watch())
    assert len(verified) == 2
    assert all(found.startswith("$argon2id$") for found in verified)
    with sqlite.reading() as session:
        assert settings.get(session, signing.NOBODY, None), "both wrote to the disk"


def test_a_password_is_hashed_with_the_work_of_rfc_9106(slow_passwords: None) -> None:
    assert passwords.hash_password("a password").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_crowd_at_the_door_does_not_fill_the_memory(
    slow_passwords: None, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    token = signing.login(sqlite, "admin", password)
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("test.db*"))
    assert b"$argon2id$" in stored
    assert password.encode() not in stored and token.encode() not in stored


def test_changing_the_password_ends_the_other_sessions(db: Database) -> None:
    password = start(db)
    here, there = (signing.login(db, "admin", password) for _ in range(2))
    admin = signed_in(db, here)
    signing.change_password(db, admin, password, "a new and long one", keep=here)
    assert admin.one_time, "the pages let such a person do nothing but this"
    assert signing.actor_of(db, here) == replace(admin, one_time=False)
    assert signing.actor_of(db, there) is None
    fail(db, "admin", password, Watch())
    assert signing.login(db, "admin", "a new and long one")
    assert not administer.list_accounts(db, admin)[0].one_time


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("nine char", "password-length"),
        ("x" * 257, "password-length"),
        ("aaaaaaaaaaaa", "password-simple"),
        ("AdminAdmin1", "password-simple"),
    ],
)
def test_poor_passwords_are_refused(sqlite: Database, new: str, code: str) -> None:
    password = start(sqlite)
    admin = Actor("x", "adminadmin1", "administrator")
    with pytest.raises(BadInput) as bad:
        signing.change_password(sqlite, admin, password, new)
    assert bad.value.code == code


def test_the_old_password_is_asked_for_and_may_not_come_again(sqlite: Database) -> None:
    password = start(sqlite)
    admin = signed_in(sqlite, signing.login(sqlite, "admin", password))
    with pytest.raises(Refused, match="wrong name or password"):
        signing.change_password(sqlite, admin, "wrong password", "a new and long one")
    with pytest.raises(BadInput, match="the old one"):
        signing.change_password(sqlite, admin, password, password)


def test_a_sign_in_begun_before_the_account_was_shut_is_none(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password is looked at outside any transaction: what changes meanwhile counts."""
    start(sqlite)
    li = person(sqlite, "li")
    real = passwords.fits

    def during(deed: str) -> None:
        def fits(password_hash: str | None, password: str) -> bool:
            monkeypatch.setattr(passwords, "fits", real)
            if deed == "disable":
                administer.disable(sqlite, ADMIN, li.id)
            else:
                administer.new_link(sqlite, ADMIN, li.id)
            return real(password_hash, password)

        monkeypatch.setattr(passwords, "fits", fits)
        with pytest.raises(Refused) as refused:
            signing.login(sqlite, "li", NEW)
        assert refused.value.code == "login-failed"

    during("disable")
    administer.enable(sqlite, ADMIN, li.id)
    assert signing.login(sqlite, "li", NEW)
    during("link")


def test_a_disabled_account_is_told_what_everybody_is(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(sqlite)
    administer.disable(sqlite, ADMIN, person(sqlite, "li").id)
    looks: list[str | None] = []
    real = passwords.fits
    monkeypatch.setattr(
        passwords,
        "fits",
        lambda stored, password: (looks.append(stored), real(stored, password))[1],
    )
    fail(sqlite, "li", NEW, Watch())
    assert looks == [None], "as much work as for a name nobody has"


def test_an_account_without_password_cannot_sign_in(sqlite: Database) -> None:
    administer.create_account(sqlite, ADMIN, "li", "officer")
    for tried in ("", "x", NEW):
        fail(sqlite, "li", tried, Watch())
    with sqlite.reading() as session:
        row = rows.hold_by_name(session, "li")
        assert row is not None and row.password_hash == "" and row.failures == 3
