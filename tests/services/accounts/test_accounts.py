"""Accounts: made by the administrator, handed over by a link, shut and opened again."""

from __future__ import annotations

import pytest

from databases import at_once
from office import ADMIN, OFFICER, make_round, unit_named
from people import NEW, account, fail, person, start
from voting.errors import BadInput, NotFound, Refused
from voting.services.accounts import administer, links, signing
from voting.services.context import Actor
from voting.services.log import chain
from voting.storage.database import Database
from watch import Watch


def actor_of(db: Database, name: str) -> Actor:
    view = account(db, name)
    return Actor(view.id, view.name, view.role, view.unit_id)


def test_the_first_start_makes_one_administrator(db: Database) -> None:
    password = start(db)
    assert len(password.replace("-", "")) == 16
    assert administer.first_start(db) is None
    admin = signing.actor_of(db, signing.login(db, "admin", password))
    assert admin is not None and admin.one_time and not admin.ready
    assert (admin.name, admin.role) == ("admin", "administrator")
    [view] = administer.list_accounts(db, admin)
    assert view.one_time and not view.locked


def test_a_first_start_of_several_processes_makes_one(db: Database) -> None:
    made: list[str | None] = []
    at_once(4, lambda _: made.append(administer.first_start(db)))
    assert sum(password is not None for password in made) == 1


def test_the_administrator_makes_accounts(db: Database) -> None:
    start(db)
    code = administer.create_account(db, ADMIN, " 组织部张三 ", "officer")
    view = account(db, "组织部张三")
    assert view.one_time and view.link and view.role == "officer"
    with pytest.raises(BadInput) as bad:
        administer.create_account(db, ADMIN, "组织部张三", "host")
    assert bad.value.code == "account-taken"
    assert links.redeem(db, code, NEW) == "组织部张三"
    view = account(db, "组织部张三")
    assert not view.one_time and not view.link
    assert signing.login(db, "组织部张三", NEW)
    assert [e.action for e in chain.entries(db, OFFICER)] == [
        "account-created",
        "account-created",
        "link-used",
        "signed-in",
    ]


def test_a_unit_s_account_belongs_to_its_unit(sqlite: Database) -> None:
    unit = unit_named(sqlite, make_round(sqlite), "城关镇")
    links.redeem(sqlite, administer.create_account(sqlite, ADMIN, "城关镇", "unit", unit.id), NEW)
    actor = signing.actor_of(sqlite, signing.login(sqlite, "城关镇", NEW))
    assert actor is not None and actor.unit_id == unit.id
    with pytest.raises(NotFound):
        administer.create_account(sqlite, ADMIN, "another", "unit", "nowhere")


@pytest.mark.parametrize(
    ("name", "role", "unit", "code"),
    [
        ("  ", "officer", None, "account-name"),
        ("x" * 61, "officer", None, "account-name"),
        ("a\nb", "officer", None, "account-name"),
        ("one", "king", None, "account-role"),
        ("one", "unit", None, "account-unit"),
        ("one", "officer", "u", "account-unit"),
    ],
)
def test_impossible_accounts(
    sqlite: Database, name: str, role: str, unit: str | None, code: str
) -> None:
    with pytest.raises(BadInput) as bad:
        administer.create_account(sqlite, ADMIN, name, role, unit)
    assert bad.value.code == code


def test_only_the_administrator_keeps_accounts(sqlite: Database) -> None:
    other = person(sqlite, "li").id
    for refused in (
        lambda: administer.create_account(sqlite, OFFICER, "one", "officer"),
        lambda: administer.list_accounts(sqlite, OFFICER),
        lambda: administer.get_account(sqlite, OFFICER, other),
        lambda: administer.new_link(sqlite, OFFICER, other),
        lambda: administer.disable(sqlite, OFFICER, other),
        lambda: administer.enable(sqlite, OFFICER, other),
    ):
        with pytest.raises(Refused) as caught:
            refused()
        assert caught.value.code == "not-permitted"
    li = actor_of(sqlite, "li")
    assert administer.get_account(sqlite, li, li.id).name == "li", "the own one is no secret"


def test_a_disabled_account_is_out_at_once_and_can_come_back(db: Database) -> None:
    start(db)
    view = person(db, "li")
    token = signing.login(db, "li", NEW)
    administer.disable(db, ADMIN, view.id)
    assert signing.actor_of(db, token) is None
    fail(db, "li", NEW, Watch())
    with pytest.raises(Refused) as refused:
        administer.new_link(db, ADMIN, view.id)
    assert refused.value.code == "account-disabled"
    administer.enable(db, ADMIN, view.id)
    assert signing.actor_of(db, token) is None, "what was ended stays ended"
    assert signing.login(db, "li", NEW)


def test_a_link_of_a_disabled_account_does_nothing(sqlite: Database) -> None:
    code = administer.create_account(sqlite, ADMIN, "li", "officer")
    administer.disable(sqlite, ADMIN, account(sqlite, "li").id)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            links.redeem(sqlite, code, NEW)
        assert refused.value.code == "link-invalid"
        administer.enable(sqlite, ADMIN, account(sqlite, "li").id)


def test_nobody_shuts_the_own_account_or_the_last_administrator(db: Database) -> None:
    start(db)
    one, two = (actor_of(db, person(db, name, "administrator").name) for name in ("one", "two"))
    for deed in (administer.disable, administer.new_link):
        with pytest.raises(Refused) as refused:
            deed(db, one, one.id)
        assert refused.value.code == "account-self"
    administer.disable(db, one, account(db, "admin").id)

    def shut(index: int) -> None:
        try:
            administer.disable(db, (one, two)[index], (two, one)[index].id)
        except Refused as error:
            assert error.code == "account-last"

    at_once(2, shut)
    assert [a.disabled for a in administer.list_accounts(db, ADMIN)].count(False) == 1


def test_an_unknown_account(sqlite: Database) -> None:
    for deed in (
        administer.disable,
        administer.enable,
        administer.new_link,
        administer.get_account,
    ):
        with pytest.raises(NotFound):
            deed(sqlite, ADMIN, "nobody00")
