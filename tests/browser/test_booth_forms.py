"""Forms beyond the notice's two on a phone: sections, several choices, quotas; and the preview."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request

from booth_checks import FAINT, NAMELESS, SMALL, WIDE
from booth_page import BoothPage
from desk import PASSWORD, have_account
from engines import PHONE
from hall_server import ServedHall, served_hall
from office import OFFICER
from open_meeting import Plan
from voting.assessment.forms.plan import BallotQuota
from voting.record.frozen import frozen
from voting.services.forms import edit
from voting.services.meetings import plan as meetings_plan
from voting.services.voting import casting
from voting.storage import ballots
from voting.storage.database import Database

TEAM, CADRES, REVIEW, PROBLEMS = range(6), range(6, 36), range(36, 39), 39
"""Questions of the ballot: the team's six, six of each of five cadres, 一报告两评议, whose last has
seven options of which three may be chosen."""

OVERALL = CADRES[5::6]


def plan(policy: str) -> Plan:
    """优秀 in the 总体评价 to two of the five cadres at most, and a form with sections."""

    def change(db: Database, round_id: str) -> None:
        edit.add_forms(db, OFFICER, round_id, "selection")
        edit.remove_form(db, OFFICER, round_id, "promoted")
        edit.set_quotas(
            db,
            OFFICER,
            round_id,
            "cadre",
            [BallotQuota("cadre", "overall", "excellent", policy, at_most=2)],
        )

    return change


@pytest.fixture(scope="session")
def blocking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    with served_hall(tmp_path_factory.mktemp("block"), 12, plan("block")) as hall:
        hall.open()
        yield hall


@pytest.fixture(scope="session")
def warning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    with served_hall(tmp_path_factory.mktemp("warn"), 12, plan("warn")) as hall:
        hall.open()
        yield hall


@pytest.fixture
def booth(browser: Browser) -> Iterator[BoothPage]:
    with browser.new_context(**PHONE) as context:
        yield BoothPage(context.new_page())


def begin(booth: BoothPage, hall: ServedHall) -> int:
    slip = hall.take()
    booth.scan(hall.address, hall.meeting, hall.codes[slip])
    booth.screen("intro")
    booth.tap(".intro button.main")
    return slip


def onward(booth: BoothPage, times: int = 1) -> None:
    for _ in range(times):
        booth.tap(".subject .way button.main")


def bits(hall: ServedHall, slip: int) -> list[int]:
    """What the ballot in the box says, opened by all trustees together."""
    credential = hall.credential(slip).public
    with hall.db.reading() as session:
        return next(
            hall.opened_bits(data)
            for data in ballots.each_sorted(session, hall.meeting)
            if data[36:68] == credential
        )


def given(hall: ServedHall, slip: int, question: int) -> list[int]:
    """The options (from 0) a ballot in the box has in a question."""
    slots = frozen(casting.manifest_bytes(hall.db, hall.meeting)).layout.sums[question].slots
    found = bits(hall, slip)
    return [option for option, slot in enumerate(slots) if found[slot]]


def test_a_quota_that_blocks_refuses_the_one_above_it(
    booth: BoothPage, blocking: ServedHall
) -> None:
    slip = begin(booth, blocking)
    onward(booth)
    assert "优秀 0/2" in booth.text(".quotas:not([hidden])")
    booth.answer(OVERALL[0], 0)
    assert "优秀 1/2" in booth.text(".quotas:not([hidden])")
    onward(booth)
    booth.answer(OVERALL[1], 0)
    assert "优秀 2/2已满" in booth.text(".quotas:not([hidden])").replace("\n", "")
    onward(booth)
    booth.tap(f"label[for=q{OVERALL[2]}-0]")
    booth.wait(".problem .to")
    refused = booth.text(".question.overall .problem")
    assert "名额已用完" in refused and "王伟" in refused and "李敏" in refused
    assert booth.run("(id) => document.getElementById(id).checked", f"q{OVERALL[2]}-0") is False
    booth.tap(".problem .to")  # 王伟, to take it back there
    booth.wait(f"#q{OVERALL[0]}-1")
    booth.answer(OVERALL[0], 1)
    booth.page.go_back()
    booth.wait(f"#q{OVERALL[2]}-0")
    booth.answer(OVERALL[2], 0)
    onward(booth, 4)
    booth.screen("review")
    assert "优秀 2/2" in booth.text(".given-all")
    booth.tap(".missing button.quiet")
    booth.tap(".change", 6)  # what may not be left open by 弃权 alone: the form with sections
    booth.answer(PROBLEMS, "blank")
    booth.page.go_back()
    booth.tap("button.send")
    booth.screen("done")
    assert [given(blocking, slip, q) for q in OVERALL] == [[1], [0], [0], [], []]
    assert booth.noises == []


def test_the_same_for_all_stops_at_the_quota(booth: BoothPage, blocking: ServedHall) -> None:
    begin(booth, blocking)
    onward(booth)
    for card in range(3):
        booth.tap(".same summary")
        booth.tap(".same-options button", 0)
        if card < 2:
            onward(booth)
    assert "名额已用完" in booth.text("main")
    assert booth.run("() => document.querySelectorAll('.option input:checked').length") == 5
    assert "还剩" in booth.text(".left")


def test_a_quota_that_warns_asks_once_and_lets_pass(booth: BoothPage, warning: ServedHall) -> None:
    slip = begin(booth, warning)
    onward(booth)
    for question in OVERALL[:2]:
        booth.answer(question, 0)
        onward(booth)
    booth.tap(f"label[for=q{OVERALL[2]}-0]")
    booth.wait(".ask")
    assert "建议最多给 2 个，这是第 3 个" in booth.text("main")
    booth.tap(".ask button", 1)
    assert booth.run("(id) => document.getElementById(id).checked", f"q{OVERALL[2]}-0") is False
    booth.tap(f"label[for=q{OVERALL[2]}-0]")
    booth.tap(".ask button", 0)
    booth.wait(f"#q{OVERALL[2]}-0:checked")
    assert "优秀 3/2超过建议" in booth.text(".quotas:not([hidden])").replace("\n", "")
    onward(booth)
    booth.answer(OVERALL[3], 0)  # nobody is asked twice
    onward(booth, 3)
    booth.screen("review")
    assert "可以照样送出" in booth.text(".advised")
    booth.tap(".missing button.quiet")
    booth.tap(".change", 6)
    booth.answer(PROBLEMS, "blank")
    booth.page.go_back()
    booth.tap("button.send")
    booth.screen("done")
    assert [given(warning, slip, q) for q in OVERALL] == [[0], [0], [0], [0], []]


def test_sections_and_several_choices(booth: BoothPage, blocking: ServedHall) -> None:
    slip = begin(booth, blocking)
    onward(booth, 6)
    booth.drawn()
    titles = booth.run(
        "() => Array.from(document.querySelectorAll('h2.section, .question h3'))"
        ".map((e) => e.textContent)"
    )
    assert titles[0] == "选人用人工作" and titles[4] == "存在问题"
    assert [title[:2] for title in titles[1:4]] == ["1.", "2.", "3."] and titles[5][:2] == "4."
    limits = f"#q{PROBLEMS}-title"
    assert "最多选 3 项" in booth.text("main")
    for option in (0, 2, 5):
        booth.answer(PROBLEMS, option)
    assert "已选 3 项" in booth.text(".limits")
    booth.tap(f"label[for=q{PROBLEMS}-1]")
    booth.page.wait_for_function(
        "() => document.querySelector('main').innerText.includes('最多选 3 项，请先取消一项')"
    )
    booth.tap(f"label[for=q{PROBLEMS}-2]")
    booth.answer(PROBLEMS, 1)
    assert booth.text(limits)
    for question in REVIEW:
        booth.answer(question, 1)
    onward(booth)
    booth.screen("review")
    assert "存在问题" in booth.text(".cards li:last-child")
    booth.tap(".missing button.quiet")
    booth.tap("button.send")
    booth.screen("done")
    assert given(blocking, slip, PROBLEMS) == [0, 1, 5]


@pytest.mark.parametrize(("width", "policy"), [(320, "block"), (390, "warn"), (1280, "block")])
def test_everything_new_is_big_enough_and_not_too_wide(
    browser: Browser, blocking: ServedHall, warning: ServedHall, width: int, policy: str
) -> None:
    hall = blocking if policy == "block" else warning
    with browser.new_context(**{**PHONE, "viewport": {"width": width, "height": 800}}) as context:
        booth = BoothPage(context.new_page())
        begin(booth, hall)
        onward(booth)
        for question in OVERALL[:2]:
            booth.answer(question, 0)
            onward(booth)
        for language in ("zh", "en"):
            booth.tap(f"label[for=q{OVERALL[2]}-0]")
            booth.wait(".problem .to, .ask")
            check(booth, f"{policy}, {language}")
            booth.other_language()
        onward(booth, 3)
        booth.answer(PROBLEMS, 2)
        for size in (100, 125, 150, 200):
            check(booth, f"sections, {size} %")
            booth.run("() => document.querySelector('.tool.size').click()")
        onward(booth)
        booth.screen("review")
        check(booth, "review")


def check(booth: BoothPage, where: str) -> None:
    """Targets as big as a finger, nothing wider than the glass, contrast, names."""
    booth.drawn()
    assert booth.run(SMALL) == [], where
    assert booth.run(WIDE) == 0, where
    assert booth.run(FAINT) == [], where
    assert booth.run(NAMELESS) == [], where


def test_the_preview_is_the_same_page_and_sends_nothing(
    booth: BoothPage, blocking: ServedHall
) -> None:
    have_account(blocking.db, f"look-{id(booth)}", "officer")
    page = booth.page
    page.goto(f"{blocking.address}/login")
    page.evaluate(
        "([n, p]) => { document.querySelector('#name').value = n;"
        " document.querySelector('#password').value = p; }",
        [f"look-{id(booth)}", PASSWORD],
    )
    with page.expect_navigation():
        page.evaluate("() => document.querySelector('#password').form.submit()")
    round_id = meetings_plan.get_meeting(blocking.db, blocking.meeting).round_id
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.goto(f"{blocking.address}/rounds/{round_id}/forms/preview")
    booth.screen("intro")
    assert "不会送出任何内容" in booth.text(".preview")
    assert booth.run("() => document.querySelector('.fingerprint')") is None
    booth.tap(".intro button.main")
    onward(booth)
    assert "优秀 0/2" in booth.text(".quotas:not([hidden])")
    onward(booth, 6)
    booth.screen("review")
    booth.tap(".missing button.quiet")
    booth.tap(".change", 6)
    booth.answer(PROBLEMS, "blank")
    booth.page.go_back()
    booth.tap("button.send")
    booth.screen("done")
    assert (
        "没有送出任何选票" in booth.text()
        and booth.run("() => document.querySelector('.tracker')") is None
    )
    assert {request.method for request in asked} == {"GET"}
    assert not [r for r in asked if "worker" in r.url or "ballots" in r.url]
    assert booth.kept() == [] and booth.noises == []
