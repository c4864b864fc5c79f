"""Drives the voter's page as a scripted voter does and writes what it saw into docs/usability*.md.

13 subjects × 6 questions on WeChat's glass, in each browser there is, at several speeds of
processor and network, on an origin that is not a secure one.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from contextlib import redirect_stdout
from itertools import count
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Playwright, sync_playwright

from engines import Engine, engines
from voting.bench.hall_scene import Opened, open_scene
from voting.serving.instance import free_port
from voting.serving.server import serving
from walkthrough import report
from walkthrough.figures import Figures, Opening, Through
from walkthrough.line import SLOW_3G, SLOW_4G, Network, slow_line
from walkthrough.phone import browser_of, phone_in
from walkthrough.voter import scan, shown, vote

ROOT = Path(__file__).resolve().parents[1]

SLIPS = 60
QUESTIONS = 78
OPENINGS = [(SLOW_4G, 4), (SLOW_4G, 6), (SLOW_3G, 4), (SLOW_3G, 6)]
TIMES = 3


def main(words: list[str]) -> int:
    """Measure, write the two pages (or with ``look`` only print), 1 where a limit is missed."""
    found = Figures(before=os.getloadavg()[0])
    with tempfile.TemporaryDirectory(prefix="qingping-usability-") as name:
        with redirect_stdout(io.StringIO()):
            made = open_scene(Path(name), SLIPS)
        port = free_port("127.0.0.1")
        base = f"http://127.0.0.1:{port}"
        with serving(made.instance, "127.0.0.1", port, base), sync_playwright() as driver:
            for engine in engines():
                found.engines.append(engine.name)
                measure(found, driver, engine, made, port)
    found.after = os.getloadavg()[0]
    print("\n".join(report.lines(found, "en")))
    if "look" not in words:
        for language, path in report.PAGES.items():
            (ROOT / path).write_text("\n".join(report.lines(found, language)) + "\n", "utf-8")
    return 1 if report.missed(found) else 0


_taken = count()
Run = TypeVar("Run", Opening, Through)


def measure(found: Figures, driver: Playwright, engine: Engine, made: Opened, port: int) -> None:
    """All runs in one browser."""
    with browser_of(driver, engine) as browser:
        found.versions.append(browser.version)
        for network, times in OPENINGS:
            for _ in range(TIMES):
                found.openings.append(_told(_open(browser, engine, made, port, network, times)))
        for by_aspect in (False, True):
            for times in (1, 6):
                found.ways.append(
                    _told(_through(browser, engine, made, port, times, by_aspect, True))
                )
        found.ways.append(_told(_through(browser, engine, made, port, 6, False, False)))


def _told(one: Run) -> Run:
    """Show that it goes on."""
    print(one, file=sys.stderr, flush=True)
    return one


def _code(made: Opened) -> str:
    return made.slips[next(_taken)].code


def _open(
    browser: Browser, engine: Engine, made: Opened, port: int, network: Network, times: int
) -> Opening:
    """Seconds from the scan to the first button that can be tapped."""
    with slow_line(port, network) as slow, phone_in(browser, engine) as phone:
        phone.slow(times)
        scan(phone, slow, made.meeting, _code(made))
        shown(phone, "intro")
        phone.page.wait_for_function("() => self.clock.ready !== null")
        return Opening(engine.name, network.name, times, phone.clock()["ready"] / 1000)


def _through(
    browser: Browser,
    engine: Engine,
    made: Opened,
    port: int,
    times: int,
    by_aspect: bool,
    worker: bool,
) -> Through:
    """The whole way; long tasks are those between the first page and the tap that sends."""
    view = "aspect" if by_aspect else "subject"
    with phone_in(browser, engine, view=view, worker=worker) as phone:
        phone.slow(times)
        scan(phone, port, made.meeting, _code(made))
        shown(phone, "intro")
        assert not phone.page.evaluate("() => self.isSecureContext")
        way = vote(phone, QUESTIONS)
        clock = phone.clock()
        tasks = [length for at, length in clock["long"] if clock["ready"] < at < clock["sent"]]
        return Through(
            engine.name,
            times,
            by_aspect,
            worker,
            way.taps,
            way.missed,
            way.scrolls,
            way.seconds,
            tasks,
            clock["slowest"],
            clock["sealing"],
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
