"""The ballot by aspect, a question a page with all its subjects; pages that lead on by themselves.

A ballot of 城关镇: the team's six questions are one page either way, then six for five cadres.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Route

from booth_checks import FAINT, NAMELESS, SMALL, WIDE
from booth_page import BoothPage
from engines import PHONE
from hall_server import ServedHall, served_hall
from office import OFFICER
from reports import settle, write
from voting.assessment.forms.plan import BallotQuota
from voting.services.forms import edit
from voting.services.meetings import plan
from voting.services.roster.views import get_unit
from voting.storage import ballots
from voting.storage.database import Database

TEAM, SIX, CADRES, QUESTIONS = 6, 6, 5, 36

# Count what a finger taps; the click that a label hands on to its input is not another tap.
TOUCHES = """() => {
  window.taps = 0;
  addEventListener('click', (e) => { taps += e.isTrusted && e.target.tagName !== 'INPUT'; }, true);
}"""


def two_excellent(db: Database, round_id: str) -> None:
    """优秀 in the 总体评价 to two of the five cadres at most."""
    edit.set_quotas(
        db,
        OFFICER,
        round_id,
        "cadre",
        [BallotQuota("cadre", "overall", "excellent", "block", at_most=2)],
    )


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting; one cadre's report is settled."""
    with served_hall(tmp_path_factory.mktemp("matrix"), 30, two_excellent) as hall:
        unit = plan.get_meeting(hall.db, hall.meeting).unit_id
        cadre = get_unit(hall.db, unit).cadres[0].id
        write(hall.db, unit, cadre, "全年工作")
        settle(hall.db, unit, cadre)
        hall.open()
        yield hall


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    narrow = {**PHONE, "viewport": {"width": 360, "height": 740}}
    with browser.new_context(**narrow) as made:
        yield made


@pytest.fixture
def booth(context: BrowserContext) -> BoothPage:
    return BoothPage(context.new_page())


def begin(booth: BoothPage, hall: ServedHall) -> int:
    slip = hall.take()
    booth.scan(hall.address, hall.meeting, hall.codes[slip])
    booth.screen("intro")
    booth.run(TOUCHES)
    booth.tap(".intro button.main")
    return slip


def by_aspect(booth: BoothPage) -> None:
    """On from the team to the first cadre, and the other way round."""
    booth.tap(".subject .way button.main")
    booth.tap(".turn")
    booth.wait(".row")
    booth.drawn()


def opened(hall: ServedHall, slip: int) -> list[int]:
    credential = hall.credential(slip).public
    with hall.db.reading() as session:
        return next(
            hall.opened_bits(data)
            for data in ballots.each_sorted(session, hall.meeting)
            if data[36:68] == credential
        )


def names(booth: BoothPage) -> list[str]:
    booth.drawn()
    found: list[str] = booth.run(
        "() => Array.from(document.querySelectorAll('.row .name')).map((e) => e.textContent)"
    )
    return found


def test_by_aspect_from_the_first_tap_to_the_receipt(booth: BoothPage, served: ServedHall) -> None:
    """One tap a question; each finished page leads to the next; the order of the ballot stays."""
    slip = begin(booth, served)
    answers = [(index * 3 + 1) % 4 for index in range(QUESTIONS)]
    for question in range(QUESTIONS):
        answers[question] = answers[question] or 1  # 优秀 is limited
    for question in range(TEAM):
        booth.answer(question, answers[question])
    booth.wait("h1[lang]")
    booth.page.wait_for_function("() => document.querySelector('h1').textContent === '王伟'")
    booth.tap(".turn")
    for place in range(SIX):
        booth.wait(f"#q{TEAM + place}.row")
        assert names(booth) == ["王伟", "李敏", "张强", "刘洋", "陈静"]
        assert f"{place + 2} / 7" in booth.run("() => document.querySelector('.place').textContent")
        for cadre in range(CADRES):
            question = TEAM + cadre * SIX + place
            booth.answer(question, answers[question])
    booth.drawn()
    assert booth.run("() => document.documentElement.dataset.screen") == "subject", (
        "the review is gone to on purpose"
    )
    booth.tap(".subject .way button.main")
    booth.screen("review")
    booth.tap("button.send")
    taps = booth.run("() => taps")
    booth.screen("done")
    assert taps <= QUESTIONS + 10, f"{taps} taps"
    assert opened(served, slip) == [
        int(option == answer) for answer in answers for option in range(4)
    ]
    assert booth.noises == []


