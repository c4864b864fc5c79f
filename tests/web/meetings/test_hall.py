"""The host's page: numbers, the one button of the state, voiding; never a result."""

from __future__ import annotations

import hashlib
import re
import secrets

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from desk import Desk, signed_in
from open_meeting import Hall
from voting.record.ceremony.finished import Ceremony
from voting.record.voids import make_void
from voting.services.meetings import plan
from voting.services.meetings.hall import heads_mark
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.storage import rounds


@pytest.fixture
def host(office: Flask, hall: Hall) -> Desk:
    """A host at the page of the hall."""
    return signed_in(office, hall.db, "host")


def buttons(page: str) -> list[str]:
    """The things the page lets a host do."""
    known = ("/open", "/close", "/heads", "/voids", "/countdown")
    return [name for name in known if f'{name}"' in page]


def heads(hall: Hall, present: str = "8", issued: str = "8") -> dict[str, str]:
    classes = plan.get_meeting(hall.db, hall.meeting).classes
    seen = heads_mark((c.id, c.present, c.issued) for c in classes)
    return {"seen": seen} | {
        f"{kind}-{c.id}": value
        for c in classes
        for kind, value in (("present", present), ("issued", issued))
    }


def close(host: Desk, hall: Hall, **changed: str) -> TestResponse:
    """Confirm the numbers of the closing page."""
    place = f"/host/{hall.meeting}/close"
    found = re.search(r'name="seen" value="([^"]+)"', host.text(place))
    assert found, "the page asks for nothing to be confirmed"
    return host.post(place, **{"seen": found[1], "confirmed": "yes", **changed})


def void(host: Desk, hall: Hall, slip: int, **changed: str) -> tuple[int, str]:
    """Void a slip as the page's script does."""
    place = f"/host/{hall.meeting}"
    context = hashlib.sha256(casting.manifest_bytes(hall.db, hall.meeting)).digest()
    credential, signature = make_void(context, hall.credential(slip))
    body = {"credential": credential.hex(), "signature": signature.hex(), **changed}
    answer = host.client.post(
        f"{place}/voids", json=body, headers={"X-CSRFToken": host.token(place)}
    )
    return answer.status_code, answer.get_json()["message"]


def test_the_page_offers_what_fits_the_state(host: Desk, hall: Hall) -> None:
    place = f"/host/{hall.meeting}"
    page = host.text(place)
    assert buttons(page) == ["/open", "/heads"] and "现在开始投票" in page
    assert host.post(f"{place}/open", place, reason="公示另行安排").status_code == 302
    page = host.text(place)
    mark = plan.get_meeting(hall.db, hall.meeting).fingerprint
    assert mark is not None and mark in page
    assert buttons(page) == ["/close", "/heads", "/voids", "/countdown"]
    assert "现在结束投票" not in host.text(f"{place}/close"), "closing waits for the head counts"
    host.post(f"{place}/heads", place, **heads(hall))
    assert re.search('data-number="issued"[^>]*>8<', host.text(place))
    assert close(host, hall).status_code == 302
    page = host.text(place)
    sealing = plan.get_meeting(hall.db, hall.meeting).sealing
    assert sealing is not None and sealing in page and buttons(page) == ["/heads"]


def test_before_opening_the_keys_are_compared(host: Desk, hall: Hall) -> None:
    """A key of the server's own would show here: its fingerprint is not the trustees'."""
    round_id = plan.get_meeting(hall.db, hall.meeting).round_id
    with hall.db.reading() as session:
        row = rounds.known(session, round_id)
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
    assert first.get_json() == {
        "state": "open",
        "issued": None,
        "ballots": 0,
        "voided": 0,
        "waiting": None,
        "paper": 0,
        "unused": 10,
        "tested": 0,
        "countdown": None,
        "heads": "A:-/-",
        "mark": "A:-/- 0 0 0",
        "classes": {
            "A": {
                "present": None,
                "issued": None,
                "ballots": 0,
                "voided": 0,
                "paper": 0,
                "waiting": None,
            }
        },
    }
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
    assert plan.get_meeting(hall.db, hall.meeting).issued is None


def test_closing_without_head_counts_is_refused(host: Desk, hall: Hall) -> None:
    hall.open()
    place = f"/host/{hall.meeting}"
    answer = host.post(f"{place}/close", place, confirmed="yes", seen="A:-/- 0 0 0")
    assert answer.status_code == 400 and "实到" in answer.get_data(as_text=True)
    assert plan.get_meeting(hall.db, hall.meeting).state == "open"


