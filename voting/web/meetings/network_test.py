"""Testing the hall's network with a phone: the page, and a dummy as long as a ballot.

Like the voter's pages: no cookie, no log; what a phone sends is counted and thrown away.
"""

from __future__ import annotations

from flask import Response, jsonify, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from voting.errors import VotingError
from voting.language.catalogue import LANGUAGES
from voting.language.refusals import explain
from voting.services.meetings import network_test
from voting.services.voting import announced
from voting.web.site.access import ANYBODY, Room
from voting.web.site.error_pages import status_of
from voting.web.site.instance import database

blueprint = Room("network_test", __name__, url_prefix="/v")


@blueprint.get("/<meeting>/test", needs=ANYBODY)
def page(meeting: str) -> str:
    """The page that tests the phone it is opened on."""
    announced.announcement(database(), meeting)
    return render_template(
        "meetings/network_test.html",
        meeting=meeting,
        length=network_test.length_of_test(database(), meeting),
    )


@blueprint.post("/<meeting>/test", needs=ANYBODY)
def upload(meeting: str) -> tuple[Response, int]:
    """Take as many bytes as a ballot has, and count one phone more."""
    request.max_content_length = network_test.length_of_test(database(), meeting)
    try:
        network_test.count_test(database(), meeting, request.get_data(cache=False))
    except VotingError as error:
        return jsonify(
            {
                "error": error.code,
                "message": {language: explain(error, language) for language in LANGUAGES},
            }
        ), status_of(error)
    return jsonify({"passed": True}), 200


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> tuple[Response, int]:
    """More bytes than a ballot of this meeting has."""
    return jsonify({"error": "request-too-large"}), 413
