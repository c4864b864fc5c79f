"""The page of the log: what was done, in words; what was sought; whether the whole holds."""

from __future__ import annotations

import hashlib
import json
import re

from flask import Flask
from sqlalchemy import text

from desk import Desk, signed_in
from office import OFFICER
from open_meeting import Hall
from voting.services.log import chain, read


def shown(page: str) -> int:
    """How many entries a page lists."""
    return len(re.findall(r'<tr><td class="num">\d+', page))


def test_details_are_told_in_the_readers_language(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    page = desk.text("/log")
    assert "角色：组织部门经办人" in page and "作废旧纸条：否；纸条：" in page
    assert "role=officer" not in page and "False" not in page
    english = desk.text("/log?lang=en")
    assert "Former slips voided: no; Slips: " in english


def test_ids_are_told_as_names(office: Flask, hall: Hall) -> None:
    page = signed_in(office, hall.db, "auditor").text("/log")
    assert re.search(rf"城关镇 · 民主测评会 <span[^>]*>{hall.meeting}<", page)


def test_what_was_sought(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "auditor")
    everything = shown(desk.text("/log"))
    assert shown(desk.text("/log?action=signed-in")) == 1
    assert shown(desk.text("/log?actor=auditor-x")) == 2
    assert shown(desk.text(f"/log?words={hall.meeting[:5].upper()}")) >= 1
    assert shown(desk.text("/log?since=2000-01-01&until=2100-01-01")) == everything
    assert shown(desk.text("/log?until=2000-01-01")) == 0
    assert "没有符合条件的记录" in desk.text("/log?words=nothing+like+this")
    for page in ("0", "-1", "x", "99999999999999999999", "7"):
        assert shown(desk.text(f"/log?page={page}")) == everything, page


def test_a_long_log_has_pages(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "auditor")
    with hall.db.transaction() as session:
        for number in range(read.PAGE + 3):
            chain.write(session, OFFICER, "tried", f"target{number}")
    first = desk.text("/log?action=tried")
    assert shown(first) == read.PAGE and "page=2&amp;action=tried" in first
    assert shown(desk.text("/log?action=tried&page=2")) == 3
    assert "target102" in first and "target2<" not in first, "the latest first"


def test_the_seal_is_there_to_be_noted_and_compared(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "auditor")
    seal = chain.verify_log(hall.db)
    page = desk.text("/log")
    assert seal.fingerprint in page and f"共{seal.entries}条" in page
    desk.text("/me/")
    with hall.db.transaction() as session:
        chain.write(session, OFFICER, "tried", "later")
    asked = f"/log?noted={seal.entries}&fingerprint="
    assert "与抄录的相符" in desk.text(asked + seal.fingerprint.lower().replace("-", "+"))
    for wrong in (
        asked + "0000-0000-0000-0000",
        f"/log?noted=9999&fingerprint={seal.fingerprint}",
        asked,
        "/log?noted=x&fingerprint=y",
        "/log?noted=0&fingerprint=" + "0" * 16,
    ):
        answer = desk.text(wrong)
        assert "与抄录的相符" not in answer and 'class="notice bad"' in answer, wrong


def test_a_changed_log_says_where(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "auditor")
    with hall.db.engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE audit_log SET entry = replace(entry, 'officer', 'nobody') WHERE number = 3"
            )
        )
        connection.execute(text("UPDATE audit_log SET entry = entry || ' ' WHERE number = 3"))
    page = desk.text("/log")
    assert "第3条起与原记录不符" in page and "已逐条核对" not in page
    assert shown(page) == 2, "what cannot be trusted is not shown"
    assert desk.get("/log.jsonl").status_code == 422


def test_the_whole_log_can_be_kept_elsewhere(office: Flask, hall: Hall) -> None:
    desk: Desk = signed_in(office, hall.db, "auditor")
    lines = desk.get("/log.jsonl").data.splitlines()
    assert len(lines) == chain.verify_log(hall.db).entries
    before = "0" * 64
    for number, line in enumerate(lines, start=1):
        entry = json.loads(line)
        assert (entry["number"], entry["previous"]) == (number, before)
        before = hashlib.sha256(line).hexdigest()
