"""Chinese first, English on request: the msgid of every text is its Chinese.

The office's pages keep the choice in a cookie (`?lang=en` sets it). The voter's page has no
cookie and brings both languages itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from flask import Flask, Response, has_request_context, request

import voting.language
from voting.language.refusals import LANGUAGES

CATALOG = Path(voting.language.__file__).resolve().parent / "en.po"
COOKIE = "lang"
YEAR = 365 * 24 * 3600


@cache
def english() -> dict[str, str]:
    """Return the English text of every msgid (Chinese) that has one."""
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="en")
    return {str(m.id): str(m.string) for m in catalog if m.id and m.string}


def chosen() -> str:
    """Return the reader's language, ``zh`` or ``en``: the address first, the cookie second."""
    if not has_request_context():
        return LANGUAGES[0]
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return wish
    return LANGUAGES[0]


def gettext(text: str, **values: object) -> str:
    """Return ``text`` (Chinese) in the reader's language, with ``%(name)s`` filled in."""
    found = english().get(text, text) if chosen() == "en" else text
    return found % values if values else found


def plural(one: str, many: str, count: int) -> str:
    """Chinese has one form for all numbers and the English texts avoid theirs."""
    return gettext(many if count != 1 else one)


def pick(zh: str, en: str) -> str:
    """Return the text of the reader's language out of two; Chinese where English is empty."""
    return en if en and chosen() == "en" else zh


def remember(response: Response) -> Response:
    """Keep a choice made by ``?lang=`` for a year; never on the voter's pages."""
    wish = request.args.get("lang")
    if wish in LANGUAGES and request.blueprint != "voter" and request.blueprint is not None:
        response.set_cookie(
            COOKIE, wish, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def switch_url() -> str:
    """Return this page's address in the other language."""
    other = "zh" if chosen() == "en" else "en"
    return f"{request.path}?lang={other}"


def register(app: Flask) -> None:
    """Give templates ``_()``, ``pick(zh, en)``, ``lang`` and ``switch_url()``."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    environment: Any = app.jinja_env  # the extension adds its method when it is loaded
    environment.install_gettext_callables(lambda text: gettext(text), plural, newstyle=True)
    app.jinja_env.globals.update(pick=pick, switch_url=switch_url)
    app.context_processor(lambda: {"lang": chosen()})
    app.after_request(remember)
