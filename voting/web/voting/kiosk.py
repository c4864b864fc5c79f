"""The voter's page for a tablet or a computer of the hall, on which many vote one after the other.

The page is a shell like the phone's; it asks the same addresses and nothing more. What it keeps of
a voter until it is cleared is in its memory only (``static/src/booth/kiosk.js``). In a browser that
is signed in nobody votes: a voter could come to the office's pages by it.
"""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from voting.errors import NotFound
from voting.services.voting import announced
from voting.web.site import signed_in
from voting.web.site.access import ANYBODY, Room
from voting.web.site.instance import base_url, database
from voting.web.site.qr_codes import qr_path

blueprint = Room("kiosk", __name__, url_prefix="/v")


@blueprint.get("/<meeting>/kiosk", needs=ANYBODY)
def page(meeting: str) -> Response:
    """The kiosk of a meeting; an unknown meeting gets it with a 404, and it says so. Who is signed
    in gets the address for the devices instead."""
    try:
        trial = announced.announcement(database(), meeting).trial
        status = 200
    except NotFound:
        trial, status = False, 404
    if status == 200 and signed_in.visitor() is not None:
        return _address(meeting)
    records = f"{request.script_root}/records/{meeting}"
    shell = render_template("voting/kiosk.html", meeting=meeting, records=records, trial=trial)
    return make_response(shell, status)


def _address(meeting: str) -> Response:
    address = f"{base_url()}/v/{meeting}/kiosk"
    announcement = announced.announcement(database(), meeting)
    return make_response(
        render_template(
            "voting/kiosk_address.html",
            meeting=meeting,
            announced=announcement,
            address=address,
            qr=qr_path(address),
            visitor=signed_in.visitor(),
        )
    )
