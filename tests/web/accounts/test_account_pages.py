"""The pages of accounts: links, second factor, sessions, disabling, accounts of all units."""

from __future__ import annotations

import re
import time

import pyotp
import pytest
from flask import Flask

from desk import PASSWORD, Desk, have_account, signed_in
from folded import folded
from office import ADMIN
from open_meeting import Hall
from voting.services.accounts import administer
from voting.services.accounts.administer import AccountView
from voting.services.meetings import plan
from voting.storage import accounts as rows
from voting.web.site.devices import device_of

LINK = re.compile(r"http://localhost/welcome#((?:[0-9a-z]{4}-){5}[0-9a-z]{4})")


def account(hall: Hall, name: str) -> AccountView:
    return next(a for a in administer.list_accounts(hall.db, ADMIN) if a.name == name)


def secret_on(page: str) -> str:
    """The key a page shows for typing."""
    found = re.search(r'print-code wrap">([A-Z2-7 ]+)<', folded(page))
    assert found
    return found[1].replace(" ", "")


def code(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(time.time() + 30 * steps)


def test_a_new_account_is_handed_over_by_a_link(office: Flask, hall: Hall) -> None:
    admin = signed_in(office, hall.db, "administrator")
    page = admin.post("/accounts", name="zhang", role="host", unit="").get_data(as_text=True)
    found = LINK.search(page)
    assert found and "只显示这一次" in page
    assert found[1] not in admin.text("/accounts"), "and not again"
    taken = admin.post("/accounts", name="zhang", role="host", unit="")
    assert (taken.status_code, "已存在" in taken.get_data(as_text=True)) == (400, True)
    person = Desk(office)
    poor = person.post("/welcome", code=found[1], new="short", again="short")
    assert (poor.status_code, "密码长度" in poor.get_data(as_text=True)) == (400, True)
    answer = person.post("/welcome", code=found[1], new=PASSWORD, again=PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "“zhang”的密码已设好" in person.text("/host/"), "signed in already"
    late = Desk(office).post("/welcome", code=found[1], new=PASSWORD, again=PASSWORD)
    assert (late.status_code, "链接无效" in late.get_data(as_text=True)) == (400, True)


def test_a_link_made_again_ends_what_was_before(office: Flask, hall: Hall) -> None:
    admin = signed_in(office, hall.db, "administrator")
    person = signed_in(office, hall.db, "officer", name="li")
    place = f"/accounts/{account(hall, 'li').id}"
    page = admin.post(f"{place}/link", place).get_data(as_text=True)
    found = LINK.search(page)
    assert found and person.get("/rounds").status_code == 302
    assert person.post("/login", name="li", password=PASSWORD).status_code == 400
    assert person.post("/welcome", code=found[1], new=PASSWORD, again=PASSWORD).status_code == 302


def test_setting_up_using_and_giving_up_a_second_factor(office: Flask, hall: Hall) -> None:
    person = signed_in(office, hall.db, "officer", name="li")
    page = person.text("/me/second-factor")
    secret = secret_on(page)
    assert 'class="qr"' in page and secret_on(person.text("/me/second-factor")) == secret
    wrong = person.post("/me/second-factor", code="000000")
    assert wrong.status_code == 400 and secret_on(wrong.get_data(as_text=True)) == secret
    assert person.post("/me/second-factor", code=code(secret)).location == "/me/"
    assert "已设置" in person.text("/me/")
    assert person.get("/me/second-factor").status_code == 409

    fresh = Desk(office)
    answer = fresh.post("/login?next=/rounds/new", name="li", password=PASSWORD)
    assert answer.location == "/login/code?next=/rounds/new"
    assert fresh.get("/rounds").location == "/login/code?next=/rounds"
    before = fresh.client.get_cookie("qingping")
    assert fresh.post("/login/code", code="000000").status_code == 400
    used = code(secret, 1)
    answer = fresh.post("/login/code?next=/rounds/new", "/login/code", code=used)
    assert answer.location == "/rounds/new"
    after = fresh.client.get_cookie("qingping")
    assert before is not None and after is not None and before.value != after.value
    assert fresh.get("/rounds").status_code == 200
    assert fresh.post("/me/second-factor/remove", code=used).status_code == 400
    with hall.db.transaction() as session:  # as if some minutes had passed
        row = rows.hold_by_name(session, "li")
        assert row is not None
        row.totp_used = 0
    assert fresh.post("/me/second-factor/remove", code=code(secret)).location == "/me/"
    assert not account(hall, "li").second


def test_whoever_waits_may_turn_back(office: Flask, hall: Hall) -> None:
    person = signed_in(office, hall.db, "officer", name="li")
    secret = secret_on(person.text("/me/second-factor"))
    person.post("/me/second-factor", code=code(secret))
    person.post("/logout", "/rounds")
    person.post("/login", name="li", password=PASSWORD)
    assert person.post("/logout", "/login/code").location == "/login"
    assert person.get("/login/code").location == "/login"


def test_the_administrator_demands_it_and_helps_who_lost_the_phone(
    office: Flask, hall: Hall
) -> None:
    admin = signed_in(office, hall.db, "administrator")
    person = signed_in(office, hall.db, "officer", name="li")
    assert admin.post("/accounts/second-factor", roles="officer").status_code == 302
    assert re.search(r'checked[^>]*value="officer"', admin.text("/accounts/second-factor"))
    assert person.get("/rounds").location == "/me/second-factor"
    page = person.text("/me/second-factor")
    assert "您的角色须用动态验证码登录" in page and 'href="/rounds"' not in page
    person.post("/me/second-factor", code=code(secret_on(page)))
    assert person.get("/rounds").status_code == 200
    place = f"/accounts/{account(hall, 'li').id}"
    assert admin.post(f"{place}/second-factor", place).status_code == 302
    assert person.get("/rounds").location.startswith("/login")
    person.post("/login", name="li", password=PASSWORD)
    assert person.get("/rounds").location == "/me/second-factor", "the role still needs one"


def test_sessions_are_seen_and_ended(office: Flask, hall: Hall) -> None:
    here = signed_in(office, hall.db, "officer", name="li")
    there = Desk(office)
    there.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0"
    there.post("/login", name="li", password=PASSWORD)
    page = here.text("/me/")
    assert "Chrome · Windows" in page and "未知设备" in page and "本机" in page
    ended = re.search(r"/me/sessions/[0-9a-f]{16}/end", page)
    assert ended
    assert here.post(ended[0], "/me/").location == "/me/"
    assert there.get("/rounds").status_code == 302
    there.post("/login", name="li", password=PASSWORD)
    here.post("/me/sessions/end-others", "/me/")
    assert there.get("/rounds").status_code == 302 and here.get("/rounds").status_code == 200
    admin = signed_in(office, hall.db, "administrator")
    place = f"/accounts/{account(hall, 'li').id}"
    ended = re.search(rf"{place}/sessions/[0-9a-f]{{16}}/end", admin.text(place))
    assert ended and admin.post(ended[0], place).status_code == 302
    assert here.get("/rounds").status_code == 302


def test_one_cannot_end_sessions_of_others(office: Flask, hall: Hall) -> None:
    here = signed_in(office, hall.db, "officer", name="li")
    admin = signed_in(office, hall.db, "administrator")
    place = f"/accounts/{account(hall, 'li').id}"
    found = re.search(r"sessions/([0-9a-f]{16})/end", admin.text(place))
    assert found
    other = signed_in(office, hall.db, "officer", name="wang")
    assert other.post(f"/me/sessions/{found[1]}/end", "/me/").status_code == 404
    assert here.get("/rounds").status_code == 200


def test_disabling_and_enabling(office: Flask, hall: Hall) -> None:
    admin = signed_in(office, hall.db, "administrator")
    person = signed_in(office, hall.db, "officer", name="li")
    place = f"/accounts/{account(hall, 'li').id}"
    admin.post(f"{place}/disable", place)
    assert person.get("/rounds").status_code == 302
    assert person.post("/login", name="li", password=PASSWORD).status_code == 400
    assert "已停用" in admin.text("/accounts") and "重发一次性链接…" not in admin.text(place)
    admin.post(f"{place}/enable", place)
    assert person.post("/login", name="li", password=PASSWORD).status_code == 302
    own = f"/accounts/{account(hall, 'administrator-x').id}"
    assert "另一位系统管理员" in admin.text(own)
    for deed in ("disable", "link", "second-factor"):
        assert admin.post(f"{own}/{deed}", own).status_code == 409, deed
    assert admin.get("/accounts").status_code == 200


def test_links_for_all_units_are_printed_once(office: Flask, hall: Hall) -> None:
    admin = signed_in(office, hall.db, "administrator")
    round_id = plan.get_meeting(hall.db, hall.meeting).round_id
    page = admin.post("/accounts/units", round=round_id).get_data(as_text=True)
    codes = LINK.findall(page)
    assert len(set(codes)) == 3 and page.count('class="qr"') == 3
    person = Desk(office)
    person.post("/welcome", code=codes[0], new=PASSWORD, again=PASSWORD)
    assert person.text("/unit")
    again = admin.post("/accounts/units", round=round_id).get_data(as_text=True)
    assert "没有需要新建的账号" in again and not LINK.search(again)
    assert admin.post("/accounts/units", round="nowhere0").status_code == 400


def test_a_name_cannot_become_markup(office: Flask, hall: Hall) -> None:
    admin = signed_in(office, hall.db, "administrator")
    name = '<img src=x onerror="a()">'
    have_account(hall.db, name, "host")
    for path in ("/accounts", f"/accounts/{account(hall, name).id}", "/log"):
        page = admin.text(path)
        assert "<img src=x" not in page and "&lt;img src=x" in page, path


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537 Chrome/120 MicroMessenger/8.0",
            "WeChat · Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("curl/8", ""),
        ("", ""),
        ("<script>" * 500, ""),
    ],
)
def test_a_browser_has_a_name_of_a_fixed_list(agent: str, name: str) -> None:
    assert device_of(agent) == name
