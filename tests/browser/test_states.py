"""All states a voter can meet, in WeChat on a narrow phone with text twice as large: the page says
what has happened, fits, and leads on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from booth_checks import CHINESE, NAMELESS, SMALL, WIDE
from booth_page import BoothPage
from cutting_proxy import cutting_proxy
from hall_server import served_hall
from states_walk import HEADINGS, Walk

STATES = {
    "intro",
    "team",
    "subject",
    "aspect",
    "restored",
    "review-missing",
    "no-storage",
    "old",
    *HEADINGS,
}
DEAD_ENDS = {"unsupported", "old"}
"""Pages that only another phone leads on from; they say so."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_says_what_happened_and_leads_on(
    browser: Browser, language: str, tmp_path: Path
) -> None:
    seen: list[str] = []
    wrong: list[str] = []

    def look(booth: BoothPage, name: str) -> None:
        seen.append(name)
        if beyond := booth.run(WIDE):
            wrong.append(f"{name}: {beyond} px beyond the glass")
        wrong.extend(f"{name}: {one}" for one in booth.run(SMALL))
        wrong.extend(f"{name}: no name: {one}" for one in booth.run(NAMELESS))
        if booth.run("() => document.documentElement.lang") == "en":
            wrong.extend(f"{name}: not translated: {one}" for one in booth.run(CHINESE))
        waits = booth.run("() => !!document.querySelector('.busy, .pulse, .starting')")
        onward = booth.run("() => document.querySelectorAll('main button').length")
        if not (waits or onward or name in DEAD_ENDS):
            wrong.append(f"{name}: leads nowhere")

    with served_hall(tmp_path, 8) as hall, cutting_proxy(hall.address) as line:
        Walk(hall, line, browser, language, "200", look).whole()
    assert set(seen) == STATES
    assert not wrong, "\n".join(wrong)
