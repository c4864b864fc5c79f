"""Chinese first, English on request: the msgid of every text is its Chinese.

The office's pages keep the choice in a cookie (`?lang=en` sets it). The voter's page has no
cookie and brings both languages itself.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, has_request_context, request

from voting.language.catalogue import LANGUAGES, translate

COOKIE = "lang"
YEAR = 365 * 24 * 3600


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
    words = translate(text, chosen())
    return words % values if values else words


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
