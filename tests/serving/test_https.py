"""https by a given certificate: what is refused before the start, and a server that speaks it."""

from __future__ import annotations

import argparse
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from certificates import Authority
from voting.cli.main import main
from voting.cli.run import _base_url, _tls, everywhere
from voting.errors import BadInput, Refused
from voting.serving import worker
from voting.serving.addresses import Address
from voting.serving.certificates import Tls, address_of, check_address, describe, load, read_chain
from voting.serving.instance import Instance, free_port
from voting.serving.server import THREADS, WORKERS, serving
from voting.serving.welcome import address_lines, base_lines, certificate_lines

NOW = datetime.now(UTC)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.found(tmp_path)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("certificate-over", {"since": timedelta(days=-90), "until": timedelta(days=-1)}),
        ("certificate-early", {"since": timedelta(days=2)}),
        ("key-locked", {"passphrase": b"secret words"}),
    ],
)
def test_what_is_wrong_is_said_before_the_start(
    authority: Authority, code: str, kept: dict[str, Any]
) -> None:
    with pytest.raises((Refused, BadInput)) as error:
        load(authority.issue("vote.example", **kept), NOW)
    assert error.value.code == code


def test_files_that_do_not_belong_together(authority: Authority, tmp_path: Path) -> None:
    one, two = authority.issue("a.example"), authority.issue("a.example", name="other")
    text = tmp_path / "text"
    text.write_text("no certificate", "utf-8")
    for tls, code in (
        (Tls(one.certificate, two.key), "key-other"),
        (Tls(text, one.key), "certificate-unreadable"),
        (Tls(one.certificate, text), "key-unreadable"),
        (Tls(one.certificate, tmp_path / "none"), "file-unreadable"),
        (authority.issue(name="bare"), "certificate-nameless"),
    ):
        with pytest.raises((Refused, BadInput)) as error:
            load(tls, NOW)
        assert error.value.code == code


@pytest.mark.parametrize(
    ("names", "url", "fits"),
    [
        (["vote.example"], "https://vote.example:8443", True),
        (["vote.example"], "https://VOTE.example", True),
        (["*.example"], "https://vote.example", True),
        (["*.example"], "https://a.vote.example", False),
        (["*.example"], "https://example", False),
        (["vote.example"], "https://192.168.1.5", False),
        (["192.168.1.5"], "https://192.168.1.5:8000", True),
        (["fd00::5"], "https://[fd00:0::5]:8000", True),
        (["vote.example", "192.168.1.5"], "https://192.168.1.6", False),
    ],
)
def test_names(authority: Authority, names: list[str], url: str, fits: bool) -> None:
    found = load(authority.issue(*names), NOW)
    if fits:
        check_address(found, url)
    else:
        with pytest.raises(Refused, match="not for"):
            check_address(found, url)


def test_the_address_printed_on_slips(authority: Authority) -> None:
    named = load(authority.issue("*.hall.example", "vote.example", "192.168.1.5"), NOW)
    assert address_of(named, 443) == "https://vote.example"
    assert _base_url(None, 8000, named) == "https://vote.example:8000"
    assert _base_url("https://192.168.1.5:8000/", 8000, named) == "https://192.168.1.5:8000"
    assert _base_url(None, 8000, None).startswith("http://")
    with pytest.raises(Refused):
        address_of(load(authority.issue("*.hall.example"), NOW), 443)
    for wrong in ("http://vote.example", "vote.example", "https://x/y", "ftp://vote.example"):
        with pytest.raises((BadInput, Refused)):
            _base_url(wrong, 8000, named)
    half = argparse.Namespace(certificate=Path("x"), key=None)
    with pytest.raises(BadInput, match="together"):
        _tls(half)


