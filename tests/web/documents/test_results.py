"""Results, proposals, charts and the public record of a meeting held to the end."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from databases import opened, sqlite_url
from desk import Desk, signed_in
from small_hall import Department, SmallHall, department
from voting.assessment.permissions import ROLES
from voting.assessment.roster.unit import UnitView
from voting.record.archive import Archive
from voting.record.verify import verify
from voting.services.meetings import plan, tallying
from voting.services.roster.views import list_units
from voting.services.voting import casting, receipts
from voting.services.voting.checking import BallotChecker
from voting.trustee.decrypt import partial_decryption
from voting.web.app import create_app
from voting.web.site.settings import Settings


@dataclass(frozen=True)
class Counted:
    """A closed meeting with the shares that open it."""

    hall: SmallHall
    shares: tuple[bytes, ...]

    @property
    def round_id(self) -> str:
        return plan.get_meeting(self.hall.db, self.hall.meeting).round_id

    @property
    def unit_id(self) -> str:
        return plan.get_meeting(self.hall.db, self.hall.meeting).unit_id


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, checker: BallotChecker) -> tuple[Path, Counted]:
    """Voted and closed, the shares not handed in yet; each test works on a copy."""
    folder = tmp_path_factory.mktemp("held")
    chance = random.Random(7)
    with opened(sqlite_url(folder)) as db:
        hall = department(db).opened()
        for slip in (*range(6), *range(7, 12), *range(13, 15)):
            casting.cast(db, checker, hall.meeting, hall.vote(slip, chance)[0])
        sealing = hall.close()
        record = tallying.record(db, hall.meeting)
        shares = tuple(
            partial_decryption(key, record, sealing)[1].encode() for key in hall.keys[:2]
        )
    return folder, Counted(hall, shares)


@pytest.fixture
def closed(held: tuple[Path, Counted], tmp_path: Path) -> Iterator[Counted]:
    """The closed meeting."""
    folder, made = held
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with opened(sqlite_url(tmp_path)) as db:
        yield replace(made, hall=replace(made.hall, db=db))


@pytest.fixture
def pages(closed: Counted, checker: BallotChecker) -> Flask:
    """The application over it."""
    return create_app(closed.hall.db, Settings("s" * 32, None, checker))


def hand_in(desk: Desk, closed: Counted, number: int) -> int:
    """Upload the shares of one trustee."""
    place = f"/meetings/{closed.hall.meeting}/shares"
    answer = desk.post(place, file=(BytesIO(closed.shares[number]), "shares.json"))
    return answer.status_code


@pytest.fixture
def officer(pages: Flask, closed: Counted) -> Desk:
    """An officer, after both trustees handed in."""
    desk = signed_in(pages, closed.hall.db, "officer")
    assert [hand_in(desk, closed, number) for number in (0, 1)] == [302, 302]
    return desk


def test_shares_are_taken_one_by_one(pages: Flask, closed: Counted) -> None:
    desk = signed_in(pages, closed.hall.db, "officer")
    place = f"/meetings/{closed.hall.meeting}/shares"
    assert desk.text(place).count("未收到") == 3
    sealing = plan.get_meeting(closed.hall.db, closed.hall.meeting).sealing
    assert sealing is not None and sealing not in desk.text(place), "it is read from the minutes"
    assert desk.get(f"/meetings/{closed.hall.meeting}/tally").status_code == 409
    assert hand_in(desk, closed, 0) == 302
    assert desk.text(place).count("未收到") == 2
    assert hand_in(desk, closed, 0) == 400, "the same shares again"
    mauled = desk.post(place, file=(BytesIO(closed.shares[1][:-9] + b"0" * 9), "shares.json"))
    assert (mauled.status_code, "没有保存" in mauled.get_data(as_text=True)) == (400, True)
    assert hand_in(desk, closed, 1) == 302
    assert "测评结果已开出" in desk.text(place)


def test_the_tally_shows_heads_that_close_and_how_it_counted(
    officer: Desk, closed: Counted
) -> None:
    page = officer.text(f"/meetings/{closed.hall.meeting}/tally")
    for words in (
        "应到",
        "实到",
        "发出",
        "收回",
        "有效",
        "无效",
        "弃权",
        "优秀率",
        "优称率",
        "不称职率",
        "印制16＝收回13＋作废0＋未用3",
        "已合并统计",
        "监票人",
        "周　涛",
    ):
        assert words in page, words
    counted = tallying.meeting_tally(closed.hall.db, closed.hall.meeting)
    overall = counted.forms[0].subjects[0].overall
    assert overall is not None
    for rate in overall.weighted.rates.values():
        assert f"{rate}%" in page
    assert f"{overall.groups[0].percent['excellent']}%" in page
    assert all(note.zh in page for note in counted.notes)


def test_charts_are_pictures_on_the_page_and_files_to_take(officer: Desk, closed: Counted) -> None:
    place = f"/meetings/{closed.hall.meeting}/charts"
    subject = tallying.meeting_tally(closed.hall.db, closed.hall.meeting).forms[0].subjects[0].id
    for name in ("grades", "spread"):
        assert officer.get(f"{place}/{name}.svg").mimetype == "image/svg+xml"
    picture = officer.get(f"{place}/profile.png?subject={subject}")
    assert picture.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert "attachment" in picture.headers["Content-Disposition"]
    for name in ("profile.svg?subject=nobody", "grades.pdf", "other.svg"):
        assert officer.get(f"{place}/{name}").status_code == 404, name


def test_the_workbook_opens(officer: Desk, closed: Counted) -> None:
    answer = officer.get(f"/rounds/{closed.round_id}/workbook.xlsx")
    assert load_workbook(BytesIO(answer.data)).sheetnames


def test_a_unit_reads_its_own_results_only(officer: Desk, pages: Flask, closed: Counted) -> None:
    own = signed_in(pages, closed.hall.db, "unit", closed.unit_id)
    place = f"/rounds/{closed.round_id}/units/{closed.unit_id}/proposals"
    assert own.get(f"/meetings/{closed.hall.meeting}/tally").status_code == 200
    assert own.get(place).status_code == 200
    other = next(unit.id for unit in _units(closed) if unit.id != closed.unit_id)
    stranger = signed_in(pages, closed.hall.db, "unit", other)
    for path in (
        f"/meetings/{closed.hall.meeting}/tally",
        place,
        f"/meetings/{closed.hall.meeting}/charts/grades.svg",
    ):
        assert stranger.get(path).status_code == 403, path
    answer = stranger.client.post(
        place,
        data={
            "csrf_token": stranger.token("/password"),
            "subject": "x",
            "grade": "competent",
            "reason": "不是本单位",
        },
    )
    assert answer.status_code == 403


def test_the_record_is_public_piece_by_piece(pages: Flask, closed: Counted) -> None:
    meeting = closed.hall.meeting
    anybody = Desk(pages)
    page = anybody.text(f"/records/{meeting}")
    marks = receipts.trackers(closed.hall.db, meeting)
    assert len(marks) == 13 and all(mark in page for mark in marks)
    assert list(marks) == sorted(marks)
    desk = signed_in(pages, closed.hall.db, "officer")
    assert [hand_in(desk, closed, number) for number in (0, 1)] == [302, 302]
    answer = anybody.get(f"/records/{meeting}/record.zip")
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert verify(answer.data).results is None, "every ballot is in the sums; no result leaves"
    assert "不在公开部分" in anybody.text(f"/records/{meeting}")


@pytest.mark.parametrize("role", ROLES)
def test_results_leave_only_to_those_who_may_read_them(
    pages: Flask, closed: Counted, role: str
) -> None:
    """Before the tally all who may read a record get the same; afterwards they do not."""
    place = f"/meetings/{closed.hall.meeting}/record.zip"
    person = signed_in(pages, closed.hall.db, role, closed.unit_id if role == "unit" else None)
    before = person.get(place).data
    desk = signed_in(pages, closed.hall.db, "officer", name="secretary")
    assert [hand_in(desk, closed, number) for number in (0, 1)] == [302, 302]
    after = person.get(place).data
    if role in {"host", "trustee"}:
        assert after == before and not Archive.decode(after).opened
    else:
        assert after == tallying.record(closed.hall.db, closed.hall.meeting)
        assert verify(after).results is not None


def test_another_unit_gets_the_closed_part(pages: Flask, closed: Counted) -> None:
    other = next(u for u in _units(closed) if u.id != closed.unit_id)
    desk = signed_in(pages, closed.hall.db, "officer")
    assert [hand_in(desk, closed, number) for number in (0, 1)] == [302, 302]
    stranger = signed_in(pages, closed.hall.db, "unit", other.id)
    answer = stranger.get(f"/meetings/{closed.hall.meeting}/record.zip")
    assert answer.status_code == 200 and not Archive.decode(answer.data).opened


def test_before_closing_nobody_sees_trackers_or_results(
    pages: Flask, closed: Counted, checker: BallotChecker
) -> None:
    hall = Department(closed.hall.db, closed.round_id, closed.hall.keys).opened()
    mark = casting.cast(hall.db, checker, hall.meeting, hall.ballot(0)).tracker
    desk = signed_in(pages, hall.db, "officer")
    for path in (f"/records/{hall.meeting}", f"/host/{hall.meeting}", f"/meetings/{hall.meeting}"):
        assert mark not in desk.text(path), path
    for path in ("tally", "record.zip", "charts/grades.svg"):
        assert desk.get(f"/meetings/{hall.meeting}/{path}").status_code == 409, path
    assert Desk(pages).get(f"/records/{hall.meeting}/record.zip").status_code == 409


def _units(closed: Counted) -> list[UnitView]:
    return list_units(closed.hall.db, closed.round_id)
