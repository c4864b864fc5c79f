"""Every page by every role: the right ones get it, the others a refusal, a stranger the door."""

from __future__ import annotations

import re

import pytest
from desk import Desk, signed_in
from flask import Flask
from office import EARLY
from open_meeting import Hall

from voting.assessment.permissions import ROLES
from voting.services import meetings

DEPARTMENT = {"administrator", "officer"}
READERS = DEPARTMENT | {"unit", "committee", "auditor"}

WHO: dict[str, set[str]] = {
    "/rounds": set(ROLES),
    "/rounds/new": DEPARTMENT,
    "/rounds/<round>": set(ROLES),
    "/rounds/<round>/roster": READERS,
    "/rounds/<round>/keys": set(ROLES),
    "/rounds/<round>/grading": DEPARTMENT,
    "/rounds/<round>/workbook.xlsx": DEPARTMENT | {"committee"},
    "/rounds/<round>/meetings/new": DEPARTMENT,
    "/rounds/<round>/units/<unit>/proposals": READERS,
    "/meetings/<meeting>": set(ROLES),
    "/meetings/<meeting>/edit": DEPARTMENT,
    "/meetings/<meeting>/shares": DEPARTMENT | {"trustee"},
    "/host/": DEPARTMENT | {"host"},
    "/host/<meeting>": DEPARTMENT | {"host"},
    "/host/<meeting>/numbers": DEPARTMENT | {"host"},
    "/accounts": {"administrator"},
    "/log": DEPARTMENT | {"auditor"},
    "/password": set(ROLES),
    "/roster-template.xlsx": set(ROLES),
}
"""Pages that are there before a meeting opens; those of results are in test_results."""

LATER = {"/meetings/<meeting>/tally", "/meetings/<meeting>/charts/grades.svg",
         "/meetings/<meeting>/record.zip"}
"""For these a person who may read them is told that it is too early."""

PUBLIC = {"/login", "/records/<meeting>", "/v/<meeting>", "/v/<meeting>/state"}
ELSEWHERE = {
    "/", "/logout", "/static/<filename>", "/accounts/<account>/password",
    "/host/<meeting>/heads", "/host/<meeting>/voids", "/records/<meeting>/record.zip",
    "/meetings/<meeting>/charts/<kind>.<suffix>",
    "/v/<meeting>/manifest", "/v/<meeting>/ballots", "/v/<meeting>/slip",
}
"""Tested where their pages are: the way home, files, and what a page's form sends."""

DEEDS = {
    "/meetings/<meeting>/slips": DEPARTMENT,
    "/host/<meeting>/open": DEPARTMENT | {"host"},
    "/host/<meeting>/close": DEPARTMENT | {"host"},
}


def filled(path: str, hall: Hall) -> str:
    view = meetings.get_meeting(hall.db, hall.meeting)
    for name, value in (("round", view.round_id), ("meeting", view.id), ("unit", view.unit_id)):
        path = path.replace(f"<{name}>", value)
    return path


@pytest.fixture(params=ROLES)
def desk(request: pytest.FixtureRequest, office: Flask, hall: Hall) -> tuple[str, Desk]:
    """Somebody of each role; a unit's account is of the unit that is assessed."""
    role: str = request.param
    unit = meetings.get_meeting(hall.db, hall.meeting).unit_id if role == "unit" else None
    return role, signed_in(office, hall.db, role, unit)


def test_each_role_gets_its_pages_and_no_others(desk: tuple[str, Desk], hall: Hall) -> None:
    role, person = desk
    for path, allowed in WHO.items():
        status = person.get(filled(path, hall)).status_code
        assert status == (200 if role in allowed else 403), (role, path, status)
    for path in LATER:
        assert person.get(filled(path, hall)).status_code in (403, 409), (role, path)


def test_each_role_does_its_deeds_and_no_others(desk: tuple[str, Desk], hall: Hall) -> None:
    role, person = desk
    token = person.token("/password")
    for path, allowed in DEEDS.items():
        fields = {"csrf_token": token, "reason": EARLY}
        answer = person.client.post(filled(path, hall), data=fields)
        if role not in allowed:
            assert answer.status_code == 403, (role, path)
        else:
            assert answer.status_code != 403, (role, path)
    state = meetings.get_meeting(hall.db, hall.meeting).state
    assert state == ("open" if role in DEEDS["/host/<meeting>/open"] else "printed")


def test_a_stranger_gets_the_door(office: Flask, hall: Hall) -> None:
    stranger = Desk(office)
    for path in [*WHO, *LATER]:
        answer = stranger.get(filled(path, hall))
        assert (answer.status_code, "/login" in answer.location) == (302, True), path
    for path in PUBLIC:
        assert stranger.get(filled(path, hall)).status_code == 200, path
    for path in DEEDS:
        assert stranger.client.post(filled(path, hall)).status_code == 400, "no token"


def test_every_route_is_in_the_tables_above(office: Flask) -> None:
    """A new page must say here who may see it."""
    rules = {re.sub(r"<(?:\w+:)?(\w+?)(?:_id)?>", r"<\1>", rule.rule)
             for rule in office.url_map.iter_rules()}
    assert rules == {*WHO, *(LATER - {"/meetings/<meeting>/charts/grades.svg"}), *PUBLIC, *DEEDS,
                     *ELSEWHERE}


def test_names_are_shown_as_text(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    name = '<img src=x onerror="alert(1)">'
    answer = desk.post("/rounds/new", year="2021", name=name, basis="<script>x</script>")
    for page in (desk.text(answer.location), desk.text("/rounds")):
        assert "<img src=x" not in page and "<script>x" not in page
        assert "&lt;img src=x" in page
