"""A vote with the keyboard alone, and the ballot as a screen reader is told it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from booth_page import BoothPage
from engines import PHONE
from hall_server import ServedHall, served_hall
from office import OFFICER
from reports import settle, write
from voting.assessment.forms.plan import BallotQuota
from voting.record.ballot import tracker
from voting.services.forms import edit
from voting.services.meetings import plan
from voting.services.roster.views import get_unit
from voting.storage import ballots
from voting.storage.database import Database

TEAM, SIX = 6, 6
SMALL_PHONE = {**PHONE, "viewport": {"width": 360, "height": 640}}

# What is wrong with where the focus is; empty where nothing is.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return 'lost';
  const told = `${e.tagName} ${e.id || e.className}`;
  const shown = e.matches('input') ? e.labels[0] : e;
  const box = shown.getBoundingClientRect();
  if (!box.width || !box.height) return `${told}: not drawn`;
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (!hit || !(e.contains(hit) || shown.contains(hit))) {
    return `${told}: hidden by ${hit && (hit.className || hit.tagName)} at ${box.top}`;
  }
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const marked = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  return marked || /^H[12]$/.test(e.tagName) ? '' : `${told}: not marked`;
}"""

# Everything that a live region says from now on.
LISTEN = """() => {
  window.said = [];
  new MutationObserver((changes) => changes.forEach(({ target }) => {
    const at = target.nodeType === 1 ? target : target.parentElement;
    const region = at && at.closest('[role=status], [role=alert], [aria-live]');
    if (region && region.textContent.trim()) said.push(region.textContent.trim());
  })).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def one_excellent(db: Database, round_id: str) -> None:
    """优秀 in the 总体评价 to one of the five cadres at most: a second is refused."""
    edit.set_quotas(
        db,
        OFFICER,
        round_id,
        "cadre",
        [BallotQuota("cadre", "overall", "excellent", "block", at_most=1)],
    )


class Keys(BoothPage):
    """A voter without a pointer: every key leaves the focus on something that is seen."""

    def press(self, key: str, screen: str | None = None) -> None:
        """One key, and the screen it leads to."""
        self.page.keyboard.press(key)
        if screen:
            self.screen(screen)
        self.drawn()
        self.page.wait_for_timeout(60)  # what follows a tap follows it now
        for _ in range(40):  # the page may be scrolling gently
            if self.run(FOCUS) == "":
                return
            self.page.wait_for_timeout(40)
        raise AssertionError(f"after {key}: {self.run(FOCUS)}")

    def to(self, selector: str, key: str = "Tab") -> None:
        """Key by key to an element."""
        for _ in range(90):
            if self.run("(s) => document.activeElement.matches(s)", selector):
                return
            self.press(key)
        raise AssertionError(f"{selector} was not come to")

    def at(self, selector: str) -> None:
        """That is where the focus is now."""
        assert self.run("(s) => document.activeElement.matches(s)", selector), self.run(
            "() => document.activeElement.outerHTML.slice(0, 200)"
        )

    def choose(self, question: int, option: int) -> None:
        """To a question, and with the arrows to an option."""
        self.to(f"input[name=q{question}]")
        self.press("Space")
        for _ in range(5):
            if self.run("() => document.activeElement.id") == f"q{question}-{option}":
                return
            self.press("ArrowDown")
        raise AssertionError(f"option {option} was not come to")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """An open meeting; one cadre's report is settled."""
    with served_hall(tmp_path_factory.mktemp("keyboard"), 8, one_excellent) as made:
        unit = plan.get_meeting(made.db, made.meeting).unit_id
        cadre = get_unit(made.db, unit).cadres[0].id
        write(made.db, unit, cadre, "全年工作")
        settle(made.db, unit, cadre)
        made.open()
        yield made


@pytest.fixture
def keys(today: Browser) -> Iterator[Keys]:
    with today.new_context(**SMALL_PHONE) as context:
        yield Keys(context.new_page())


def type_the_slip(keys: Keys, hall: ServedHall, slip: int) -> None:
    """From the empty page to the first page of the ballot, with a slip of the pen in between."""
    keys.page.goto(f"{hall.address}/v/{hall.meeting}")
    keys.screen("entry")
    keys.at("h1")
    keys.to("#code")
    code = hall.codes[slip]
    keys.page.keyboard.type(code[:5] + ("7" if code[5] != "7" else "8") + code[6:])
    keys.press("Enter")
    keys.wait("#code[aria-invalid]")
    keys.at("#code")
    keys.press("Control+a")
    keys.page.keyboard.type(code)
    keys.press("Enter", "intro")
    keys.at("h1")


