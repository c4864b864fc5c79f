"""A department's browser, without the pictures: signs in and uses the same pages by HTTP."""

from __future__ import annotations

import html
import http.client
import json
import re
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from voting.cli.demo.stopped import DemoStopped

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SECONDS = 120


class Office:
    """``address`` is the server's, ``http://host:port``."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> bytes:
        """A page's or file's bytes; :class:`Refused` for any answer but 200."""
        return self._send(Request(self._address + path))

    def post(self, path: str, fields: dict[str, str], page: str | None = None) -> bytes:
        """Send a form with the token of the page it stands on (default: the same path)."""
        found = _TOKEN.search(self.get(page or path).decode("utf-8"))
        if found is None:
            raise DemoStopped(path, f"{path} shows no form")
        data = urlencode({"csrf_token": html.unescape(found[1]), **fields}).encode()
        return self._send(Request(self._address + path, data))

    def cast(self, meeting: str, ballot: bytes) -> str:
        """Send a ballot as a phone does, without any cookie; returns its tracker."""
        connection = http.client.HTTPConnection(self._address.removeprefix("http://"),
                                                timeout=SECONDS)
        try:
            connection.request("POST", f"/v/{meeting}/ballots", ballot,
                               {"Content-Type": "application/octet-stream"})
            answer = connection.getresponse()
            body: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status not in (200, 201):
            raise DemoStopped("cast", f"a ballot was refused: {body}")
        return str(body["tracker"])

    def _send(self, request: Request) -> bytes:
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                data: bytes = answer.read()
        except HTTPError as error:
            raise DemoStopped(request.selector, f"answered {error.code}") from error
        return data
