"""Real browsers for the tests of this folder; every test that asks for `browser` runs in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from engines import QUIET_ARGS, Engine, engines

ENGINES = engines()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and run those marked ``any_engine`` in today's browser only.

    Both engines: whatever an engine draws, measures, stores, times or parses, so every layout, each
    of the page's own ways through a ballot, drafts, lost lines, keys. ``any_engine``: the server's
    answers differ and the page shows a screen of words that test_states draws in both engines,
    devices are compared that the server tells the same, or requests are counted that the page's own
    code makes.
    """
    here = Path(__file__).parent
    kept, left = [], []
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
        (left if _repeats(item) else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def _repeats(item: pytest.Item) -> bool:
    """Whether the test says the same in any engine, and this is not today's."""
    call = getattr(item, "callspec", None)
    engine = call.params.get("engine") if call else None
    return engine not in (None, *ENGINES[:1]) and item.get_closest_marker("any_engine") is not None


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
def browsers(playwright: Playwright) -> Iterator[Callable[[Engine], Browser]]:
    """Starts each engine once for the run, when it is first asked for."""
    with ExitStack() as running:

        @cache
        def browser_of(engine: Engine) -> Browser:
            return running.enter_context(launched(playwright, engine))

        yield browser_of


@pytest.fixture(scope="session")
def browser(browsers: Callable[[Engine], Browser], engine: Engine) -> Browser:
    """A running headless browser; make a context of your own in it (see engines.PHONE)."""
    return browsers(engine)


@pytest.fixture(scope="session")
def today(browsers: Callable[[Engine], Browser]) -> Browser:
    """Today's browser alone, for what no age of a browser changes."""
    return browsers(ENGINES[0])


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
