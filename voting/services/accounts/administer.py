"""Accounts as the administrator keeps them: making, links, disabling. Nobody's password is known
to anybody else: an account is handed over by a one-time link (:mod:`voting.services.accounts.links`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voting.assessment import permissions
from voting.errors import BadInput, NotFound, Refused
from voting.services.accounts import links, passwords
from voting.services.context import SYSTEM, Actor, Clock, new_id, permit, utc_now
from voting.services.log import chain
from voting.storage import accounts as rows
from voting.storage import rosters, sessions, trials
from voting.storage.conflict import Conflict
from voting.storage.database import Database

FIRST_NAME: Final = "admin"
NAME_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as the administrator sees it.

    ``one_time``: the person has set no password yet; ``link``: there is a one-time link that
    still works; ``second``: it has a second factor.
    """

    id: str
    name: str
    role: str
    unit_id: str | None
    one_time: bool
    locked: bool
    disabled: bool
    link: bool
    second: bool


def first_start(db: Database) -> str | None:
    """Make the account ``admin`` where there is none at all, and return its one-time password."""
    password = passwords.random_password()
    row = blank_account(
        FIRST_NAME, permissions.ADMINISTRATOR, None, passwords.hash_password(password)
    )
    with db.transaction() as session:
        if rows.count(session):
            return None
        try:
            rows.add(session, row)
        except Conflict:  # another process of the same start was faster
            return None
        chain.write(session, SYSTEM, "account-created", FIRST_NAME, {"role": row.role})
    return password


def create_account(
    db: Database,
    actor: Actor,
    name: str,
    role: str,
    unit_id: str | None = None,
    *,
    clock: Clock = utc_now,
) -> str:
    """Make an account and return the code of its one-time link.

    The role ``unit`` acts for one unit and needs its id; the others have none.
    """
    permit(actor, permissions.MANAGE_ACCOUNTS)
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH or not name.isprintable():
        raise BadInput("account-name", "a name has 1 to 60 printable characters")
    if role not in permissions.ROLES:
        raise BadInput("account-role", f"there is no role {role!r}", role=role)
    if (role == permissions.UNIT) != (unit_id is not None):
        raise BadInput("account-unit", "accounts of the role unit, and no others, have a unit")
    row = blank_account(name, role, unit_id)
    code = links.give(row, clock)
    with db.transaction() as session:
        if unit_id is not None:
            rosters.known_unit(session, unit_id)
            if trials.is_trial_unit(session, unit_id):
                raise NotFound("unit-unknown", "there is no such unit")
        try:
            rows.add(session, row)
        except Conflict as error:
            raise BadInput("account-taken", f"the name {name} is taken", name=name) from error
        chain.write(session, actor, "account-created", name, {"role": role}, clock=clock)
    return code


def new_link(db: Database, actor: Actor, account_id: str, *, clock: Clock = utc_now) -> str:
    """Give an account a new one-time link (its password and sessions end, the second factor
    stays) and return the code."""
    permit(actor, permissions.MANAGE_ACCOUNTS)
    if account_id == actor.id:
        raise Refused("account-self", "this is not for one's own account")
    with db.transaction() as session:
        row = rows.hold(session, account_id)
        if row.disabled:
            raise Refused("account-disabled", "the account is disabled")
        code = links.give(row, clock)
        sessions.remove_of(session, row.id)
        chain.write(session, actor, "link-made", row.name, clock=clock)
    return code


def disable(db: Database, actor: Actor, account_id: str, *, clock: Clock = utc_now) -> None:
    """Shut an account: its sessions and its link end at once, nobody can sign in with it.

    Nobody shuts the own one, so that an administrator is left.
    """
    permit(actor, permissions.MANAGE_ACCOUNTS)
    if account_id == actor.id:
        raise Refused("account-self", "this is not for one's own account")
    with db.transaction() as session:
        left = [
            row.id
            for row in rows.hold_role(session, permissions.ADMINISTRATOR)
            if not row.disabled and row.id != account_id
        ]
        row = rows.hold(session, account_id)
        if row.role == permissions.ADMINISTRATOR and not left:
            raise Refused("account-last", "nobody would be left to keep the accounts")
        row.disabled = True
        row.link_hash = None
        row.link_expires = 0
        sessions.remove_of(session, row.id)
        chain.write(session, actor, "account-disabled", row.name, clock=clock)


def enable(db: Database, actor: Actor, account_id: str, *, clock: Clock = utc_now) -> None:
    """Open a disabled account again, with the password it had."""
    permit(actor, permissions.MANAGE_ACCOUNTS)
    with db.transaction() as session:
        row = rows.hold(session, account_id)
        row.disabled = False
        chain.write(session, actor, "account-enabled", row.name, clock=clock)


def list_accounts(db: Database, actor: Actor, *, clock: Clock = utc_now) -> list[AccountView]:
    """All accounts, by name."""
    permit(actor, permissions.MANAGE_ACCOUNTS)
    now = int(clock().timestamp())
    with db.reading() as session:
        return [_view(row, now) for row in rows.everything(session)]


def get_account(
    db: Database, actor: Actor, account_id: str, *, clock: Clock = utc_now
) -> AccountView:
    """One account: the own one for everybody, others for the administrator."""
    if account_id != actor.id:
        permit(actor, permissions.MANAGE_ACCOUNTS)
    with db.reading() as session:
        return _view(rows.known(session, account_id), int(clock().timestamp()))


def _view(row: rows.AccountRow, now: int) -> AccountView:
    return AccountView(
        row.id,
        row.name,
        row.role,
        row.unit_id,
        row.one_time,
        locked=row.locked_until > now,
        disabled=row.disabled,
        link=row.link_hash is not None and row.link_expires > now,
        second=bool(row.totp),
    )


def blank_account(
    name: str, role: str, unit_id: str | None, password_hash: str = ""
) -> rows.AccountRow:
    """The row of a new account, not stored yet."""
    return rows.AccountRow(
        id=new_id(),
        name=name,
        role=role,
        unit_id=unit_id,
        password_hash=password_hash,
        one_time=True,
        failures=0,
        locked_until=0,
        link_hash=None,
        link_expires=0,
        disabled=False,
        totp="",
        totp_used=0,
    )
