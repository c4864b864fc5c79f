"""Chinese first; every text has its English; nothing English is left over."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po
from flask import Flask

from catalogue import messages
from desk import Desk, signed_in
from open_meeting import Hall
from voting.language.catalogue import CATALOGUE, INLINE, english, translate
from voting.language.refusals import FIELDS

HAN = re.compile(r"[\u4e00-\u9fff]+")
PLACES = re.compile(r"%\((\w+)\)s")
BRACES = re.compile(r"\{(\w+)\}")


def texts() -> dict[str, str]:
    """Key of the catalogue → where the text stands."""
    return {key: place for place, key in messages()}


def test_every_text_has_its_english() -> None:
    missing = {key: place for key, place in texts().items() if not english().get(key)}
    assert not missing
    assert len(english()) > 1800


def test_no_english_without_its_text() -> None:
    assert set(english()) <= set(texts())


def test_both_languages_fill_in_the_same_values() -> None:
    for key, translated in english().items():
        text = key.partition("\x04")[2] or key
        for places in (PLACES, BRACES):
            assert sorted(set(places.findall(text))) == sorted(set(places.findall(translated))), key


def test_english_is_english() -> None:
    """On pages without exception but for examples; elsewhere words of the Chinese may be quoted."""
    pages = {
        key for place, key in messages() if place.endswith(".html") or place.startswith("web/")
    }
    for key, translated in english().items():
        han = HAN.findall(PLACES.sub("", translated))
        if key in pages:
            assert not han or "Such as" in translated or "德能勤绩廉" in translated, translated
        assert all(word in key for word in han) or key == "English", translated


def test_the_catalogue_is_read_as_gettext_reads_it() -> None:
    with CATALOGUE.open("rb") as file:
        entries = [entry for entry in read_po(file, locale="en") if entry.id]
    read = {(m.context or "", m.id): m.string for m in entries}
    assert len(read) == len(entries)
    mine = {tuple(("\x04" + key).rsplit("\x04", 2)[-2:]): text for key, text in english().items()}
    assert mine == read


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
    assert all(zh and translate(zh, "en", INLINE) != zh for zh in FIELDS.values())
