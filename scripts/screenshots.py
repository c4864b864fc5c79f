"""Takes a picture of every page and paper of a made-up county, at two widths.

Nothing is drawn by hand: a demo is played in a temporary folder, served, and photographed in a
real browser. All pictures go into var/screenshots, which is no part of the repository. Those that
a document shows are then copied into docs/images: whoever wants another one there writes the link
into the document first and takes it then. Names are fixed, so a page that changed shows as a
changed picture.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from engines import QUIET_ARGS, Engine, engines
from pictures import (
    booth,
    department,
    hall,
    host,
    office_pages,
    papers,
    scene,
    scene_county,
    states,
    voter,
)
from pictures.camera import Camera
from pictures.shown import publish
from voting.serving.instance import free_port
from voting.serving.server import serving

ROOT = Path(__file__).resolve().parents[1]

PICTURES = ROOT / "var" / "screenshots"
STATES = "states"
"""A folder of its own, and the word that asks for it alone: it needs no demo."""


def main(wanted: list[str]) -> int:
    """Take the pictures; 1 if a page is wider than its screen or complains in the console."""
    browsers = engines()
    if not browsers:
        print("no browser was found; scripts/test unpacks one", file=sys.stderr)
        return 1
    if wanted == [STATES]:
        return _states(browsers[0])
    faults = _county(browsers[0], wanted)
    return max(faults, 0 if wanted else _states(browsers[0]))


def _states(engine: Engine) -> int:
    """What a voter can meet."""
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="qingping-states-") as name,
        sync_playwright() as driver,
    ):
        browser = _browser(driver, engine, Path(name))
        camera = Camera(browser, PICTURES / STATES, "", [])
        states.take(camera, browser, Path(name))
        browser.close()
    camera.report(time.monotonic() - begun)
    publish(ROOT, PICTURES, [f"{STATES}/{name}" for name in camera.taken])
    return 1 if camera.faults else 0


def _county(engine: Engine, wanted: list[str]) -> int:
    """Pages and papers of a demo."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="qingping-pictures-") as name:
        folder = Path(name)
        print("playing a demo", flush=True)
        with redirect_stdout(io.StringIO()):
            county = scene.play(folder)
            scene_county.fill(county)
        port = free_port("127.0.0.1")
        with (
            serving(county.instance, "127.0.0.1", port, scene.BASE_URL) as address,
            sync_playwright() as driver,
        ):
            with redirect_stdout(io.StringIO()):
                scene.vote(county, address)
            print("taking pictures", flush=True)
            browser = _browser(driver, engine, folder)
            camera = Camera(browser, PICTURES, address, wanted)
            for take in (
                voter.take,
                booth.take,
                department.take,
                office_pages.take,
                host.before,
                hall.before,
                hall.practise,
                host.during,
                hall.during,
                host.after,
            ):
                take(camera, county)
            browser.close()
        papers.take(camera, county, engine.environment(folder / "browser"))
    camera.report(time.monotonic() - begun)
    copied = publish(ROOT, PICTURES, camera.taken)
    print(f"{copied} of them are shown by documents: docs/images")
    return 1 if camera.faults else 0


def _browser(driver: Playwright, engine: Engine, folder: Path) -> Browser:
    return driver.chromium.launch(
        executable_path=engine.program,
        args=list(QUIET_ARGS),
        env={**engine.environment(folder / "browser")},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
