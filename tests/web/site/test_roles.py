"""Every route by every role, against the permission it names; and that against what was meant."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from desk import PASSWORD, Desk, have_account, signed_in
from office import ADMIN, EARLY
from open_meeting import Hall
from routes import filled, unit_of, values, walk
from voting.assessment.permissions import ACTIONS, PERMISSIONS, ROLES
from voting.paths import templates_dir
from voting.services.accounts import administer, second_factor, signing
from voting.services.meetings import plan
from voting.services.roster.views import list_units
from voting.storage import accounts as rows
from voting.web.accounts.action_names import ACTION_NAMES
from voting.web.site import access

INITIALS = {
    "a": "administrator",
    "o": "officer",
    "u": "unit",
    "h": "host",
    "c": "committee",
    "d": "auditor",
    "t": "trustee",
}

MEANT = {
    "/accounts": "a",
    "/accounts/roles": "aod",
    "/accounts/units": "a",
    "/accounts/second-factor": "a",
    "/log": "aod",
    "/log.jsonl": "aod",
    "/password": "aouhcdt",
    "/me/": "aouhcdt",
    "/rounds": "aohcdt",
    "/rounds/new": "ao",
    "/rounds/<round>": "aohcdt",
    "/rounds/<round>/progress": "aocd",
    "/rounds/<round>/deadlines": "ao",
    "/rounds/<round>/roster": "aocd",
    "/rounds/<round>/keys": "aohcdt",
    "/rounds/<round>/scope": "aoucd",
    "/rounds/<round>/rules": "aoucd",
    "/rounds/<round>/forms": "aocd",
    "/rounds/<round>/forms/new": "ao",
    "/rounds/<round>/grading": "ao",
    "/rounds/<round>/grades": "aocd",
    "/rounds/<round>/workbook.xlsx": "aoc",
    "/rounds/<round>/meetings/new": "ao",
    "/rounds/<round>/units/<unit>/proposals": "aoucd",
    "/units/<unit>/materials": "aoucd",
    "/units/<unit>/publicity": "aoucd",
    "/rounds/<round>/visits": "aoh",
    "/meetings/<meeting>": "aohcdt",
    "/meetings/<meeting>/edit": "ao",
    "/meetings/<meeting>/shares": "aot",
    "/host/": "aoh",
    "/host/<meeting>": "aoh",
    "/host/<meeting>/numbers": "aoh",
    "/meetings/<meeting>/tally": "aoucd",
    "/meetings/<meeting>/charts/grades.svg": "aoucd",
    "/meetings/<meeting>/record.zip": "aouhcdt",
    "POST /meetings/<meeting>/slips": "ao",
    "POST /host/<meeting>/heads": "aoh",
    "POST /rounds/<round>/units/<unit>/proposals/send-back": "aoc",
    "POST /rounds/<round>/keys": "ao",
    "POST /rounds/<round>/roster": "ao",
    "POST /host/<meeting>/open": "aoh",
    "POST /host/<meeting>/close": "aoh",
}
"""What was meant, written by hand for the pages that matter most (initials of the roles)."""

EARLY_IS_FINE = (200, 302, 400, 404, 409, 422)
"""Answers to somebody who may: the form was empty, the thing is not there, or it is too early."""


@pytest.fixture(params=ROLES)
def desk(request: pytest.FixtureRequest, office: Flask, hall: Hall) -> tuple[str, Desk]:
    """Somebody of each role; a unit's account is of the unit that is assessed."""
    role: str = request.param
    return role, signed_in(office, hall.db, role, unit_of(hall) if role == "unit" else None)


def ask(person: Desk, method: str, path: str, token: str) -> tuple[int, str]:
    """Status and place of the answer to an empty form or to a look."""
    if method == "GET":
        answer = person.get(path)
    else:
        answer = person.client.post(path, data={"csrf_token": token})
    return answer.status_code, answer.location or ""


def test_every_route_names_its_permission_and_nothing_else_does(office: Flask) -> None:
    assert {rule.endpoint for rule in office.url_map.iter_rules()} == set(access.rules_of(office))


def test_a_route_that_names_no_permission_is_closed(office: Flask, hall: Hall) -> None:
    """It cannot be written in a room, makes no app beside one, and shows nothing if it comes in
    later."""

    def page() -> str:
        return "secret"

    with pytest.raises(LookupError, match="new.page"):
        access.Room("new", __name__).get("/new")(page)
    app = Flask(__name__)
    app.add_url_rule("/new", "page", page)
    with pytest.raises(LookupError, match="page"):
        access.register(app)
    office.url_map.add(Rule("/new", endpoint="page"))
    office.view_functions["page"] = page
    assert signed_in(office, hall.db, "administrator").get("/new").status_code == 403


def test_every_role_at_every_route(desk: tuple[str, Desk], office: Flask, hall: Hall) -> None:
    role, person = desk
    known, token = values(hall), person.token("/password")
    wrong = []
    for rule, method in walk(office):
        status, place = ask(person, method, filled(rule.rule, known), token)
        allowed = access.rules_of(office)[rule.endpoint].admits(role, method)
        fine = status in EARLY_IS_FINE and "/login" not in place if allowed else status == 403
        if not fine:
            wrong.append(f"{role} {method} {rule.rule}: {status} {place}, allowed: {allowed}")
    assert not wrong, "\n".join(wrong)


