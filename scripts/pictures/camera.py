"""Photographs pages: whole ones where they are short enough, in few colours, under fixed names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page

LIMIT = 250_000
COLOURS = (32, 16)

# What a phone and an office's screen are: arguments of Browser.new_context.
SCREENS: dict[int, dict[str, Any]] = {
    390: {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 1.5,
        "is_mobile": True,
        "has_touch": True,
    },
    1280: {"viewport": {"width": 1280, "height": 800}},
}
TALLEST = {390: 1400, 1280: 1300}
STICKY = "nav.way, .save-bar, .paper-save"
# Pictures further down are fetched when they come into sight; here they are all waited for.
IMAGES = """() => Promise.all(Array.from(document.images, (image) => {
  image.loading = 'eager';
  return image.decode().catch(() => null);
}))"""


class Camera:
    """Takes the pictures whose names contain one of ``wanted`` (all without any) into ``folder``.

    ``faults`` are what no picture may show: pages wider than the screen, errors in the console.
    """

    def __init__(self, browser: Browser, folder: Path, address: str, wanted: list[str]) -> None:
        self._browser, self._folder, self._wanted = browser, folder, wanted
        self.address = address
        self.faults: list[str] = []
        self._sizes: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def page(self, width: int, language: str = "zh", text: int = 100) -> Iterator[Page]:
        """A fresh browser of one visitor; ``text``: size of the letters, per cent."""
        context = self._browser.new_context(
            **SCREENS[width], locale="zh-CN", reduced_motion="reduce", timezone_id="Asia/Shanghai"
        )
        for name, value, usual in (("language", language, "zh"), ("size", text, 100)):
            if value != usual:
                context.add_init_script(
                    "if (location.protocol !== 'about:') "
                    f"localStorage.setItem('qingping-{name}', '{value}')"
                )
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        yield page
        context.close()

    def shot(self, page: Page, name: str) -> None:
        """Photograph what is shown as ``<name>-<width>.png``."""
        screen = page.viewport_size
        assert screen is not None
        width = screen["width"]
        full = f"{name}-{width}"
        page.evaluate(IMAGES)
        wide, tall = page.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        if wide > width:
            self.faults.append(f"{full}: {wide} px wide on a screen of {width} px")
        if not self._is_wanted(full):
            return
        height = max(screen["height"], min(tall, TALLEST[width]))
        page.evaluate("() => scrollTo(0, 0)")
        if page.locator(STICKY).count():
            # The screen grows instead of being scrolled: the bar at its bottom stays there.
            page.set_viewport_size({"width": width, "height": height})
            data = page.screenshot(animations="disabled", caret="initial")
            page.set_viewport_size(screen)
        else:
            data = page.screenshot(
                animations="disabled",
                caret="initial",
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": height},
            )
        self.keep(full, Image.open(io.BytesIO(data)))

    def part(self, page: Page, selector: str, name: str) -> None:
        """Photograph one part of a page that is too far down for :meth:`shot`."""
        screen = page.viewport_size
        assert screen is not None
        full = f"{name}-{screen['width']}"
        if self._is_wanted(full):
            data = page.locator(selector).first.screenshot(animations="disabled")
            self.keep(full, Image.open(io.BytesIO(data)))

    def keep(self, full: str, image: Image.Image) -> None:
        """Write a picture in as few colours as its size asks for."""
        if not self._is_wanted(full):
            return
        for colours in COLOURS:
            buffer = io.BytesIO()
            _in_colours(image.convert("RGB"), colours).save(buffer, "PNG", optimize=True)
            if buffer.tell() <= LIMIT:
                break
        else:
            self.faults.append(f"{full}: {buffer.tell()} bytes")
        (self._folder / f"{full}.png").write_bytes(buffer.getvalue())
        self._sizes[full] = buffer.tell()

    @property
    def taken(self) -> list[str]:
        """File names of the pictures taken so far."""
        return [f"{full}.png" for full in self._sizes]

    def report(self, seconds: float) -> None:
        """Print what was taken, what lies there from before, and the faults seen."""
        total = sum(path.stat().st_size for path in self._folder.glob("*.png"))
        print(
            f"{len(self._sizes)} pictures in {seconds:.0f} s; the folder holds {total / 1e6:.1f} MB"
        )
        old = sorted(p.stem for p in self._folder.glob("*.png") if p.stem not in self._sizes)
        if old and not self._wanted:
            print(f"not taken this time: {', '.join(old)}")
        for fault in self.faults:
            print(f"✗ {fault}")

    def _is_wanted(self, full: str) -> bool:
        return not self._wanted or any(part in full for part in self._wanted)


def _in_colours(image: Image.Image, number: int) -> Image.Image:
    """The picture in its most frequent colours, the others as the nearest of these: a page has a
    few flat colours, which stay exact."""
    pixels = np.asarray(image).reshape(-1, 3).astype(np.int64) @ (1 << 16, 1 << 8, 1)
    codes, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    colours = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
    kept = colours[np.argsort(-counts, kind="stable")[:number]]
    nearest = ((colours[:, None, :] - kept[None]) ** 2).sum(axis=2).argmin(axis=1)
    indexed = nearest[places.reshape(-1)].astype(np.uint8)
    few = Image.frombytes("P", image.size, indexed.tobytes())
    few.putpalette(kept.astype(np.uint8).tobytes())
    return few
