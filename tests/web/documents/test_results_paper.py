"""Results of a meeting with paper ballots: in the page, the files to take, the grades, both
languages; always told apart."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from databases import opened, sqlite_url
from desk import Desk, signed_in
from office import HOST, OFFICER
from paper_hall import counted, enter_both, for_paper
from small_hall import SmallHall, department
from voting.services.documents import offers
from voting.services.grades import figures as grades_figures
from voting.services.meetings import tallying
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.trustee.decrypt import partial_decryption
from voting.web.app import create_app
from voting.web.site.settings import Settings

ON_PAPER = {"A": (4, 5), "B": (10, 11), "C": (14,)}
FEW = {"A": (4,), "B": (10,)}


def held(
    folder: Path, checker: BallotChecker, on_paper: dict[str, tuple[int, ...]]
) -> Iterator[SmallHall]:
    """Eight voted by phone; who voted on paper chose the first option everywhere. Opened."""
    chance = random.Random(11)
    with opened(sqlite_url(folder)) as db:
        hall = department(db).opened()
        for slip in (*range(4), *range(7, 10), 13):
            casting.cast(db, checker, hall.meeting, hall.vote(slip, chance)[0])
        for_paper(hall, HOST, *(slip for slips in on_paper.values() for slip in slips))
        enter_both(
            hall,
            (HOST, OFFICER),
            {c: counted(hall, *(0 for _ in slips)) for c, slips in on_paper.items()},
        )
        sealing = hall.close()
        record = tallying.record(db, hall.meeting)
        for key in hall.keys[:2]:
            tallying.accept_shares(
                db, OFFICER, hall.meeting, partial_decryption(key, record, sealing)[1].encode()
            )
        yield hall


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, checker: BallotChecker) -> Iterator[SmallHall]:
    yield from held(tmp_path_factory.mktemp("paper"), checker, ON_PAPER)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, checker: BallotChecker) -> Iterator[SmallHall]:
    yield from held(tmp_path_factory.mktemp("few"), checker, FEW)


def desk_of(hall: SmallHall, checker: BallotChecker) -> Desk:
    return signed_in(create_app(hall.db, Settings("s" * 32, None, checker)), hall.db, "officer")


@pytest.fixture(scope="module")
def desk(hall: SmallHall, checker: BallotChecker) -> Desk:
    return desk_of(hall, checker)


def test_the_page_tells_paper_from_the_rest(hall: SmallHall, desk: Desk) -> None:
    tally = tallying.meeting_tally(hall.db, hall.meeting)
    assert [(g.ballots, g.paper) for g in tally.groups] == [(13, 5)]
    assert [(line.label, line.ballots) for line in tally.paper] == [("A+B+C", 5)]
    page = desk.text(f"/meetings/{hall.meeting}/tally")
    for words in (
        "收回13＝电子票8＋纸质票5",
        "其中纸质票",
        "收回中纸质票5",
        "票数含纸质票5张",
        "（已计入以上各行；此处为纸质票自身，未加权）",
    ):
        assert words in page, words
    line = re.search(r'<tr class="on-paper">.*?</tr>', page, re.DOTALL)
    assert line is not None and "A+B+C" in line[0] and "100.00%" in line[0]
    english = desk.text(f"/meetings/{hall.meeting}/tally?lang=en")
    assert "Of these on paper" in english and "5 paper ballots" in english


def test_pages_with_head_counts_tell_paper_apart(hall: SmallHall, desk: Desk) -> None:
    """8 from phones, on paper 2 of A, 2 of B, 1 of C: where 收回 is that of phones paper stands
    beside it."""
    page = desk.text(f"/meetings/{hall.meeting}?lang=zh")
    table = page[page.index("票类与人数") :]
    head = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", table)
    place = head.index("＋纸质票")
    assert head[place - 1 : place + 2] == ["收回", "＋纸质票", "作废"]
    rows = re.findall(r"<tr>\s*<th scope=\"row\">[ABC]</th>.*?</tr>", table, re.DOTALL)
    cells = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in rows]
    assert [row[place - 1] for row in cells] == ["2", "2", "1"]
    record = desk.text(f"/records/{hall.meeting}")
    assert re.search(
        r"<dt>收回</dt>\s*<dd>\s*<span>8</span>\s*</dd>\s*</div>\s*<div class=\"figure\">\s*"
        r"<dt>＋纸质票</dt>\s*<dd>\s*<span>5</span>",
        record,
    )
    assert "＋纸质票5" in desk.text("/host/")


def test_a_few_are_only_counted(few: SmallHall, checker: BallotChecker) -> None:
    tally = tallying.meeting_tally(few.db, few.meeting)
    assert tally.paper == () and tally.paper_hidden == 2
    page = desk_of(few, checker).text(f"/meetings/{few.meeting}/tally")
    assert "2张，不足5张，不单列" in page and "收回中纸质票2" in page
    for row in re.findall(r'<tr class="on-paper">.*?</tr>', page, re.DOTALL):
        assert "%" not in row


def test_files_and_grades_count_the_same(hall: SmallHall) -> None:
    made = offers.paper(hall.db, OFFICER, "meeting-table", hall.meeting, "xlsx")
    cells = [
        str(cell.value)
        for sheet in load_workbook(BytesIO(made.data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any(cell.startswith("其中纸质票　A+B+C（领导、中层、职工）　5张") for cell in cells)
    subject = tallying.meeting_tally(hall.db, hall.meeting).forms[0].subjects[0]
    assert subject.overall is not None
    figures = grades_figures.figures_of(hall.db, hall.meeting)[subject.id]
    assert figures.rates == dict(subject.overall.weighted.exact_rates)
    assert figures.rates["excellent"] == subject.overall.total.exact_rates["excellent"]
