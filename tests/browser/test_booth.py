"""The voter's way on a phone, in today's Chromium and in 86, against a real server and database."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, Route

from booth_page import BoothPage
from engines import PHONE
from hall_server import ServedHall, served_hall
from office import HOST
from voting.record.ballot import tracker
from voting.record.frozen import frozen
from voting.record.voids import make_void
from voting.services.meetings import closing, plan
from voting.services.voting import casting
from voting.storage import ballots

QUESTIONS = 36
SIX = 6
ALL_FIRST: list[int | str] = [0] * QUESTIONS


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting behind a real HTTP server; each test takes slips of its own."""
    with served_hall(tmp_path_factory.mktemp("booth"), 60) as hall:
        hall.open()
        yield hall


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    with browser.new_context(**PHONE) as made:
        yield made


@pytest.fixture
def booth(context: BrowserContext) -> BoothPage:
    return BoothPage(context.new_page())


def ballot_of(hall: ServedHall, slip: int) -> bytes:
    """The bytes that are in the box for a slip."""
    credential = hall.credential(slip).public
    with hall.db.reading() as session:
        return next(
            data for data in ballots.each_sorted(session, hall.meeting) if data[36:68] == credential
        )


def bits_of(answers: list[int | str]) -> list[int]:
    return [int(option == answer) for answer in answers for option in range(4)]


def test_from_the_slip_to_the_receipt(
    booth: BoothPage, context: BrowserContext, served: ServedHall
) -> None:
    slip = served.take()
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    code = served.codes[slip]
    assert booth.page.url == f"{served.address}/v/{served.meeting}", "the code left the address"
    assert code not in booth.run("() => document.documentElement.outerHTML")
    assert plan.get_meeting(served.db, served.meeting).fingerprint in booth.text()
    answers: list[int | str] = [(index * 5 + 1) % 4 for index in range(QUESTIONS)]
    answers[7] = answers[20] = "blank"
    booth.tap(".intro button.main")
    assert "城关镇" in booth.text("h1"), "the team comes first"
    assert f"{QUESTIONS}" in booth.text(".left")
    booth.page.go_back()
    booth.screen("intro")
    booth.fill(answers)
    assert "还有" not in booth.text(), "nothing is missing"
    booth.tap("button.send")
    booth.screen("done")
    ballot = ballot_of(served, slip)
    assert booth.tracker() == tracker(ballot)
    assert served.opened_bits(ballot) == bits_of(answers), "the ballot says what was tapped"
    assert booth.kept() == [] and context.cookies() == []
    assert booth.noises == []


def test_a_hasty_thumb_sends_once(booth: BoothPage, served: ServedHall) -> None:
    """The second of two quick taps neither seals again nor goes back beyond the first page."""
    slip = served.take()
    booth.page.goto(f"{served.address}/records/{served.meeting}")
    booth.run("() => { for (let n = 0; n < 20; n += 1) history.pushState(n, ''); }")
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    booth.fill(["blank"] * QUESTIONS)
    booth.run(
        "() => { const send = document.querySelector('button.send'); send.click(); send.click(); }"
    )
    booth.screen("done")
    assert booth.tracker() == tracker(ballot_of(served, slip))
    assert booth.page.url == f"{served.address}/v/{served.meeting}" and booth.noises == []


@pytest.mark.any_engine
def test_a_used_slip_shows_that_it_is_counted(booth: BoothPage, served: ServedHall) -> None:
    slip = served.take()
    ballot = served.ballot(slip)
    casting.cast(served.db, served.checker, served.meeting, ballot)
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("counted")
    assert booth.tracker() == tracker(ballot)


@pytest.mark.any_engine
def test_two_phones_with_one_slip(booth: BoothPage, served: ServedHall) -> None:
    slip = served.take()
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    booth.abstain()
    other = served.ballot(slip)
    casting.cast(served.db, served.checker, served.meeting, other)
    booth.tap("button.send")
    booth.screen("counted")
    assert booth.tracker() == tracker(other)
    assert "没有计入" in booth.text()
    assert booth.kept() == []


