"""Many voters on one device, one after the other: nothing of one is there for the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, Route

from booth_checks import FAINT, NAMELESS, SMALL, WIDE
from booth_page import BoothPage
from hall_server import ServedHall, served_hall
from office import HOST
from voting.record.ballot import tracker
from voting.services.meetings import closing
from voting.storage import ballots

TABLET = {"viewport": {"width": 1280, "height": 800}, "has_touch": True, "locale": "zh-CN"}
CARDS = 6
SKIP = """(() => { const real = Date.now; let ahead = 0; Date.now = () => real() + ahead;
  window.skip = (seconds) => { ahead += seconds * 1000; }; })()"""
"""A clock that the test puts forward: ``skip(seconds)``."""

EVERYTHING = """async () => JSON.stringify({
  local: Object.assign({}, localStorage), session: Object.assign({}, sessionStorage),
  cookies: document.cookie, state: history.state,
  databases: indexedDB.databases ? (await indexedDB.databases()).map((d) => d.name) : [],
  caches: self.caches ? await caches.keys() : [],
  fields: Array.from(document.querySelectorAll('input, textarea')).map((e) => e.value),
  html: document.documentElement.outerHTML, title: document.title, address: location.href,
})"""
"""All that a page can keep, as one text."""


class Kiosk(BoothPage):
    """A device of the hall with a scanner that types."""

    def __init__(self, context: BrowserContext, hall: ServedHall) -> None:
        super().__init__(context.new_page())
        self.hall = hall
        self.address = f"{hall.address}/v/{hall.meeting}/kiosk"

    def stand(self) -> Kiosk:
        """Put it up in the hall."""
        self.page.goto(self.address)
        self.screen("entry")
        return self

    def swipe(self, slip: int, enter: str = "Enter") -> None:
        """A slip before the scanner: it types the whole address, very fast, and then Enter."""
        text = f"{self.hall.address}/v/{self.hall.meeting}#{self.hall.codes[slip]}"
        self.run(
            """([text, end]) => {
          const press = (key) => (document.activeElement || document.body).dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          Array.from(text).forEach(press);
          press(end);
        }""",
            [text, enter],
        )

    def to_the_review(self) -> None:
        """Past every subject, then 弃权 for all that is missing."""
        self.screen("intro")
        self.abstain(CARDS)

    def send(self) -> None:
        self.tap("button.send")
        self.screen("done")

    def next_voter(self) -> None:
        """The button under the receipt, until the page is a new one."""
        self.run("() => { window.before = true; }")
        self.tap(".leaving .next")
        self.fresh()

    def fresh(self) -> None:
        """Until the page has been loaded anew."""
        self.page.wait_for_function(
            "() => window.before === undefined && document.documentElement"
            " && document.documentElement.dataset.screen === 'entry'"
        )

    def memory(self) -> str:
        """Every string and object the page's engine can reach, as a heap snapshot."""
        session = self.page.context.new_cdp_session(self.page)
        chunks: list[str] = []

        def take(event: dict[str, Any]) -> None:
            chunks.append(event["chunk"])

        session.on("HeapProfiler.addHeapSnapshotChunk", take)
        session.send("HeapProfiler.enable")
        session.send("HeapProfiler.collectGarbage")
        session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
        session.detach()
        return "".join(chunks)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting; each test takes slips of its own."""
    with served_hall(tmp_path_factory.mktemp("kiosk"), 40) as hall:
        hall.open()
        yield hall


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(**TABLET) as made:
        made.add_init_script(SKIP)
        yield made


@pytest.fixture
def kiosk(context: BrowserContext, served: ServedHall) -> Kiosk:
    return Kiosk(context, served).stand()


def ballot_of(hall: ServedHall, slip: int) -> bytes:
    """The bytes in the box for a slip."""
    credential = hall.credential(slip).public
    with hall.db.reading() as session:
        return next(
            data for data in ballots.each_sorted(session, hall.meeting) if data[36:68] == credential
        )


def test_nothing_of_the_last_voter_stays(
    kiosk: Kiosk, context: BrowserContext, served: ServedHall
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    kiosk.page.on("request", note)
    untouched = kiosk.run(EVERYTHING)
    slip = served.take()
    code, credential = served.codes[slip], served.credential(slip).public.hex()
    kiosk.run("() => document.querySelector('.tool.language').click()")
    kiosk.run("() => document.querySelector('.tool.size').click()")
    kiosk.swipe(slip)
    kiosk.screen("intro")
    kiosk.tap(".intro button.main")
    kiosk.answer(0, 1)
    assert code in kiosk.memory(), "a snapshot shows what is there"
    kiosk.page.go_back()
    kiosk.screen("intro")
    kiosk.tap(".intro button.main")
    for _ in range(CARDS):
        kiosk.tap(".subject .way button.main")
    kiosk.tap(".missing button.quiet")
    kiosk.send()
    shown = kiosk.tracker()
    assert shown == tracker(ballot_of(served, slip)) and shown in kiosk.memory()
    assert kiosk.run("() => document.querySelectorAll('main a').length") == 0, "no way out"
    kiosk.next_voter()
    memory, kept = kiosk.memory(), kiosk.run(EVERYTHING)
    for secret in (code, code.lower(), credential, shown, shown.replace("-", "")):
        assert secret not in memory and secret not in kept
    assert kept == untouched, "language and size, too"
    assert context.cookies() == [] and context.storage_state()["origins"] == []
    length = kiosk.run("() => history.length")
    for move in (kiosk.page.go_back, kiosk.page.go_back, kiosk.page.go_forward):
        move()
        kiosk.screen("entry")
        assert shown not in kiosk.run(EVERYTHING) and "q0-" not in kiosk.run(EVERYTHING)
    assert not [url for url in asked if code in url or credential in url]
    second = served.take()
    kiosk.swipe(second, "Tab")
    kiosk.screen("intro")
    kiosk.tap(".intro button.main")
    kiosk.wait("label[for=q0-blank]")
    assert kiosk.run("() => document.querySelectorAll('input:checked').length") == 0
    assert f"{CARDS * 6}" in kiosk.text(".left")
    assert kiosk.run("() => history.length") == length, "no step is an entry of the browser's"
    assert kiosk.noises == []


def test_half_a_code_an_input_method_and_the_keys_on_the_glass(
    kiosk: Kiosk, served: ServedHall
) -> None:
    slip = served.take()
    code = served.codes[slip]
    kiosk.page.keyboard.type("http://elsewhere/v/x/test")
    kiosk.page.keyboard.press("Enter")
    assert "不是选票纸条" in kiosk.text(".problem")
    wrong = code[:13] + ("7" if code[13] != "7" else "8") + code[14:]
    for character in wrong:
        kiosk.run(
            "(c) => Array.from(document.querySelectorAll('.key'))"
            ".find((key) => key.textContent === c).click()",
            character,
        )
    assert (
        "第 4 组" in kiosk.text(".problem")
        and kiosk.text(".four.bad").replace("\n", "") == wrong[12:16]
    )
    assert (
        kiosk.run("() => document.querySelectorAll('input, textarea, [contenteditable]').length")
        == 0
    ), "nothing that an input method could take"
    kiosk.run(
        """(code) => Array.from(code).forEach((c) => document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Process', keyCode: 229, shiftKey: c === '#',
        code: c === '#' ? 'Digit3' : /[0-9]/.test(c) ? `Digit${c}` : `Key${c}`,
        bubbles: true, cancelable: true })))""",
        f"#{code}",
    )
    kiosk.screen("intro")


def test_a_scanner_presses_no_button(kiosk: Kiosk, served: ServedHall) -> None:
    """The next in the queue holds a slip before the scanner while a voter is on the last page."""
    slip, other = served.take(), served.take()
    kiosk.swipe(slip)
    kiosk.to_the_review()
    kiosk.drawn()
    kiosk.run("() => document.querySelector('button.send').focus()")
    kiosk.page.keyboard.type(f"{served.address}/v/x#{served.codes[other]}", delay=0)
    kiosk.page.keyboard.press("Enter")
    kiosk.page.wait_for_timeout(200)
    assert kiosk.run("() => document.documentElement.dataset.screen") == "review"
    kiosk.page.wait_for_timeout(400)
    kiosk.page.keyboard.press("Enter")
    kiosk.screen("done")
    assert kiosk.tracker() == tracker(ballot_of(served, slip))


def test_who_goes_away_is_cleared(kiosk: Kiosk, served: ServedHall) -> None:
    slip = served.take()
    kiosk.run("() => { window.before = true; }")
    kiosk.page.keyboard.type("ABC")
    kiosk.run("() => skip(60)")
    kiosk.fresh()
    assert kiosk.text(".four").strip() == "", "half a code does not wait for the next voter"
    kiosk.swipe(slip)
    kiosk.screen("intro")
    kiosk.tap(".intro button.main")
    kiosk.answer(0, 2)
    kiosk.run("() => { window.before = true; skip(95); }")
    kiosk.wait("[role=alertdialog]")
    assert "还在吗" in kiosk.text("[role=alertdialog]")
    kiosk.tap("[role=alertdialog] button.main")
    assert kiosk.run("() => document.getElementById('q0-2').checked"), "who is there goes on"
    kiosk.run("() => skip(95)")
    kiosk.wait("[role=alertdialog]")
    kiosk.run("() => skip(40)")
    kiosk.fresh()
    kiosk.swipe(slip)
    kiosk.screen("intro")  # the slip can be used again
    assert "开始填写" in kiosk.text(), "nothing of it is left"
    kiosk.abstain(CARDS)
    kiosk.send()
    kiosk.page.wait_for_function(
        "() => document.getElementById('clears-in').textContent.includes('秒后自动清除')"
    )
    kiosk.run("() => { window.before = true; skip(70); }")
    kiosk.fresh()
    kiosk.swipe(slip)
    kiosk.screen("counted")


def test_a_sealed_ballot_is_not_cleared_before_its_receipt(
    kiosk: Kiosk, context: BrowserContext, served: ServedHall
) -> None:
    slip = served.take()
    kiosk.swipe(slip)
    kiosk.to_the_review()

    def swallow(route: Route) -> None:
        route.abort()

    context.route("**/ballots", swallow)
    kiosk.tap("button.send")
    kiosk.wait(".trouble")
    kiosk.run("() => skip(7200)")
    kiosk.page.wait_for_timeout(2500)
    assert kiosk.run("() => document.documentElement.dataset.screen") == "sending"
    assert kiosk.run("() => document.querySelectorAll('.tool.leave, main button').length") == 0
    assert kiosk.kept() == []
    context.unroute("**/ballots")
    kiosk.screen("done")
    assert kiosk.tracker() == tracker(ballot_of(served, slip))


def test_giving_up_and_no_network_while_clearing(
    kiosk: Kiosk, context: BrowserContext, served: ServedHall
) -> None:
    slip = served.take()
    kiosk.swipe(slip)
    kiosk.screen("intro")
    kiosk.tap(".intro button.main")
    kiosk.answer(0, 3)
    kiosk.tap(".tool.leave")
    kiosk.tap("[role=alertdialog] button.main")
    assert kiosk.run("() => document.getElementById('q0-3').checked")
    kiosk.run("() => { window.before = true; }")
    context.set_offline(True)
    kiosk.tap(".tool.leave")
    kiosk.tap("[role=alertdialog] button.quiet")
    kiosk.wait("#kiosk-network:not([hidden])")
    assert kiosk.run("() => document.querySelectorAll('input').length") == 0
    assert served.codes[slip] not in kiosk.memory(), "gone before the page can be loaded anew"
    context.set_offline(False)
    kiosk.fresh()


def test_every_key_is_large_and_nothing_too_wide(kiosk: Kiosk, served: ServedHall) -> None:
    def check(where: str) -> None:
        kiosk.drawn()
        for width, height in ((820, 1180), (1280, 800), (1920, 1080)):
            kiosk.page.set_viewport_size({"width": width, "height": height})
            for language in ("zh", "en"):
                told = (where, language, width)
                assert kiosk.run(SMALL) == [] and kiosk.run(WIDE) == 0, told
                assert kiosk.run(FAINT) == [] and kiosk.run(NAMELESS) == [], told
                kiosk.run("() => document.querySelector('.tool.language').click()")
                kiosk.page.wait_for_timeout(30)

    check("entry")
    kiosk.swipe(served.take())
    kiosk.screen("intro")
    check("intro")
    kiosk.tap(".intro button.main")
    kiosk.wait("label[for=q5-blank]")
    check("subject")
    for _ in range(CARDS):
        kiosk.tap(".subject .way button.main")
    kiosk.tap(".missing button.quiet")
    check("review")
    kiosk.tap(".tool.leave")
    check("question")
    kiosk.tap("[role=alertdialog] button.main")
    kiosk.send()
    check("done")


def test_before_and_after_the_vote(
    context: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with served_hall(tmp_path_factory.mktemp("kiosk-states"), 4) as hall:
        kiosk = Kiosk(context, hall)
        kiosk.page.goto(f"{hall.address}/v/00000000/kiosk")
        kiosk.screen("unknown")
        kiosk.page.goto(f"{kiosk.address}#{hall.codes[0]}")
        kiosk.screen("waiting")
        assert "#" not in kiosk.page.url
        assert kiosk.run("() => document.querySelectorAll('main button').length") == 0
        hall.open()
        kiosk.screen("entry")  # by itself
        assert "城关镇" in kiosk.text()
        closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (4, 4)})
        closing.close_meeting(hall.db, HOST, hall.meeting)
        kiosk.screen("closed")


def test_leaving_the_page_and_coming_back(kiosk: Kiosk, served: ServedHall) -> None:
    """By another address and back; and as a browser does it that keeps whole pages for "back"
    (which none does while it is driven from outside, so its two events are sent by hand)."""
    slip = served.take()
    kiosk.page.on("dialog", lambda dialog: dialog.accept())
    for again in (False, True):
        kiosk.swipe(slip)
        kiosk.screen("intro")
        kiosk.tap(".intro button.main")
        kiosk.answer(0, 1)
        if again:
            kiosk.run(
                "() => { window.before = true;"
                " dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); }"
            )
            assert served.codes[slip] not in kiosk.memory()
            assert kiosk.text().strip() == "", "nothing is kept with the page"
            kiosk.run(
                "() => { dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }"
            )
            kiosk.fresh()
        else:
            kiosk.page.goto(f"{served.address}/login")
            kiosk.page.go_back()
            kiosk.screen("entry")
        assert served.codes[slip] not in kiosk.memory()
        assert kiosk.run("() => document.querySelectorAll('input').length") == 0
