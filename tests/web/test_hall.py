"""The host's page: numbers, the one button of the state, voiding; never a result."""

from __future__ import annotations

import hashlib
import secrets

import pytest
from desk import Desk, signed_in
from flask import Flask
from open_meeting import Hall

from voting.record.ceremony import Ceremony
from voting.record.voids import make_void
from voting.services import casting, meetings
from voting.services.checking import BallotChecker
from voting.storage import rounds


@pytest.fixture
def host(office: Flask, hall: Hall) -> Desk:
    """A host at the page of the hall."""
    return signed_in(office, hall.db, "host")


def buttons(page: str) -> list[str]:
    """The things the page lets a host do."""
    known = ("/open", "/close", "/heads", "/voids")
    return [name for name in known if f"{name}\"" in page]


def heads(hall: Hall, present: str = "8", issued: str = "8") -> dict[str, str]:
    classes = meetings.get_meeting(hall.db, hall.meeting).classes
    return {f"{kind}-{c.id}": value for c in classes
            for kind, value in (("present", present), ("issued", issued))}


def void(host: Desk, hall: Hall, slip: int, **changed: str) -> tuple[int, str]:
    """Void a slip as the page's script does."""
    place = f"/host/{hall.meeting}"
    context = hashlib.sha256(casting.manifest_bytes(hall.db, hall.meeting)).digest()
    credential, signature = make_void(context, hall.credential(slip))
    body = {"credential": credential.hex(), "signature": signature.hex(), **changed}
    answer = host.client.post(f"{place}/voids", json=body,
                              headers={"X-CSRFToken": host.token(place)})
    return answer.status_code, answer.get_json()["message"]


def test_the_page_offers_what_fits_the_state(host: Desk, hall: Hall) -> None:
    place = f"/host/{hall.meeting}"
    page = host.text(place)
    assert buttons(page) == ["/open", "/heads"] and "现在开始投票" in page
    assert host.post(f"{place}/open", place, reason="公示另行安排").status_code == 302
    page = host.text(place)
    mark = meetings.get_meeting(hall.db, hall.meeting).fingerprint
    assert mark is not None and mark in page
    assert buttons(page) == ["/heads", "/voids"], "closing waits for the head counts"
    host.post(f"{place}/heads", place, **heads(hall))
    page = host.text(place)
    assert buttons(page) == ["/close", "/heads", "/voids"]
    assert 'data-number="issued">8<' in page
    assert host.post(f"{place}/close", place).status_code == 302
    page = host.text(place)
    sealing = meetings.get_meeting(hall.db, hall.meeting).sealing
    assert sealing is not None and sealing in page and buttons(page) == ["/heads"]


def test_before_opening_the_keys_are_compared(host: Desk, hall: Hall) -> None:
    """A key of the server's own would show here: its fingerprint is not the trustees'."""
    round_id = meetings.get_meeting(hall.db, hall.meeting).round_id
    with hall.db.reading() as session:
        row = rounds.get(session, round_id)
        assert row is not None and row.ceremony is not None
        mark = Ceremony.decode(row.ceremony).fingerprint()
    page = host.text(f"/host/{hall.meeting}")
    assert mark in page and "不一致就不要开始" in page
    assert "compare this with the trustees" in host.text(f"/host/{hall.meeting}?lang=en")
    keys = host.text(f"/rounds/{round_id}/keys?lang=zh")
    assert mark in keys and "请每名保管人核对" in keys
    hall.open()
    assert "不一致就不要开始" not in host.text(f"/host/{hall.meeting}?lang=zh")


def test_numbers_are_sent_only_when_they_change(
    host: Desk, hall: Hall, checker: BallotChecker
) -> None:
    place = f"/host/{hall.meeting}/numbers"
    hall.open()
    first = host.get(place)
    assert first.get_json() == {"state": "open", "issued": None, "ballots": 0, "voided": 0,
                                "unused": 10}
    told = {"If-None-Match": first.headers["ETag"]}
    assert host.client.get(place, headers=told).status_code == 304
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    again = host.client.get(place, headers=told)
    assert (again.status_code, again.get_json()["ballots"]) == (200, 1)


@pytest.mark.parametrize("typed", ["", "x", "-1", "1.5", "９", "1234567"])
def test_head_counts_are_whole_numbers(host: Desk, hall: Hall, typed: str) -> None:
    place = f"/host/{hall.meeting}"
    hall.open()
    answer = host.post(f"{place}/heads", place, **heads(hall, present=typed))
    assert answer.status_code == 400
    assert "整数" in answer.get_data(as_text=True)
    english = host.post(f"{place}/heads?lang=en", place, **heads(hall, present=typed))
    assert "whole numbers" in english.get_data(as_text=True)
    assert meetings.get_meeting(hall.db, hall.meeting).issued is None


def test_closing_without_head_counts_is_refused(host: Desk, hall: Hall) -> None:
    hall.open()
    answer = host.post(f"/host/{hall.meeting}/close", f"/host/{hall.meeting}")
    assert answer.status_code == 400
    assert meetings.get_meeting(hall.db, hall.meeting).state == "open"


def test_a_slip_is_voided_by_its_own_signature(
    host: Desk, hall: Hall, checker: BallotChecker
) -> None:
    hall.open()
    assert void(host, hall, 0) == (201, "这张纸条已作废，请另发一张备用纸条。")
    assert meetings.get_meeting(hall.db, hall.meeting).voided == 1
    assert void(host, hall, 1, signature=secrets.token_hex(64))[0] == 422
    assert void(host, hall, 1, credential=secrets.token_hex(32))[0] == 404
    assert void(host, hall, 1, credential="zz")[0] == 400
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(2))
    assert void(host, hall, 2)[0] == 409
    assert meetings.get_meeting(hall.db, hall.meeting).voided == 1


@pytest.mark.parametrize("body", [
    b"[]", b"5", b"null", b'"x"', b"", b"{", b"{}", b'{"credential": 1, "signature": 2}',
    b'{"credential": "' + b"ab " * 32 + b'", "signature": "' + b"ab" * 64 + b'"}',
    b'{"credential": "' + b"AB" * 32 + b'", "signature": "' + b"ab" * 64 + b'"}'])
def test_a_malformed_void_is_told_so(host: Desk, hall: Hall, body: bytes) -> None:
    hall.open()
    answer = host.client.post(
        f"/host/{hall.meeting}/voids", data=body, content_type="application/json",
        headers={"X-CSRFToken": host.token(f"/host/{hall.meeting}")})
    assert (answer.status_code, answer.get_json()["error"]) == (400, "void-shape")


def test_the_code_has_no_name_to_be_sent_under(host: Desk, hall: Hall) -> None:
    hall.open()
    page = host.text(f"/host/{hall.meeting}")
    field = page[page.index('<input id="void-code"'):].split(">", 1)[0]
    assert " name=" not in field and "disabled" in field


def test_plain_http_is_said(host: Desk, hall: Hall) -> None:
    assert "不加密（http）" in host.text(f"/host/{hall.meeting}")