def fill_the_team(keys: Keys) -> None:
    keys.to(".intro button.main")
    keys.press("Enter", "subject")
    keys.at("h1")
    keys.to(".explain")
    keys.press("Enter")
    keys.at(".explain[aria-expanded=true]")
    for question in range(TEAM):
        keys.choose(question, question % 4)
    keys.to(".way .main")
    keys.press("Enter", "subject")
    keys.at("h1")


def meet_a_refusal(keys: Keys) -> None:
    """The same for all of 王伟; 李敏's 优秀 is one too many; from there to 王伟's, and back."""
    keys.to(".same summary")
    keys.press("Enter")
    keys.press("Tab")
    keys.at(".same-options button")
    keys.press("Enter")
    keys.at(".same summary")
    assert keys.run("() => document.getElementById('q11-0').checked")
    keys.to(".way .main")
    keys.press("Enter", "subject")
    overall = TEAM + SIX + 5
    keys.to(f"input[name=q{overall}]")
    keys.press("Space")
    keys.press("ArrowDown")
    keys.wait(".problem .to")
    keys.at(f"input[name=q{overall}]")
    keys.to(".problem .to")
    keys.press("Enter", "subject")
    keys.at("input[name=q11]")


def read_a_report(keys: Keys) -> None:
    """王伟's: the keys stay on the sheet and go back to where they were."""
    keys.to("button.read", "Shift+Tab")
    keys.press("Enter")
    keys.wait(".sheet")
    keys.at(".sheet h2")
    for _ in range(4):
        keys.press("Tab")
        keys.at(".sheet *")
    keys.page.keyboard.press("Escape")
    keys.page.wait_for_function("() => !document.querySelector('.sheet')")
    keys.press("Shift")
    keys.at("button.read")
    keys.to(".turn", "Shift+Tab")
    keys.press("Enter")
    keys.wait(".row")
    keys.at("input")
    keys.to(".tab", "Shift+Tab")
    keys.press("Enter", "subject")
    keys.at("h1")
    keys.to(".turn", "Shift+Tab")
    keys.press("Enter")
    keys.at("input")


def test_a_vote_with_the_keyboard_alone(keys: Keys, hall: ServedHall) -> None:
    slip = hall.take()
    type_the_slip(keys, hall, slip)
    fill_the_team(keys)
    meet_a_refusal(keys)
    read_a_report(keys)
    while keys.run("() => document.documentElement.dataset.screen") != "review":
        keys.to(".way .main")
        keys.press("Enter")
    keys.at("h1")
    keys.to(".jump")
    keys.press("Enter", "subject")
    keys.at("input")
    keys.press("Space")
    keys.to(".way .main")
    keys.press("Enter", "review")
    keys.to(".missing .quiet")
    keys.press("Enter", "review")
    keys.at("h1")
    keys.to(".change")
    keys.press("Enter", "subject")
    keys.page.go_back()
    keys.press("Shift", "review")
    keys.at("h1")
    for key in ("Tab", "Shift+Tab"):
        keys.to(".tool.size" if key == "Shift+Tab" else "button.send", key)
    for size in ("125", "150", "200"):
        keys.press("Enter")
        keys.at(f"[data-size='{size}'] .tool.size")
    keys.to("button.send")
    keys.press("Enter", "done")
    keys.at("h1")
    with hall.db.reading() as session:
        [ballot] = list(ballots.each_sorted(session, hall.meeting))
    assert keys.tracker() == tracker(ballot) and keys.noises == []
    assert hall.opened_bits(ballot)[: TEAM * 4] == [
        int(option == question % 4) for question in range(TEAM) for option in range(4)
    ]


def test_large_text_leaves_no_key_under_a_bar(keys: Keys, hall: ServedHall) -> None:
    keys.scan(hall.address, hall.meeting, hall.codes[hall.take()])
    keys.screen("intro")
    for _ in range(3):
        keys.run("() => document.querySelector('.tool.size').click()")
    for _ in range(2):
        keys.run("() => document.querySelector('.intro button, .subject .way .main').focus()")
        keys.press("Enter", "subject")
        keys.at("h1")
        keys.to(".way .main")
        keys.to(".turn, .left", "Shift+Tab")


def tree(keys: Keys) -> list[tuple[str, str, dict[str, Any]]]:
    """(role, name, properties) of all that a screen reader is told, in its order."""
    session = keys.page.context.new_cdp_session(keys.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (
            node["role"]["value"],
            node.get("name", {}).get("value", ""),
            {p["name"]: p["value"].get("value") for p in node.get("properties", [])},
        )
        for node in nodes
        if not node["ignored"]
    ]


