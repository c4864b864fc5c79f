"""Whether everybody can use the voter's page: old engines, small screens, big type, keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Request

from booth_checks import FAINT, NAMELESS, SMALL, WIDE
from booth_page import BoothPage
from engines import PHONE
from hall_server import ServedHall, served_hall

SIZES = (100, 125, 150, 200)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting behind a real HTTP server; each test takes slips of its own."""
    with served_hall(tmp_path_factory.mktemp("reading"), 40) as hall:
        hall.open()
        yield hall


@pytest.fixture
def booth(browser: Browser) -> Iterator[BoothPage]:
    with browser.new_context(**PHONE) as context:
        yield BoothPage(context.new_page())


def sized(browser: Browser, width: int, height: int, **more: Any) -> BoothPage:
    options = {**PHONE, "viewport": {"width": width, "height": height}, **more}
    return BoothPage(browser.new_context(**options).new_page())


def open_ballot(booth: BoothPage, served: ServedHall) -> None:
    booth.scan(served.address, served.meeting, served.codes[served.take()])
    booth.screen("intro")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 640), (390, 844), (1280, 800)])
def test_every_target_is_as_big_as_a_finger_and_nothing_is_too_wide(
    browser: Browser, served: ServedHall, width: int, height: int
) -> None:
    booth = sized(browser, width, height)
    open_ballot(booth, served)

    def check(where: str) -> None:
        booth.drawn()
        assert booth.run(SMALL) == [], where
        assert booth.run(WIDE) == 0, where
        assert booth.run(FAINT) == [], where
        assert booth.run(NAMELESS) == [], where

    for language in ("zh", "en"):
        for size in SIZES:
            check(f"first page, {language}, {size}")
            booth.tap(".tool.size")
        booth.other_language()
    for _ in range(len(SIZES) - 1):
        booth.tap(".tool.size")
    booth.tap(".intro button.main")
    booth.answer(0, 1)
    booth.answer(1, "blank")
    booth.tap(".same summary")
    for language in ("zh", "en"):
        check(f"subject, {language}, 200 %")
        booth.other_language()
    booth.tap(".subject .way button.main")
    booth.tap(".turn")
    booth.answer(6, "blank")
    for language in ("zh", "en"):
        check(f"one question, {language}, 200 %")
        booth.other_language()
    booth.run("() => document.querySelector('.tool.size').click()")  # 100 % again
    check("one question")
    booth.tap(".turn")
    check("subject")
    for _ in range(4):  # from the second cadre, whom nothing has been said of yet
        booth.tap(".subject .way button.main")
    booth.screen("review")
    check("review")
    for _ in range(len(SIZES) - 1):
        booth.run("() => document.querySelector('.tool.size').click()")
    check("review, 200 %")
    booth.page.context.close()


def test_the_type_is_big_and_grows_to_twice_its_size(booth: BoothPage, served: ServedHall) -> None:
    open_ballot(booth, served)
    sizes = []
    for _ in (*SIZES, SIZES[0]):
        sizes.append(booth.run("() => parseFloat(getComputedStyle(document.body).fontSize)"))
        booth.tap(".tool.size")
    assert sizes[0] >= 17 and sizes[-1] == sizes[0]
    grown = [round(size / sizes[0] * 100) for size in sizes[:-1]]
    assert grown == list(SIZES)


def test_english_keeps_the_names_the_choices_and_the_place(
    booth: BoothPage, served: ServedHall
) -> None:
    open_ballot(booth, served)
    booth.tap(".intro button.main")
    booth.tap(".subject .way button.main")
    booth.answer(6, 2)
    name = booth.text("h1")
    booth.other_language()
    assert booth.run("() => document.documentElement.lang") == "en"
    assert booth.text("h1") == name and "35 left" in booth.text(".left")
    assert "Basically competent" in booth.text()
    assert booth.run("() => document.getElementById('q6-2').checked")
    booth.page.reload()
    booth.screen("entry")
    assert "Scan or type the code" in booth.text(), "the language is kept, the code is not"


def test_only_with_the_keyboard(booth: BoothPage, served: ServedHall) -> None:
    open_ballot(booth, served)
    keys = booth.page.keyboard
    assert booth.run("() => document.activeElement.tagName") == "H1", "focus moves with the page"
    keys.press("Tab")
    keys.press("Enter")
    booth.screen("subject")
    assert booth.run("() => document.activeElement.tagName") == "H1"
    for _ in range(20):
        if booth.run("() => document.activeElement.name") == "q0":
            break
        keys.press("Tab")
    keys.press("Space")
    chosen = "() => document.querySelector('input[name=q0]:checked').id"
    first = booth.run(chosen)
    keys.press("ArrowRight")
    assert booth.run(chosen) != first
    assert "35" in booth.text(".left")
    assert "35" in booth.run("() => document.getElementById('live').textContent"), "it is said"


def test_the_next_open_question_comes_into_sight(browser: Browser, served: ServedHall) -> None:
    for motion in ("reduce", "no-preference"):
        booth = sized(browser, 360, 640, reduced_motion=motion)
        open_ballot(booth, served)
        booth.tap(".intro button.main")
        for index in range(5):
            booth.answer(index, 0)
            booth.page.wait_for_function(
                "(i) => { const box = document.getElementById(`q${i}-0`).getBoundingClientRect();"
                " const edge = (bar) => document.querySelector(bar).getBoundingClientRect();"
                " return box.top > edge('.progress').bottom && box.bottom <= edge('.way').top; }",
                arg=index + 1,
                timeout=5000,
            )
        booth.page.context.close()


def test_an_engine_without_big_integers_is_told_before_anything_is_filled(
    booth: BoothPage, served: ServedHall
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    booth.page.add_init_script("delete window.BigInt")
    booth.page.on("request", note)
    booth.scan(served.address, served.meeting, served.codes[served.take()])
    booth.screen("unsupported")
    assert "太旧" in booth.text()
    assert not [url for url in asked if url.endswith(("/state", "/slip", "/manifest"))]


@pytest.mark.parametrize(
    "missing",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })",
        "delete window.Worker",
    ],
)
def test_a_poorer_browser_votes_all_the_same(
    booth: BoothPage, served: ServedHall, missing: str
) -> None:
    booth.page.add_init_script(missing)
    open_ballot(booth, served)
    booth.abstain()
    booth.tap("button.send")
    booth.screen("done")


def test_without_javascript_the_page_says_so(browser: Browser, served: ServedHall) -> None:
    with browser.new_context(**PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served.address}/v/{served.meeting}")
        assert "JavaScript" in page.content()


def test_another_slip_scanned_into_the_same_page_starts_anew(
    booth: BoothPage, served: ServedHall
) -> None:
    open_ballot(booth, served)
    booth.tap(".intro button.main")
    booth.answer(0, 0)
    booth.run("(code) => { location.hash = code; }", served.codes[served.take()])
    booth.screen("intro")
    assert "#" not in booth.page.url
    booth.tap(".intro button.main")
    assert "36" in booth.text(".left"), "nothing of the former slip is left"