def test_a_lost_connection_and_a_reload_send_the_same_bytes(
    booth: BoothPage, context: BrowserContext, served: ServedHall
) -> None:
    slip = served.take()
    bodies: list[bytes] = []

    def swallow(route: Route) -> None:
        bodies.append(route.request.post_data_buffer or b"")
        route.abort()

    context.route("**/ballots", swallow)
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    booth.abstain()
    booth.tap("button.send")
    booth.wait(".trouble")
    assert "不会重复计入" in booth.text()
    sealed = [base64.b64decode(text) for text in booth.kept()]
    booth.page.reload()  # without the slip: its code has left the address
    booth.wait(".trouble")
    assert [base64.b64decode(text) for text in booth.kept()] == sealed
    context.unroute("**/ballots")
    booth.screen("done")
    assert sealed == [ballot_of(served, slip)]
    assert set(filter(None, bodies)) <= set(sealed), "never other bytes"
    assert booth.kept() == []


@pytest.mark.any_engine
def test_a_receipt_lost_on_the_way_is_asked_for_again(
    booth: BoothPage, context: BrowserContext, served: ServedHall
) -> None:
    slip = served.take()
    before = plan.get_meeting(served.db, served.meeting).ballots
    answered: list[int] = []

    def lose_the_first(route: Route) -> None:
        response = route.fetch()
        answered.append(response.status)
        if len(answered) == 1:
            route.abort()
        else:
            route.fulfill(response=response)

    context.route("**/ballots", lose_the_first)
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    booth.abstain()
    booth.tap("button.send")
    booth.screen("done")
    assert answered == [201, 200]
    assert plan.get_meeting(served.db, served.meeting).ballots == before + 1


def test_offline_while_sending(
    booth: BoothPage, context: BrowserContext, served: ServedHall
) -> None:
    slip = served.take()
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    booth.abstain()
    context.set_offline(True)
    booth.tap("button.send")
    booth.wait(".trouble")
    assert "没有联网" in booth.text()
    context.set_offline(False)
    booth.screen("done")
    assert booth.tracker() == tracker(ballot_of(served, slip))


def test_the_same_for_all_aspects_and_the_count_that_leads_on(
    booth: BoothPage, served: ServedHall
) -> None:
    slip = served.take()
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.tap(".intro button.main")
    for card in range(SIX):
        assert f"{card + 1} / {SIX}" in booth.text(".place")
        assert f"{QUESTIONS - card * SIX}" in booth.text(".left")
        booth.tap(".same summary")
        booth.tap(".same-options button", card % 4)
        booth.tap(".left")  # the next question that is missing, at last the review
    booth.screen("review")
    booth.tap("button.send")
    booth.screen("done")
    assert served.opened_bits(ballot_of(served, slip)) == bits_of(
        [card % 4 for card in range(SIX) for _ in range(SIX)]
    )


def test_the_review_leads_to_the_missing_questions(booth: BoothPage, served: ServedHall) -> None:
    slip = served.take()
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.tap(".intro button.main")
    for _ in range(SIX):
        booth.tap(".subject .way button.main")
    booth.screen("review")
    assert "还有 36 题没有选" in booth.text()
    assert booth.run("() => document.querySelector('button.send')") is None
    booth.tap(".jump", 7)
    booth.screen("subject")
    assert "2 / 6" in booth.text(".place")
    booth.answer(7, 2)
    booth.tap(".subject .way button.main")
    booth.screen("review")
    assert "还有 35 题没有选" in booth.text()
    booth.tap(".missing button.quiet")
    booth.wait("button.send")
    booth.tap(".change", 1)
    booth.answer(6, 3)
    booth.page.go_back()
    booth.screen("review")
    booth.tap("button.send")
    booth.screen("done")
    answers: list[int | str] = ["blank"] * QUESTIONS
    answers[6], answers[7] = 3, 2
    assert served.opened_bits(ballot_of(served, slip)) == bits_of(answers)