def test_closing_asks_for_the_numbers_as_they_are(
    host: Desk, hall: Hall, checker: BallotChecker
) -> None:
    """Spelled out, ticked, and not while they change under one's hands."""
    place = f"/host/{hall.meeting}"
    hall.open()
    host.post(f"{place}/heads", place, **heads(hall))
    page = host.text(f"{place}/close")
    assert "捌" in page and "还有8张没有交回" in page
    assert "eight" in host.text(f"{place}/close?lang=en")
    host.text(f"{place}?lang=zh")
    before = re.search(r'name="seen" value="([^"]+)"', page)
    assert before
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    stale = close(host, hall, seen=before[1])
    assert stale.status_code == 409 and "又有变化" in stale.get_data(as_text=True)
    unticked = close(host, hall, confirmed="")
    assert unticked.status_code == 400 and "请先核对" in unticked.get_data(as_text=True)
    assert plan.get_meeting(hall.db, hall.meeting).state == "open"
    assert close(host, hall).status_code == 302
    assert plan.get_meeting(hall.db, hall.meeting).state == "closed"
    assert "现在不能结束" in host.text(f"{place}/close")


def test_more_ballots_than_slips_handed_out_are_named(
    host: Desk, hall: Hall, checker: BallotChecker
) -> None:
    hall.open()
    place = f"/host/{hall.meeting}"
    for slip in (0, 1):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip))
    host.post(f"{place}/heads", place, **heads(hall, issued="1"))
    page = host.text(f"{place}/close")
    assert "收回2张，比发出的1张还多" in page and "现在结束投票" not in page


def test_two_hosts_see_the_same_and_overwrite_nothing(
    office: Flask, host: Desk, hall: Hall
) -> None:
    place = f"/host/{hall.meeting}"
    hall.open()
    other = signed_in(office, hall.db, "host", name="second-host")
    late = heads(hall, present="5", issued="5")
    assert host.post(f"{place}/heads", place, **heads(hall)).status_code == 302
    answer = other.post(f"{place}/heads", place, **late)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "另一台设备刚刚改了人数" in page
    assert 'value="5"' in page and page.count("现为8") == 2, "both numbers are shown"
    assert plan.get_meeting(hall.db, hall.meeting).classes[0].present == 8
    host.post(f"{place}/countdown", place, minutes="10")
    mine, yours = (desk.get(f"{place}/numbers").get_json() for desk in (host, other))
    assert mine == yours and mine["countdown"].endswith("Z") and mine["heads"] == "A:8/8"
    assert host.post(f"{place}/countdown", place, minutes="x").status_code == 400
    assert host.post(f"{place}/countdown", place, minutes="999").status_code == 400
    host.post(f"{place}/countdown", place, minutes="0")
    assert other.get(f"{place}/numbers").get_json()["countdown"] is None


def test_the_list_before_says_what_is_missing(host: Desk, office: Flask, hall: Hall) -> None:
    place = f"/host/{hall.meeting}"
    page = host.text(place)
    assert "会前检查" in page and "必须先办" not in page.replace("标“必须先办”", "")
    assert "本单位还没有进行实绩公示。" in page and "只有这台电脑自己能打开" in page
    assert f"/v/{hall.meeting}/test" in page and "去办理" not in page, "not the host's to do"
    officer = signed_in(office, hall.db, "officer").text(place)
    assert "/publicity" in officer and "/materials" in officer
    with hall.db.transaction() as session:
        row = rounds.known(session, plan.get_meeting(hall.db, hall.meeting).round_id)
        assert row is not None
        row.ceremony = None
    page = host.text(place)
    assert "还没有密钥" in page and "现在开始投票" not in page


def test_the_projector_shows_no_result_in_any_state(host: Desk, hall: Hall) -> None:
    place = f"/host/{hall.meeting}"
    page = host.text(f"{place}/screen")
    assert "投票即将开始" in page and f'data-poll="{place}/numbers"' in page
    hall.open()
    page = host.text(f"{place}/screen")
    mark = plan.get_meeting(hall.db, hall.meeting).fingerprint
    assert mark is not None and mark in page and f"/v/<wbr>{hall.meeting}<" in page
    assert "扫纸条上的码" in page and "剩余时间" in page and "csrf_token" not in page
    host.post(f"{place}/heads", place, **heads(hall))
    close(host, hall)
    page = host.text(f"{place}/screen")
    sealing = plan.get_meeting(hall.db, hall.meeting).sealing
    assert sealing is not None and sealing in page and "投票已经结束" in page