def named(nodes: list[tuple[str, str, dict[str, Any]]], role: str) -> list[str]:
    return [name for kind, name, _ in nodes if kind == role]


def test_what_a_screen_reader_is_told(keys: Keys, hall: ServedHall) -> None:
    keys.scan(hall.address, hall.meeting, hall.codes[hall.take()])
    keys.screen("intro")
    keys.tap(".intro button.main")
    keys.drawn()
    keys.run(LISTEN)
    nodes = tree(keys)
    roles = {role for role, _, _ in nodes}
    assert {"banner", "main", "navigation", "status"} <= roles
    assert next((name, more["level"]) for role, name, more in nodes if role == "heading") == (
        "城关镇领导班子",
        1,
    )
    groups = named(nodes, "radiogroup")
    assert len(groups) == TEAM and groups[0].startswith("1."), "each question under its name"
    radios = [(name, more["checked"]) for role, name, more in nodes if role == "radio"]
    assert Counter(name for name, _ in radios) == dict.fromkeys(
        ("优秀", "良好", "一般", "较差", "弃权"), TEAM
    )
    assert {checked for _, checked in radios} == {"false"}, "nothing is preset"
    assert any("去下一个没选的" in name for name in named(nodes, "button"))
    assert all(named(nodes, "button")) and not any(
        sign in name for name in named(nodes, "button") for sign in "＋－✓"
    )
    keys.answer(0, 0)
    keys.drawn()
    assert [
        (name, more["checked"])
        for role, name, more in tree(keys)
        if role == "radio" and more["checked"] == "true"
    ] == [("优秀", "true")]
    assert "还剩 35 题没有选" in keys.run("() => said")
    keys.tap(".subject .way button.main")
    keys.tap(".same summary")
    keys.tap(".same-options button", 0)
    keys.tap(".subject .way button.main")
    keys.tap(f"label[for=q{TEAM + SIX + 5}-0]")
    keys.wait(".problem .to")
    assert any("名额已用完" in text for text in keys.run("() => said")), "a refusal is said"
    keys.tap(".turn")
    keys.wait(".row")
    keys.drawn()
    nodes = tree(keys)
    assert [name.split()[0] for name in named(nodes, "radiogroup")] == [
        "王伟",
        "李敏",
        "张强",
        "刘洋",
        "陈静",
    ]
    assert any("王伟" in name for name in named(nodes, "button")), "whose report it is"
    keys.page.context.set_offline(True)
    keys.drawn()
    while keys.run("() => document.documentElement.dataset.screen") != "review":
        keys.run("() => document.querySelector('.subject .way button.main').click()")
        keys.drawn()
    keys.tap(".missing button.quiet")
    keys.tap("button.send")
    keys.wait(".trouble")
    assert "没有联网" in keys.run("() => document.getElementById('live').textContent")
    keys.page.context.set_offline(False)
    keys.screen("done")
    assert keys.run("() => document.activeElement.textContent") == keys.text("h1"), "told by focus"
    assert keys.page.title().startswith(keys.text("h1"))


def test_fewer_colours_and_less_motion(today: Browser, hall: ServedHall) -> None:
    """What is chosen, full or missing is told by more than colour; nothing moves that need not."""
    with today.new_context(
        **SMALL_PHONE, forced_colors="active", reduced_motion="reduce"
    ) as context:
        booth = BoothPage(context.new_page())
        booth.scan(hall.address, hall.meeting, hall.codes[hall.take()])
        booth.screen("intro")
        booth.tap(".intro button.main")
        booth.answer(0, 1)
        booth.answer(1, "blank")
        ground = """(id) => { const label = document.querySelector(`label[for=${id}]`);
          return [getComputedStyle(label).backgroundColor, ...[label, label.firstChild].map(
            (e) => getComputedStyle(e, e === label ? '::after' : '::before').content)]; }"""
        chosen, other = booth.run(ground, "q0-1"), booth.run(ground, "q0-0")
        assert chosen[0] != other[0] and "✓" in chosen[1] and "✓" not in str(other)
        blank, not_blank = booth.run(ground, "q1-blank"), booth.run(ground, "q0-blank")
        assert blank[0] != not_blank[0] and "✓" in blank[2] and "✓" not in str(not_blank)
        moving = "() => document.getAnimations().map((one) => one.animationName || 'a transition')"
        assert set(booth.run(moving)) <= {"hold"}
        way = booth.run("() => getComputedStyle(document.documentElement).scrollBehavior")
        assert way == "auto"
