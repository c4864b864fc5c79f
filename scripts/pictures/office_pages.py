"""The pages around the meetings: progress, scope, forms, materials, 公示, grades in the three
roles, documents, accounts and the second factor."""

from __future__ import annotations

from playwright.sync_api import Page

from pictures import scene_county
from pictures.camera import SCREENS, Camera
from pictures.department import sign_in, signed_in
from pictures.scene import County

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENGLISH = (
    "round-progress",
    "scope",
    "forms",
    "documents-round",
    "grades-department",
    "accounts",
    "log",
)
"""Pages of the department that are photographed in English too."""
Pages = list[tuple[str, str]]


def take(camera: Camera, county: County) -> None:
    """Every role at its pages, on a phone and on a desk."""
    for width in SCREENS:
        with camera.page(width) as page:
            signed_in(camera, county, page)
            department = _department(county)
            _all(camera, page, department)
            _forms(camera, county, page)
            _roster(camera, county, page)
            _own_account(camera, page)
            _export(camera, county, page)
            for name, path in department:
                if name in ENGLISH:
                    page.goto(f"{camera.address}{path}?lang=en")
                    camera.shot(page, f"{name}-en")
        for who in ("committee", "unit", "busy"):
            with camera.page(width) as page:
                sign_in(camera, page, county.people[who], scene_county.PASSWORD)
                _all(camera, page, _PAGES[who](county))
                if who == "busy":
                    _writing(camera, county, page)
        with camera.page(width) as page:
            _second_step(camera, county, page)


def _department(county: County) -> Pages:
    places = county.places
    whole, coming = f"/rounds/{places['whole']}", f"/rounds/{places['coming']}"
    first = f"/rounds/{places['round']}"
    return [
        ("round-whole", whole),
        ("round-progress", f"{whole}/progress"),
        ("round-progress-late", f"{whole}/progress?late=1"),
        ("round-unit", f"{whole}/units/{places['submitted']}"),
        ("round-deadlines", f"{whole}/deadlines"),
        ("scope", f"{whole}/scope"),
        ("scope-asked", f"{whole}/scope/{places['asked']}"),
        ("scope-capped", f"{whole}/scope/{places['capped']}"),
        ("scope-rules", f"{whole}/rules"),
        ("forms", f"{coming}/forms"),
        ("forms-new", f"{coming}/forms/new"),
        ("forms-form", f"{coming}/forms/cadre"),
        ("forms-question", f"{coming}/forms/cadre/questions/overall"),
        ("forms-limits", f"{coming}/forms/cadre/limits"),
        ("forms-rates", f"{coming}/forms/cadre/rates"),
        ("forms-who", f"{coming}/forms/cadre/who"),
        ("forms-tables", f"{coming}/class-tables"),
        ("forms-plan", f"{coming}/plan"),
        ("materials-round", f"{whole}/materials"),
        ("materials-rules", f"{whole}/materials/rules"),
        ("visits", f"{whole}/visits"),
        ("statements", f"/units/{places['statements']}/statements"),
        ("grades-department", f"{whole}/grades"),
        ("grades-sent-back", f"{whole}/units/{places['sent-back']}/proposals"),
        ("grades-decided", f"{whole}/units/{places['decided']}/proposals"),
        ("documents-round", f"{first}/documents"),
        ("charts", f"{whole}/charts"),
        ("history", f"/subjects/{places['person']}/history"),
        ("documents-unit", f"/units/{places['town-unit']}/documents"),
        ("documents-meeting", f"/meetings/{places['town']}/documents"),
        ("accounts", "/accounts"),
        ("accounts-units", "/accounts/units"),
        ("accounts-roles", "/accounts/roles"),
        ("accounts-second-factor", "/accounts/second-factor"),
        ("log", "/log"),
    ]


def _committee(county: County) -> Pages:
    whole = f"/rounds/{county.places['whole']}"
    return [
        ("grades-committee", f"{whole}/grades"),
        ("grades-committee-unit", f"{whole}/units/{county.places['at-committee']}/proposals"),
    ]


