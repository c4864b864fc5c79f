"""No page keeps a voter out: axe-core and more on every state of the phone's page, the kiosk, the
network test and the public record, in both languages and at twice the size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

import axe
from booth_checks import CHINESE, WIDE
from booth_page import BoothPage
from engines import PHONE
from glance import Glance
from hall_server import ServedHall, served_hall
from office import HOST, OFFICER
from reports import settle, write
from voting.assessment.forms.plan import BallotQuota
from voting.record.frozen import frozen
from voting.record.voids import make_void
from voting.services.forms import edit
from voting.services.meetings import closing, plan, tallying
from voting.services.roster.views import get_unit
from voting.services.voting import casting
from voting.storage.database import Database
from voting.trustee.decrypt import partial_decryption

NARROW = {**PHONE, "viewport": {"width": 360, "height": 740}}
TABLET = {"viewport": {"width": 1280, "height": 800}, "has_touch": True, "locale": "zh-CN"}
ON_RUNNING = "() => skip(95)"
SKIP = """(() => { const real = Date.now; let ahead = 0; Date.now = () => real() + ahead;
  window.skip = (seconds) => { ahead += seconds * 1000; }; })()"""
CARDS, TEAM, SIX = 6, 6, 6


def one_excellent(db: Database, round_id: str) -> None:
    """优秀 in the 总体评价 to one of the five cadres at most: a second tap is refused."""
    edit.set_quotas(
        db,
        OFFICER,
        round_id,
        "cadre",
        [BallotQuota("cadre", "overall", "excellent", "block", at_most=1)],
    )


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """A printed meeting; the tests take it to its tables, in their order."""
    with served_hall(tmp_path_factory.mktemp("accessible-booth"), 40, one_excellent) as made:
        unit = plan.get_meeting(made.db, made.meeting).unit_id
        cadre = get_unit(made.db, unit).cadres[0].id
        write(made.db, unit, cadre, "全年工作")
        settle(made.db, unit, cadre)
        yield made


@pytest.fixture
def context(today: Browser) -> Iterator[BrowserContext]:
    with today.new_context(**NARROW) as made:
        yield made


@pytest.fixture
def booth(context: BrowserContext) -> BoothPage:
    return BoothPage(context.new_page())


@pytest.fixture
def glance() -> Glance:
    return Glance()


def scan(booth: BoothPage, hall: ServedHall, slip: int | None = None) -> int:
    """A slip into a page of its own; by itself the next of the stack."""
    slip = hall.take() if slip is None else slip
    booth.page.goto("about:blank")
    booth.scan(hall.address, hall.meeting, hall.codes[slip])
    return slip


def fault_free(glance: Glance, seen: int) -> None:
    """Nothing is wrong on any of so many pages."""
    assert len(glance.seen) == seen
    assert not glance.wrong, "\n".join(sorted(set(glance.wrong)))


def plain_page(glance: Glance, booth: BoothPage, address: str, place: str) -> None:
    """A page without the booth's own switches."""
    booth.page.goto(address)
    glance.seen.append(place)
    faults = axe.faults(booth.page) + booth.run(CHINESE) * address.endswith("lang=en")
    faults += [f"{booth.run(WIDE)} px too wide"] * (booth.run(WIDE) > 0)
    glance.wrong += [f"{place}: {fault}" for fault in faults]


def test_before_the_vote(booth: BoothPage, hall: ServedHall, glance: Glance) -> None:
    scan(booth, hall, 0)
    booth.screen("waiting")
    glance.at(booth, "waiting")
    booth.scan(hall.address, "00000000", hall.codes[0])
    booth.screen("unknown")
    glance.at(booth, "unknown")
    booth.page.goto(f"{hall.address}/v/{hall.meeting}")
    booth.screen("entry")
    glance.at(booth, "entry")
    code = hall.codes[0]
    booth.page.fill("#code", code[:5] + ("7" if code[5] != "7" else "8") + code[6:])
    booth.page.keyboard.press("Enter")
    booth.wait("#code[aria-invalid]")
    glance.at(booth, "a mistyped code")
    for language in ("zh", "en"):
        address = f"{hall.address}/login?lang={language}"
        plain_page(glance, booth, address, f"login, {language}")
        record = f"{hall.address}/records/{hall.meeting}?lang={language}"
        plain_page(glance, booth, record, f"record before, {language}")
    booth.page.goto(f"{hall.address}/v/{hall.meeting}/test")
    booth.wait(".verdict button")
    glance.at(booth, "network test", turn=False)
    fault_free(glance, 9)


