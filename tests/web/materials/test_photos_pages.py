"""The page of photos: what it takes, shows and refuses."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from desk import Desk, signed_in
from office import unit_named
from open_meeting import Hall
from portraits import portrait, zipped
from voting.services.meetings import plan


class Place:
    """城关镇's photos."""

    def __init__(self, office: Flask, hall: Hall) -> None:
        self.office, self.db = office, hall.db
        round_id = plan.get_meeting(hall.db, hall.meeting).round_id
        self.unit = unit_named(hall.db, round_id, "城关镇")
        self.path = f"/units/{self.unit.id}/photos"
        self.wang, self.li = self.unit.cadres[0].id, self.unit.cadres[1].id
        self.own = signed_in(office, hall.db, "unit", self.unit.id)

    def send(self, path: str, *files: tuple[str, bytes], desk: Desk | None = None) -> TestResponse:
        desk = desk or self.own
        form = {
            "csrf_token": desk.token(self.path),
            "files": [(BytesIO(data), name) for name, data in files],
        }
        return desk.client.post(path, data=form, content_type="multipart/form-data")


@pytest.fixture
def place(office: Flask, hall: Hall) -> Place:
    return Place(office, hall)


def test_one_photo_is_shown_replaced_and_removed(place: Place) -> None:
    one, picture = f"{place.path}/{place.wang}", f"{place.path}/{place.wang}.jpg"
    assert place.own.get(picture).status_code == 404
    assert place.send(one, ("IMG_2031.JPG", portrait())).status_code == 302
    page = place.own.text(place.path)
    assert picture in page and "王伟的照片" in page and "1 / 5人有照片" in page
    answer = place.own.get(picture)
    assert answer.mimetype == "image/jpeg" and answer.data.startswith(b"\xff\xd8\xff")
    assert "no-store" in answer.headers["Cache-Control"]
    assert place.own.post(f"{one}/remove", place.path).status_code == 302
    assert place.own.get(picture).status_code == 404
    assert place.path in place.own.text(f"/units/{place.unit.id}/materials/{place.wang}")
    assert place.path in place.own.text(f"/units/{place.unit.id}/materials")


def test_several_and_what_could_not_be_kept(place: Place) -> None:
    answer = place.send(
        place.path,
        (
            "all.zip",
            zipped({"李敏.jpg": portrait(), "<b>x</b>.jpg": portrait(), "张强.jpg": b"text"}),
        ),
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "已保存1张照片" in page and "<b>x</b>" not in page
    assert "“<b>x</b>”" not in page and "“b>”" in unescape(page)
    assert "只能上传JPG" in page and f"{place.path}/{place.li}.jpg" in page
    assert place.send(place.path, ("王伟.png", portrait(kind="PNG"))).status_code == 302


def test_refusals_stay_on_the_page(place: Place) -> None:
    for files in ([], [("a.zip", b"PK\x03\x04cut")]):
        answer = place.send(place.path, *files)
        assert answer.status_code == 400 and 'role="alert"' in answer.get_data(as_text=True)
    answer = place.send(f"{place.path}/{place.wang}", ("a.txt", b"text"))
    assert answer.status_code == 400 and "只能上传JPG" in answer.get_data(as_text=True)


def test_another_unit_gets_nothing(place: Place) -> None:
    place.send(f"{place.path}/{place.wang}", ("a.jpg", portrait()))
    other = unit_named(place.db, place.unit.round_id, "县志办").id
    stranger = signed_in(place.office, place.db, "unit", other)
    for path in (place.path, f"{place.path}/{place.wang}.jpg"):
        assert stranger.get(path).status_code == 403
    token = stranger.token("/unit")
    for path in (place.path, f"{place.path}/{place.wang}", f"{place.path}/{place.wang}/remove"):
        form = {"csrf_token": token, "files": (BytesIO(portrait()), "王伟.jpg")}
        assert (
            stranger.client.post(path, data=form, content_type="multipart/form-data").status_code
            == 403
        )
    assert place.own.get(f"{place.path}/{place.wang}.jpg").status_code == 200


def test_in_english(place: Place) -> None:
    page = place.own.text(f"{place.path}?lang=en")
    assert "Photos on the ballot" in page and "Several at once" in page
