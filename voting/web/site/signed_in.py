"""Who is signed in: the cookie holds a token, the server knows whose it is."""

from __future__ import annotations

from flask import abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from voting.assessment import permissions
from voting.services import context
from voting.services.accounts import second_factor, signing
from voting.services.context import Actor
from voting.web.site.instance import database

TOKEN = "token"
CHANGING = "accounts.password"
"""The one page, beside signing out, for whoever has not changed a one-time password."""

ENROLLING = "account.enrol"
"""The one page, beside signing out, for whoever needs a second factor and has none."""

CONFIRMING = "accounts.second_step"
"""Where a session goes that waits for its second factor."""


def visitor() -> Actor | None:
    """Return who is signed in, or None; asked of the server once a request."""
    if "actor" not in g:
        kept = token()
        g.actor = signing.actor_of(database(), kept) if kept else None
    known: Actor | None = g.actor
    return known


def actor() -> Actor:
    """Return who is signed in; 401 where nobody is (pages are guarded before it comes to that)."""
    person = visitor()
    if person is None:
        abort(401)
    return person


def guard() -> Response | None:
    """Send a stranger to the sign-in page, and after it back to where they wanted to go.

    Whoever still has a one-time password is sent to change it: somebody else has read it.
    Whoever needs a second factor is sent to show it, or to set it up.
    """
    person = visitor()
    if person is not None:
        wanted = CHANGING if person.one_time else ENROLLING if person.must_enrol else None
        if wanted is not None and request.endpoint != wanted:
            return redirect(url_for(wanted))
        return None
    kept = token()
    waits = kept is not None and second_factor.waiting(database(), kept)
    if request.method != "GET" and not waits:
        abort(401)
    place = CONFIRMING if waits else "accounts.login"
    wish = request.path if request.method == "GET" else None
    return redirect(url_for(place, next=wish))


def may(action: str) -> bool:
    """True if the person signed in may do ``action``: for showing a button, never for a check."""
    person = visitor()
    return person is not None and action in permissions.actions_of(person.role)


def may_read_results(unit_id: str) -> bool:
    """True if the person signed in may read the results of this unit; a unit reads its own."""
    person = visitor()
    return person is not None and context.may_read_results(person, unit_id)


def token() -> str | None:
    """The token of this session."""
    kept: str | None = session.get(TOKEN)
    return kept


def enter(token: str) -> None:
    """Start a fresh session with ``token``: nothing of the stranger's cookie is kept."""
    session.clear()
    session[TOKEN] = token
    g.pop("actor", None)


def leave() -> str | None:
    """Forget the session and return its token, if there was one."""
    ended = token()
    session.clear()
    g.pop("actor", None)
    return ended