def test_browsers_that_cannot(context: BrowserContext, hall: ServedHall, glance: Glance) -> None:
    old = BoothPage(context.new_page())
    old.page.add_init_script("delete window.BigInt")
    old.scan(hall.address, hall.meeting, hall.codes[0])
    old.screen("unsupported")
    glance.at(old, "unsupported")
    for trouble, handler in (
        ("old", lambda route: route.fulfill(body="let x = ;", content_type="text/javascript")),
        ("network", lambda route: route.abort()),
    ):
        page = context.new_page()
        page.route("**/booth.js*", handler)
        shell = BoothPage(page)
        shell.page.goto(f"{hall.address}/v/{hall.meeting}")
        shell.wait(f"html[data-trouble={trouble}]")
        glance.at(shell, f"shell, {trouble}", turn=False)
    page = context.new_page()
    page.route("**/booth.js*", lambda route: route.abort())
    page.goto(f"{hall.address}/v/{hall.meeting}/test")
    down = BoothPage(page)
    down.wait(".verdict.bad button")
    glance.at(down, "network test, no network", turn=False)
    fault_free(glance, 4)


def test_the_ballot(
    booth: BoothPage, context: BrowserContext, hall: ServedHall, glance: Glance
) -> None:
    if plan.get_meeting(hall.db, hall.meeting).state == "printed":
        hall.open()
    scan(booth, hall)
    booth.screen("intro")
    glance.at(booth, "intro")
    booth.tap(".intro button.main")
    booth.answer(0, 1)
    booth.answer(1, "blank")
    booth.tap(".explain")
    glance.at(booth, "team")
    booth.tap(".subject .way button.main")
    booth.tap(".same summary")
    booth.tap(".same-options button", 0)
    booth.tap(".same summary")
    booth.wait("button.read:not([hidden])")
    glance.at(booth, "cadre")
    booth.tap("button.read")
    booth.wait(".sheet")
    glance.at(booth, "sheet", turn=False)
    booth.tap(".sheet .top")
    booth.tap(".turn")
    booth.tap(".tab", 5)
    booth.answer(TEAM + SIX + 5, 1)
    glance.at(booth, "one question")
    booth.tap(f"label[for=q{TEAM + 2 * SIX + 5}-0]")
    booth.wait(".problem .to")
    glance.at(booth, "refused", turn=False)
    booth.tap(".subject .way button.main")
    booth.screen("review")
    glance.at(booth, "review, much missing")
    booth.tap(".missing button.quiet")
    booth.wait("button.send")
    glance.at(booth, "review, complete")
    context.set_offline(True)
    booth.tap("button.send")
    booth.wait(".trouble")
    glance.at(booth, "no network")
    context.set_offline(False)
    booth.screen("done")
    glance.at(booth, "done")
    fault_free(glance, 10)


