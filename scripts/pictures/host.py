"""The hall: before, open, closing, closed."""

from __future__ import annotations

from playwright.sync_api import Page

from pictures import scene
from pictures.camera import SCREENS, Camera
from pictures.department import signed_in
from pictures.scene import CLOSED, OPEN, PRINTED, County


def take(camera: Camera, county: County) -> None:
    """Heads are declared between the two visits to the open meeting: nothing else changes."""
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            _before(camera, county, page)
    scene.declare(county)
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            _after(camera, county, page)


def _before(camera: Camera, county: County, page: Page) -> None:
    page.goto(f"{camera.address}/host/")
    camera.shot(page, "host-meetings")
    _hall(camera, county, page, PRINTED)
    camera.shot(page, "host-before")
    page.click("details.confirm summary")
    camera.shot(page, "host-open-confirm")
    _hall(camera, county, page, OPEN)
    camera.shot(page, "host-open-no-heads")


def _after(camera: Camera, county: County, page: Page) -> None:
    _hall(camera, county, page, OPEN)
    camera.shot(page, "host-open")
    page.click("details.confirm summary")
    camera.shot(page, "host-close-confirm")
    _hall(camera, county, page, OPEN)
    page.fill("#void-code", county.spoilt)
    page.click(".void-form button[type=submit]")
    page.wait_for_function("() => document.querySelector('[data-void-result]').textContent.trim()")
    camera.shot(page, "host-voided")
    _hall(camera, county, page, CLOSED)
    camera.shot(page, "host-closed")
    _hall(camera, county, page, OPEN, "?lang=en")
    camera.shot(page, "host-open-en")


def _hall(camera: Camera, county: County, page: Page, state: str, query: str = "") -> None:
    page.goto(f"{camera.address}/host/{county.meetings[state]}{query}")
