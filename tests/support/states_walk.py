"""One voter of a hall meets every state there is and gets through in each: WeChat, a narrow phone.

A state is told to ``see(name)`` when its page stands. Texts are compared by name, with
``static/src/booth/texts-*.js`` as the page shows them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Route, ViewportSize

from booth_page import BoothPage
from cutting_proxy import Line
from hall_server import ServedHall
from office import HOST
from voting.crypto.slipcode import encode_code
from voting.record.frozen import frozen
from voting.record.voids import make_void
from voting.services.meetings import closing
from voting.services.voting import casting

WECHAT = (
    "Mozilla/5.0 (Linux; Android 11; M2007J17C) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/86.0.4240.99 XWEB/4317 MMWEBSDK/20220105 Mobile Safari/537.36 "
    "MicroMessenger/8.0.18.2060(0x28001253) Process/toolsmp WeChat/arm64 NetType/WIFI"
)
GLASS: ViewportSize = {"width": 360, "height": 640}
"""What WeChat's bars leave of a small phone."""

HEADINGS = {
    "mistyped": ("请扫码或输入编码", "Scan or type the code"),
    "kept": ("请扫码或输入编码", "Scan or type the code"),
    "offline": ("正在打开…", "Opening…"),
    "busy": ("正在打开…", "Opening…"),
    "waiting": ("投票还没有开始", "Voting has not begun"),
    "closed": ("投票已经结束", "Voting has ended"),
    "late": ("投票已经结束", "Voting has ended"),
    "voided": ("这张纸条已经作废", "This slip has been voided"),
    "foreign": ("这张纸条不是本次会议的", "This slip is not for this meeting"),
    "unknown": ("没有找到这个会议", "No such meeting"),
    "unsupported": ("这个浏览器太旧", "This browser is too old"),
    "review": ("核对选票", "Review your ballot"),
    "sending-offline": ("正在送出…", "Sending…"),
    "sending-busy": ("正在送出…", "Sending…"),
    "done": ("已计入", "Counted"),
    "used": ("这张纸条已经计入", "This slip has been counted"),
    "counted-elsewhere": ("这张纸条已经计入", "This slip has been counted"),
}
"""The heading of a state's page, where it is fixed."""

TROUBLE = {
    "offline": ("网络不通", "No connection"),
    "busy": ("服务器正忙", "server is busy"),
    "sending-offline": ("网络不通", "No connection"),
    "sending-busy": ("服务器正忙", "server is busy"),
    "no-storage": ("不能暂存", "cannot keep"),
}
"""What stands under ``.trouble`` there."""


