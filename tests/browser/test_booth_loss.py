"""Nothing chosen is lost, and one ballot is counted: the line cut at each request, pages killed,
reloaded and left; in WeChat's browser on a narrow phone, in both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

from booth_page import BoothPage
from cutting_proxy import Line, cutting_proxy, each_request
from engines import PHONE
from hall_server import ServedHall, served_hall
from voting.record.ballot import tracker
from voting.services.meetings import plan
from voting.storage import ballots

CARDS, QUESTIONS = 6, 36
WECHAT = (
    "Mozilla/5.0 (Linux; Android 11; M2007J17C) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/86.0.4240.99 XWEB/4317 MMWEBSDK/20220105 Mobile Safari/537.36 "
    "MicroMessenger/8.0.18.2060(0x28001253) Process/toolsmp WeChat/arm64 NetType/WIFI"
)
FILES = {
    "booth.css",
    "booth.js",
    "worker.js",
    "state",
    "slip",
    "manifest",
    "materials.json",
    "ballots",
}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting behind a real HTTP server; each test takes slips of its own."""
    with served_hall(tmp_path_factory.mktemp("loss"), 30) as hall:
        hall.open()
        yield hall


@pytest.fixture
def line(served: ServedHall) -> Iterator[Line]:
    """The line to it, which breaks as a test says."""
    with cutting_proxy(served.address) as made:
        yield made


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """WeChat on a phone that has never been here (Playwright cannot rename Chromium 86)."""
    with browser.new_context(**PHONE | {"viewport": {"width": 360, "height": 640}}) as made:
        made.set_extra_http_headers({"User-Agent": WECHAT})
        made.add_init_script(
            f"Object.defineProperty(navigator, 'userAgent', {{ get: () => {WECHAT!r} }})"
        )
        yield made


def counted(hall: ServedHall) -> int:
    return plan.get_meeting(hall.db, hall.meeting).ballots


def ballot_of(hall: ServedHall, slip: int) -> bytes:
    """The bytes that are in the box for a slip."""
    credential = hall.credential(slip).public
    with hall.db.reading() as session:
        return next(
            data for data in ballots.each_sorted(session, hall.meeting) if data[36:68] == credential
        )


def chosen_first(hall: ServedHall, slip: int, *options: int | None) -> bool:
    """Whether the slip's ballot says these options of the first questions, and 弃权 after them."""
    rest = [None] * (QUESTIONS - len(options))
    bits = [int(option == own) for own in [*options, *rest] for option in range(4)]
    return hall.opened_bits(ballot_of(hall, slip)) == bits


def kept(booth: BoothPage, what: str) -> list[str]:
    """What lies on the phone under a name."""
    found: list[str] = booth.run(
        "(what) => Object.keys(localStorage).filter((key) => key.startsWith(what))", what
    )
    return found


def drafted(booth: BoothPage, before: list[str]) -> None:
    """Until what was chosen last has been kept."""
    booth.page.wait_for_function(
        """(before) => Object.keys(localStorage).some((key) => key.startsWith('qingping-draft:')
           && !before.includes(localStorage.getItem(key)))""",
        arg=before,
    )


def drafts(booth: BoothPage) -> list[str]:
    found: list[str] = booth.run(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('qingping-draft:'))"
        ".map((key) => localStorage.getItem(key))"
    )
    return found


def choose(booth: BoothPage, *options: int) -> None:
    """From the first page: the first questions, each kept before the next."""
    booth.tap(".intro button.main")
    for question, option in enumerate(options):
        before = drafts(booth)
        booth.answer(question, option)
        drafted(booth, before)


def send_the_rest_blank(booth: BoothPage) -> None:
    """弃权 for all that is missing, and send."""
    for _ in range(CARDS):
        booth.tap(".subject .way button.main")
    booth.tap(".missing button.quiet")
    booth.tap("button.send")


def scan_until_it_opens(booth: BoothPage, address: str, meeting: str, code: str) -> int:
    """Scan, and scan again where nothing came or the page stands still; how often it took."""
    for times in range(1, 12):
        try:
            booth.page.goto(f"{address}/v/{meeting}?{times}#{code}")
            booth.page.wait_for_function(
                "() => document.documentElement.dataset.screen === 'intro'", timeout=9000
            )
        except Error:
            booth.page.wait_for_timeout(500)  # a page that is still failing swallows the next scan
            continue
        return times
    raise AssertionError("it never opened")


def kill(page: Page) -> None:
    """End the page as a phone short of memory does: nothing of it gets to run."""
    try:
        page.goto("chrome://crash", timeout=3000, wait_until="commit")
    except Error:
        return  # it is gone before it can answer
    raise AssertionError("the page lives on")


def test_each_request_is_cut_before_and_after_the_server(
    phone: BrowserContext, served: ServedHall, line: Line
) -> None:
    slip, before = served.take(), counted(served)
    line.fate = each_request(["before", "after"])
    booth = BoothPage(phone.new_page())
    scan_until_it_opens(booth, line.address, served.meeting, served.codes[slip])
    choose(booth, 2, 0)
    send_the_rest_blank(booth)
    booth.screen("done")
    assert all(line.names().count(name) >= 3 for name in FILES), line.asked
    assert counted(served) == before + 1 and chosen_first(served, slip, 2, 0)
    assert booth.tracker() == tracker(ballot_of(served, slip))
    assert kept(booth, "qingping-ballot") == kept(booth, "qingping-draft") == []
    assert served.codes[slip] not in booth.run("() => JSON.stringify(localStorage)")


