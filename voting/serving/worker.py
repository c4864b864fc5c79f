"""gunicorn's threaded worker, fitted to a hall: no address in a log, no thread held by silence."""

from __future__ import annotations

import socket
import ssl
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

SILENCE_SECONDS = 20
"""A phone that sends nothing for so long in the middle of a request loses its connection; it sends
the same ballot again. Otherwise a few hundred stalled connections would take every thread."""


class PatientSocket(socket.socket):
    """A socket that waits, but not for ever: gunicorn's "blocking" means so long here."""

    def setblocking(self, flag: bool) -> None:
        """See the class."""
        self.settimeout(SILENCE_SECONDS if flag else 0)


class PatientTlsSocket(ssl.SSLSocket):
    """The same over TLS, where the handshake comes before the first byte of a request."""

    def setblocking(self, flag: bool) -> None:
        """See the class."""
        self.settimeout(SILENCE_SECONDS if flag else 0)


class HallWorker(ThreadWorker):
    """See the module."""

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection to a thread; a fresh one with a socket of our own."""
        if not conn.initialized and not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket(fileno=conn.sock.detach())
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """Serve a connection; where it ends, end it here.

        gunicorn waits two seconds for the other side to hang up, and does so in the thread that
        accepts everybody else: one phone that has lost the Wi-Fi would hold up half the hall.
        """
        kept = super().handle(conn)
        if kept is False:
            util.close_graceful(conn.sock)
            conn.close = _closed_already
        return kept

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Serve one request; reading its body or writing the answer may not stall."""
        conn.sock.settimeout(SILENCE_SECONDS)
        return super().handle_request(req, conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what is no request; log its kind only, never the address or what was sent."""
        self.log.warning("refused a malformed request: %s", type(exc).__name__)
        try:
            util.write_error(client, 400, "Bad Request", "")
        except OSError:
            self.log.debug("the sender of a malformed request is gone")


def _closed_already(graceful: bool = False) -> None:
    """What is left of closing for the main thread."""
