"""The browsers themselves: they start, draw Chinese, and are the ages they claim to be."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import Browser

from engines import PHONE, Engine

PAGE = '<!doctype html><meta charset="utf-8"><p style="font:40px sans-serif;margin:0">{}</p>'


def ink(browser: Browser, text: str) -> bytes:
    """The pixels of a line of text, as a phone draws it."""
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        page.set_content(PAGE.format(text))
        shot = page.screenshot(clip={"x": 0, "y": 0, "width": 200, "height": 80})
    return Image.open(io.BytesIO(shot)).convert("L").tobytes()


def test_chinese_is_drawn(browser: Browser) -> None:
    drawn = [ink(browser, character) for character in "优秀称职"]
    assert len(set(drawn)) == 4, "different characters look the same: boxes for a missing font"
    assert all(min(pixels) < 100 for pixels in drawn), "nothing was drawn"


def test_the_engine_has_its_age(browser: Browser, engine: Engine) -> None:
    major = int(browser.version.split(".")[0])
    assert (major == 86) == (engine.name == "86")
    assert engine.name == "86" or major >= 120


def test_the_old_engine_lacks_what_phones_lack(browser: Browser, engine: Engine) -> None:
    """Object.hasOwn came with Chromium 93; the booth brings its own for older ones."""
    with browser.new_context() as context:
        page = context.new_page()
        assert page.evaluate("typeof Object.hasOwn === 'function'") == (engine.name != "86")
