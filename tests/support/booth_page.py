"""A thumb on the voter's page: taps that work in Chromium 86, where Playwright's own do not."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# The middle of an element, once nothing scrolls any more, brought out from under the bars.
_MIDDLE = """async ([selector, place]) => {
  const later = () => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)));
  });
  while (document.querySelector('[aria-busy]')) await later(); // being drawn
  const element = document.querySelectorAll(selector)[place];
  const settle = async () => {
    for (let before = null, now = pageYOffset; now !== before; now = pageYOffset) {
      before = now;
      await later();
    }
    return element.getBoundingClientRect();
  };
  const bars = ['.progress', '.way'].map((bar) => document.querySelector(bar))
    .map((bar) => bar && !bar.contains(element) && bar.getBoundingClientRect());
  while (getComputedStyle(element).pointerEvents === 'none') await later(); // a page just come
  let box = await settle();
  const top = bars[0] ? Math.max(0, bars[0].bottom) : 0;
  const bottom = bars[1] ? Math.min(bars[1].top, innerHeight) : innerHeight;
  if (box.top < top || box.bottom > bottom) {
    element.scrollIntoView({ block: 'center', behavior: 'auto' });
    box = await settle();
  }
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""

SECONDS = 30


class BoothPage:
    """The voter's page of one phone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.noises: list[str] = []
        page.on("console", lambda message: self.noises.append(message.text))
        page.on("pageerror", lambda error: self.noises.append(str(error)))

    def scan(self, address: str, meeting: str, code: str) -> None:
        """Open the address of a slip's QR code."""
        self.page.goto(f"{address}/v/{meeting}#{code}")

    def wait(self, selector: str) -> None:
        """Until something is there."""
        self.page.wait_for_function(
            "(s) => document.querySelector(s) !== null", arg=selector, timeout=SECONDS * 1000
        )

    def screen(self, name: str) -> None:
        """Until a screen is shown."""
        self.wait(f"html[data-screen={name}]")

    def drawn(self) -> None:
        """Until the page is drawn to its end and has followed the last tap."""
        self.page.wait_for_function(
            "() => !document.querySelector('main[aria-busy], .rehearsal')", timeout=SECONDS * 1000
        )

    def tap(self, selector: str, place: int = 0) -> None:
        """A finger on an element, where it is on the glass."""
        self.wait(selector)
        x, y = self.page.evaluate(_MIDDLE, [selector, place])
        self.page.touchscreen.tap(x, y)

    def answer(self, question: int, option: int | str) -> None:
        """Tap an option of a question (index from 0 over the whole ballot), or ``"blank"``."""
        self.tap(f"label[for=q{question}-{option}]")
        self.page.wait_for_function(
            "(id) => document.getElementById(id).checked", arg=f"q{question}-{option}", timeout=5000
        )

    def fill(self, answers: list[int | str]) -> None:
        """From the first page to the review: one tap a question; each page leads to the next."""
        self.tap(".intro button.main")
        for index, option in enumerate(answers):
            self.answer(index, option)
        self.tap(".subject .way button.main")
        self.screen("review")

    def abstain(self, cards: int = 6) -> None:
        """The shortest way to the review: past every subject, then 弃权 for all that is missing."""
        self.tap(".intro button.main")
        for _ in range(cards):
            self.tap(".subject .way button.main")
        self.tap(".missing button.quiet")
        self.wait("button.send")

    def other_language(self) -> None:
        """The page in the other language; its texts may have to come first."""
        before = self.run("() => document.documentElement.lang")
        self.run("() => document.querySelector('.tool.language').click()")
        self.wait(f"html:not([lang={before}])")

    def text(self, selector: str = "main") -> str:
        """What is written there, once the page is drawn."""
        self.drawn()
        return str(self.run("(s) => document.querySelector(s).innerText", selector))

    def run(self, script: str, argument: object = None) -> Any:
        """Evaluate in the page."""
        return self.page.evaluate(script, argument)

    def kept(self) -> list[str]:
        """Sealed ballots (base64) kept on the phone."""
        found: list[str] = self.run(
            "() => Object.keys(localStorage).filter((key) => key.startsWith('qingping-ballot'))"
            ".map((key) => localStorage.getItem(key))"
        )
        return found

    def tracker(self) -> str:
        """The tracker shown."""
        return self.text(".tracker").strip()