def test_warnings(authority: Authority) -> None:
    soon = authority.issue("vote.example", until=timedelta(days=5, hours=1), chain=False)
    soon.key.chmod(0o644)
    lines = "\n".join(certificate_lines(load(soon, NOW), soon, NOW))
    assert "5天" in lines and "中间证书" in lines and "chmod 600" in lines
    root = describe(read_chain(authority.file.read_bytes(), "root"))
    assert root.own
    good = authority.issue("vote.example", name="good")
    assert certificate_lines(load(good, NOW), good, NOW) == []
    found = [Address("192.168.1.5", "wlan0", "lan", likely=True)]
    (_, line) = address_lines("https://vote.example", 8000, found, load(good, NOW))
    assert "https://192.168.1.5:8000" in line and "证书里没有它" in line
    assert "只有本机" in base_lines("http://localhost:8000")[0]
    assert "不指向本机" in base_lines("http://203.0.113.77:8000")[0]


@pytest.fixture
def address(tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real server with a certificate for the loopback, trusted as a phone trusts its roots."""
    monkeypatch.setattr(worker, "SILENCE_SECONDS", 2)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    port = free_port("127.0.0.1")
    tls = authority.issue("127.0.0.1", "localhost")
    with serving(
        Instance.prepare(tmp_path / "var"), "127.0.0.1", port, f"https://127.0.0.1:{port}", tls
    ) as local:
        yield local


def test_it_speaks_https_and_says_so(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with urlopen(f"{address}/login", timeout=10) as page:
        assert page.headers["Strict-Transport-Security"]
        assert "Secure" in page.headers["Set-Cookie"]
    host, _, port = address.removeprefix("https://").partition(":")
    old = ssl.create_default_context()
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection((host, int(port)), 5) as raw, pytest.raises(ssl.SSLError):
        old.wrap_socket(raw, server_hostname=host)
    folder = ["--folder", str(tmp_path / "var")]
    assert (
        main(
            [
                "doctor",
                *folder,
                "--base-url",
                address,
                "--certificate",
                str(tmp_path / "server.pem"),
                "--key",
                str(tmp_path / "server.key"),
            ]
        )
        == 0
    )
    told = capsys.readouterr().out
    assert (
        "证书还有59天到期" in told and "127.0.0.1、localhost" in told
    ) or "localhost、127" in told


def test_the_doctor_finds_what_a_phone_would(
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = ["--folder", str(tmp_path / "var")]
    monkeypatch.delenv("SSL_CERT_FILE")
    assert main(["--language", "en", "doctor", *folder, "--base-url", address]) == 1
    assert "is not trusted" in capsys.readouterr().out
    nobody = f"http://127.0.0.1:{free_port('127.0.0.1')}"
    assert main(["--language", "en", "doctor", *folder, "--base-url", nobody]) == 1
    assert "does not answer" in capsys.readouterr().out


def test_stalled_handshakes_hold_no_thread(address: str) -> None:
    """More connections than threads say the first byte of a handshake, and then nothing."""
    host, _, port = address.removeprefix("https://").partition(":")
    stalled = [
        socket.create_connection((host, int(port)), 30) for _ in range(WORKERS * THREADS + 8)
    ]
    try:
        for one in stalled:
            one.sendall(b"\x16")
        with urlopen(f"{address}/login", timeout=30) as page:
            assert page.status == 200
    finally:
        for one in stalled:
            one.close()


def test_nobodys_word_about_the_scheme_is_taken(tmp_path: Path) -> None:
    """X-Forwarded-Proto counts from the proxy that was named, and from nobody by default."""
    said = {}
    for proxy in ("", "127.0.0.1"):
        port = free_port("127.0.0.1")
        with serving(
            Instance.prepare(tmp_path / (proxy or "none")),
            "127.0.0.1",
            port,
            "https://vote.example",
            proxy=proxy,
        ) as local:
            asked = Request(f"{local}/login", headers={"X-Forwarded-Proto": "https"})
            with urlopen(asked, timeout=10) as page:
                said[proxy] = page.headers["Strict-Transport-Security"]
    assert said[""] is None and said["127.0.0.1"]


def test_every_interface() -> None:
    assert everywhere() in ("[::]", "0.0.0.0")
