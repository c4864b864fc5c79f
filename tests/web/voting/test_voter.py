"""What a voter's phone may ask of the server, and what it is told."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from office import HOST
from open_meeting import Hall
from voting.language.refusals import ERRORS
from voting.record.ballot import tracker
from voting.record.frozen import frozen
from voting.record.voids import make_void
from voting.services.meetings import closing, plan
from voting.services.voting import casting


def cast(phone: FlaskClient, hall: Hall, data: bytes) -> TestResponse:
    return phone.post(
        f"/v/{hall.meeting}/ballots", data=data, content_type="application/octet-stream"
    )


def ask_slip(phone: FlaskClient, hall: Hall, slip: int) -> TestResponse:
    credential = hall.credential(slip).public.hex()
    return phone.post(f"/v/{hall.meeting}/slip", json={"credential": credential})


def refusal(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal, which must speak both languages."""
    body: dict[str, Any] = answer.get_json()
    assert set(body["message"]) == {"zh", "en"} and all(body["message"].values())
    assert body["error"] in ERRORS, f"{body['error']} has no texts"
    return answer.status_code, body["error"]


def ballots_in(hall: Hall) -> int:
    return plan.get_meeting(hall.db, hall.meeting).ballots


def test_the_whole_way(phone: FlaskClient, hall: Hall) -> None:
    mark = hall.open()
    state = phone.get(f"/v/{hall.meeting}/state").get_json()
    assert state == {
        "state": "open",
        "title": "民主测评会",
        "unit": "城关镇",
        "fingerprint": mark,
        "trial": False,
    }
    manifest = phone.get(f"/v/{hall.meeting}/manifest")
    assert manifest.mimetype == "application/json"
    assert manifest.data == casting.manifest_bytes(hall.db, hall.meeting)
    voter_class = {"id": "A", "name": "全体人员"}
    assert ask_slip(phone, hall, 0).get_json() == {
        "state": "unused",
        "tracker": None,
        "class": voter_class,
    }
    ballot = hall.ballot(0)
    first = cast(phone, hall, ballot)
    assert (first.status_code, first.get_json()) == (201, {"tracker": tracker(ballot)})
    again = cast(phone, hall, ballot)
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert ask_slip(phone, hall, 0).get_json() == {
        "state": "counted",
        "tracker": tracker(ballot),
        "class": voter_class,
    }
    assert ballots_in(hall) == 1


def test_another_ballot_of_a_used_slip_is_refused_with_the_tracker_of_the_first(
    phone: FlaskClient, hall: Hall
) -> None:
    hall.open()
    first = hall.ballot(0)
    cast(phone, hall, first)
    answer = cast(phone, hall, hall.ballot(0))
    assert refusal(answer) == (409, "slip-used")
    assert answer.get_json()["tracker"] == tracker(first)
    assert ballots_in(hall) == 1


def test_a_waiting_phone_is_told_once(phone: FlaskClient, hall: Hall) -> None:
    place = f"/v/{hall.meeting}/state"
    first = phone.get(place)
    told = {"If-None-Match": first.headers["ETag"]}
    for _ in range(2):
        again = phone.get(place, headers=told)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Cache-Control"] == "no-store"
    hall.open()
    opened = phone.get(place, headers=told)
    assert (opened.status_code, opened.get_json()["state"]) == (200, "open")


def test_a_poll_is_one_query(phone: FlaskClient, hall: Hall) -> None:
    """Half a hall asks at once, before and after opening."""
    asked: list[str] = []
    event.listen(
        hall.db.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: asked.append(statement),
    )
    for _ in range(2):
        asked.clear()
        assert phone.get(f"/v/{hall.meeting}/state").status_code == 200
        assert sum(one.startswith("SELECT") for one in asked) == 1, asked
        if not plan.get_meeting(hall.db, hall.meeting).fingerprint:
            hall.open()


def test_before_opening_there_is_a_state_but_no_manifest(phone: FlaskClient, hall: Hall) -> None:
    state = phone.get(f"/v/{hall.meeting}/state").get_json()
    assert (state["state"], state["fingerprint"]) == ("printed", None)
    assert refusal(phone.get(f"/v/{hall.meeting}/manifest")) == (409, "meeting-not-open")
    assert refusal(cast(phone, hall, b"x" * 1000)) == (409, "meeting-not-open")


def test_after_closing_the_same_bytes_still_get_their_receipt(
    phone: FlaskClient, hall: Hall
) -> None:
    hall.open()
    counted, late = hall.ballot(0), hall.ballot(1)
    cast(phone, hall, counted)
    closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (2, 2)})
    closing.close_meeting(hall.db, HOST, hall.meeting)
    assert cast(phone, hall, counted).status_code == 200
    assert refusal(cast(phone, hall, late)) == (409, "meeting-closed")
    assert ask_slip(phone, hall, 1).get_json()["state"] == "unused"


