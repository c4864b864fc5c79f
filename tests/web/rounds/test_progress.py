"""The round at a glance on its page, deadlines, one unit's way, the zip of all documents."""

from __future__ import annotations

from flask import Flask

from desk import signed_in
from open_meeting import Hall
from voting.services.meetings import plan


def _round(hall: Hall) -> str:
    return plan.get_meeting(hall.db, hall.meeting).round_id


def test_every_unit_with_its_stage(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    page = desk.text(f"/rounds/{_round(hall)}/progress")
    assert page.count('class="way-bar"') == page.count('class="way-name"') > 0
    assert "等参评单位" in page and "材料：办理中" in page and "纸条：已完成" in page


def test_filters_and_what_nobody_fits(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    address = f"/rounds/{_round(hall)}/progress"
    assert 'class="way-bar"' in desk.text(address + "?text=城关")
    for query in ("?text=<b>", "?late=1", "?waits=committee", "?stage=done", "?kind=月球"):
        page = desk.text(address + query)
        assert "没有符合条件的单位" in page and '<b>"' not in page, query


def test_deadlines_are_kept_and_make_units_late(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    address = f"/rounds/{_round(hall)}/deadlines"
    assert desk.post(address, materials="2021-01-05").status_code == 302
    assert 'value="2021-01-05"' in desk.text(address)
    assert 'class="overdue"' in desk.text(f"/rounds/{_round(hall)}/progress")
    assert desk.post(address, materials="五月").status_code == 400


def test_one_units_way_leads_to_its_pages(office: Flask, hall: Hall) -> None:
    own = plan.get_meeting(hall.db, hall.meeting).unit_id
    address = f"/rounds/{_round(hall)}/units/{own}"
    page = signed_in(office, hall.db, "officer").text(address)
    for link in (f"/units/{own}/materials", f"/units/{own}/publicity", f"/meetings/{hall.meeting}"):
        assert f'href="{link}"' in page
    assert signed_in(office, hall.db, "unit", own).get(address).status_code == 403


def test_without_a_folder_nothing_is_built_and_the_page_says_so(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    answer = desk.post(f"/rounds/{_round(hall)}/documents.zip")
    assert answer.status_code == 400
    assert "没有设置存放大文件的文件夹" in answer.get_data(as_text=True)
