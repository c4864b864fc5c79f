"""The hall as its host sees it: before, open, closing, closed."""

from __future__ import annotations

from playwright.sync_api import Page

from pictures import scene, scene_hall
from pictures.camera import SCREENS, Camera
from pictures.department import signed_in
from pictures.scene import CLOSED, OPEN, PRINTED, County


def before(camera: Camera, county: County) -> None:
    """The list before the vote, and the open meeting before heads are declared."""
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            _before(camera, county, page)


def during(camera: Camera, county: County) -> None:
    """The numbers of the hall; a slip on each screen comes back for a paper ballot."""
    scene.declare(county)
    scene_hall.count_down(county, county.meetings[OPEN])
    for width, code in zip(SCREENS, county.later, strict=False):
        with camera.page(width) as page:
            signed_in(camera, county, page)
            _during(camera, county, page, code)


def after(camera: Camera, county: County) -> None:
    """The last page before the end, and what stands there afterwards."""
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
    camera.part(page, "details.confirm", "host-open-confirm")
    _hall(camera, county, page, OPEN)
    camera.shot(page, "host-open-no-heads")


def _during(camera: Camera, county: County, page: Page, code: str) -> None:
    _hall(camera, county, page, OPEN)
    camera.shot(page, "host-open")
    page.fill("#void-code", code)
    page.click(".void-form button[type=submit]")
    page.wait_for_selector("[data-slip-found]:not([hidden])")
    camera.part(page, "section.card:has(.void-form)", "host-slip-found")
    page.click("[data-replace=paper]")
    page.wait_for_selector("[data-void-result] .notice")
    camera.part(page, "section.card:has(.void-form)", "host-voided")


def _after(camera: Camera, county: County, page: Page) -> None:
    page.goto(f"{camera.address}/host/{county.meetings[OPEN]}/close")
    camera.shot(page, "host-close")
    _hall(camera, county, page, CLOSED)
    camera.shot(page, "host-closed")
    _hall(camera, county, page, OPEN, "?lang=en")
    camera.shot(page, "host-open-en")


def _hall(camera: Camera, county: County, page: Page, state: str, query: str = "") -> None:
    page.goto(f"{camera.address}/host/{county.meetings[state]}{query}")