def test_a_phone_tests_the_network(host: Desk, office: Flask, hall: Hall) -> None:
    """No cookie, no sign-in, nothing kept but a number."""
    phone = office.test_client()
    place = f"/v/{hall.meeting}/test"
    page = phone.get(place)
    found = re.search(r'data-length="(\d+)"', page.get_data(as_text=True))
    assert page.status_code == 200 and found and "Set-Cookie" not in page.headers
    length = int(found[1])
    for sent, status in ((length, 200), (length - 1, 400), (length + 1, 413)):
        answer = phone.post(place, data=bytes(sent), content_type="application/octet-stream")
        assert answer.status_code == status, sent
        assert "Set-Cookie" not in answer.headers
    hall.open()
    assert phone.post(place, data=bytes(length)).get_json() == {"passed": True}
    numbers = host.get(f"/host/{hall.meeting}/numbers").get_json()
    assert (numbers["tested"], numbers["ballots"]) == (1, 0), "not counted beside ballots"
    assert phone.get("/v/00000000/test").status_code == 404
    assert phone.post("/v/00000000/test", data=b"x").status_code == 404


def test_a_slip_is_voided_by_its_own_signature(
    host: Desk, hall: Hall, checker: BallotChecker
) -> None:
    hall.open()
    assert void(host, hall, 0) == (201, "这张纸条已作废。")
    assert plan.get_meeting(hall.db, hall.meeting).voided == 1
    assert void(host, hall, 1, signature=secrets.token_hex(64))[0] == 422
    assert void(host, hall, 1, credential=secrets.token_hex(32))[0] == 404
    assert void(host, hall, 1, credential="zz")[0] == 400
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(2))
    assert void(host, hall, 2)[0] == 409
    assert plan.get_meeting(hall.db, hall.meeting).voided == 1


def test_a_slip_is_looked_at_and_replaced(host: Desk, hall: Hall, checker: BallotChecker) -> None:
    hall.open()
    place = f"/host/{hall.meeting}"

    def look(slip: int) -> dict[str, str]:
        answer = host.client.post(
            f"{place}/slips",
            headers={"X-CSRFToken": host.token(place)},
            json={"credential": hall.credential(slip).public.hex()},
        )
        return answer.get_json()

    assert look(0) == {"state": "unused", "class": "A 全体人员", "message": "未用过，可以作废。"}
    host.post(f"{place}/heads", place, **heads(hall))
    assert void(host, hall, 0, replacement="spare") == (
        201,
        "已作废。请从“全体人员”的备用纸条里取一张发给本人。",
    )
    assert void(host, hall, 1, replacement="paper") == (201, "已作废。请发一张“全体人员”的纸质票。")
    assert void(host, hall, 2, replacement="cash")[0] == 400
    for again in ("spare", "paper", "none"):  # brought to another helper, or tapped once more
        status, message = void(host, hall, 0, replacement=again)
        assert status == 409 and "不要再发" in message
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(3))
    assert look(1)["state"] == "voided" and look(3)["state"] == "counted"
    assert set(look(3)) == {"state", "class", "message"}, "no tracker: the host sees who asks"
    numbers = host.get(f"{place}/numbers").get_json()
    assert (numbers["issued"], numbers["voided"], numbers["paper"], numbers["waiting"]) == (
        9,
        2,
        1,
        6,
    )
    log = signed_in(host.client.application, hall.db, "officer").text("/log")
    assert "备用纸条" in log and hall.credential(0).public.hex() not in log


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"5",
        b"null",
        b'"x"',
        b"",
        b"{",
        b"{}",
        b'{"credential": 1, "signature": 2}',
        b'{"credential": "' + b"ab " * 32 + b'", "signature": "' + b"ab" * 64 + b'"}',
        b'{"credential": "' + b"AB" * 32 + b'", "signature": "' + b"ab" * 64 + b'"}',
    ],
)
def test_a_malformed_void_is_told_so(host: Desk, hall: Hall, body: bytes) -> None:
    hall.open()
    answer = host.client.post(
        f"/host/{hall.meeting}/voids",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": host.token(f"/host/{hall.meeting}")},
    )
    assert (answer.status_code, answer.get_json()["error"]) == (400, "void-shape")


def test_the_code_has_no_name_to_be_sent_under(host: Desk, hall: Hall) -> None:
    hall.open()
    page = host.text(f"/host/{hall.meeting}")
    field = page[page.index('<input id="void-code"') :].split(">", 1)[0]
    assert " name=" not in field and "disabled" in field


def test_plain_http_is_said(host: Desk, hall: Hall) -> None:
    assert "不加密（http）" in host.text(f"/host/{hall.meeting}")
