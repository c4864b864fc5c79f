"""The voter's page for a tablet or a computer of the hall, on which many vote one after the other.

The page is a shell like the phone's; it asks the same addresses and nothing more. What it keeps of
a voter until it is cleared is in its memory only (``static/src/booth/kiosk.js``).
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request, url_for

from voting.errors import NotFound
from voting.services import lobby
from voting.web.wiring import database

blueprint = Blueprint("kiosk", __name__, url_prefix="/v")


@blueprint.get("/<meeting>/kiosk")
def page(meeting: str) -> Response:
    """The kiosk of a meeting; an unknown meeting gets it with a 404, and it says so."""
    try:
        trial = lobby.announcement(database(), meeting).trial
        status = 200
    except NotFound:
        trial, status = False, 404
    records = url_for("public.record", meeting_id=meeting) if status == 200 else request.path
    shell = render_template("voter/kiosk.html", meeting=meeting, records=records, trial=trial)
    return make_response(shell, status)
