"""What every answer carries, what a form must carry, and what an error must not tell."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from sqlalchemy import text

from desk import Desk, signed_in
from open_meeting import Hall

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|=\W?javascript:", re.IGNORECASE
)


def pages(hall: Hall) -> list[str]:
    """One of each kind: office, hall, public, voter, error."""
    return [
        "/login",
        "/rounds",
        "/rounds/new",
        f"/meetings/{hall.meeting}",
        f"/host/{hall.meeting}",
        f"/records/{hall.meeting}",
        f"/v/{hall.meeting}",
        "/nothing",
    ]


def test_every_answer_is_protected(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    for path in [*pages(hall), "/static/src/ui/seal.svg"]:
        headers = desk.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        if not path.startswith("/static/"):
            assert headers["Cache-Control"] == "no-store", path


def test_who_came_by_https_stays_there(office: Flask, hall: Hall) -> None:
    for path in pages(hall):
        plain, secure = (
            office.test_client().get(path, base_url=f"{scheme}://localhost").headers
            for scheme in ("http", "https")
        )
        assert "Strict-Transport-Security" not in plain, path
        assert secure["Strict-Transport-Security"] == "max-age=31536000", path


def test_no_page_has_script_or_style_within(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    for path in pages(hall):
        found = INLINE.search(desk.get(path).get_data(as_text=True))
        assert found is None, (path, found)


def test_a_built_file_is_kept_only_under_its_hash(office: Flask) -> None:
    desk = Desk(office)
    assert "immutable" in desk.get("/static/build/office.css?v=1").headers["Cache-Control"]
    assert desk.get("/static/build/office.css").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/login", "/logout", "/rounds/new", "/password", "/accounts"])
def test_a_form_without_its_token_changes_nothing(office: Flask, hall: Hall, path: str) -> None:
    desk = signed_in(office, hall.db, "administrator")
    answer = desk.client.post(path, data={"year": "2021", "name": "x", "csrf_token": "made up"})
    assert answer.status_code == 400
    assert "没有保存任何内容" in answer.get_data(as_text=True)
    assert "2021年度" not in desk.text("/rounds")


def test_opening_and_voiding_want_the_token_too(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "host")
    for path in ("open", "close", "heads"):
        assert desk.client.post(f"/host/{hall.meeting}/{path}").status_code == 400
    assert desk.client.post(f"/host/{hall.meeting}/voids", json={}).status_code == 400


def test_an_unexpected_error_tells_nothing(
    office: Flask, hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    """A table is gone: the page says "something went wrong", the log says where, and no more."""
    desk = signed_in(office, hall.db, "officer")
    with hall.db.transaction() as session:
        session.execute(text("ALTER TABLE meetings RENAME TO gone"))
    with caplog.at_level(logging.ERROR):
        answer = desk.get(f"/meetings/{hall.meeting}?name=zhangsan")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "系统出错" in page and "OperationalError" not in page
    assert "OperationalError" in caplog.text and "meetings.one" in caplog.text
    for secret in ("zhangsan", hall.meeting, "no such table"):
        assert secret not in caplog.text


def test_too_much_is_refused_as_such(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    answer = desk.client.post("/rounds/new", data={"name": "x" * 17_000_000})
    assert answer.status_code == 413
    assert "超过限制" in answer.get_data(as_text=True)
