"""Real browsers for the tests of this folder; every test that asks for `browser` runs in each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from engines import QUIET_ARGS, Engine, engines
from playwright.sync_api import Browser, Playwright, sync_playwright

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
    with TemporaryDirectory(prefix="qp-browser-") as folder:
        launched = playwright.chromium.launch(
            executable_path=engine.program,
            env=engine.environment(Path(folder)),
            args=list(QUIET_ARGS),
            timeout=60_000,
        )
        yield launched
        launched.close()
