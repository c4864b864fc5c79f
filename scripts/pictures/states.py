"""Every state a voter can meet, on a narrow phone with text twice as large, in both languages."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from booth_page import BoothPage
from cutting_proxy import cutting_proxy
from hall_server import served_hall
from pictures.camera import Camera
from states_walk import GLASS, Walk

TALLEST = 2400
SLIPS = 8


def take(camera: Camera, browser: Browser, folder: Path) -> None:
    """Walk through the states as tests/browser/test_states.py does, and photograph each as
    ``<state>-<language>.png``; every language in a meeting of its own under ``folder``."""
    for language in ("zh", "en"):
        place = folder / f"states-{language}"
        place.mkdir()

        def see(booth: BoothPage, name: str, language: str = language) -> None:
            camera.keep(f"{name}-{language}", _whole(booth))

        with served_hall(place, SLIPS) as hall, cutting_proxy(hall.address) as line:
            Walk(hall, line, browser, language, "200", see).whole()


def _whole(booth: BoothPage) -> Image.Image:
    """All of a page: the glass grows, so that bars at its bottom stay there."""
    tall = booth.run("() => document.documentElement.scrollHeight")
    booth.page.set_viewport_size(
        {"width": GLASS["width"], "height": min(max(tall, GLASS["height"]), TALLEST)}
    )
    booth.run("() => scrollTo(0, 0)")
    data = booth.page.screenshot(animations="disabled", caret="initial", scale="css")
    booth.page.set_viewport_size(GLASS)
    return Image.open(io.BytesIO(data))
