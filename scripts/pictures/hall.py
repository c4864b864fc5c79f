"""What else stands in the hall: the projector, the network test, paper ballots, a trial, photos."""

from __future__ import annotations

from playwright.sync_api import Page

from pictures import scene_hall
from pictures.camera import SCREENS, Camera
from pictures.department import signed_in
from pictures.scene import CLOSED, OPEN, PRINTED, County

PHONE, DESK = SCREENS


def before(camera: Camera, county: County) -> None:
    """What is there before the vote: the projector's code, phones that try it, paper, photos."""
    with camera.page(PHONE) as page:
        page.goto(f"{camera.address}/v/{county.meetings[PRINTED]}/test")
        page.wait_for_selector("#verdict h2")
        camera.shot(page, "network_test")
    with camera.page(DESK) as page:
        signed_in(camera, county, page)
        _screen(camera, county, page, PRINTED, "before")
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            page.goto(f"{camera.address}/units/{county.places['printed-unit']}/photos")
            camera.shot(page, "unit-photos")
            page.goto(f"{camera.address}/v/{county.meetings[PRINTED]}/kiosk")
            camera.shot(page, "host-kiosk-address")


def during(camera: Camera, county: County) -> None:
    """Paper ballots that two people read differently, then alike; the projector at the end."""
    meeting = county.meetings[OPEN]
    with camera.page(DESK) as page:
        signed_in(camera, county, page)
        _screen(camera, county, page, OPEN, "open")
        _screen(camera, county, page, CLOSED, "closed")
    scene_hall.enter_paper(county, meeting, wrong=True)
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            page.goto(f"{camera.address}/host/{meeting}/paper")
            camera.shot(page, "host-paper-differences")
            page.click(".paper-differences a >> nth=0")
            page.wait_for_load_state()
            camera.shot(page, "host-paper-entry")
    scene_hall.enter_paper(county, meeting, wrong=False)
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            page.goto(f"{camera.address}/host/{meeting}/paper")
            camera.shot(page, "host-paper")


def practise(camera: Camera, county: County) -> None:
    """A trial: made, printed, open, on a phone."""
    practice, printed = scene_hall.begin_trial(county, county.meetings[PRINTED])
    county.places["trial"], county.trial_pdf = practice, printed.pdf
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            page.goto(f"{camera.address}/trials/")
            camera.shot(page, "trial-list")
            page.goto(f"{camera.address}/trials/{practice}")
            camera.shot(page, "trial-steps")
    scene_hall.open_trial(county, practice)
    code = printed.slips[0].code.replace("-", "")
    with camera.page(PHONE) as page:
        page.goto(f"{camera.address}/v/{practice}#{code}")
        page.wait_for_selector("html[data-screen=intro]")
        camera.shot(page, "trial-voter")


def _screen(camera: Camera, county: County, page: Page, state: str, name: str) -> None:
    page.goto(f"{camera.address}/host/{county.meetings[state]}/screen")
    page.wait_for_timeout(300)  # the clock is written by the first poll
    camera.shot(page, f"screen-{name}")
