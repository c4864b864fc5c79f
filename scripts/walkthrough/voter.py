"""The scripted voter: goes by what the page offers, and touches the glass as a thumb does."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playwright.sync_api import TimeoutError as Late

from walkthrough.phone import NAME, Phone

# The first question of the page that is still open, and where its option is on the glass once
# nothing moves any more and the page takes taps (a page that came by itself holds them back for
# half a second); null where every question of the page is answered.
NEXT = """async (turn) => {
  const later = () => new Promise((done) => setTimeout(done, 30));
  const open = (element) => getComputedStyle(element).pointerEvents !== 'none';
  const still = async (element) => {
    let same = 0;
    for (let before = null; same < 3;
      same = element.getBoundingClientRect().top === before && open(element) ? same + 1 : 0) {
      before = element.getBoundingClientRect().top;
      await later();
    }
    return element.getBoundingClientRect();
  };
  const question = Array.from(document.querySelectorAll('.question'))
    .filter((one) => !one.querySelector('input:checked'))[0];
  if (!question) return null;
  const labels = question.querySelectorAll('.options .option label');
  const label = labels[turn % labels.length];
  let box = await still(label);
  const bar = document.querySelector('.progress'), way = document.querySelector('.way');
  const top = bar ? bar.getBoundingClientRect().bottom : 0;
  const bottom = way ? Math.min(way.getBoundingClientRect().top, innerHeight) : innerHeight;
  let scrolled = 0;
  if (box.top < top || box.bottom > bottom) {
    scrolled = 1;
    label.scrollIntoView({ block: 'center', behavior: 'auto' });
    box = await still(label);
  }
  return { x: box.left + box.width / 2, y: box.top + box.height / 2, scrolled,
           id: label.getAttribute('for') };
}"""
MIDDLE = """async (selector) => {
  const element = document.querySelector(selector);
  const later = () => new Promise((done) => setTimeout(done, 30));
  const open = () => getComputedStyle(element).pointerEvents !== 'none';
  let same = 0;
  for (let before = null; same < 4;
    same = element.getBoundingClientRect().top === before && open() ? same + 1 : 0) {
    before = element.getBoundingClientRect().top;
    if (before < 0 || element.getBoundingClientRect().bottom > innerHeight) {
      element.scrollIntoView({ block: 'center', behavior: 'auto' });
    }
    await later();
  }
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}"""
READING_S = 1.0
"""Nobody reads the first page in less."""

PAGE = "() => document.querySelector('.place') && document.querySelector('.place').textContent"


@dataclass(slots=True)
class Way:
    """What it took: taps, those of them that hit nothing because the page moved, scrolls by hand,
    and seconds from the first tap to the receipt."""

    taps: int = 0
    missed: int = 0
    scrolls: int = 0
    seconds: float = 0.0
    tracker: str = ""


def scan(phone: Phone, port: int, meeting: str, code: str) -> None:
    """WeChat's scanner opens the address of the slip."""
    phone.page.goto("about:blank")
    phone.page.goto(f"http://{NAME}:{port}/v/{meeting}#{code.replace('-', '')}")


def until(phone: Phone, selector: str, milliseconds: int = 60_000) -> None:
    """Until something is there (Playwright's own waiting does not work in Chromium 86)."""
    phone.page.wait_for_function(
        "(s) => document.querySelector(s) !== null", arg=selector, timeout=milliseconds
    )


def shown(phone: Phone, screen: str) -> None:
    """Until a screen is there."""
    until(phone, f"html[data-screen={screen}]")


def settled(phone: Phone) -> None:
    """Until the page has drawn what it wants to draw."""
    until(phone, "main:not([aria-busy])")


def vote(phone: Phone, questions: int, pattern: int = 7) -> Way:
    """From the first page to the receipt: a tap a question, following the page's own lead."""
    phone.page.wait_for_timeout(READING_S * 1000)
    way, begun = Way(), time.monotonic()
    _tap(phone, way, ".intro button.main", "html[data-screen=subject]")
    answered = 0
    while answered < questions:
        settled(phone)
        before = phone.page.evaluate(PAGE)
        spot = phone.page.evaluate(NEXT, answered * pattern % 4)
        if spot is None:  # the page goes on by itself; else the voter does
            _onward(phone, way, before)
            continue
        way.scrolls += spot["scrolled"]
        way.taps += 1
        phone.page.touchscreen.tap(spot["x"], spot["y"])
        try:
            phone.page.wait_for_function(
                "(id) => { const e = document.getElementById(id); return !e || e.checked; }",
                arg=spot["id"],
                timeout=3000,
            )
            answered += 1
        except Late:
            way.missed += 1
    _tap(phone, way, ".subject .way button.main", "html[data-screen=review]")
    _tap(phone, way, "button.send", "html:not([data-screen=review])")
    shown(phone, "done")
    way.seconds = time.monotonic() - begun
    way.tracker = phone.page.evaluate("() => document.querySelector('.tracker').innerText").strip()
    return way


def _onward(phone: Phone, way: Way, before: str) -> None:
    """Wait for the page to turn by itself; after two seconds tap on."""
    try:
        phone.page.wait_for_function(
            "(before) => { const place = document.querySelector('.place');"
            " return place && place.textContent !== before; }",
            arg=before,
            timeout=2000,
        )
    except Late:
        _tap(phone, way, ".subject .way button.main")


def _tap(phone: Phone, way: Way, selector: str, leads_to: str = "body") -> None:
    """Tap a button until what it leads to is there."""
    for _ in range(3):
        until(phone, selector)
        settled(phone)
        spot = phone.page.evaluate(MIDDLE, selector)
        way.taps += 1
        phone.page.touchscreen.tap(spot["x"], spot["y"])
        try:
            until(phone, leads_to, 4000)
            return
        except Late:
            way.missed += 1
