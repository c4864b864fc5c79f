"""A look at a page as everybody meets it: both languages, text as it is and twice as large."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import ViewportSize

import axe
from booth_checks import CHINESE, FAINT, NAMELESS, SMALL, WIDE
from booth_page import BoothPage

SIZES = ("100", "200")
SMALLEST: ViewportSize = {"width": 320, "height": 256}
"""A screen of 1280 × 1024 at 400 %."""
LOOSE = """(on) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = on ? [sheet] : [];
}"""
"""The spacing of text that WCAG 1.4.12 lets people set."""
PIN = """(position) => document.querySelectorAll('.progress, .way')
  .forEach((bar) => { bar.style.position = position; })"""
"""Bars out of the way: what they cover can be scrolled to, but axe-core sees it cut."""


class Glance:
    """What is wrong on the voter's pages that were looked at; ``seen``: which they were."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.wrong: list[str] = []

    def at(self, booth: BoothPage, place: str, *, turn: bool = True) -> None:
        """Look at the page as it stands; ``turn``: in the other language and size too, after
        which it is as it was. axe-core looks at Chinese as it is and at large English."""
        self.seen.append(place)
        if not turn:
            self._look(booth, place, full=True)
            return
        for size in SIZES:
            self._resize(booth, size)
            for language in ("zh", "en"):
                self._look(
                    booth,
                    f"{place}, {language}, {size} %",
                    full=(language == "en") == (size == SIZES[-1]),
                )
                if size == SIZES[-1]:
                    self._reflow(booth, f"{place}, {language}")
                booth.other_language()
        self._resize(booth, SIZES[0])

    def _resize(self, booth: BoothPage, size: str) -> None:
        while booth.run("() => document.documentElement.dataset.size") != size:
            booth.run("() => document.querySelector('.tool.size').click()")

    def _reflow(self, booth: BoothPage, place: str) -> None:
        """At four times the size, and at twice the text with room between its letters."""
        usual = booth.page.viewport_size or SMALLEST
        for how, width, loose in (("reflow", SMALLEST, False), ("spacing", usual, True)):
            booth.page.set_viewport_size(width)
            booth.run(LOOSE, loose)
            if beyond := booth.run(WIDE):
                self.wrong.append(f"{place}, {how}: {beyond} px too wide")
        booth.run(LOOSE, False)

    def _look(self, booth: BoothPage, place: str, full: bool) -> None:
        booth.drawn()
        self.wrong += [f"{place}: {fault}" for fault in self._faults(booth, full)]

    def _faults(self, booth: BoothPage, full: bool) -> Iterator[str]:
        for check in (SMALL, FAINT, NAMELESS):
            yield from booth.run(check)
        if beyond := booth.run(WIDE):
            yield f"{beyond} px too wide"
        if booth.run("() => document.documentElement.lang") == "en":
            yield from (f"Chinese: {text}" for text in booth.run(CHINESE))
        if full:
            booth.run(PIN, "static")
            yield from axe.faults(booth.page)
            booth.run(PIN, "")