def _unit(county: County) -> Pages:
    unit = county.places["at-unit"]
    return [
        ("unit-home", "/unit"),
        ("unit-grades", f"/rounds/{county.places['whole']}/units/{unit}/proposals"),
    ]


def _busy(county: County) -> Pages:
    unit = county.places["busy"]
    return [
        ("unit-home-busy", "/unit"),
        ("unit-materials", f"/units/{unit}/materials"),
        ("unit-publicity", f"/units/{unit}/publicity"),
        ("unit-publicity-print", f"/units/{unit}/publicity/print"),
    ]


_PAGES = {"committee": _committee, "unit": _unit, "busy": _busy}


def _all(camera: Camera, page: Page, pages: Pages) -> None:
    for name, path in pages:
        answer = page.goto(camera.address + path)
        if answer is None or answer.status != 200:
            camera.faults.append(f"{name}: {path} answers {answer and answer.status}")
        camera.shot(page, name)


def _forms(camera: Camera, county: County, page: Page) -> None:
    """The phone's page of a round to come."""
    page.goto(f"{camera.address}/rounds/{county.places['coming']}/forms/preview")
    page.wait_for_selector("html[data-screen]")
    page.wait_for_selector(".intro button.main")
    page.click(".intro button.main")
    page.wait_for_selector("html[data-screen=subject]")
    camera.shot(page, "forms-preview")


def _roster(camera: Camera, county: County, page: Page) -> None:
    """What a second import would do; it is given up again."""
    page.goto(f"{camera.address}/rounds/{county.places['coming']}/roster")
    camera.shot(page, "roster-whole")
    page.set_input_files(
        "input[type=file]",
        {"name": "花名册.xlsx", "buffer": scene_county.changed_roster(), "mimeType": XLSX},
    )
    page.click("form[enctype] button[type=submit]")
    page.wait_for_url("**/roster/preview")
    camera.shot(page, "roster-preview")
    page.click("form[action$=discard] button")
    page.wait_for_url("**/roster")


def _own_account(camera: Camera, page: Page) -> None:
    for name, path in (("account-own", "/me/"), ("account-second-factor", "/me/second-factor")):
        page.goto(camera.address + path)
        camera.shot(page, name)
    page.goto(f"{camera.address}/accounts")
    page.click("table.table th a >> nth=0")
    page.wait_for_url("**/accounts/*")
    camera.shot(page, "account-one")


def _export(camera: Camera, county: County, page: Page) -> None:
    """All documents of the demo's round: before, on the way, ready."""
    page.goto(f"{camera.address}/rounds/{county.places['round']}/documents.zip")
    camera.shot(page, "export-new")
    page.click("form.form button[type=submit], form button.main-button")
    page.wait_for_url("**/exports/*")
    camera.shot(page, "export-running")
    page.wait_for_selector("a[href$='documents.zip'].main-button", timeout=120_000)
    camera.shot(page, "export-done")


def _writing(camera: Camera, county: County, page: Page) -> None:
    """A material that is written, one that is settled, and its versions, reached by links."""
    materials = f"{camera.address}/units/{county.places['busy']}/materials"
    page.goto(materials)
    page.click("td:last-child a[href*='/materials/']:has-text('填写') >> nth=0")
    page.wait_for_load_state()
    camera.shot(page, "unit-material-edit")
    page.goto(materials)
    page.click("th a >> nth=0")
    page.wait_for_load_state()
    camera.shot(page, "unit-material-subject")


def _second_step(camera: Camera, county: County, page: Page) -> None:
    """A one-time link, then an auditor with a second factor, as far as the log."""
    page.goto(f"{camera.address}/welcome")
    camera.shot(page, "account-welcome")
    sign_in(camera, page, county.people["auditor"], scene_county.PASSWORD, "**/login/code*")
    camera.shot(page, "account-second-step")
