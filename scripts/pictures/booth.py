"""The ballot in its other shapes: a question a page, large letters, choices that came back; and the
kiosk for those without a phone."""

from __future__ import annotations

from playwright.sync_api import Page

from pictures.camera import SCREENS, Camera
from pictures.scene import OPEN, County
from pictures.voter import SUBJECTS, fill, onward, scan, shown

PHONE, DESK = SCREENS
LARGE = 200
"""Per cent."""


def take(camera: Camera, county: County) -> None:
    """Two voters who do not send, and one at the kiosk who does."""
    later = iter(county.later[len(SCREENS) :])
    code = next(later)
    with camera.page(PHONE) as page:
        _by_aspect(camera, county, page, code)
    with camera.page(PHONE, text=LARGE) as page:
        _large(camera, county, page, code)
    with camera.page(DESK) as page:
        _kiosk(camera, county, page, next(later))


def _by_aspect(camera: Camera, county: County, page: Page, code: str) -> None:
    meeting = county.meetings[OPEN]
    scan(camera, page, meeting, code)
    shown(page, "intro")
    page.click(".intro button.main")
    shown(page, "subject")
    fill(page)
    onward(page)
    page.wait_for_selector("img.photo:not([hidden])")
    page.click("button.turn")
    page.wait_for_selector(".tabs")
    fill(page, [2, 7])
    camera.shot(page, "voter-matrix")
    page.wait_for_function("() => Object.keys(localStorage).some((k) => k.includes('draft'))")
    page.wait_for_timeout(500)  # the last change is sealed in its turn
    page.goto("about:blank")
    page.goto(f"{camera.address}/v/{meeting}")
    shown(page, "entry")
    camera.shot(page, "voter-kept")
    scan(camera, page, meeting, code)
    shown(page, "intro")
    camera.shot(page, "voter-restored")


def _large(camera: Camera, county: County, page: Page, code: str) -> None:
    scan(camera, page, county.meetings[OPEN], code)
    shown(page, "intro")
    page.click(".intro button.main")
    shown(page, "subject")
    fill(page)
    onward(page)
    page.wait_for_selector("img.photo:not([hidden])")
    fill(page, [4, 5])
    camera.shot(page, "voter-large")
    page.click("button.turn")
    page.wait_for_selector(".tabs")
    camera.shot(page, "voter-matrix-large")


def _kiosk(camera: Camera, county: County, page: Page, code: str) -> None:
    page.goto(f"{camera.address}/v/{county.meetings[OPEN]}/kiosk")
    shown(page, "entry")
    page.keyboard.type(code[:13])
    camera.shot(page, "kiosk-entry")
    page.keyboard.type(code[13:])
    page.keyboard.press("Enter")
    shown(page, "intro")
    page.click(".intro button.main")
    shown(page, "subject")
    fill(page)
    onward(page)
    fill(page, [3, 5])
    camera.shot(page, "kiosk-ballot")
    fill(page)
    for _ in range(SUBJECTS - 2):
        onward(page)
        fill(page)
    onward(page)
    shown(page, "review")
    page.click("button.send")
    shown(page, "done")
    page.wait_for_function("() => document.getElementById('clears-in').textContent")
    camera.shot(page, "kiosk-receipt")
