"""A department's browser, without the pictures: signs in and uses the same pages by HTTP."""

from __future__ import annotations

import html
import http.client
import json
import re
import secrets
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from voting.demo.stopped import DemoStopped

SECONDS = 120


class Office:
    """``address`` is the server's, ``http://host:port``."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> bytes:
        """A page's or file's bytes; :class:`Refused` for any answer but 200."""
        return self._send(Request(self._address + path))[1]

    def post(self, path: str, fields: dict[str, str], page: str | None = None) -> str:
        """Send a form as it stands on ``page`` (default: the same path); the path it leads to."""
        data = urlencode({"csrf_token": self._token(page or path), **fields}).encode()
        return self._send(Request(self._address + path, data))[0]

    def upload(self, path: str, name: str, content: bytes) -> str:
        """Send a file by the form of the page; the path it leads to."""
        mark = secrets.token_hex(16)
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            f'{self._token(path)}\r\n--{mark}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        )
        data = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._send(Request(self._address + path, data, kind))[0]

    def hidden(self, page: str, name: str) -> str:
        """What a page carries in a hidden field, to be sent back with its form."""
        field = re.search(
            rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', self.get(page).decode("utf-8")
        )
        if field is None:
            raise DemoStopped(page, f"carries no {name}")
        return html.unescape(field[1])

    def void(
        self, meeting: str, credential: bytes, signature: bytes, replacement: str = "none"
    ) -> None:
        """Void a slip as the host's page does, which signs with the slip's own key."""
        body = json.dumps(
            {
                "credential": credential.hex(),
                "signature": signature.hex(),
                "replacement": replacement,
            }
        ).encode()
        self._send(
            Request(
                f"{self._address}/host/{meeting}/voids",
                body,
                {
                    "Content-Type": "application/json",
                    "X-CSRFToken": self._token(f"/host/{meeting}"),
                },
            )
        )

    def cast(self, meeting: str, ballot: bytes) -> str:
        """Send a ballot as a phone does, without any cookie; returns its tracker."""
        connection = http.client.HTTPConnection(
            self._address.removeprefix("http://"), timeout=SECONDS
        )
        try:
            connection.request(
                "POST",
                f"/v/{meeting}/ballots",
                ballot,
                {"Content-Type": "application/octet-stream"},
            )
            answer = connection.getresponse()
            body: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status not in (200, 201):
            raise DemoStopped("cast", f"a ballot was refused: {body}")
        return str(body["tracker"])

    def _token(self, page: str) -> str:
        return self.hidden(page, "csrf_token")

    def _send(self, request: Request) -> tuple[str, bytes]:
        """Path and bytes of the page in the end, redirects followed."""
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return urlsplit(answer.geturl()).path, answer.read()
        except HTTPError as error:  # a refused form is a 400
            raise DemoStopped(request.selector, f"answered {error.code}") from error
