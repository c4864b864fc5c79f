"""The voter's pages, from the scanned slip to the receipt, and what goes wrong on the way."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from pictures.camera import SCREENS, Camera
from pictures.scene import CLOSED, OPEN, PRINTED, County

# Taps every option of the questions shown, in turn; `leave` are left out.
_TAP = """(leave) => {
  const pattern = [0, 0, 1, 0, 1, 0, 0, 2];
  document.querySelectorAll('.question').forEach((question, place) => {
    if (leave.indexOf(place) >= 0) return;
    const inputs = question.querySelectorAll('.options input');
    inputs[pattern[(place * 5 + document.querySelector('h1').textContent.length) % 8]].click();
  });
}"""
# What is still open on the page becomes an abstention.
_ABSTAIN = """() => document.querySelectorAll('.question').forEach((question) => {
  if (!question.querySelector('input:checked')) question.querySelector('.blank input').click();
})"""
SUBJECTS = 12


def take(camera: Camera, county: County) -> None:
    """Two voters in Chinese and two in English, one for each screen."""
    codes = iter(county.voters)
    for width in SCREENS:
        with camera.page(width) as page:
            _vote(camera, county, page, next(codes))
        with camera.page(width) as page:
            _refused(camera, county, page)
        with camera.page(width, "en") as page:
            _in_english(camera, county, page, next(codes))


def _vote(camera: Camera, county: County, page: Page, code: str) -> None:
    meeting = county.meetings[OPEN]
    scan(camera, page, meeting, code)
    _shot(camera, page, "intro", "voter-intro")
    page.click(".intro button.main")
    _shot(camera, page, "subject", "voter-team")
    page.click("button.read")
    page.wait_for_selector(".sheet")
    camera.shot(page, "voter-reading")
    page.click(".sheet .top")
    page.wait_for_function("() => !document.querySelector('.sheet')")
    fill(page)
    onward(page)
    page.click(".same summary")
    camera.shot(page, "voter-same-for-all")
    page.click(".same summary")
    page.click(".explain >> nth=1")
    fill(page, [3, 4, 5])
    camera.shot(page, "voter-half-filled")
    for leave in ([1, 5], *([[]] * (SUBJECTS - 3))):
        onward(page)
        fill(page, leave)
    onward(page)
    _shot(camera, page, "review", "voter-review-missing")
    page.click(".review button.main.pale")
    page.wait_for_selector("html[data-screen=subject]")
    camera.shot(page, "voter-jump-to-missing")
    for _ in range(5):
        page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        page.evaluate(_ABSTAIN)
        if page.locator(".progress .left.complete").count():
            break
        page.click(".progress .left")
    page.click(".progress .left")
    _shot(camera, page, "review", "voter-review")
    _send(camera, page)
    scan(camera, page, meeting, code)
    _shot(camera, page, "counted", "voter-used-slip")


def _send(camera: Camera, page: Page) -> None:
    """Held up on the way, cut off once, then received."""
    held: list[Route] = []
    page.route("**/ballots", lambda route: held.append(route))
    page.click("button.send")
    page.wait_for_function("() => document.body.innerText.indexOf('请不要关闭') >= 0")
    camera.shot(page, "voter-sending")
    while not held:
        page.wait_for_timeout(50)
    held.pop().abort()
    page.wait_for_selector(".trouble")
    camera.shot(page, "voter-no-network")
    page.unroute("**/ballots")
    _shot(camera, page, "done", "voter-counted")


def _refused(camera: Camera, county: County, page: Page) -> None:
    opened = county.meetings[OPEN]
    page.goto(f"{camera.address}/v/{opened}")
    _shot(camera, page, "entry", "voter-code")
    page.fill("#code", _mistyped(county.voters[-1]))
    page.click(".entry button.main")
    page.wait_for_selector(".group.bad")
    camera.shot(page, "voter-code-mistyped")
    for state, code, screen in (
        (OPEN, county.spoilt, "voided"),
        (OPEN, county.slips[CLOSED][0].code, "foreign"),
        (CLOSED, county.slips[CLOSED][0].code, "closed"),
        (PRINTED, county.slips[PRINTED][0].code, "waiting"),
    ):
        scan(camera, page, county.meetings[state], code)
        _shot(camera, page, screen, f"voter-{screen}")
    scan(camera, page, "0" * len(opened), county.voters[-1])
    _shot(camera, page, "unknown", "voter-unknown")


def _in_english(camera: Camera, county: County, page: Page, code: str) -> None:
    scan(camera, page, county.meetings[OPEN], code)
    _shot(camera, page, "intro", "voter-intro-en")
    page.click(".intro button.main")
    for _ in range(SUBJECTS - 1):
        fill(page)
        onward(page)
    camera.shot(page, "voter-subject-en")
    fill(page)
    onward(page)
    _shot(camera, page, "review", "voter-review-en")
    page.click("button.send")
    _shot(camera, page, "done", "voter-counted-en")


def scan(camera: Camera, page: Page, meeting: str, code: str) -> None:
    """Open a slip's address; by way of another page, for a changed fragment loads nothing."""
    page.goto("about:blank")
    page.goto(f"{camera.address}/v/{meeting}#{code.replace('-', '')}")


def fill(page: Page, leave: list[int] | None = None) -> None:
    """Answer the questions of the page but those to ``leave``. By keyboard: the page stays."""
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")
    page.keyboard.press("Shift")
    page.evaluate(_TAP, leave or [])
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")


def onward(page: Page) -> None:
    """The page that comes next."""
    page.click(".subject .way button >> nth=1")


def shown(page: Page, screen: str) -> None:
    """Until a screen is there."""
    page.wait_for_selector(f"html[data-screen={screen}]")


def _shot(camera: Camera, page: Page, screen: str, name: str) -> None:
    shown(page, screen)
    camera.shot(page, name)


def _mistyped(code: str) -> str:
    """One symbol of the third group misread."""
    wrong = "7" if code[11] != "7" else "1"
    return f"{code[:11]}{wrong}{code[12:]}"