def test_cut_in_the_middle_of_an_answer(
    phone: BrowserContext, served: ServedHall, line: Line
) -> None:
    slip, before = served.take(), counted(served)
    shell = {served.meeting, "check.js", "booth.css", "booth.js"}
    line.fate = lambda name, times: "middle" if times == 0 and name not in shell else None
    booth = BoothPage(phone.new_page())
    scan_until_it_opens(booth, line.address, served.meeting, served.codes[slip])
    choose(booth, 1)
    send_the_rest_blank(booth)
    booth.screen("done")
    assert counted(served) == before + 1 and chosen_first(served, slip, 1)


def test_killed_while_choosing_and_while_sending(
    phone: BrowserContext, served: ServedHall, line: Line
) -> None:
    """Killed, opened without the slip, scanned again, reloaded; then killed when the server has
    counted and the phone does not know it."""
    slip, before = served.take(), counted(served)
    booth = BoothPage(phone.new_page())
    booth.scan(line.address, served.meeting, served.codes[slip])
    choose(booth, 3, 1)
    kill(booth.page)
    booth = BoothPage(phone.new_page())
    booth.page.goto(f"{line.address}/v/{served.meeting}")
    booth.screen("entry")
    assert "刚才选的还在" in booth.text(".kept")
    booth.scan(line.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    assert "刚才选的还在" in booth.text(".kept") and "继续填写" in booth.text()
    booth.tap(".intro button.main")
    booth.answer(2, 2)
    drafted(booth, [])
    booth.page.reload()  # no question is asked: nothing would be lost
    booth.screen("entry")
    booth.scan(line.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    line.fate = lambda name, _times: "after" if name == "ballots" else None
    booth.tap(".intro button.main")
    send_the_rest_blank(booth)
    booth.wait(".trouble")
    assert counted(served) == before + 1, "the server has it, the phone does not know"
    assert kept(booth, "qingping-draft:") == [] and len(booth.kept()) == 1
    kill(booth.page)
    line.fate = lambda _name, _times: None
    booth = BoothPage(phone.new_page())
    booth.page.goto(f"{line.address}/v/{served.meeting}")
    booth.screen("done")
    assert counted(served) == before + 1
    assert chosen_first(served, slip, 3, 1, 2)
    assert booth.kept() == []


@pytest.mark.any_engine
def test_a_busy_server_and_no_network_are_two_things(
    phone: BrowserContext, served: ServedHall, line: Line
) -> None:
    slip = served.take()
    line.fate = lambda name, times: 503 if name == "slip" and times < 1 else None
    booth = BoothPage(phone.new_page())
    booth.scan(line.address, served.meeting, served.codes[slip])
    booth.wait(".trouble")
    assert "服务器正忙" in booth.text(".trouble")
    booth.tap(".intro button.main")
    line.fate = lambda name, _times: "before" if name == "ballots" else None
    send_the_rest_blank(booth)
    booth.wait(".trouble")
    assert "网络不通" in booth.text(".trouble") and "不会重复计入" in booth.text()
    line.fate = lambda name, _times: 429 if name == "ballots" else None
    booth.page.wait_for_function(
        "() => document.querySelector('.trouble').innerText.includes('服务器正忙')"
    )
    line.fate = lambda _name, _times: None
    booth.screen("done")


def test_an_old_browser_is_told_before_anything_is_filled_in(
    phone: BrowserContext, served: ServedHall
) -> None:
    """One that cannot read the program, and one that reads it and has no big numbers."""

    def unreadable(route: Route) -> None:
        route.fulfill(status=200, content_type="text/javascript", body="const a = b ??= ;")

    phone.route("**/booth.js*", unreadable)
    booth = BoothPage(phone.new_page())
    address = f"{served.address}/v/{served.meeting}"
    booth.page.goto(f"{address}#{served.codes[0]}")
    booth.wait("html[data-trouble=old]")
    assert "这个浏览器太旧" in booth.text() and "正在打开" not in booth.text()
    phone.unroute("**/booth.js*")
    booth = BoothPage(phone.new_page())
    booth.page.add_init_script("delete window.BigInt")
    booth.page.goto(f"{address}#{served.codes[0]}")
    booth.screen("unsupported")
    assert "没有打开选票" in booth.text()


def test_nothing_is_asked_of_the_phone_and_storage_may_be_missing(
    phone: BrowserContext, served: ServedHall
) -> None:
    """No cookie, no permission; where nothing can be stored the page says so and works."""
    slip = served.take()
    phone.add_init_script("""
      Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } });
      window.asked = [];
      const note = (of, name) => of && Object.defineProperty(of, name, {
        get() { window.asked.push(name); return undefined; } });
      for (const name of ['geolocation', 'mediaDevices', 'permissions', 'serviceWorker',
        'clipboard']) note(Navigator.prototype, name);
    """)
    booth = BoothPage(phone.new_page())
    booth.scan(served.address, served.meeting, served.codes[slip])
    booth.screen("intro")
    assert "不能暂存" in booth.text(".trouble")
    booth.tap(".intro button.main")
    send_the_rest_blank(booth)
    booth.screen("done")
    assert booth.run("() => window.asked") == [] and phone.cookies() == []
    assert booth.noises == []
