"""The office's pages in today's Chromium and in 86: the hall from opening to sealing, and scripts
that only help."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from desk import PASSWORD, have_account
from hall_server import ServedHall, served_hall
from office import ADMIN, EARLY, HOST, OFFICER
from voting.services.accounts import administer
from voting.services.meetings import closing, network_test, plan
from voting.services.meetings.hall import hall_numbers, set_countdown
from voting.services.voting import casting, receipts

WAIT = 15_000


class Screen:
    """A page whose buttons are pressed by its own script: Playwright's clicks need a newer one
    than 86."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.noises: list[str] = []
        page.on("console", lambda m: self.noises.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.noises.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def type(self, selector: str, text: str) -> None:
        """Type into a field as a person (or a hand scanner) does."""
        self.page.evaluate(
            "([s, t]) => { const e = document.querySelector(s); e.value = t;"
            " e.dispatchEvent(new Event('input', { bubbles: true })); }",
            [selector, text],
        )

    def press(self, selector: str) -> None:
        self.page.evaluate("s => document.querySelector(s).click()", selector)

    def leave_by(self, selector: str) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            self.press(selector)

    def see(self, selector: str, text: str) -> None:
        """Wait until an element says ``text``."""
        self.page.wait_for_function(
            "([s, t]) => { const e = document.querySelector(s);"
            " return e && e.textContent.includes(t); }",
            arg=[selector, text],
            timeout=WAIT,
        )

    def text(self, selector: str) -> str:
        found: str = self.page.evaluate("s => document.querySelector(s).textContent", selector)
        return found

    def sign_in(self, hall: ServedHall, role: str) -> None:
        name = f"{role}-{len(administer.list_accounts(hall.db, ADMIN))}"
        have_account(hall.db, name, role)
        self.go("/login")
        self.type("[name=name]", name)
        self.type("[name=password]", PASSWORD)
        self.leave_by("main button[type=submit]")


@pytest.fixture
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """A printed meeting behind a real server."""
    with served_hall(tmp_path_factory.mktemp("office"), 8) as made:
        yield made


@pytest.fixture
def screen(browser: Browser, hall: ServedHall) -> Iterator[Screen]:
    """The screen of the hall."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        made = Screen(context.new_page(), hall.address)
        yield made
        assert not made.noises


def look(screen: Screen, typed: str, place: str, told: str) -> None:
    """Type a code, press, and read what comes."""
    screen.type("#void-code", typed)
    screen.press("[data-void] button[type=submit]")
    screen.see(place, told)


def test_a_host_runs_a_meeting(screen: Screen, hall: ServedHall) -> None:
    screen.sign_in(hall, "host")
    screen.go(f"/host/{hall.meeting}")
    screen.press("details.confirm summary")
    screen.type("[name=reason]", EARLY)
    screen.leave_by("details.confirm button[type=submit]")
    screen.see(".hall-print", plan.get_meeting(hall.db, hall.meeting).fingerprint or "none")
    sent: list[str] = []
    screen.page.on(
        "request", lambda request: sent.append(f"{request.url} {request.post_data or ''}")
    )

    code = hall.codes[0]
    look(screen, f"{hall.address}／v／{hall.meeting}＃{code}", "[data-slip-state]", "未用过")
    assert screen.page.evaluate("document.querySelector('#void-code').value") == ""
    assert screen.page.evaluate("document.activeElement.id") == "void-code", (
        "the next Enter of a scanner presses no button that voids"
    )
    assert plan.get_meeting(hall.db, hall.meeting).voided == 0
    screen.press("[data-replace=spare]")
    screen.see("[data-void-result]", "备用纸条")
    assert plan.get_meeting(hall.db, hall.meeting).voided == 1
    look(screen, code, "[data-slip-state]", "已经作废过了")
    assert screen.page.evaluate("document.querySelector('[data-slip-do]').hidden")
    assert not any(code in line for line in sent), "the code stays in the browser"
    wrong = ("0" if code[5] != "0" else "1").join((code[:5], code[6:]))
    look(screen, wrong, "[data-void-result]", "第2组可能有误")
    look(screen, f"{hall.address}/v/0000000a#{code}", "[data-void-result]", "不是本场会议的纸条")

    casting.cast(hall.db, hall.checker, hall.meeting, hall.ballot(1))
    screen.see(".hall-number.accent", "1")
    for field in ("present-A", "issued-A"):
        screen.type(f"[name={field}]", "8")
    screen.leave_by("form[data-heads] button")
    assert screen.text('[data-number="issued"]') == "8"
    screen.go(f"/host/{hall.meeting}/close")
    screen.see(".spelled", "收回选票 1")
    screen.press("#confirmed")
    screen.leave_by("main form button[type=submit]")
    sealing = plan.get_meeting(hall.db, hall.meeting).sealing
    assert sealing is not None and sealing in screen.text(".hall-state")

    mark = receipts.trackers(hall.db, hall.meeting)[0]
    screen.go(f"/records/{hall.meeting}")
    screen.type("#tracker", mark.lower().replace("-", " "))
    screen.see("[data-find-result]", "已计入")
    screen.type("#tracker", "0" * 16)
    screen.see("[data-find-result]", "没有找到")
    assert not any(mark in line.upper() for line in sent), "what is looked for is not sent"


@pytest.mark.any_engine
def test_two_devices_and_the_projector_show_the_same(
    browser: Browser, screen: Screen, hall: ServedHall
) -> None:
    """Numbers typed on one are on the other without a reload, but never under typing hands; the
    projector follows from before to after, and fits its picture without scrolling."""
    place = f"/host/{hall.meeting}"
    screen.sign_in(hall, "host")
    sizes = ({"width": 1920, "height": 1080}, {"width": 1024, "height": 768})
    with browser.new_context(viewport=sizes[1]) as context:
        wall = Screen(context.new_page(), hall.address)
        wall.sign_in(hall, "host")
        wall.go(f"{place}/screen")
        wall.see(".screen-headline", "投票即将开始")
        network_test.count_test(
            hall.db, hall.meeting, bytes(network_test.length_of_test(hall.db, hall.meeting))
        )
        wall.see(".screen-tested", "1")
        hall.open()
        wall.see(".screen-label", "已收回")
        screen.go(place)
        now = hall_numbers(hall.db, HOST, hall.meeting)
        closing.declare_heads(hall.db, OFFICER, hall.meeting, {"A": (8, 8)}, now.heads_mark)
        set_countdown(hall.db, HOST, hall.meeting, 90)
        screen.page.wait_for_function(
            "() => document.querySelector('[name=issued-A]').value === '8'", timeout=WAIT
        )
        screen.type("[name=issued-A]", "7")
        closing.declare_heads(hall.db, OFFICER, hall.meeting, {"A": (8, 6)})
        screen.page.wait_for_function(
            "() => !document.querySelector('[data-heads-newer]').hidden", timeout=WAIT
        )
        assert screen.page.evaluate("document.querySelector('[name=issued-A]').value") == "7"
        for device in (screen, wall):
            device.see("[data-left]", "1:")
        casting.cast(hall.db, hall.checker, hall.meeting, hall.ballot(0))
        wall.see(".screen-big", "1")
        for size in sizes:
            wall.page.set_viewport_size(size)
            assert wall.page.evaluate(
                "document.documentElement.scrollHeight <= innerHeight"
                " && document.documentElement.scrollWidth <= innerWidth"
            ), size
            assert wall.page.evaluate(
                "document.querySelector('.screen-big').getBoundingClientRect().height"
                " >= innerHeight / 4"
            ), "the count is not read from 20 m"
        closing.close_meeting(hall.db, HOST, hall.meeting)
        wall.see(".screen-headline", "投票已经结束")
        assert not wall.noises


def test_a_phone_tests_the_network(browser: Browser, hall: ServedHall) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        phone = Screen(context.new_page(), hall.address)
        phone.go(f"/v/{hall.meeting}/test")
        phone.see(".verdict", "这部手机在这里可以投票")
        assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert hall_numbers(hall.db, HOST, hall.meeting).tested == 1
        assert phone.page.evaluate("document.cookie + localStorage.length") == "0"
        context.set_offline(True)
        phone.noises.clear()
        phone.press(".verdict button")
        phone.see(".verdict", "网络不通")
        context.set_offline(False)
        phone.page.add_init_script("window.BigInt = undefined")
        phone.go(f"/v/{hall.meeting}/test")
        phone.see("main", "太旧")
        seen = "getComputedStyle(document.querySelector('.late, .verdict.bad')).visibility"
        assert phone.page.evaluate(seen) == "visible", "said at once"
        assert hall_numbers(hall.db, HOST, hall.meeting).tested == 1
    hall.open()
    closing.declare_heads(hall.db, OFFICER, hall.meeting, {"A": (8, 8)})
    closing.close_meeting(hall.db, HOST, hall.meeting)
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        phone = Screen(context.new_page(), hall.address)
        phone.go(f"/v/{hall.meeting}/test")
        phone.see(".verdict", "投票已经结束")
        assert phone.page.evaluate("document.querySelectorAll('.verdict button').length") == 0


def test_rows_can_be_added_and_weights_are_summed(screen: Screen, hall: ServedHall) -> None:
    screen.sign_in(hall, "officer")
    screen.go(f"/rounds/{plan.get_meeting(hall.db, hall.meeting).round_id}/meetings/new")
    rows = "document.querySelectorAll('[data-rows] tbody tr').length"
    assert screen.page.evaluate(rows) == 6
    screen.see("[data-sum-of]", "100 / 100 ✓")
    screen.press("[data-add-row]")
    assert screen.page.evaluate(rows) == 7
    screen.type("[name=classes-6-weight]", "33.33")
    screen.see("[data-sum-of]", "133.33 / 100")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, hall: ServedHall, width: int) -> None:
    view = plan.get_meeting(hall.db, hall.meeting)
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        screen = Screen(context.new_page(), hall.address)
        screen.sign_in(hall, "administrator")
        for path in (
            "/rounds",
            "/rounds/new",
            f"/rounds/{view.round_id}",
            f"/rounds/{view.round_id}/roster",
            f"/rounds/{view.round_id}/keys",
            f"/rounds/{view.round_id}/meetings/new",
            f"/meetings/{view.id}",
            f"/meetings/{view.id}/shares",
            f"/host/{view.id}",
            f"/host/{view.id}/screen",
            f"/host/{view.id}/close",
            f"/records/{view.id}",
            "/accounts",
            "/log",
            "/password",
            "/host/",
        ):
            screen.go(path)
            for lang in ("zh", "en"):
                screen.go(f"{path}?lang={lang}")
                assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                    path,
                    lang,
                )
        assert not screen.noises


def test_a_one_time_link_leaves_no_trace_in_the_browser(screen: Screen, hall: ServedHall) -> None:
    """Its code goes from the address into the form; neither a request nor the history has it."""
    code = administer.create_account(hall.db, ADMIN, f"new-{hall.meeting}", "officer")
    asked: list[str] = []
    screen.page.on(
        "request",
        lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"),
    )
    screen.go(f"/welcome#{code}")
    assert screen.page.evaluate("document.querySelector('[name=code]').value") == code
    assert not screen.page.evaluate("document.querySelector('[name=code]').checkVisibility?.()")
    assert screen.page.evaluate("location.href") == f"{hall.address}/welcome"
    screen.leave_by("a[hreflang]")
    assert screen.page.evaluate("document.querySelector('[name=code]').value") == code, "kept"
    assert screen.page.evaluate("location.hash") == ""
    for field in ("new", "again"):
        screen.type(f"[name={field}]", PASSWORD)
    screen.leave_by("main button[type=submit]")
    assert screen.page.evaluate("location.pathname") == "/rounds"
    assert not any(code in line for line in asked)
