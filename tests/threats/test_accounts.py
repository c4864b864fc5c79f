"""What a colleague might try with somebody else's account."""

from __future__ import annotations

import logging
import re

import pytest

from desk import PASSWORD, Desk, have_account
from office import ADMIN
from small_hall import SmallHall
from threats import threat
from voting.errors import Refused
from voting.services.accounts import administer, second_factor, signing
from voting.services.log import chain
from voting.services.voting.checking import BallotChecker
from voting.web.app import create_app
from voting.web.site.settings import Settings
from watch import Watch


@threat("T36")
def test_a_link_stands_in_no_log_no_address_and_no_cookie(
    hall: SmallHall, checker: BallotChecker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    have_account(hall.db, f"boss-{hall.meeting}", "administrator")
    admin = Desk(app)
    admin.post("/login", name=f"boss-{hall.meeting}", password=PASSWORD)
    answer = admin.post("/accounts", name=f"new-{hall.meeting}", role="host", unit="")
    found = re.search(r"http://localhost/welcome#([0-9a-z-]{29})", answer.get_data(as_text=True))
    assert found and answer.headers["Cache-Control"] == "no-store"
    code = found[1]
    page = Desk(app).get("/welcome")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    person = Desk(app)
    answer = person.post("/welcome", code=code, new=PASSWORD, again=PASSWORD)
    assert code not in (answer.location or "") and code not in str(answer.headers)
    told = "\n".join(str(entry) for entry in chain.entries(hall.db, ADMIN))
    assert "link-used" in told and code not in told + caplog.text
    assert Desk(app).get(f"/welcome?code={code}").get_data(as_text=True).count(code) == 0


@threat("T38")
def test_a_password_alone_and_a_code_seen_are_not_enough(
    hall: SmallHall, checker: BallotChecker
) -> None:
    clock, name = Watch(), f"second-{hall.meeting}"
    have_account(hall.db, name, "officer")
    token = signing.login(hall.db, name, PASSWORD, clock=clock)
    secret = second_factor.offer(hall.db, token, clock=clock).secret
    second_factor.enrol(hall.db, token, clock.code(secret), clock=clock)
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    thief = Desk(app)
    answer = thief.post("/login", name=name, password=PASSWORD)
    assert answer.location.startswith("/login/code")
    for path in ("/rounds", "/me/", f"/host/{hall.meeting}", "/log"):
        assert thief.get(path).location.startswith("/login/code"), path
    seen = clock.code(secret)
    waiting = signing.login(hall.db, name, PASSWORD, clock=clock)
    with pytest.raises(Refused):
        second_factor.confirm(hall.db, waiting, seen, clock=clock)
    clock.wait(seconds=30)
    assert second_factor.confirm(hall.db, waiting, clock.code(secret), clock=clock)


@threat("T39")
def test_no_session_outlives_what_it_rests_on(hall: SmallHall, checker: BallotChecker) -> None:
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    name = f"kept-{hall.meeting}"
    have_account(hall.db, name, "officer")
    person = Desk(app)
    person.get("/login")
    planted = person.client.get_cookie("qingping")
    person.post("/login", name=name, password=PASSWORD)
    assert planted is not None
    thief = Desk(app)
    thief.client.set_cookie("qingping", planted.value)
    assert thief.get("/rounds").status_code == 302, "the cookie from before is nobody's"
    stolen = person.client.get_cookie("qingping")
    assert stolen is not None
    thief.client.set_cookie("qingping", stolen.value)
    assert thief.get("/rounds").status_code == 200
    person.post("/login", name=name, password=PASSWORD)
    assert thief.get("/rounds").status_code == 302, "signing in again ends the one before"
    stolen = person.client.get_cookie("qingping")
    assert stolen is not None
    thief.client.set_cookie("qingping", stolen.value)
    view = next(a for a in administer.list_accounts(hall.db, ADMIN) if a.name == name)
    administer.disable(hall.db, ADMIN, view.id)
    for desk in (person, thief):
        assert desk.get("/rounds").status_code == 302


@threat("T40")
def test_refusals_tell_nothing_about_accounts(hall: SmallHall, checker: BallotChecker) -> None:
    app = create_app(hall.db, Settings("s" * 32, None, checker))
    here, shut, fresh = (f"{word}-{hall.meeting}" for word in ("here", "shut", "fresh"))
    for name in (here, shut):
        have_account(hall.db, name, "officer")
    administer.create_account(hall.db, ADMIN, fresh, "officer")
    administer.disable(
        hall.db,
        ADMIN,
        next(a.id for a in administer.list_accounts(hall.db, ADMIN) if a.name == shut),
    )
    answers = set()
    for name in (here, shut, fresh, f"nobody-{hall.meeting}"):
        answer = Desk(app).post("/login", name=name, password="not the password")
        page = answer.get_data(as_text=True).replace(name, "NAME")
        answers.add((answer.status_code, re.sub(r'value="[^"]{40,}"', "", page)))
    assert len(answers) == 1
    codes = ("0000-0000-0000-0000-0000-0000", "x")
    pages = {
        re.sub(
            r'value="[^"]*"',
            "",
            Desk(app)
            .post("/welcome", code=code, new=PASSWORD, again=PASSWORD)
            .get_data(as_text=True),
        )
        for code in codes
    }
    assert len(pages) == 1