def test_a_page_that_came_by_itself_takes_no_late_tap(booth: BoothPage, served: ServedHall) -> None:
    begin(booth, served)
    for question in range(TEAM):
        booth.answer(question, 1)
    booth.wait(".arriving .row, .arriving .question")
    held = "() => getComputedStyle(document.querySelector('.arriving .way .main')).pointerEvents"
    assert booth.run(held) == "none"
    booth.page.wait_for_function(f"() => ({held})() !== 'none'")
    booth.page.go_back()
    booth.page.wait_for_function("() => document.getElementById('q5-1')")
    booth.answer(5, 2)
    booth.page.wait_for_timeout(900)
    assert booth.run("() => document.getElementById('q5-2').checked"), (
        "a change on a finished page stays there"
    )


def test_the_keyboard_never_turns_a_page(booth: BoothPage, served: ServedHall) -> None:
    begin(booth, served)
    booth.drawn()
    booth.run("() => document.getElementById('q0-0').focus()")
    for question in range(TEAM):
        booth.page.keyboard.press("Space")
        booth.drawn()
        booth.run(
            "(id) => document.getElementById(id) && document.getElementById(id).focus()",
            f"q{question + 1}-0",
        )
    booth.page.wait_for_timeout(900)
    assert booth.run("() => document.getElementById('q5-0').checked")


def test_the_other_way_round_and_back_keeps_place_and_choices(
    booth: BoothPage, served: ServedHall
) -> None:
    begin(booth, served)
    booth.tap(".subject .way button.main")
    booth.answer(TEAM, "blank")
    booth.tap(".turn")
    booth.wait(f"#q{TEAM + 1}.row")
    booth.drawn()
    assert booth.text(".tabs [aria-current]") == "能", "at the first question still open"
    booth.tap(".tab", 0)
    booth.wait(f"#q{TEAM}-blank:checked")
    booth.answer(TEAM + SIX, 2)
    booth.page.go_back()
    booth.wait(f"#q{TEAM + 1}.row")
    booth.page.go_back()
    booth.wait("#q0")
    booth.page.reload()
    booth.scan(served.address, served.meeting, served.codes[served.take()])
    booth.screen("intro")
    booth.tap(".intro button.main")
    booth.tap(".subject .way button.main")
    booth.wait(".row")  # remembered


def test_quota_report_and_photo_in_a_row(
    booth: BoothPage, context: BrowserContext, served: ServedHall
) -> None:
    unit = plan.get_meeting(served.db, served.meeting).unit_id
    cadres = get_unit(served.db, unit).cadres
    picture = io.BytesIO()
    Image.new("RGB", (96, 128), (90, 120, 150)).save(picture, "JPEG")
    data = "data:image/jpeg;base64," + base64.b64encode(picture.getvalue()).decode()

    def add_photo(route: Route) -> None:
        response = route.fetch()
        body = {**response.json(), "photos": {cadres[0].id: data}}
        route.fulfill(response=response, json=body)

    context.route("**/materials.json", add_photo)
    begin(booth, served)
    by_aspect(booth)
    booth.wait(".row .photo:not([hidden])")
    assert booth.run(
        "() => [document.querySelectorAll('.row .photo:not([hidden])').length,"
        " document.querySelector('.row .photo').alt]"
    ) == [1, ""]
    booth.tap("button.read")
    booth.wait(".sheet")
    assert "全年工作" in booth.text(".sheet")
    booth.tap(".sheet .top")
    booth.page.wait_for_function("() => !document.querySelector('.sheet')")
    booth.tap(".tab", 5)
    overall = [TEAM + cadre * SIX + 5 for cadre in range(CADRES)]
    for question in overall[:2]:
        booth.answer(question, 0)
    assert "优秀 2/2" in booth.text(".progress .quotas")
    booth.tap(f"label[for=q{overall[2]}-0]")
    booth.wait(".problem .to")
    assert "名额已用完" in booth.text(f"#q{overall[2]} .problem")
    booth.tap(".problem .to")  # 王伟, on the same page
    booth.page.wait_for_function("(id) => document.activeElement.name === id", arg=f"q{overall[0]}")
    booth.answer(overall[0], 1)
    booth.answer(overall[2], 0)
    assert "优秀 2/2" in booth.text(".progress .quotas")


def test_a_page_of_one_question_at_every_size(browser: Browser, served: ServedHall) -> None:
    for width in (320, 360, 768):
        options = {**PHONE, "viewport": {"width": width, "height": 740}}
        with browser.new_context(**options) as context:
            booth = BoothPage(context.new_page())
            begin(booth, served)
            by_aspect(booth)
            booth.answer(TEAM, 0)
            for size in (100, 125, 150, 200):
                for turn in range(2):
                    booth.drawn()
                    where = f"{width}, {size} %, language {turn}"
                    for check in (SMALL, FAINT, NAMELESS):
                        assert booth.run(check) == [], where
                    assert booth.run(WIDE) == 0, where
                    booth.other_language()
                booth.run("() => document.querySelector('.tool.size').click()")
