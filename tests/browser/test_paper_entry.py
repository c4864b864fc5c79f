"""Entering paper ballots in a browser: the rest is shown, Enter leads on, nothing runs out of a
phone's screen; the same page works without its script."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from desk import PASSWORD, have_account
from hall_server import ServedHall, served_hall
from office import HOST
from voting.record.voids import make_void
from voting.services.paper_ballots import enter
from voting.services.voting import casting

REST = "() => document.querySelector('[data-row] [data-rest]').textContent"
LEFT = "() => document.querySelector('[data-paper-left]').textContent"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting; two of class A vote on paper."""
    folder: Path = tmp_path_factory.mktemp("paper")
    with served_hall(folder, 4) as made:
        made.open()
        context = hashlib.sha256(casting.manifest_bytes(made.db, made.meeting)).digest()
        for slip in range(2):
            statement = make_void(context, made.credential(slip))
            casting.void_slip(made.db, HOST, made.meeting, *statement, "paper")
        yield made


def signed_in(page: Page, hall: ServedHall, name: str) -> str:
    """Sign in; the address of the page of class A."""
    have_account(hall.db, name, "host")
    page.goto(f"{hall.address}/login")
    put(page, "[name=name]", name)
    put(page, "[name=password]", PASSWORD)
    leave_by(page, "main button[type=submit]")
    return f"{hall.address}/host/{hall.meeting}/paper/A"


def put(page: Page, selector: str, text: str) -> None:
    page.evaluate(
        "([s, t]) => { const e = document.querySelector(s); e.value = t;"
        " e.dispatchEvent(new Event('input', { bubbles: true })); }",
        [selector, text],
    )


def leave_by(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.evaluate("s => document.querySelector(s).click()", selector)


def test_numbers_are_entered_on_a_phone(browser: Browser, hall: ServedHall) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        entry = signed_in(page, hall, f"phone-{browser.version}")
        page.goto(entry)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        small = page.evaluate(
            "Math.min(...Array.from(document.querySelectorAll('td input'),"
            " (e) => e.getBoundingClientRect().height))"
        )
        assert small >= 44
        put(page, "#ballots", "2")
        put(page, "#s0", "1")
        assert page.evaluate(REST) == "1"
        put(page, "#s1", "5")
        assert page.evaluate(REST) == "—" and "超出张数" in page.evaluate(LEFT)
        put(page, "#s1", "1")
        assert page.evaluate(REST) == "0" and "没有填" in page.evaluate(LEFT)
        page.evaluate("document.querySelector('#s0').focus()")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "s1", "Enter does not send"


def test_without_a_script(today: Browser, hall: ServedHall) -> None:
    with today.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        have_account(hall.db, "plain", "host")
        page.goto(f"{hall.address}/login")
        page.fill("[name=name]", "plain")
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.goto(f"{hall.address}/host/{hall.meeting}/paper/A")
        page.fill("#ballots", "2")
        for row in page.query_selector_all("[data-row]"):
            first = row.query_selector("input")
            assert first is not None
            first.fill("2")
        page.click(".paper-save button")
        assert "plain已录完" in page.inner_text("main")
    assert enter.compare(hall.db, HOST, hall.meeting).finished_by == ("plain",)
