"""Reports read beside the ballot: on a sheet, without a trace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from booth_page import BoothPage
from engines import PHONE
from hall_server import ServedHall, served_hall
from reports import TEXT, settle, write
from voting.services.meetings import plan
from voting.services.roster.views import get_unit

OPEN = "button.read"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting: the team's materials and one report are settled, one is only written."""
    with served_hall(tmp_path_factory.mktemp("reports"), 40) as hall:
        unit = plan.get_meeting(hall.db, hall.meeting).unit_id
        view = get_unit(hall.db, unit)
        assert view.team is not None
        for subject in (view.team.id, view.cadres[0].id, view.cadres[1].id):
            write(hall.db, unit, subject, f"{TEXT}<b>x</b>\n第二段")
        settle(hall.db, unit, view.team.id)
        settle(hall.db, unit, view.cadres[0].id)
        hall.open()
        yield hall


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(**PHONE) as made:
        yield made


class Watched(BoothPage):
    """A phone whose requests are noted."""

    def __init__(self, context: BrowserContext, served: ServedHall) -> None:
        super().__init__(context.new_page())
        self.asked: list[str] = []
        self.page.on(
            "request",
            lambda request: self.asked.append(
                request.url.removeprefix(served.address).replace(served.meeting, "M")
            ),
        )
        self.scan(served.address, served.meeting, served.codes[served.take()])
        self.screen("intro")

    def has_reports(self) -> None:
        """Until everything there is to read has come."""
        self.page.wait_for_function(
            "() => performance.getEntriesByType('resource').some("
            "(e) => e.name.endsWith('/materials.json') && e.responseEnd > 0)"
        )

    def of_meeting(self) -> list[str]:
        """What the server of the meeting was asked for."""
        return [one for one in self.asked if one.startswith("/v/M")]


@pytest.fixture
def booth(context: BrowserContext, served: ServedHall) -> Watched:
    """A phone whose ballot is ready."""
    made = Watched(context, served)
    made.has_reports()
    return made


def test_the_team_and_a_cadre_are_read_over_the_ballot(booth: Watched) -> None:
    booth.tap(".intro button.main")
    booth.answer(0, 1)
    booth.tap(OPEN)
    booth.wait(".sheet")
    text = booth.text(".sheet")
    assert "领导班子工作总结" in text and "四个清单" not in text and "实绩清单" in text
    assert TEXT in text and "<b>x</b>" in text, "what people wrote is text and no markup"
    assert booth.run("() => document.querySelector('.sheet b')") is None
    booth.tap(".sheet .top")
    booth.page.wait_for_function("() => !document.querySelector('.sheet')")
    assert booth.run("() => document.getElementById('q0-1').checked"), "nothing filled in is lost"
    booth.tap(".subject .way button.main")
    assert "王伟" in booth.text("h1")
    booth.tap(OPEN)
    booth.wait(".sheet")
    assert "述职述廉述学报告" in booth.text(".sheet") and "绩" in booth.text(".sheet")


def test_what_is_not_settled_is_not_there(booth: Watched) -> None:
    booth.tap(".intro button.main")
    for _ in range(2):
        booth.tap(".subject .way button.main")
    assert "李敏" in booth.text("h1")
    assert booth.run("(s) => document.querySelector(s).hidden", OPEN)


def test_back_closes_the_sheet_and_nothing_else(booth: Watched) -> None:
    booth.tap(".intro button.main")
    booth.tap(OPEN)
    booth.wait(".sheet")
    booth.page.go_back()
    booth.page.wait_for_function("() => !document.querySelector('.sheet')")
    booth.screen("subject")
    assert booth.run("() => document.activeElement.className") == "read"
    booth.page.go_back()
    booth.screen("intro")


def test_escape_closes_and_tab_stays(booth: Watched) -> None:
    booth.tap(".intro button.main")
    booth.tap(OPEN)
    booth.wait(".sheet")
    for _ in range(4):
        booth.page.keyboard.press("Tab")
        assert booth.run("() => document.querySelector('.sheet').contains(document.activeElement)")
    booth.page.keyboard.press("Escape")
    booth.page.wait_for_function("() => !document.querySelector('.sheet')")


def test_reading_leaves_no_trace(
    booth: Watched, context: BrowserContext, served: ServedHall
) -> None:
    """Who reads everything and who reads nothing ask the server for the same, and keep the same."""
    assert booth.asked.count("/v/M/materials.json") == 1
    before, kept = list(booth.asked), context.storage_state()
    booth.tap(".intro button.main")
    for _ in range(2):
        booth.tap(OPEN)
        booth.wait(".sheet")
        booth.run(
            "() => { const s = document.querySelector('.sheet-text');"
            " s.scrollTop = s.scrollHeight; }"
        )
        booth.tap(".sheet .bottom")
        booth.page.wait_for_function("() => !document.querySelector('.sheet')")
        booth.tap(".subject .way button.main")
    assert booth.asked == before and context.storage_state() == kept
    other = Watched(context, served)
    other.has_reports()
    assert other.of_meeting() == booth.of_meeting()


def test_the_ballot_is_sent_after_reading(booth: Watched) -> None:
    booth.tap(".intro button.main")
    booth.tap(OPEN)
    booth.tap(".sheet .top")
    booth.page.wait_for_function("() => !document.querySelector('.sheet')")
    for _ in range(6):
        booth.tap(".subject .way button.main")
    booth.tap(".missing button.quiet")
    booth.tap("button.send")
    booth.screen("done")


def test_without_reports_the_ballot_is_as_it_was(
    context: BrowserContext, served: ServedHall
) -> None:
    """The line is cut under the fetch: nobody is kept from voting."""
    context.route("**/materials.json", lambda route: route.abort())
    booth = Watched(context, served)
    booth.tap(".intro button.main")
    booth.wait(OPEN)
    assert booth.run("(s) => document.querySelector(s).hidden", OPEN)
    booth.answer(0, 0)
