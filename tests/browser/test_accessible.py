"""No page keeps anybody out: axe-core on every page of the office, in the states of a meeting; and
what an English page says in Chinese is only what people have typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, Page

import axe
from booth_checks import CHINESE
from desk import PASSWORD, have_account
from hall_server import ServedHall, served_hall
from office import HOST, OFFICER
from routes import filled, values, walk
from voting.assessment.materials.rules import MaterialRules
from voting.assessment.roster.presets import preset
from voting.language.catalogue import english
from voting.services.meetings import closing, plan, tallying
from voting.services.voting import casting
from voting.storage.tables import METADATA
from voting.trustee.decrypt import partial_decryption
from voting.web.app import create_app
from voting.web.site.settings import Settings

NAME = "everywhere"
FEW = 6
CITED = "组通字〔1998〕19号"
"""The number of a document, the same in every language."""
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """A printed meeting behind a real server; the tests take it to its tables, in their order."""
    with served_hall(tmp_path_factory.mktemp("accessible"), FEW) as made:
        have_account(made.db, NAME, "administrator")
        yield made


def typed(hall: ServedHall) -> str:
    """All that people have typed or handed in, and the presets that they may change."""
    found: list[str] = []
    with hall.db.reading() as session:
        for table in METADATA.sorted_tables:
            for row in session.execute(table.select()):
                found += [_unpacked(value) for value in row if isinstance(value, str | dict | list)]
    return "\n".join(
        [
            *found,
            *english().values(),
            CITED,
            HOST.name,
            OFFICER.name,
            *(key.terms.name for key in hall.keys),
            MaterialRules().revival.guide.zh,
            *(rule.sentence for rule in preset().rules),
        ]
    )


def _unpacked(value: object) -> str:
    """A value of the database as it reads, what is packed in JSON too."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value)
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="module")
def known(hall: ServedHall) -> dict[str, str]:
    """What fills the addresses of the pages."""
    return values(hall)


@contextmanager
def signed_in(browser: Browser, hall: ServedHall, width: int, language: str) -> Iterator[Page]:
    """An administrator, who may see every page."""
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{hall.address}/login?lang={language}")
        page.fill("[name=name]", NAME)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        yield page


def walked(
    page: Page, hall: ServedHall, known: dict[str, str], about: str = "", own: str | None = None
) -> tuple[int, list[str]]:
    """How many pages there were (``about``: those with it in their route), what is wrong there;
    ``own``: the only Chinese that may be there."""
    app = create_app(hall.db, Settings("s" * 32, None, hall.checker))
    seen, wrong = 0, []
    for rule, method in walk(app):
        path = filled(rule.rule, known)
        if method != "GET" or about not in rule.rule or not _is_page(page, hall.address + path):
            continue
        seen += 1
        wrong += [f"{path}: {fault}" for fault in axe.faults(page)]
        if own is not None:
            wrong += [
                f"{path}: {text}"
                for text in page.evaluate(CHINESE)
                if any(run not in own for run in HAN.findall(text))
            ]
    return seen, wrong


def _is_page(page: Page, address: str) -> bool:
    try:
        answer = page.goto(address)
    except Error:
        return False  # a file to keep
    return (
        answer is not None
        and answer.status == 200
        and answer.headers["content-type"].startswith("text/html")
    )


def test_before_a_meeting_on_a_desk(
    today: Browser, hall: ServedHall, known: dict[str, str]
) -> None:
    with signed_in(today, hall, 1280, "zh") as page:
        seen, wrong = walked(page, hall, known)
    assert seen > 40
    assert not wrong, "\n".join(wrong)


def test_during_a_meeting_on_a_phone_in_english(
    today: Browser, hall: ServedHall, known: dict[str, str]
) -> None:
    hall.open()
    with signed_in(today, hall, 390, "en") as page:
        seen, wrong = walked(page, hall, known, own=typed(hall))
        assert page.evaluate("document.documentElement.lang") == "en"
    assert seen > 40
    assert not wrong, "\n".join(wrong)


def test_after_the_tally(today: Browser, hall: ServedHall, known: dict[str, str]) -> None:
    for slip in range(FEW):
        casting.cast(hall.db, hall.checker, hall.meeting, hall.ballot(slip))
    classes = plan.get_meeting(hall.db, hall.meeting).classes
    closing.declare_heads(hall.db, HOST, hall.meeting, {c.id: (c.slips, c.slips) for c in classes})
    sealing = closing.close_meeting(hall.db, HOST, hall.meeting)
    record = tallying.record(hall.db, hall.meeting)
    for key in hall.keys[:2]:
        _, shares = partial_decryption(key, record, sealing)
        tallying.accept_shares(hall.db, OFFICER, hall.meeting, shares.encode())
    with signed_in(today, hall, 1280, "zh") as page:
        seen, wrong = walked(page, hall, known, "meeting")
    assert seen > 8
    assert not wrong, "\n".join(wrong)
