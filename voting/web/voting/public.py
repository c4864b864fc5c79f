"""What anyone may see of a meeting: fingerprints and, after closing, receipts and the sealed box.

Never a result: the meeting's id stands on every slip.
"""

from __future__ import annotations

from io import BytesIO

from flask import render_template, send_file
from werkzeug.wrappers import Response

from voting.services.meetings import plan, tallying
from voting.services.voting import receipts
from voting.web.site.access import ANYBODY, Room
from voting.web.site.instance import database

blueprint = Room("public", __name__, url_prefix="/records")


@blueprint.get("/<meeting_id>", needs=ANYBODY)
def record(meeting_id: str) -> str:
    """Fingerprints, and after closing every tracker: voters find theirs here."""
    meeting = plan.get_meeting(database(), meeting_id)
    closed = meeting.state.ended
    trackers = receipts.trackers(database(), meeting_id) if closed else ()
    return render_template("voting/record.html", meeting=meeting, closed=closed, trackers=trackers)


@blueprint.get("/<meeting_id>/record.zip", needs=ANYBODY)
def download(meeting_id: str) -> Response:
    """The record as closed: anyone can see that each ballot is in the sums, not what they say."""
    data = tallying.public_record(database(), meeting_id)
    return send_file(
        BytesIO(data),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"record-{meeting_id}-closed.zip",
    )
