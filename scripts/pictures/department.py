"""The office's pages: rounds, rosters, keys, meetings, results, accounts, and the public record."""

from __future__ import annotations

from playwright.sync_api import Page

from pictures import scene
from pictures.camera import SCREENS, Camera
from pictures.scene import CLOSED, DRAFT, OPEN, PRINTED, County
from voting.services.accounts.administer import FIRST_NAME


def take(camera: Camera, county: County) -> None:
    """Everything there is to see, on a phone and on a desk."""
    for width in SCREENS:
        with camera.page(width) as page:
            _strangers(camera, county, page)
        with camera.page(width) as page:
            signed_in(camera, county, page)
            for name, path in _pages(county):
                page.goto(camera.address + path)
                camera.shot(page, name)
            _typed(camera, county, page)
            for name, path in _english(county):
                page.goto(f"{camera.address}{path}?lang=en")
                camera.shot(page, f"{name}-en")


def signed_in(camera: Camera, county: County, page: Page) -> None:
    """Sign in as the first account."""
    sign_in(camera, page, FIRST_NAME, county.password, "**/rounds")


def sign_in(camera: Camera, page: Page, name: str, password: str, onward: str = "**/*") -> None:
    """Sign in as somebody, to the page that comes next."""
    page.goto(f"{camera.address}/login")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", password)
    page.click("form.form button[type=submit]")
    page.wait_for_url(onward)
    page.wait_for_load_state()


def _pages(county: County) -> list[tuple[str, str]]:
    """Names and paths of the pages that only have to be opened."""
    places, meetings = county.places, county.meetings
    first, second = f"/rounds/{places['round']}", f"/rounds/{places['second']}"
    third = f"/rounds/{places['third']}"
    return [
        ("office-rounds", "/rounds"),
        ("office-round-new", "/rounds/new"),
        ("office-round", first),
        ("office-round-running", second),
        ("office-round-empty", third),
        ("office-roster", f"{first}/roster"),
        ("office-keys", f"{first}/keys"),
        ("office-keys-missing", f"{third}/keys"),
        ("office-meeting-new", f"{second}/meetings/new"),
        ("office-meeting-edit", f"/meetings/{meetings[PRINTED]}/edit"),
        ("office-meeting-draft", f"/meetings/{meetings[DRAFT]}"),
        ("office-meeting-printed", f"/meetings/{meetings[PRINTED]}"),
        ("office-meeting-open", f"/meetings/{meetings[OPEN]}"),
        ("office-meeting-closed", f"/meetings/{meetings[CLOSED]}"),
        ("office-meeting-tallied", f"/meetings/{places['town']}"),
        ("office-shares", f"/meetings/{meetings[CLOSED]}/shares"),
        ("office-tally", f"/meetings/{places['town']}/tally"),
        ("office-tally-merged", f"/meetings/{places['merged']}/tally"),
        ("office-grade-settings", f"{first}/grading"),
        ("office-grades", f"{first}/grades"),
        ("office-proposals", f"{first}/units/{places['town-unit']}/proposals"),
        ("office-password", "/password"),
    ]


def _english(county: County) -> list[tuple[str, str]]:
    places = county.places
    return [
        ("office-meeting-open", f"/meetings/{county.meetings[OPEN]}"),
        ("office-tally", f"/meetings/{places['town']}/tally"),
        ("office-proposals", f"/rounds/{places['round']}/units/{places['town-unit']}/proposals"),
        ("office-round", f"/rounds/{places['round']}"),
    ]


def _strangers(camera: Camera, county: County, page: Page) -> None:
    """What is seen without signing in."""
    page.goto(f"{camera.address}/login")
    camera.shot(page, "office-login")
    page.fill("input[name=name]", FIRST_NAME)
    page.fill("input[name=password]", "1234567890")
    page.click("form.form button[type=submit]")
    page.wait_for_load_state()
    camera.shot(page, "office-login-refused")
    for name, meeting in (
        ("record-open", county.meetings[OPEN]),
        ("record", county.places["town"]),
    ):
        page.goto(f"{camera.address}/records/{meeting}")
        camera.shot(page, f"public-{name}")
    page.goto(f"{camera.address}/records/none")
    camera.shot(page, "public-not-found")


def _typed(camera: Camera, county: County, page: Page) -> None:
    """Forms refused: a faulty roster, a meeting whose weights do not add up."""
    page.goto(f"{camera.address}/rounds/{county.places['third']}/roster")
    camera.shot(page, "office-roster-empty")
    page.set_input_files(
        "input[type=file]",
        {
            "name": "花名册.xlsx",
            "buffer": scene.faulty_roster(),
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        },
    )
    page.click("form[enctype] button[type=submit]")
    page.wait_for_selector("table caption")
    camera.shot(page, "office-roster-faults")
    page.goto(f"{camera.address}/rounds/{county.places['second']}/meetings/new")
    page.fill("input[name$=weight] >> nth=0", "30")
    page.click("form.stack button[type=submit]")
    page.wait_for_load_state()
    camera.shot(page, "office-meeting-refused")
    page.goto(
        f"{camera.address}/rounds/{county.places['round']}/units/"
        f"{county.places['town-unit']}/proposals"
    )
    page.click("details.edit summary >> nth=0")
    camera.shot(page, "office-proposals-edit")
