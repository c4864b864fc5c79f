"""What goes over the hall's network: compressed where the phone takes it, and small enough."""

from __future__ import annotations

import gzip
import hashlib
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from desk import signed_in
from open_meeting import Hall
from voting import paths
from voting.services.voting import casting

BUDGET = 60_000
"""Bytes a phone may have to fetch before its voter can tap: 13 subjects of 6 questions."""

FORMS = ["booth.css", "booth.js", "booth-en.js", "worker.js"]


def asked(phone: FlaskClient, path: str, takes: str, **headers: str) -> TestResponse:
    return phone.get(path, headers={"Accept-Encoding": takes, **headers})


@pytest.mark.parametrize("name", FORMS)
def test_built_files_go_out_as_the_browser_takes_them(phone: FlaskClient, name: str) -> None:
    raw = (paths.build_dir() / name).read_bytes()
    path = f"/static/build/{name}?v=1"
    tags = set()
    for takes, encoding in [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("identity", None),
        ("br;q=0, gzip;q=0", None),
    ]:
        answer = asked(phone, path, takes)
        assert answer.status_code == 200 and answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.mimetype in ("text/javascript", "text/css")
        assert "immutable" in answer.headers["Cache-Control"]
        if encoding == "gzip":
            assert gzip.decompress(answer.data) == raw
        if encoding is None:
            assert answer.data == raw
        tags.add(answer.headers["ETag"])
        again = asked(phone, path, takes, **{"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304 and again.data == b""
        assert again.headers["Vary"] == "Accept-Encoding"
    assert len(tags) == 3, "each form has a tag of its own"


def test_no_way_out_of_the_folder(phone: FlaskClient) -> None:
    for path in (
        "/static/../setup.cfg",
        "/static/%2e%2e/setup.cfg",
        "/static//etc/passwd",
        "/static/build/nothing.js?v=1",
        "/static/build",
    ):
        answer = asked(phone, path, "gzip, br")
        assert answer.status_code in (308, 404), path
        assert "immutable" not in answer.headers["Cache-Control"], "it may be there tomorrow"


def test_page_and_manifest_are_compressed(phone: FlaskClient, hall: Hall) -> None:
    hall.open()
    for path in (f"/v/{hall.meeting}", f"/v/{hall.meeting}/manifest"):
        plain, small = asked(phone, path, "identity"), asked(phone, path, "gzip, deflate, br")
        assert "Content-Encoding" not in plain.headers
        assert small.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.data) == plain.data
        assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data)
        assert plain.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(asked(phone, f"/v/{hall.meeting}/manifest", "gzip").data) == (
        casting.manifest_bytes(hall.db, hall.meeting)
    )


def test_the_state_keeps_its_tag(phone: FlaskClient, hall: Hall) -> None:
    first = asked(phone, f"/v/{hall.meeting}/state", "gzip")
    again = asked(
        phone, f"/v/{hall.meeting}/state", "gzip", **{"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304 and again.headers["Vary"] == "Accept-Encoding"


def test_a_page_with_a_token_is_never_compressed(office: Flask, hall: Hall) -> None:
    """Its length beside what somebody typed would tell the token (BREACH)."""
    desk = signed_in(office, hall.db, "officer")
    for path in ("/login", "/rounds", f"/meetings/{hall.meeting}", f"/v/{hall.meeting}/kiosk"):
        answer = desk.client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert "csrf_token" in answer.get_data(as_text=True), path
        assert "Content-Encoding" not in answer.headers, path


def sent_bytes(phone: FlaskClient, page: str) -> dict[str, int]:
    """What a phone fetches to open a ballot, as sent by gzip: the page and all it names."""
    shell = asked(phone, page, "gzip")
    sizes = {"page": len(shell.data)}
    html = gzip.decompress(shell.data).decode()
    for path in re.findall(r'(?:href|src|data-worker)="(/static/[^"]+)"', html):
        answer = asked(phone, path, "gzip")
        assert answer.status_code == 200 and answer.headers["Content-Encoding"] == "gzip", path
        sizes[path.split("?")[0].rsplit("/", 1)[1]] = len(answer.data)
    return sizes


def grown(manifest: bytes, subjects: int) -> bytes:
    """The manifest with so many subjects in all, each with a name and a post of its own."""
    data = json.loads(manifest)
    cadres = next(form for form in data["forms"] if form["kind"] == "cadre")
    there = sum(len(form["subjects"]) for form in data["forms"])
    for number in range(there, subjects):
        name = chr(0x4E00 + 97 * number) + chr(0x5F20 + 61 * number) + chr(0x6587 + 43 * number)
        post = f"党组成员、{chr(0x526F + 29 * number)}局长"
        cadres["subjects"].append(
            {
                "id": hashlib.sha256(name.encode()).hexdigest()[:8],
                "name": name,
                "position": "",
                "post": post,
            }
        )
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def test_the_ballot_page_keeps_its_budget(phone: FlaskClient, hall: Hall) -> None:
    hall.open()
    base = f"/v/{hall.meeting}"
    sizes = sent_bytes(phone, base)
    assert {"booth.js", "worker.js", "booth.css"} <= set(sizes)
    assert "booth-en.js" not in sizes, "fetched when somebody wants it"
    manifest = grown(asked(phone, f"{base}/manifest", "identity").data, 13)
    sizes["manifest"] = len(gzip.compress(manifest, 9, mtime=0))
    sizes["state"] = len(asked(phone, f"{base}/state", "gzip").data)
    assert sum(sizes.values()) <= BUDGET, sizes
