"""People with accounts: signing in, failing to, and what their links do."""

from __future__ import annotations

import pytest

from office import ADMIN
from voting.errors import Refused
from voting.services.accounts import administer, links, signing
from voting.services.accounts.administer import AccountView
from voting.storage.database import Database
from watch import Watch

NEW = "four unrelated words"


def start(db: Database) -> str:
    """The password of admin."""
    password = administer.first_start(db)
    assert password is not None
    return password


def person(db: Database, name: str, role: str = "officer") -> AccountView:
    """An account whose person has chosen the password :data:`NEW`."""
    links.redeem(db, administer.create_account(db, ADMIN, name, role), NEW)
    return account(db, name)


def account(db: Database, name: str) -> AccountView:
    """An account by its name."""
    return next(a for a in administer.list_accounts(db, ADMIN) if a.name == name)


def fail(db: Database, name: str, password: str, clock: Watch) -> None:
    """Try to sign in and be refused without a reason."""
    with pytest.raises(Refused) as refused:
        signing.login(db, name, password, clock=clock)
    assert refused.value.code == "login-failed"
    assert refused.value.values == {}
