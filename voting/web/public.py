"""What anyone may see of a meeting: fingerprints, receipts after closing, the record."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response

from voting.errors import Refused
from voting.services import meetings, receipts, tallying
from voting.web.wiring import database

blueprint = Blueprint("public", __name__, url_prefix="/records")


@blueprint.get("/<meeting_id>")
def record(meeting_id: str) -> str:
    """Fingerprints, and after closing every tracker: voters find theirs here."""
    meeting = meetings.get_meeting(database(), meeting_id)
    closed = meeting.state in ("closed", "tallied")
    trackers = receipts.trackers(database(), meeting_id) if closed else ()
    return render_template("public/record.html", meeting=meeting, closed=closed,
                           trackers=trackers)


@blueprint.get("/<meeting_id>/record.zip")
def download(meeting_id: str) -> Response:
    """The whole record, once the results are opened: anyone can count again."""
    meeting = meetings.get_meeting(database(), meeting_id)
    if meeting.state != "tallied":
        raise Refused("record-not-yet", "the record is published after the tally")
    data = tallying.record(database(), meeting_id)
    return send_file(BytesIO(data), mimetype="application/zip", as_attachment=True,
                     download_name=f"record-{meeting_id}.zip")
