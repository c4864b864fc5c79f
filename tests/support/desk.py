"""A person of the office at the pages: signed in, filling in forms with their tokens."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from folded import folded
from office import ADMIN
from voting.services.accounts import administer, links
from voting.storage.database import Database

PASSWORD = "four unrelated words"

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Desk:
    """A browser without pictures; ``client`` for what needs no token."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, path: str) -> TestResponse:
        """A page."""
        return self.client.get(path)

    def text(self, path: str) -> str:
        """A page's HTML (see :mod:`folded`); it must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return folded(answer.get_data(as_text=True))

    def token(self, page: str) -> str:
        """The token of the forms on a page."""
        found = _TOKEN.search(self.text(page))
        assert found, f"{page} has no form"
        return unescape(found[1])

    def post(self, path: str, page: str | None = None, **fields: object) -> TestResponse:
        """Send a form that stands on ``page`` (the same path by default)."""
        data = {"csrf_token": self.token(page or path), **fields}
        return self.client.post(path, data=data, content_type="multipart/form-data")


def signed_in(
    app: Flask, db: Database, role: str, unit_id: str | None = None, name: str | None = None
) -> Desk:
    """Somebody of this role with a new account, signed in by the form."""
    name = name or f"{role}-{unit_id or 'x'}"
    have_account(db, name, role, unit_id)
    desk = Desk(app)
    answer = desk.post("/login", name=name, password=PASSWORD)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return desk


def have_account(db: Database, name: str, role: str, unit_id: str | None = None) -> None:
    """An account whose person has opened the one-time link and chosen :data:`PASSWORD`."""
    links.redeem(db, administer.create_account(db, ADMIN, name, role, unit_id), PASSWORD)
