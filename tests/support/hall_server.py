"""A meeting behind a real HTTP server on the loopback, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from databases import opened, sqlite_url
from open_meeting import Hall, Plan, printed_hall, usual
from voting.services.voting.checking import BallotChecker
from voting.web.app import create_app
from voting.web.site.settings import Settings


class Silent(WSGIRequestHandler):
    """No line per request."""

    def log(self, type: str, message: str, *args: object) -> None:
        return


@dataclass(frozen=True)
class ServedHall(Hall):
    """A printed meeting that phones reach under ``address``."""

    address: str
    checker: BallotChecker
    _taken: Iterator[int] = field(default_factory=count)

    def take(self) -> int:
        """The next slip of the stack."""
        return next(self._taken)


@contextmanager
def served_hall(folder: Path, slips: int, plan: Plan = usual) -> Iterator[ServedHall]:
    """Print a meeting's slips and serve it while the block runs."""
    checker = BallotChecker(1)
    with opened(sqlite_url(folder)) as db:
        hall = printed_hall(db, slips, plan)
        app = create_app(db, Settings("s" * 32, None, checker))
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield ServedHall(
                hall.db,
                hall.meeting,
                hall.codes,
                hall.keys,
                f"http://127.0.0.1:{server.server_port}",
                checker,
            )
        finally:
            server.shutdown()
            thread.join(10)
            server.server_close()
            checker.close()
