"""Accounts for all units of a round at once."""

from __future__ import annotations

import pytest

from office import ADMIN, OFFICER, make_round, unit_named
from people import NEW, account
from voting.errors import NotFound, Refused
from voting.services.accounts import administer, links, signing
from voting.services.accounts.of_units import make_unit_accounts
from voting.services.log import chain
from voting.storage.database import Database


def test_every_unit_without_one_gets_an_account(db: Database) -> None:
    round_id = make_round(db)
    administer.create_account(db, ADMIN, "钱所", "unit", unit_named(db, round_id, "县志办").id)
    administer.create_account(db, ADMIN, "城关镇", "officer")
    done = make_unit_accounts(db, ADMIN, round_id, move=False)
    assert [(made.name, made.unit) for made in done.made] == [
        ("城关镇·2020", "城关镇"),
        ("县财政局", "县财政局"),
    ]
    assert (done.moved, done.there) == (0, 1)
    assert links.redeem(db, done.made[1].code, NEW) == "县财政局"
    actor = signing.actor_of(db, signing.login(db, "县财政局", NEW))
    assert actor is not None and actor.unit_id == unit_named(db, round_id, "县财政局").id
    again = make_unit_accounts(db, ADMIN, round_id, move=True)
    assert (again.made, again.moved, again.there) == ((), 0, 3)
    assert chain.verify_log(db).entries == len(chain.entries(db, ADMIN))


def test_next_year_the_accounts_can_be_moved_or_made_anew(db: Database) -> None:
    first, second, third = (make_round(db) for _ in range(3))
    codes = {made.unit: made.code for made in make_unit_accounts(db, ADMIN, first, move=False).made}
    for unit in ("城关镇", "县志办"):
        links.redeem(db, codes[unit], NEW)
    token = signing.login(db, "城关镇", NEW)
    administer.disable(db, ADMIN, account(db, "县志办").id)
    done = make_unit_accounts(db, ADMIN, second, move=True)
    assert [made.name for made in done.made] == ["县志办·2020"], "a disabled one stays where it is"
    assert (done.moved, done.there) == (2, 0)
    assert signing.actor_of(db, token) is None
    actor = signing.actor_of(db, signing.login(db, "城关镇", NEW))
    assert actor is not None and actor.unit_id == unit_named(db, second, "城关镇").id
    anew = make_unit_accounts(db, ADMIN, third, move=False)
    assert [made.name for made in anew.made] == ["城关镇·2020", "县财政局·2020", "县志办·2020·2"]


def test_only_the_administrator_makes_them(sqlite: Database) -> None:
    round_id = make_round(sqlite)
    with pytest.raises(Refused) as caught:
        make_unit_accounts(sqlite, OFFICER, round_id, move=False)
    assert caught.value.code == "not-permitted"
    with pytest.raises(NotFound):
        make_unit_accounts(sqlite, ADMIN, "nowhere0", move=False)
