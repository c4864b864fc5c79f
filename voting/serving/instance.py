"""One instance on disk: its folder, secret, database and web application."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voting.errors import NotFound
from voting.files import read_file, write_file
from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database

if TYPE_CHECKING:
    from flask import Flask

DATABASE = "qingping.db"
SECRET = "secret.key"
EXPORTS = "exports"


@dataclass(frozen=True, slots=True)
class Instance:
    """``folder`` holds the database (unless a URL names another) and the secret of the cookies."""

    folder: Path
    db: Database
    secret_key: bytes

    @classmethod
    def prepare(cls, folder: Path, database: str | None = None) -> Instance:
        """Make what is missing and bring the database's tables up to date."""
        folder.mkdir(parents=True, exist_ok=True)
        secret = folder / SECRET
        if not secret.exists():
            write_file(secret, secrets.token_hex(32).encode(), private=True)
        if database is None:  # before SQLite makes it readable to all; -wal and -shm follow it
            (folder / DATABASE).touch(0o600)
        db = Database(database or f"sqlite:///{(folder / DATABASE).resolve()}")
        db.migrate()
        return cls(folder, db, read_file(secret))

    def application(self, base_url: str) -> Flask:
        """The WSGI application as reached by phones under ``base_url``, ready to check ballots."""
        # the pages are loaded when they are served: the log and an account are looked after without
        from voting.web.app import create_app
        from voting.web.site.settings import Settings

        checker = BallotChecker()
        checker.warm()
        return create_app(
            self.db, Settings(self.secret_key, base_url, checker, self.folder / EXPORTS)
        )


def existing(folder: Path, database: str | None = None) -> Database:
    """The database of an instance that is there, left as it is; :class:`NotFound` otherwise."""
    if database is None and not (folder / DATABASE).is_file():
        raise NotFound("instance-none", f"there is no {DATABASE} in {folder}", folder=str(folder))
    return Database(database or f"sqlite:///{(folder / DATABASE).resolve()}")


def free_port(host: str) -> int:
    """A TCP port that is free on ``host`` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
