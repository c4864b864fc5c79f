"""One-time links: good once, for three days, the newest only, and known to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from databases import at_once
from office import ADMIN
from people import NEW, account, fail, person
from voting.errors import BadInput, NotFound, Refused
from voting.services.accounts import administer, links, second_factor, signing
from voting.services.log import chain
from voting.storage.database import Database
from watch import Watch


def refused(db: Database, code: str, clock: Watch | None = None) -> None:
    with pytest.raises(Refused) as caught:
        links.redeem(db, code, NEW, clock=clock or Watch())
    assert (caught.value.code, caught.value.values) == ("link-invalid", {})


def test_a_link_works_once(db: Database) -> None:
    code = administer.create_account(db, ADMIN, "li", "officer")
    assert links.redeem(db, code, NEW) == "li"
    refused(db, code)
    assert signing.login(db, "li", NEW)


def test_of_two_who_open_a_link_at_once_one_gets_in(db: Database) -> None:
    code = administer.create_account(db, ADMIN, "li", "officer")
    chosen = [f"{NEW} {index}" for index in range(4)]
    won: list[str] = []

    def use(index: int) -> None:
        try:
            links.redeem(db, code, chosen[index])
            won.append(chosen[index])
        except Refused as error:
            assert error.code == "link-invalid"

    at_once(4, use)
    assert len(won) == 1
    assert signing.login(db, "li", won[0])
    assert [e.action for e in chain.entries(db, ADMIN)].count("link-used") == 1


def test_a_link_is_good_for_three_days(sqlite: Database) -> None:
    clock = Watch()
    code = administer.create_account(sqlite, ADMIN, "li", "officer", clock=clock)
    clock.wait(hours=71, minutes=59, seconds=59)
    with pytest.raises(BadInput):
        links.redeem(sqlite, code, "short", clock=clock)
    clock.wait(seconds=1)
    refused(sqlite, code, clock)
    assert not administer.list_accounts(sqlite, ADMIN, clock=clock)[0].link


def test_a_refused_password_leaves_the_link_good(sqlite: Database) -> None:
    code = administer.create_account(sqlite, ADMIN, "organisation", "officer")
    for poor in ("short", "aaaaaaaaaaaa", "Organisation"):
        with pytest.raises(BadInput):
            links.redeem(sqlite, code, poor)
    assert links.redeem(sqlite, code, NEW) == "organisation"


def test_a_code_may_be_typed(sqlite: Database) -> None:
    code = administer.create_account(sqlite, ADMIN, "li", "officer")
    assert len(code) == 29 and code.count("-") == 5
    typed = f"  {code.upper().replace('-', ' ').replace('0', 'O').replace('1', 'l')}  "
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in typed)
    assert links.redeem(sqlite, wide, NEW) == "li"


def test_what_was_never_made_is_refused_like_what_was_used(sqlite: Database) -> None:
    person(sqlite, "li")
    for code in ("", "0000-0000-0000-0000-0000-0000", "x" * 80, "编码"):
        refused(sqlite, code)


def test_a_new_link_ends_password_sessions_and_the_former_link(db: Database) -> None:
    former = administer.create_account(db, ADMIN, "li", "officer")
    first = administer.new_link(db, ADMIN, account(db, "li").id)
    refused(db, former)
    links.redeem(db, first, NEW)
    token = signing.login(db, "li", NEW)
    second = administer.new_link(db, ADMIN, account(db, "li").id)
    assert signing.actor_of(db, token) is None
    fail(db, "li", NEW, Watch())
    links.redeem(db, second, NEW)
    assert signing.login(db, "li", NEW)


def test_a_new_link_opens_a_locked_account_and_keeps_its_second_factor(sqlite: Database) -> None:
    clock = Watch()
    person(sqlite, "li")
    token = signing.login(sqlite, "li", NEW, clock=clock)
    secret = second_factor.offer(sqlite, token, clock=clock).secret
    second_factor.enrol(sqlite, token, clock.code(secret), clock=clock)
    for _ in range(10):
        fail(sqlite, "li", "wrong password", clock)
    assert administer.list_accounts(sqlite, ADMIN, clock=clock)[0].locked
    code = administer.new_link(sqlite, ADMIN, account(sqlite, "li").id, clock=clock)
    links.redeem(sqlite, code, NEW, clock=clock)
    token = signing.login(sqlite, "li", NEW, clock=clock)
    assert signing.actor_of(sqlite, token, clock=clock) is None, "the link is no way around it"
    assert second_factor.waiting(sqlite, token, clock=clock)


def test_the_file_holds_no_code(sqlite: Database, tmp_path: Path) -> None:
    code = administer.create_account(sqlite, ADMIN, "li", "officer")
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("test.db*")).lower()
    assert b"account-created" in stored
    assert code.encode() not in stored and code.replace("-", "").encode() not in stored


def test_who_keeps_the_server_can_help_the_last_administrator(db: Database) -> None:
    clock = Watch()
    li = person(db, "li", "administrator")
    person(db, "wang", "administrator")
    token = signing.login(db, "li", NEW, clock=clock)
    secret = second_factor.offer(db, token, clock=clock).secret
    second_factor.enrol(db, token, clock.code(secret), clock=clock)
    administer.disable(db, ADMIN, li.id)
    code = links.recover(db, "li")
    fail(db, "li", NEW, clock)
    assert links.redeem(db, code, NEW) == "li"
    actor = signing.actor_of(db, signing.login(db, "li", NEW))
    assert actor is not None and actor.name == "li", "enabled, and without the lost phone"
    with pytest.raises(NotFound):
        links.recover(db, "nobody")
    assert ("system", "account-recovered", "li") in [
        (e.actor, e.action, e.target) for e in chain.entries(db, ADMIN)
    ]
