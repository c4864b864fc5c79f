"""Every route of the office with an address that leads somewhere, for tests that walk them all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from desk import have_account
from office import ADMIN
from open_meeting import Hall
from voting.services.accounts import administer
from voting.services.meetings import plan
from voting.services.roster.views import get_unit
from voting.web.site.access import rules_of


def unit_of(hall: Hall) -> str:
    return plan.get_meeting(hall.db, hall.meeting).unit_id


def values(hall: Hall) -> dict[str, str]:
    """What fills the addresses: things that are there, where the name says which."""
    view = plan.get_meeting(hall.db, hall.meeting)
    have_account(hall.db, "somebody", "host")
    other = next(a.id for a in administer.list_accounts(hall.db, ADMIN) if a.name == "somebody")
    cadre = get_unit(hall.db, view.unit_id).cadres[0]
    return {
        "round": view.round_id,
        "meeting": view.id,
        "unit": view.unit_id,
        "account": other,
        "cadre": cadre.id,
        "subject": cadre.id,
        "form": "cadre",
        "kind": "grades",
        "suffix": "svg",
        "session": "0" * 16,
        "filename": "src/ui/seal.svg",
    }


def filled(path: str, known: dict[str, str]) -> str:
    """An address for a route; of ``<any(a,b):c>`` the first."""
    path = re.sub(r"<any\((\w+)[^<>]*>", r"\1", path)
    return re.sub(r"<(?:[^<>:]+:)?(\w+?)(?:_id)?>", lambda m: known.get(m[1], "nothing0"), path)


def walk(office: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route with every method, what only reads first."""
    permissions = rules_of(office)
    rules = sorted(office.url_map.iter_rules(), key=lambda rule: rule.rule)
    for method in ("GET", "POST"):
        for rule in rules:
            if method in (rule.methods or ()) and not permissions[rule.endpoint].anybody:
                yield rule, method
