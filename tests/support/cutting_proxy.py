"""A line to the hall that breaks where a test says: real sockets between a browser and the server.

``before`` the server gets a request, ``after`` it has done what was asked (nothing of its answer
arrives), or in the ``middle`` of the answer. Each request has a connection of its own, so that no
browser hides a cut by asking again on another one.
"""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

FATES = ("before", "after", "middle")
HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "date", "server"})


@dataclass
class Line:
    """What passed: ``asked`` has (last part of the path, fate) of every request, in order.

    ``fate(name, times)`` decides for request number ``times`` (from 0) of a name: one of FATES, an
    HTTP status to answer in the server's stead (a proxy that has no time), or None.
    """

    address: str = ""
    fate: Callable[[str, int], str | int | None] = lambda _name, _times: None
    asked: list[tuple[str, str | int | None]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def decide(self, path: str) -> str | int | None:
        """The fate of the next request for a path."""
        name = urlsplit(path).path.rsplit("/", 1)[1]
        with self._lock:
            fate = self.fate(name, sum(1 for asked, _ in self.asked if asked == name))
            self.asked.append((name, fate))
        return fate

    def names(self) -> list[str]:
        """What was asked for, in order."""
        return [name for name, _ in self.asked]


def each_request(plan: Sequence[str]) -> Callable[[str, int], str | None]:
    """The first requests of every name meet these fates, one after the other; then all is well."""
    return lambda _name, times: plan[times] if times < len(plan) else None


def _reset(connection: socket.socket) -> None:
    """End a connection as a lost Wi-Fi does: at once, without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _handler(server: str, line: Line) -> type[BaseHTTPRequestHandler]:
    target = urlsplit(server)

    class Handler(BaseHTTPRequestHandler):
        """Passes a request on, or breaks it."""

        def log_message(self, format: str, *args: object) -> None:
            return

        def pass_on(self) -> None:
            """One request, one connection."""
            self.close_connection = True
            fate = line.decide(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if fate == "before":
                _reset(self.connection)
                return
            if isinstance(fate, int):
                self.answer(fate, [("Retry-After", "1")], b"<html>busy</html>")
                return
            status, headers, data = self.ask(body)
            if fate == "after":
                _reset(self.connection)
                return
            self.answer(status, headers, data, cut=fate == "middle")

        def ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            """What the server says, read to its end."""
            connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=30)
            headers = {
                name: value for name, value in self.headers.items() if name.lower() not in HOP
            }
            try:
                connection.request(self.command, self.path, body or None, headers)
                answer = connection.getresponse()
                kept = [pair for pair in answer.getheaders() if pair[0].lower() not in HOP]
                return answer.status, kept, answer.read()
            finally:
                connection.close()

        def answer(
            self, status: int, headers: list[tuple[str, str]], data: bytes, cut: bool = False
        ) -> None:
            """Write an answer, or half of it."""
            self.send_response(status)
            for name, value in headers:
                if name.lower() != "content-length":
                    self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(data)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if cut else data)
            if cut:
                self.wfile.flush()
                _reset(self.connection)

        do_GET = do_POST = pass_on

    return Handler


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that was cut is what this is for."""


@contextmanager
def cutting_proxy(server: str) -> Iterator[Line]:
    """A line to ``server`` (``http://host:port``) while the block runs."""
    line = Line()
    listening = _Quiet(("127.0.0.1", 0), _handler(server, line))
    line.address = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        listening.shutdown()
        thread.join(10)
        listening.server_close()
