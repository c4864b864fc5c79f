"""The server under bad connections: loopback only, few of them."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from gunicorn import util

from voting.serving import worker
from voting.serving.instance import Instance, free_port
from voting.serving.server import THREADS, WORKERS, serving

HEAD = (
    b"POST /v/aaaaaaaa/slip HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
    b"Content-Length: 900\r\n\r\n{"
)


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(worker, "SILENCE_SECONDS", 2)
    instance = Instance.prepare(tmp_path)
    port = free_port("127.0.0.1")
    with serving(instance, "127.0.0.1", port, f"http://127.0.0.1:{port}") as local:
        yield local


def _connect(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def test_stalled_bodies_do_not_hold_the_hall(address: str) -> None:
    """As many phones as there are threads stop in the middle of a request, half of them in that of
    its head; the page comes all the same."""
    stalled = [_connect(address) for _ in range(WORKERS * THREADS)]
    try:
        for place, one in enumerate(stalled):
            one.sendall(HEAD if place % 2 == 0 else HEAD[:20])
        begun = time.monotonic()
        with urlopen(f"{address}/login", timeout=25) as page:
            assert page.status == 200
        assert time.monotonic() - begun < 25
        assert b"400" in stalled[0].recv(200) or stalled[0].recv(1) == b""
    finally:
        for one in stalled:
            one.close()


def test_ending_a_connection_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for a phone to hang up must not be the thread that accepts the others."""

    def close(sock: socket.socket, *_: object) -> None:
        if threading.current_thread() is threading.main_thread():
            time.sleep(60)
        sock.close()

    monkeypatch.setattr(util, "close_graceful", close)
    instance = Instance.prepare(tmp_path)
    port = free_port("127.0.0.1")
    last = b"GET /login HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n"
    with serving(instance, "127.0.0.1", port, f"http://127.0.0.1:{port}") as local:
        for _ in range(12):  # each process has some of them
            with _connect(local) as line:
                line.settimeout(30)
                line.sendall(last)
                assert b" 200 " in line.recv(300)
        with urlopen(f"{local}/login", timeout=20) as page:
            assert page.status == 200


def test_log_of_a_malformed_request_tells_nothing(tmp_path: Path) -> None:
    port = free_port("127.0.0.1")
    words = ["run", "--folder", str(tmp_path), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, "-m", "voting.cli.main", *words],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        try:
            _wait(port)
            with _connect(f"http://127.0.0.1:{port}") as line:
                line.sendall(b"GET /v/secretive HTTP/9.9\r\nX: y\r\n\r\n")
                assert b" 400 " in line.recv(300)
        finally:
            server.terminate()
            _, log = server.communicate(timeout=30)
    assert "malformed request" in log
    assert "127.0.0.1" not in log and "secretive" not in log


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")
