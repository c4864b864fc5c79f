"""Chinese first; every text has its English; nothing English is left over."""

from __future__ import annotations

import re

from flask import Flask

from catalogue import messages
from desk import Desk, signed_in
from open_meeting import Hall
from voting.language.refusals import FIELDS
from voting.web.site.language import english

HAN = re.compile(r"[\u4e00-\u9fff]")
PLACES = re.compile(r"%\((\w+)\)s")


def office_messages() -> dict[str, str]:
    """msgid → where it stands; the voter's page brings its own two languages."""
    return {text: place for place, text in messages() if not place.startswith("voter/")}


def test_every_text_has_its_english() -> None:
    missing = {text: place for text, place in office_messages().items() if text not in english()}
    assert not missing
    assert len(english()) > 350


def test_no_english_without_its_text() -> None:
    assert set(english()) <= set(office_messages())


def test_both_languages_fill_in_the_same_values() -> None:
    for text, translated in english().items():
        assert sorted(PLACES.findall(text)) == sorted(PLACES.findall(translated)), text
        assert (
            not HAN.search(PLACES.sub("", translated))
            or "Such as" in translated
            or "德能勤绩廉" in translated
        ), translated


def test_the_choice_is_kept(office: Flask) -> None:
    desk = Desk(office)
    assert 'lang="zh-CN"' in desk.text("/login")
    assert "Sign in" in desk.text("/login?lang=en")
    assert "Sign in" in desk.text("/login")
    assert "登录" in desk.text("/login?lang=zh")
    assert "登录" in desk.text("/login?lang=xx")


def test_the_voters_page_gets_no_cookie(office: Flask, hall: Hall) -> None:
    answer = Desk(office).get(f"/v/{hall.meeting}?lang=en")
    assert "Set-Cookie" not in answer.headers


def test_an_english_page_is_english(office: Flask, hall: Hall) -> None:
    desk = signed_in(office, hall.db, "officer")
    page = desk.text(f"/meetings/{hall.meeting}?lang=en")
    body = re.sub(r"<[^>]+>", "", page)
    own = {"2020年度考核", "城关镇", "民主测评会", "镇政府礼堂", "全体人员", "中文"}
    left = [line.strip() for line in body.splitlines() if HAN.search(line)]
    assert left, "names stay Chinese"
    for line in left:
        for name in own:
            line = line.replace(name, "")
        assert not HAN.search(line), line


def test_fields_of_refusals_are_named_in_both_languages() -> None:
    assert all(zh and en for zh, en in FIELDS.values())