def test_the_table_says_what_was_meant(desk: tuple[str, Desk], hall: Hall) -> None:
    role, person = desk
    known, token = values(hall), person.token("/password")
    for line, initials in MEANT.items():
        method, path = line.split() if " " in line else ("GET", line)
        status, _ = ask(person, method, filled(path, known), token)
        meant = role in {INITIALS[initial] for initial in initials}
        assert (status != 403) == meant, (role, line, status)
        assert status in (*EARLY_IS_FINE, 403), (role, line, status)


def test_a_stranger_gets_the_door(office: Flask, hall: Hall) -> None:
    stranger, known = Desk(office), values(hall)
    token = stranger.token("/login")
    for rule, method in walk(office):
        status, place = ask(stranger, method, filled(rule.rule, known), token)
        if method == "GET":
            assert status == 302 and place.startswith("/login"), (rule.rule, status, place)
        else:
            assert status == 401, (rule.rule, status)
            assert stranger.client.post(filled(rule.rule, known)).status_code == 400, "no token"


@pytest.mark.parametrize("state", ["first password", "second factor to set up", "half signed in"])
def test_whoever_has_something_to_do_first_gets_nothing_else(
    office: Flask, hall: Hall, state: str
) -> None:
    """The printed password, a missing second factor, and a sign-in that waits for its code."""
    known = values(hall)
    if state == "half signed in":
        have_account(hall.db, "li", "administrator")
        token = signing.login(hall.db, "li", PASSWORD)
        secret = second_factor.offer(hall.db, token).secret
        with hall.db.transaction() as session:
            row = rows.hold_by_name(session, "li")
            assert row is not None
            row.totp = secret
        person = Desk(office)
        assert "/login/code" in (person.post("/login", name="li", password=PASSWORD).location or "")
        only, page = "", "/login/code"
    else:
        person = signed_in(office, hall.db, "administrator", name="li")
        if state == "first password":
            with hall.db.transaction() as session:
                row = rows.hold_by_name(session, "li")
                assert row is not None
                row.one_time = True
            only = page = "/password"
        else:
            second_factor.require(hall.db, ADMIN, ["administrator"])
            only = page = "/me/second-factor"
    token = person.token(page)
    for rule, method in walk(office):
        status, place = ask(person, method, filled(rule.rule, known), token)
        if rule.rule == only:
            assert status in (200, 400), (rule.rule, status)
        else:
            assert status == 302 and place.startswith(page), (rule.rule, status, place)
    assert plan.get_meeting(hall.db, hall.meeting).state == "printed"


def test_a_unit_gets_nothing_of_another_unit(office: Flask, hall: Hall) -> None:
    view = plan.get_meeting(hall.db, hall.meeting)
    other = next(u.id for u in list_units(hall.db, view.round_id) if u.id != view.unit_id)
    person = signed_in(office, hall.db, "unit", other)
    known, token = values(hall), person.token("/password")
    asked = 0
    for rule, method in walk(office):
        if "<unit_id>" in rule.rule or "cadre_id" in rule.rule:
            asked += 1
            status, _ = ask(person, method, filled(rule.rule, known), token)
            assert status == 403, (method, rule.rule, status)
    assert asked > 15
    for path in ("tally", "charts/grades.svg"):
        assert person.get(f"/meetings/{hall.meeting}/{path}").status_code == 403


def test_a_disabled_account_is_out_in_the_middle_of_its_work(office: Flask, hall: Hall) -> None:
    person = signed_in(office, hall.db, "officer", name="li")
    assert person.get("/rounds").status_code == 200
    administer.disable(
        hall.db,
        ADMIN,
        next(a.id for a in administer.list_accounts(hall.db, ADMIN) if a.name == "li"),
    )
    assert (person.get("/rounds").location or "").startswith("/login")


def test_who_opens_a_meeting_opens_it(desk: tuple[str, Desk], hall: Hall) -> None:
    role, person = desk
    person.client.post(
        f"/host/{hall.meeting}/open",
        data={"csrf_token": person.token("/password"), "reason": EARLY},
    )
    state = plan.get_meeting(hall.db, hall.meeting).state
    assert state == ("open" if role in ("administrator", "officer", "host") else "printed")


def test_names_are_shown_as_text(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    name = '<img src=x onerror="alert(1)">'
    answer = desk.post("/rounds/new", year="2021", name=name, basis="<script>x</script>")
    for page in (desk.text(answer.location), desk.text("/rounds")):
        assert "<img src=x" not in page and "<script>x" not in page
        assert "&lt;img src=x" in page


def test_the_table_can_be_read_on_a_page(office: Flask, hall: Hall) -> None:
    """Every action has a name there, in the two languages, and a tick for each role that has it."""
    assert set(ACTION_NAMES) == set(ACTIONS)
    ticks = sum(len(PERMISSIONS[role]) for role in ROLES)
    for role in ("administrator", "auditor"):
        page = signed_in(office, hall.db, role).text("/accounts/roles")
        assert page.count("✓") == ticks
        assert all(name in page for name in ACTION_NAMES.values())


def test_buttons_ask_for_permissions_that_there_are() -> None:
    """A word mistyped in a template would hide its button from everybody."""
    asked = {
        action
        for template in templates_dir().rglob("*.html")
        for action in re.findall(r"\bmay\('([^']+)'\)", template.read_text("utf-8"))
    }
    assert len(asked) > 20 and asked <= set(ACTIONS)
