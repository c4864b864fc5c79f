"""The tables and charts of a meeting that has been opened."""

from __future__ import annotations

from io import BytesIO

from flask import abort, render_template, request, send_file
from werkzeug.wrappers import Response

from voting.assessment.permissions import READ_OWN_RESULTS
from voting.services.documents import charts
from voting.services.meetings import plan, tallying
from voting.services.rounds import edit
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.instance import database
from voting.web.site.language import chosen, gettext
from voting.web.site.tally import CHART_CAPTIONS, CHART_KINDS, CHART_MIMETYPES, sheets

blueprint = Room("results", __name__)


@blueprint.get("/meetings/<meeting_id>/tally", needs=READ_OWN_RESULTS)
def tally(meeting_id: str) -> str:
    """All tables of the meeting: the summary first, then a table per subject."""
    meeting = plan.get_meeting(database(), meeting_id)
    counted = tallying.read_tally(database(), signed_in.actor(), meeting_id)
    round_view = edit.get_round(database(), meeting.round_id)
    heads, slips = tallying.meeting_heads(database(), meeting_id)
    return render_template(
        "documents/tally.html",
        meeting=meeting,
        round=round_view,
        tally=counted,
        heads=heads,
        slips=slips,
        sheets=sheets(counted, round_view.settings),
        charts=[(kind, gettext(caption)) for kind, caption in CHART_CAPTIONS],
    )


@blueprint.get("/meetings/<meeting_id>/charts/<kind>.<suffix>", needs=READ_OWN_RESULTS)
def chart(meeting_id: str, kind: str, suffix: str) -> Response:
    """One chart: SVG for the page, PNG to take away."""
    if suffix not in CHART_MIMETYPES or kind not in CHART_KINDS:
        abort(404)
    subject = request.args.get("subject")
    data = charts.read_chart(
        database(), signed_in.actor(), meeting_id, kind, subject, suffix, chosen()
    )
    return send_file(
        BytesIO(data),
        mimetype=CHART_MIMETYPES[suffix],
        as_attachment=suffix == "png",
        download_name="-".join(filter(None, (meeting_id, kind, subject))) + f".{suffix}",
    )
