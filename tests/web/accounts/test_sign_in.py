"""Signing in, the cookie, and what a stranger gets."""

from __future__ import annotations

import pytest
from flask import Flask

from desk import PASSWORD, Desk, have_account, signed_in
from open_meeting import Hall
from voting.services.accounts import administer
from voting.services.meetings import plan
from voting.services.voting.checking import BallotChecker
from voting.web.app import create_app
from voting.web.site.settings import Settings


def test_a_stranger_is_sent_to_sign_in_and_back(office: Flask, hall: Hall) -> None:
    have_account(hall.db, "li", "officer")
    desk = Desk(office)
    answer = desk.get("/rounds")
    assert (answer.status_code, answer.location) == (302, "/login?next=/rounds")
    answer = desk.post("/login?next=/rounds/new", "/login", name="li", password=PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/rounds/new")


@pytest.mark.parametrize("wish", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_never_leads_elsewhere(office: Flask, hall: Hall, wish: str) -> None:
    have_account(hall.db, "li", "officer")
    answer = Desk(office).post(f"/login?next={wish}", "/login", name="li", password=PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/")


@pytest.mark.parametrize(("lang", "words"), [("zh", "账号或密码不正确"), ("en", "Wrong name or")])
def test_a_wrong_password_is_told_and_kept_out(
    office: Flask, hall: Hall, lang: str, words: str
) -> None:
    have_account(hall.db, "li", "officer")
    desk = Desk(office)
    answer = desk.post(f"/login?lang={lang}", name="li", password="wrong wrong wrong")
    assert answer.status_code == 400
    assert words in answer.get_data(as_text=True)
    assert "wrong wrong wrong" not in answer.get_data(as_text=True)
    assert desk.get("/rounds").status_code == 302


def test_signing_out_ends_the_session_on_the_server(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    stolen = desk.client.get_cookie("qingping")
    assert stolen is not None
    desk.post("/logout", "/rounds")
    desk.client.set_cookie("qingping", stolen.value)
    assert desk.get("/rounds").status_code == 302


def test_the_cookie_is_for_this_site_and_no_script(office: Flask, hall: Hall) -> None:
    answer = Desk(office).get("/login")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "this instance is plain http"


def test_behind_https_the_cookie_is_secure(hall: Hall, checker: BallotChecker) -> None:
    app = create_app(hall.db, Settings("s" * 32, "https://vote.example", checker))
    assert "Secure" in Desk(app).get("/login").headers["Set-Cookie"]


def test_the_password_can_be_changed(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer", name="li")
    new = "five unrelated words"
    answer = desk.post("/password", old=PASSWORD, new=new, again="something else")
    assert "两次输入的新密码不一样" in answer.get_data(as_text=True)
    assert desk.post("/password", old=PASSWORD, new=new, again=new).status_code == 302
    assert desk.get("/rounds").status_code == 200, "one's own session goes on"
    fresh = Desk(office)
    assert fresh.post("/login", name="li", password=PASSWORD).status_code == 400
    assert fresh.post("/login", name="li", password=new).status_code == 302


def test_the_first_password_is_changed_before_anything_else(office: Flask, hall: Hall) -> None:
    """It was printed: whoever saw it could act in the administrator's name otherwise."""
    password = administer.first_start(hall.db)
    assert password is not None
    desk = Desk(office)
    desk.post("/login", name=administer.FIRST_NAME, password=password)
    paths = (
        "/",
        "/rounds",
        "/accounts",
        "/log",
        "/me/",
        "/me/second-factor",
        f"/host/{hall.meeting}",
        f"/host/{hall.meeting}/numbers",
        f"/meetings/{hall.meeting}/record.zip",
    )
    for path in paths:
        answer = desk.get(path)
        assert (answer.status_code, answer.location) == (302, "/password"), path
    answer = desk.post(f"/host/{hall.meeting}/open", "/password")
    assert (answer.status_code, answer.location) == (302, "/password")
    assert plan.get_meeting(hall.db, hall.meeting).state == "printed"
    page = desk.text("/password")
    assert "一次性密码" in page and 'href="/rounds"' not in page
    assert desk.post("/password", old=password, new=PASSWORD, again=PASSWORD).location == "/"
    assert desk.text("/rounds") and "一次性密码" not in desk.text("/password")


def test_who_has_a_one_time_password_may_leave(office: Flask, hall: Hall) -> None:
    password = administer.first_start(hall.db)
    assert password is not None, "the first one is such a password too"
    desk = Desk(office)
    desk.post("/login", name=administer.FIRST_NAME, password=password)
    assert desk.get("/rounds").location == "/password"
    assert desk.post("/logout", "/password").location == "/login"
    assert "/login" in desk.get("/rounds").location