def test_slips_and_what_became_of_them(
    booth: BoothPage,
    context: BrowserContext,
    hall: ServedHall,
    glance: Glance,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    slip = hall.take()
    casting.cast(hall.db, hall.checker, hall.meeting, hall.ballot(slip))
    scan(booth, hall, slip)
    booth.screen("counted")
    glance.at(booth, "counted")
    slip = scan(booth, hall)
    booth.screen("intro")
    booth.abstain()
    casting.cast(hall.db, hall.checker, hall.meeting, hall.ballot(slip))
    booth.tap("button.send")
    booth.screen("counted")
    glance.at(booth, "counted by another phone")
    slip = hall.take()
    known = frozen(casting.manifest_bytes(hall.db, hall.meeting))
    casting.void_slip(hall.db, HOST, hall.meeting, *make_void(known.context, hall.credential(slip)))
    scan(booth, hall, slip)
    booth.screen("voided")
    glance.at(booth, "voided")
    with served_hall(tmp_path_factory.mktemp("elsewhere"), 1) as other:
        booth.scan(hall.address, hall.meeting, other.codes[0])
    booth.screen("foreign")
    glance.at(booth, "foreign")
    context.route("**/manifest", lambda route: route.fulfill(body="{}"))
    scan(booth, hall)
    booth.screen("failed")
    glance.at(booth, "failed")
    context.unroute("**/manifest")
    context.route("**/slip", lambda route: route.fulfill(status=503))
    scan(booth, hall)
    booth.wait(".trouble")
    glance.at(booth, "busy")
    context.unroute("**/slip")
    scan(booth, hall)
    booth.screen("intro")
    booth.tap(".intro button.main")
    booth.answer(0, 1)
    booth.page.wait_for_function(
        "() => Object.keys(localStorage).some((key) => key.startsWith('qingping-draft:'))"
    )
    booth.page.goto("about:blank")
    booth.page.goto(f"{hall.address}/v/{hall.meeting}")
    booth.wait(".kept")
    glance.at(booth, "kept")
    fault_free(glance, 7)


def test_the_kiosk(today: Browser, hall: ServedHall, glance: Glance) -> None:
    with today.new_context(**TABLET) as context:
        context.add_init_script(SKIP)
        kiosk = BoothPage(context.new_page())
        kiosk.page.goto(f"{hall.address}/v/{hall.meeting}/kiosk")
        kiosk.screen("entry")
        glance.at(kiosk, "kiosk, start")
        code = hall.codes[hall.take()]
        kiosk.page.keyboard.type(code[:27] + ("7" if code[27] != "7" else "8"))
        kiosk.page.wait_for_function("() => document.querySelector('.problem').textContent")
        glance.at(kiosk, "kiosk, mistyped", turn=False)
        for _ in range(28):
            kiosk.page.keyboard.press("Backspace")
        kiosk.page.keyboard.type(code)
        kiosk.screen("intro")
        glance.at(kiosk, "kiosk, intro")
        kiosk.tap(".intro button.main")
        kiosk.answer(0, 2)
        glance.at(kiosk, "kiosk, team")
        kiosk.run(ON_RUNNING)
        kiosk.wait("[role=alertdialog]")
        glance.at(kiosk, "kiosk, still there", turn=False)
        kiosk.tap("[role=alertdialog] button.main")
        for _ in range(CARDS):
            kiosk.tap(".subject .way button.main")
        kiosk.screen("review")
        glance.at(kiosk, "kiosk, review")
        kiosk.tap(".missing button.quiet")
        kiosk.tap("button.send")
        kiosk.screen("done")
        glance.at(kiosk, "kiosk, done")
    fault_free(glance, 7)


def test_after_the_vote(booth: BoothPage, hall: ServedHall, glance: Glance) -> None:
    scan(booth, hall)
    booth.screen("intro")
    booth.abstain()
    classes = plan.get_meeting(hall.db, hall.meeting).classes
    closing.declare_heads(hall.db, HOST, hall.meeting, {c.id: (c.slips, c.slips) for c in classes})
    sealing = closing.close_meeting(hall.db, HOST, hall.meeting)
    booth.tap("button.send")
    booth.screen("closed")
    glance.at(booth, "closed, not counted")
    scan(booth, hall)
    booth.screen("closed")
    glance.at(booth, "closed")
    booth.page.goto(f"{hall.address}/v/{hall.meeting}/kiosk")
    booth.screen("closed")
    glance.at(booth, "kiosk, closed")
    record = tallying.record(hall.db, hall.meeting)
    for key in hall.keys[:2]:
        _, shares = partial_decryption(key, record, sealing)
        tallying.accept_shares(hall.db, OFFICER, hall.meeting, shares.encode())
    for language in ("zh", "en"):
        address = f"{hall.address}/records/{hall.meeting}?lang={language}"
        plain_page(glance, booth, address, f"record, {language}")
    fault_free(glance, 5)
