"""The pages that list papers, and the papers as files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import unquote

import pytest
from flask import Flask

from databases import opened, sqlite_url
from desk import Desk, signed_in
from grading import COMMITTEE, hold_meeting, most
from held_meeting import run_ceremony
from office import OFFICER, make_round, unit_named
from voting.documents.writing.file_formats import MIMETYPES
from voting.services.grades import moves
from voting.services.meetings.plan import list_meetings
from voting.services.rounds import edit
from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database
from voting.web.app import create_app
from voting.web.site.settings import Settings

_NUMBERS = count(1)
_LINK = re.compile(r'href="(/papers/[^"]+)"')


@dataclass(frozen=True)
class County:
    """A round in which one unit is decided, and the application over it."""

    db: Database
    app: Flask
    round: str
    town: str
    meeting: str

    def person(self, role: str, unit: str | None = None) -> Desk:
        """Somebody new of this role, signed in."""
        return signed_in(self.app, self.db, role, unit, f"{role}-{next(_NUMBERS)}")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, checker: BallotChecker) -> Iterator[County]:
    keys, ceremony = run_ceremony()
    with opened(sqlite_url(tmp_path_factory.mktemp("papers"))) as db:
        round_id = make_round(db)
        edit.accept_ceremony(db, OFFICER, round_id, ceremony.encode())
        town = hold_meeting(db, round_id, "城关镇", keys, {1: most(5)})
        for actor in (OFFICER, OFFICER, COMMITTEE):
            moves.hand_on(db, actor, town)
        meeting = next(view.id for view in list_meetings(db, round_id))
        app = create_app(db, Settings("s" * 32, None, checker))
        yield County(db, app, round_id, town, meeting)


def test_the_round_lists_papers_of_all_and_of_each_unit(county: County) -> None:
    desk = county.person("officer")
    page = desk.text(f"/rounds/{county.round}/documents")
    links = _LINK.findall(page)
    assert len(links) == len(set(links)) > 20
    for link in links:
        answer = desk.get(link)
        assert answer.status_code == 200 and answer.data, link
        assert "attachment" in answer.headers["Content-Disposition"]
    assert f"/rounds/{county.round}/documents.zip" in page, "and everything in one file"


def test_the_file_has_a_name_people_read(county: County) -> None:
    answer = county.person("committee").get(f"/papers/meeting-table/{county.meeting}.docx")
    assert "城关镇2020年度民主测评汇总表.docx" in unquote(answer.headers["Content-Disposition"])
    assert answer.mimetype == MIMETYPES["docx"]


def test_a_unit_has_its_own_papers_and_no_others(county: County) -> None:
    own = county.person("unit", county.town)
    page = own.text(f"/units/{county.town}/documents")
    links = _LINK.findall(page)
    assert links and all(own.get(link).status_code == 200 for link in links)
    assert own.text(f"/meetings/{county.meeting}/documents")
    for path in (
        f"/rounds/{county.round}/documents",
        f"/papers/decisions/{county.round}.pdf",
        f"/papers/unit-decision/{county.town}.pdf",
    ):
        assert own.get(path).status_code == 403, path
    other = county.person("unit", unit_named(county.db, county.round, "县财政局").id)
    for path in (
        f"/units/{county.town}/documents",
        f"/meetings/{county.meeting}/documents",
        *links,
    ):
        assert other.get(path).status_code == 403, path


def test_what_is_not_there(county: County) -> None:
    desk = county.person("administrator")
    other = unit_named(county.db, county.round, "县志办").id
    for path in (
        "/papers/poem/x.pdf",
        f"/papers/alerts/{county.round}.exe",
        "/papers/meeting-table/nothing0.pdf",
    ):
        assert desk.get(path).status_code == 404, path
    assert "meeting-table" not in desk.text(f"/units/{other}/documents")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_speak_both_languages(county: County, language: str) -> None:
    page = county.person("officer").text(f"/rounds/{county.round}/documents?lang={language}")
    assert ("Lists by grade" in page) == (language == "en")
    assert ("考核等次名单" in page) == (language == "zh")