def wechat(browser: Browser, language: str, size: str, *, unsafe: str = "") -> BrowserContext:
    """A phone whose voter has chosen a language and a size of text; ``unsafe`` runs before all.

    Playwright cannot rename Chromium 86, so the name is told to the server and to the page.
    """
    made = browser.new_context(
        viewport=GLASS, device_scale_factor=2, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    made.set_extra_http_headers({"User-Agent": WECHAT})
    made.add_init_script(
        f"Object.defineProperty(navigator, 'userAgent', {{ get: () => {WECHAT!r} }});"
        "if (location.protocol === 'http:') {"
        f"localStorage.setItem('qingping-language', '{language}');"
        f"localStorage.setItem('qingping-size', '{size}'); }}{unsafe}"
    )
    return made


@dataclass
class Walk:
    """A printed meeting of its own that has not been opened, the line to it, and a browser."""

    hall: ServedHall
    line: Line
    browser: Browser
    language: str
    size: str
    see: Callable[[BoothPage, str], None]

    def __post_init__(self) -> None:
        self.context = wechat(self.browser, self.language, self.size)
        self.booth = BoothPage(self.context.new_page())

    def whole(self) -> None:
        """Every state, in an order that one meeting allows."""
        self.before_opening()
        self.one_ballot()
        self.refusals()
        self.odd_browsers()
        self.after_closing()
        self.context.close()

    # ---- the parts

    def before_opening(self) -> None:
        """No network, a busy server, not yet open; opened, the ballot comes by itself."""
        slip = self.hall.take()
        self.line.fate = lambda name, _times: "before" if name == "state" else None
        self.scan(slip)
        self.at("offline", "opening", ".trouble")
        self.line.fate = lambda name, _times: 503 if name == "state" else None
        self.scan(slip)
        self.at("busy", "opening", ".trouble")
        self.line.fate = lambda _name, _times: None
        self.at("waiting", "waiting")
        self.hall.open()
        self.at("intro", "intro")

    def one_ballot(self) -> None:
        """Filled by subject, turned by aspect, the page lost and found, sent over a bad line."""
        slip = self.hall.take()
        self.scan(slip)
        self.booth.screen("intro")
        self.booth.tap(".intro button.main")
        self.at("team", "subject")
        self.booth.tap(".subject .way button.main")
        self.booth.answer(6, 1)
        self.at("subject", "subject")
        self.booth.tap("button.turn")
        self.at("aspect", "subject", ".tabs")
        self.booth.page.reload()
        self.at("kept", "entry", ".kept")
        self.type(slip)
        self.at("restored", "intro", ".kept")
        self.booth.tap(".intro button.main")
        self.to_review()
        self.at("review-missing", "review", ".missing")
        self.booth.tap(".missing button.quiet")
        self.at("review", "review", "button.send")
        self.line.fate = lambda name, _times: "after" if name == "ballots" else None
        self.booth.tap("button.send")
        self.at("sending-offline", "sending", ".trouble")
        self.line.fate = lambda name, _times: 503 if name == "ballots" else None
        self.until_said("sending-busy")
        self.at("sending-busy", "sending", ".trouble")
        self.line.fate = lambda _name, _times: None
        self.at("done", "done", ".tracker")
        self.scan(slip)
        self.at("used", "counted", ".tracker")

    def refusals(self) -> None:
        """Each kind of wrong slip, and the way on with the right one."""
        spoilt, right = self.hall.take(), self.hall.take()
        known = frozen(casting.manifest_bytes(self.hall.db, self.hall.meeting))
        casting.void_slip(
            self.hall.db,
            HOST,
            self.hall.meeting,
            *make_void(known.context, self.hall.credential(spoilt)),
        )
        self.scan(spoilt)
        self.at("voided", "voided")
        self.booth.tap(".notice button.quiet")
        self.booth.screen("entry")
        self.type_code(_mistyped(self.hall.codes[right]))
        self.at("mistyped", "entry", ".group.bad")
        self.type_code(encode_code(secrets.token_bytes(16)))
        self.at("foreign", "foreign")
        self.booth.tap(".notice button.quiet")
        self.type(right)
        self.booth.screen("intro")
        other = self.hall.ballot(right)
        self.booth.tap(".intro button.main")
        self.to_review()
        self.booth.tap(".missing button.quiet")
        casting.cast(self.hall.db, self.hall.checker, self.hall.meeting, other)
        self.booth.tap("button.send")
        self.at("counted-elsewhere", "counted", ".tracker")
        self.booth.page.goto("about:blank")
        self.booth.scan(self.line.address, "00000000", self.hall.codes[right])
        self.at("unknown", "unknown")

    def odd_browsers(self) -> None:
        """Too old to read the program, too old for the numbers, without storage."""
        slip = self.hall.take()
        hide = "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } });"
        with wechat(self.browser, self.language, self.size, unsafe="delete window.BigInt;") as old:
            self.elsewhere(old, slip, "unsupported", "unsupported")
        with wechat(self.browser, self.language, self.size) as older:
            older.route("**/booth.js*", _unreadable)
            booth = BoothPage(older.new_page())
            booth.scan(self.line.address, self.hall.meeting, self.hall.codes[slip])
            booth.wait("html[data-trouble=old]")
            self.see(booth, "old")
        with wechat(self.browser, self.language, self.size, unsafe=hide) as private:
            self.elsewhere(private, slip, "no-storage", "intro")

    def after_closing(self) -> None:
        """One is filling when the host closes; another comes too late."""
        slip, late = self.hall.take(), self.hall.take()
        self.scan(slip)
        self.booth.screen("intro")
        self.booth.tap(".intro button.main")
        self.to_review()
        self.booth.tap(".missing button.quiet")
        self.booth.wait("button.send")
        closing.declare_heads(self.hall.db, HOST, self.hall.meeting, {"A": (8, 8)})
        closing.close_meeting(self.hall.db, HOST, self.hall.meeting)
        self.booth.tap("button.send")
        self.at("late", "closed")
        self.scan(late)
        self.at("closed", "closed")

    # ---- steps

    def scan(self, slip: int) -> None:
        """Scan a slip into a fresh page."""
        self.booth.page.goto("about:blank")
        self.booth.scan(self.line.address, self.hall.meeting, self.hall.codes[slip])

    def type(self, slip: int) -> None:
        """Type a slip's code."""
        self.type_code(self.hall.codes[slip])

    def type_code(self, code: str) -> None:
        self.booth.wait("#code")
        self.booth.run(
            "() => { const field = document.getElementById('code'); field.focus();"
            " field.select(); }"
        )
        self.booth.page.keyboard.insert_text(code.replace("-", "").lower())
        self.booth.tap(".entry button.main")

    def to_review(self) -> None:
        """Past what is left of the pages."""
        self.booth.drawn()
        while self.booth.run("() => document.documentElement.dataset.screen") == "subject":
            self.booth.tap(".subject .way button.main")
            self.booth.drawn()

    def at(self, name: str, screen: str, selector: str = "h1") -> None:
        """A state's page is there: look at it."""
        self.booth.screen(screen)
        self.booth.wait(selector)
        self.booth.drawn()
        self.expect(self.booth, name)
        self.see(self.booth, name)

    def elsewhere(self, phone: BrowserContext, slip: int, name: str, screen: str) -> None:
        """The same on another phone, which has no way to say what it prefers."""
        booth = BoothPage(phone.new_page())
        booth.scan(self.line.address, self.hall.meeting, self.hall.codes[slip])
        booth.screen(screen)
        booth.drawn()
        self.expect(booth, name)
        self.see(booth, name)

    def until_said(self, name: str) -> None:
        """Until the trouble told is that of a state."""
        self.booth.page.wait_for_function(
            "(words) => { const line = document.querySelector('.trouble');"
            " return line && words.some((word) => line.textContent.includes(word)); }",
            arg=list(TROUBLE[name]),
        )

    def expect(self, booth: BoothPage, name: str) -> None:
        """The page says what has happened, in the language that was chosen where it can be."""
        heading = booth.text("h1")
        if name in HEADINGS:
            assert heading in self.said(booth, HEADINGS[name]), (name, heading)
        if name in TROUBLE:
            trouble = booth.text(".trouble")
            assert any(word in trouble for word in self.said(booth, TROUBLE[name])), (name, trouble)

    def said(self, booth: BoothPage, pair: tuple[str, str]) -> tuple[str, ...]:
        """The text of the page's language; the chosen one, but on a phone that keeps nothing."""
        shown = booth.run("() => document.documentElement.lang")
        assert shown.startswith(self.language) or not booth.run(
            "() => { try { return !!localStorage; } catch (error) { return false; } }"
        ), shown
        return (pair[0],) if shown.startswith("zh") else (pair[1],)


def _mistyped(code: str) -> str:
    """One symbol of the third group misread."""
    plain = code.replace("-", "")
    return f"{plain[:9]}{'7' if plain[9] != '7' else '1'}{plain[10:]}"


def _unreadable(route: Route) -> None:
    route.fulfill(status=200, content_type="text/javascript", body="const a = b ??= ;")
