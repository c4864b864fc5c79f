"""Accounts for all units of a round at once: a county has a hundred of them."""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment import permissions
from voting.services.accounts import links
from voting.services.accounts.administer import NAME_LENGTH, blank_account
from voting.services.context import Actor, Clock, permit, utc_now
from voting.services.log import chain
from voting.storage import accounts as rows
from voting.storage import rosters, rounds, sessions
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account just made: its name, its unit's, and the code of its one-time link."""

    name: str
    unit: str
    code: str


@dataclass(frozen=True, slots=True)
class UnitAccounts:
    """``made`` in the roster's order, ``moved`` from another round, ``there`` before."""

    made: tuple[NewAccount, ...]
    moved: int
    there: int


def make_unit_accounts(
    db: Database, actor: Actor, round_id: str, *, move: bool, clock: Clock = utc_now
) -> UnitAccounts:
    """Give every unit of a round an account of its name, where it has none.

    ``move``: accounts of units of the same name in other rounds are moved here with their
    password, and see the other round no more; their sessions end. Without it every unit gets an
    account of its own in this round, the year behind the name where the name is taken.
    """
    permit(actor, permissions.MANAGE_ACCOUNTS)
    with db.transaction() as session:
        year = rounds.known(session, round_id).year
        units = rosters.units(session, round_id)
        everybody = rows.everything(session)
        taken = {row.name for row in everybody}
        held = {row.unit_id for row in everybody if not row.disabled}
        movable = _by_unit_name(session, everybody) if move else {}
        made: list[NewAccount] = []
        moved = 0
        for unit in [unit for unit in units if unit.id not in held]:
            if former := movable.get(unit.name, []):
                moved += len(former)
                for row in former:
                    _move(session, actor, row, unit.id, clock)
                continue
            name = _free_name(unit.name, year, taken)
            taken.add(name)
            row = blank_account(name, permissions.UNIT, unit.id)
            made.append(NewAccount(name, unit.name, links.give(row, clock)))
            rows.add(session, row)
            chain.write(session, actor, "account-created", name, {"role": row.role}, clock=clock)
    return UnitAccounts(tuple(made), moved, sum(unit.id in held for unit in units))


def _by_unit_name(
    session: Session, everybody: list[rows.AccountRow]
) -> dict[str, list[rows.AccountRow]]:
    """Accounts of units that are not disabled, by the name of their unit."""
    ids = [row.unit_id for row in everybody if row.unit_id is not None]
    names = {unit.id: unit.name for unit in rosters.units_by_id(session, ids)}
    by_name: dict[str, list[rows.AccountRow]] = {}
    for row in everybody:
        if row.unit_id in names and not row.disabled:
            by_name.setdefault(names[row.unit_id], []).append(row)
    return by_name


def _move(session: Session, actor: Actor, row: rows.AccountRow, unit_id: str, clock: Clock) -> None:
    row.unit_id = unit_id
    sessions.remove_of(session, row.id)
    chain.write(session, actor, "account-moved", row.name, {"unit": unit_id}, clock=clock)


def _free_name(unit: str, year: int, taken: set[str]) -> str:
    """The unit's name, with the year and a number behind it as far as needed."""
    short = unit[: NAME_LENGTH - 10]
    name, number = unit if len(unit) <= NAME_LENGTH else short, 1
    while name in taken:
        name = f"{short}·{year}" if number == 1 else f"{short}·{year}·{number}"
        number += 1
    return name
