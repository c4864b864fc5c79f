"""Compression of what a hall's phones fetch over a weak network.

Built files lie beside their compressed forms (``scripts/build.mjs``) and go out in the smallest one
the browser takes. Of the pages, only those of ``PHONE`` are compressed: they hold nothing secret,
so that the length of an answer tells nothing (BREACH). Office pages carry a form's token beside
what somebody typed, and stay as they are.
"""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory
from werkzeug.security import safe_join

FORMS = (("br", ".br"), ("gzip", ".gz"))
"""Encodings in order of preference, and how the file made at build time ends."""

PHONE = frozenset(
    {
        "voter.page",
        "voter.state",
        "voter.manifest",
        "voter.materials",
        "kiosk.page",
        "network_test.page",
    }
)
"""Answers to a voter's phone: no cookie, no token, nothing of the phone's own request but its
path. Who is signed in to the office gets them as they are (``kiosk.page`` has a token then)."""

LEAST_BYTES = 1024
"""Below this compression saves no packet."""

LEVEL = 9


def register(app: Flask) -> None:
    """Serve static/ under /static and compress the answers of ``PHONE``."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static_file)
    app.after_request(compress)


def static_file(filename: str) -> Response:
    """A file of static/, as the browser takes it."""
    response = _prepared(filename) or current_app.send_static_file(filename)
    response.vary.add("Accept-Encoding")
    return response


def _prepared(filename: str) -> Response | None:
    """The compressed form made at build time; None where there is none the browser takes."""
    folder = str(current_app.static_folder)
    path = safe_join(folder, filename)
    for encoding, ending in FORMS:
        if (
            path
            and request.accept_encodings.quality(encoding) > 0
            and Path(path + ending).is_file()
        ):
            kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
            response = send_from_directory(folder, filename + ending, mimetype=kind)
            response.headers["Content-Encoding"] = encoding
            return response
    return None


def compress(response: Response) -> Response:
    """Compress an answer of ``PHONE`` that is long enough and not compressed yet.

    One with an ETag stays as it is: its tag names these very bytes.
    """
    if request.endpoint not in PHONE:
        return response
    response.vary.add("Accept-Encoding")
    if (
        request.cookies
        or response.is_streamed
        or response.headers.get("Content-Encoding")
        or response.headers.get("ETag")
        or not request.accept_encodings.quality("gzip")
    ):
        return response
    data = response.get_data()
    if len(data) >= LEAST_BYTES:
        response.set_data(_gzipped(data))
        response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=16)
def _gzipped(data: bytes) -> bytes:
    """Every phone of a hall gets the same page and manifest: compressed once a process."""
    return gzip.compress(data, LEVEL, mtime=0)
