"""A phone of the hall: WeChat's name and glass, a slow processor, and a clock inside the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright, ViewportSize

from engines import QUIET_ARGS, Engine

NAME = "hall.example"
"""Not the loopback by name: the page's origin is not a secure one, as on a hall's plain http."""

WECHAT = {
    "today": "Mozilla/5.0 (Linux; Android 14; V2309A Build/UP1A.231005.007; wv) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Version/4.0 Chrome/{version} Mobile Safari/537.36 XWEB/1300289 "
    "MMWEBSDK/20240802 MMWEBID/2247 MicroMessenger/8.0.53.2740(0x28003530) WeChat/arm64 "
    "Weixin NetType/WIFI Language/zh_CN ABI/arm64",
    "86": "Mozilla/5.0 (Linux; Android 10; PBEM00 Build/QKQ1.190918.001; wv) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Version/4.0 Chrome/{version} MQQBrowser/6.2 TBS/045811 Mobile "
    "Safari/537.36 MMWEBID/6183 MicroMessenger/8.0.16.2040(0x28001053) Process/tools "
    "WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64",
}
GLASS: ViewportSize = {"width": 360, "height": 640}
"""What is left of a phone of 360 × 760 under WeChat's bar."""

# Notes when the page can be tapped, each tap and how long it kept the page busy, tasks of more than
# 50 ms, and when the ballot goes out; kept in the page, asked for at the end.
CLOCK = """(() => {
  const clock = self.clock = { ready: null, long: [], taps: 0, sealing: null, sent: null,
    slowest: 0 };
  document.addEventListener('click', (event) => {
    if (!event.isTrusted) return;
    clock.taps += 1;
    if (event.target.closest('button.send')) clock.sent = performance.now();
  }, true);
  const plain = self.fetch;
  self.fetch = function (url, options) {
    if (clock.sent !== null && clock.sealing === null && /ballots$/.test(url)) {
      clock.sealing = performance.now() - clock.sent;
    }
    return plain.call(self, url, options);
  };
  const observe = (type, note, options) => new PerformanceObserver((list) => {
    list.getEntries().forEach(note);
  }).observe(Object.assign({ type, buffered: true }, options));
  observe('longtask', (task) => clock.long.push([task.startTime, task.duration]));
  observe('event', (one) => {
    clock.slowest = Math.max(clock.slowest, one.processingEnd - one.processingStart);
  }, { durationThreshold: 16 });
  const look = () => {
    const start = document.querySelector('.intro button.main');
    if (!start) { requestAnimationFrame(look); return; }
    requestAnimationFrame(() => setTimeout(() => { clock.ready = performance.now(); }));
  };
  document.addEventListener('DOMContentLoaded', look);
})();"""


@dataclass(frozen=True, slots=True)
class Phone:
    """A context of a browser and its page; ``slow`` slows its processor."""

    context: BrowserContext
    page: Page
    line: CDPSession

    def slow(self, times: int) -> None:
        """From now on the page's thread is so many times slower."""
        self.line.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def clock(self) -> dict[str, Any]:
        """What the page's clock has noted."""
        found: dict[str, Any] = self.page.evaluate("() => self.clock")
        return found


@contextmanager
def browser_of(driver: Playwright, engine: Engine) -> Iterator[Browser]:
    """A browser for which ``NAME`` is this machine."""
    with TemporaryDirectory(prefix="qp-hands-") as folder:
        browser = driver.chromium.launch(
            executable_path=engine.program,
            env={**engine.environment(Path(folder))},
            args=[*QUIET_ARGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
            timeout=60_000,
        )
        yield browser
        browser.close()


@contextmanager
def phone_in(
    browser: Browser,
    engine: Engine,
    *,
    language: str = "zh",
    size: str = "100",
    view: str = "subject",
    worker: bool = True,
) -> Iterator[Phone]:
    """A phone whose voter has set these things before. Without ``worker`` the ballot is made on
    the page's own thread, as in in-app browsers that have none.

    Playwright cannot rename Chromium 86: the name is told to the server and to the page.
    """
    agent = WECHAT[engine.name].format(version=re.sub(r"[^\d.]", "", browser.version))
    context = browser.new_context(
        viewport=GLASS, device_scale_factor=2, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    context.set_extra_http_headers({"User-Agent": agent})
    context.set_default_timeout(60_000)
    kept = {"qingping-language": language, "qingping-view": view, "qingping-size": size}
    set_up = "".join(f"localStorage.setItem('{key}', '{value}');" for key, value in kept.items())
    context.add_init_script(
        f"Object.defineProperty(navigator, 'userAgent', {{ get: () => {agent!r} }});"
        f"if (location.protocol === 'http:') {{ {set_up} }}"
    )
    if not worker:
        context.add_init_script("delete self.Worker;")
    context.add_init_script(CLOCK)
    page = context.new_page()
    yield Phone(context, page, context.new_cdp_session(page))
    context.close()
