"""Real browsers for the tests of this folder; every test that asks for `browser` runs in each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from engines import QUIET_ARGS, Engine, engines

ENGINES = engines()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver, once for the run."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session", params=ENGINES or [None], ids=lambda e: e.name if e else "none")
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each browser of this machine; none at all is a failure, never a skipped test."""
    if request.param is None:
        pytest.fail("no browser was found; scripts/test unpacks one")
    found: Engine = request.param
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, engine: Engine) -> Iterator[Browser]:
    """A running headless browser; make a context of your own in it (see engines.PHONE)."""
    with launched(playwright, engine) as running:
        yield running


@pytest.fixture(scope="session")
def today(playwright: Playwright) -> Iterator[Browser]:
    """Today's browser alone, for what no age of a browser changes."""
    with launched(playwright, ENGINES[0]) as running:
        yield running


@contextmanager
def launched(playwright: Playwright, engine: Engine) -> Iterator[Browser]:
    """A headless browser for as long as the block runs."""
    with TemporaryDirectory(prefix="qp-browser-") as folder:
        running = playwright.chromium.launch(
            executable_path=engine.program,
            env=engine.environment(Path(folder)),
            args=list(QUIET_ARGS),
            timeout=60_000,
        )
        yield running
        running.close()
