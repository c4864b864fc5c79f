"""What a voter's phone asks: the page, the manifest, the state, a slip, and to count a ballot.

No cookie, no log, no address. The page is the same for everybody; language and text size live in
the phone. The slip's secret is in the fragment of the address, which browsers do not send.
"""

from __future__ import annotations

import gzip
import re

from flask import Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from voting.errors import BadInput, NotFound, VotingError
from voting.language.catalogue import LANGUAGES
from voting.language.refusals import explain
from voting.services.materials import readings
from voting.services.voting import announced, casting
from voting.web.site.access import ANYBODY, Room
from voting.web.site.error_pages import status_of
from voting.web.site.instance import database, settings

blueprint = Room("voter", __name__, url_prefix="/v")

CREDENTIAL = re.compile(r"[0-9a-f]{64}")
SLIP_REQUEST_BYTES = 1024


@blueprint.get("/<meeting>", needs=ANYBODY)
def page(meeting: str) -> Response:
    """The ballot page: a shell, filled on the phone; an unknown meeting gets it with a 404."""
    try:
        trial = announced.announcement(database(), meeting).trial
        status = 200
    except NotFound:
        trial, status = False, 404
    records = f"{request.script_root}/records/{meeting}"
    shell = render_template("voting/ballot.html", meeting=meeting, records=records, trial=trial)
    return make_response(shell, status)


@blueprint.get("/<meeting>/state", needs=ANYBODY)
def state(meeting: str) -> Response:
    """Whether the meeting is open; its title, unit and, once open, its fingerprint.

    304 while nothing has changed: phones that wait ask every few seconds.
    """
    announcement = announced.announcement(database(), meeting)
    answer = jsonify(
        state=announcement.state,
        title=announcement.title,
        unit=announcement.unit,
        fingerprint=announcement.fingerprint,
        trial=announcement.trial,
    )
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@blueprint.get("/<meeting>/manifest", needs=ANYBODY)
def manifest(meeting: str) -> Response:
    """The exact bytes of manifest.json; 409 while the meeting has not been opened."""
    return Response(casting.manifest_bytes(database(), meeting), mimetype="application/json")


@blueprint.get("/<meeting>/materials.json", needs=ANYBODY)
def materials(meeting: str) -> Response:
    """All there is to read beside the ballot, the same bytes for every phone, asked for once
    whether it is read or not; 409 before opening and after closing."""
    data = readings.readings(database(), meeting)
    if not request.accept_encodings.quality("gzip"):
        return Response(gzip.decompress(data), mimetype="application/json")
    return Response(data, mimetype="application/json", headers={"Content-Encoding": "gzip"})


@blueprint.post("/<meeting>/ballots", needs=ANYBODY)
def cast(meeting: str) -> Response:
    """Count a sealed ballot: 201, or 200 where the same bytes had been counted before."""
    request.max_content_length = casting.ballot_length(database(), meeting)
    data = request.get_data(cache=False)
    receipt = casting.cast(database(), settings().checker, meeting, data)
    answer = jsonify(tracker=receipt.tracker)
    answer.status_code = 200 if receipt.repeated else 201
    return answer


@blueprint.post("/<meeting>/slip", needs=ANYBODY)
def slip(meeting: str) -> Response:
    """What has become of the slip with this credential: unused, counted (tracker) or voided; and
    the voter class the roll has for it, which must be the one on the paper."""
    request.max_content_length = SLIP_REQUEST_BYTES
    body = request.get_json(force=True, silent=True)
    credential = body.get("credential") if isinstance(body, dict) else None
    if not isinstance(credential, str) or not CREDENTIAL.fullmatch(credential):
        raise BadInput("slip-request", "a slip is asked for by the 64 hex digits of its credential")
    slip_state = casting.look_up(database(), meeting, bytes.fromhex(credential))
    return jsonify(
        {
            "state": slip_state.state,
            "tracker": slip_state.tracker,
            "class": {"id": slip_state.class_id, "name": slip_state.class_name},
        }
    )


@blueprint.errorhandler(VotingError)
def refuse(error: VotingError) -> Response:
    """A refusal as JSON in both languages; where the slip has been used, with its tracker."""
    return _refusal(error, status_of(error))


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """More bytes than this meeting's ballots have."""
    return _refusal(
        BadInput("request-too-large", "more bytes than a ballot of this meeting has"), 413
    )


def _refusal(error: VotingError, status: int) -> Response:
    body: dict[str, object] = {
        "error": error.code,
        "message": {language: explain(error, language) for language in LANGUAGES},
    }
    if "tracker" in error.values:
        body["tracker"] = error.values["tracker"]
    answer = jsonify(body)
    answer.status_code = status
    return answer