def test_nothing_is_asked_while_the_voter_chooses(booth: BoothPage, served: ServedHall) -> None:
    asked: list[Request] = []
    lengths = []

    def note(request: Request) -> None:
        asked.append(request)

    for answers in (ALL_FIRST, ["blank"] * QUESTIONS):
        slip = served.take()
        booth.scan(served.address, served.meeting, served.codes[slip])
        booth.screen("intro")
        booth.page.on("request", note)
        booth.fill(answers)
        assert asked == []
        booth.tap("button.send")
        booth.screen("done")
        booth.page.remove_listener("request", note)
        assert [request.url.rsplit("/", 1)[1] for request in asked] == ["ballots"]
        lengths.append(len(ballot_of(served, slip)))
        asked.clear()
    assert lengths[0] == lengths[1]


def test_the_back_button_after_the_receipt_leaves_the_page(
    booth: BoothPage, served: ServedHall
) -> None:
    slip = served.take()
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    booth.abstain()
    booth.tap("button.send")
    booth.screen("done")
    booth.page.go_back()
    assert booth.page.url == "about:blank"


@pytest.mark.any_engine
def test_voided_closed_and_not_yet_open(
    booth: BoothPage, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with served_hall(tmp_path_factory.mktemp("states"), 4) as hall:
        booth.scan(hall.address, hall.meeting, hall.codes[0])
        booth.screen("waiting")
        hall.open()
        booth.screen("intro")  # by itself
        known = frozen(casting.manifest_bytes(hall.db, hall.meeting))
        casting.void_slip(
            hall.db, HOST, hall.meeting, *make_void(known.context, hall.credential(1))
        )
        booth.scan(hall.address, hall.meeting, hall.codes[1])  # the same page: only the fragment
        booth.screen("voided")
        booth.scan(hall.address, hall.meeting, hall.codes[2])
        booth.screen("intro")
        booth.abstain()
        closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (4, 4)})
        closing.close_meeting(hall.db, HOST, hall.meeting)
        booth.tap("button.send")
        booth.screen("closed")
        assert "没有计入" in booth.text() and booth.kept() == []


@pytest.mark.any_engine
def test_a_slip_of_another_meeting(
    booth: BoothPage, served: ServedHall, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with served_hall(tmp_path_factory.mktemp("other"), 1) as other:
        booth.scan(served.address, served.meeting, other.codes[0])
    booth.screen("foreign")
    assert "城关镇" in booth.text()
    booth.scan(served.address, "00000000", served.codes[0])
    booth.screen("unknown")


def test_a_typed_code(booth: BoothPage, served: ServedHall) -> None:
    code = served.codes[served.take()]
    booth.page.goto(f"{served.address}/v/{served.meeting}")
    booth.screen("entry")
    booth.tap("#code")
    wrong = code[:13] + ("7" if code[13] != "7" else "8") + code[14:]
    booth.page.keyboard.type(wrong.lower())
    typed = booth.run("() => document.getElementById('code').value")
    assert typed == "-".join(re.findall("....", wrong))
    booth.page.keyboard.press("Enter")
    booth.wait("#code[aria-invalid]")
    assert "第 4 组" in booth.text("#code-problem")
    booth.run("() => document.getElementById('code').setSelectionRange(17, 17)")
    booth.page.keyboard.press("Backspace")
    booth.page.keyboard.press("Backspace")
    booth.page.keyboard.type(code[12:14])
    if booth.run("() => document.getElementById('code').value.replace(/-/g, '')") != code:
        booth.run("() => { document.getElementById('code').value = ''; }")
        booth.page.keyboard.type(code)
    booth.tap(".entry button.main")
    booth.screen("intro")