def test_a_voided_slip(phone: FlaskClient, hall: Hall) -> None:
    hall.open()
    context = frozen(casting.manifest_bytes(hall.db, hall.meeting)).context
    credential, signature = make_void(context, hall.credential(0))
    casting.void_slip(hall.db, HOST, hall.meeting, credential, signature)
    assert ask_slip(phone, hall, 0).get_json()["state"] == "voided"
    assert refusal(cast(phone, hall, hall.ballot(0))) == (409, "slip-voided")


@pytest.mark.parametrize("change", ["truncated", "oversized", "mauled", "re-signed", "empty"])
def test_bad_ballots_change_nothing(phone: FlaskClient, hall: Hall, change: str) -> None:
    hall.open()
    good = hall.ballot(0)
    bad, status = {
        "truncated": (good[:-1], 400),
        "oversized": (good + b"\0", 413),
        "mauled": (good[:200] + bytes([good[200] ^ 1]) + good[201:], 422),
        "re-signed": (good[:36] + hall.credential(1).public + good[68:], 422),
        "empty": (b"", 400),
    }[change]
    assert refusal(cast(phone, hall, bad))[0] == status
    assert ballots_in(hall) == 0
    assert cast(phone, hall, good).status_code == 201, "the slip is still good"


def test_a_stream_without_a_length_is_cut_off_at_the_length_of_a_ballot(
    phone: FlaskClient, hall: Hall
) -> None:
    hall.open()
    answer = phone.post(
        f"/v/{hall.meeting}/ballots",
        input_stream=BytesIO(b"x" * 10_000_000),
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert refusal(answer) == (413, "request-too-large")


def test_a_slip_of_another_meeting(phone: FlaskClient, hall: Hall) -> None:
    hall.open()
    stranger = phone.post(f"/v/{hall.meeting}/slip", json={"credential": "00" * 32})
    assert refusal(stranger) == (404, "slip-unknown")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"credential": 5}',
        b'{"credential": "AB"}',
        b'{"credential": "' + b"g" * 64 + b'"}',
        b"\xff",
    ],
)
def test_malformed_questions_about_a_slip(phone: FlaskClient, hall: Hall, body: bytes) -> None:
    answer = phone.post(f"/v/{hall.meeting}/slip", data=body, content_type="application/json")
    assert refusal(answer) == (400, "slip-request")


def test_a_question_about_a_slip_is_small(phone: FlaskClient, hall: Hall) -> None:
    answer = phone.post(f"/v/{hall.meeting}/slip", data=b" " * 5000)
    assert refusal(answer) == (413, "request-too-large")


def test_an_unknown_meeting(phone: FlaskClient) -> None:
    for path in ("state", "manifest"):
        assert refusal(phone.get(f"/v/00000000/{path}")) == (404, "meeting-unknown")
    assert phone.get("/v/00000000").status_code == 404
    assert 'data-meeting="00000000"' in phone.get("/v/00000000").text, "the page says it in words"


def test_no_cookie_nothing_stored_nothing_foreign(phone: FlaskClient, hall: Hall) -> None:
    hall.open()
    ballot = hall.ballot(0)
    answers = [
        phone.get(f"/v/{hall.meeting}?lang=en"),
        phone.get(f"/v/{hall.meeting}/state"),
        phone.get(f"/v/{hall.meeting}/manifest"),
        ask_slip(phone, hall, 0),
        cast(phone, hall, ballot),
        cast(phone, hall, ballot[:-1]),
    ]
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy


def test_the_page_has_nothing_inline_and_no_third_party(phone: FlaskClient, hall: Hall) -> None:
    page = phone.get(f"/v/{hall.meeting}").text
    assert "<style" not in page and " style=" not in page and "onclick" not in page
    scripts = re.findall(r"<script src=\"/static/build/(\w+)\.js[^>]*></script>", page)
    assert scripts == ["check", "booth"] and page.count("<script") == 2
    assert "http:" not in page and "https:" not in page
    assert "<noscript>" in page


def test_the_page_does_not_depend_on_the_slip_or_the_state(phone: FlaskClient, hall: Hall) -> None:
    before = phone.get(f"/v/{hall.meeting}").data
    hall.open()
    cast(phone, hall, hall.ballot(0))
    assert phone.get(f"/v/{hall.meeting}").data == before


def test_answers_are_json_even_where_nothing_fits(phone: FlaskClient, hall: Hall) -> None:
    answer = cast(phone, hall, b"")
    assert json.loads(answer.data)["error"] == "meeting-not-open"
