"""The papers to file: which there are of a round, a unit, a meeting, and each as a file."""

from __future__ import annotations

from io import BytesIO

from flask import render_template, send_file
from werkzeug.wrappers import Response

from voting.assessment.permissions import EXPORT_TABLES, READ_DOCUMENTS
from voting.services.documents import offers as documents_offers
from voting.services.meetings import plan
from voting.services.roster.views import get_unit
from voting.services.rounds import edit
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.instance import database

blueprint = Room("documents", __name__)


@blueprint.get("/rounds/<round_id>/documents", needs=EXPORT_TABLES)
def of_round(round_id: str) -> str:
    """The papers of the whole round and of every unit."""
    round_view = edit.get_round(database(), round_id)
    whole, *units = documents_offers.documents_of_round(database(), signed_in.actor(), round_id)
    kinds = {offer.kind: offer.text for shelf in units for offer in shelf.offers}
    return render_template(
        "documents/of_round.html", round=round_view, whole=whole, units=units, kinds=kinds
    )


@blueprint.get("/units/<unit_id>/documents", needs=READ_DOCUMENTS)
def of_unit(unit_id: str) -> str:
    """The papers of a unit and its meetings."""
    offers = documents_offers.documents_of_unit(database(), signed_in.actor(), unit_id)
    unit = get_unit(database(), unit_id)
    return _one(unit.round_id, unit.name, offers)


@blueprint.get("/meetings/<meeting_id>/documents", needs=READ_DOCUMENTS)
def of_meeting(meeting_id: str) -> str:
    """The papers of a meeting and of those assessed there."""
    offers = documents_offers.documents_of_meeting(database(), signed_in.actor(), meeting_id)
    meeting = plan.get_meeting(database(), meeting_id)
    return _one(meeting.round_id, meeting.unit_name, offers)


@blueprint.get("/papers/<kind>/<of_id>.<suffix>", needs=READ_DOCUMENTS)
def paper(kind: str, of_id: str, suffix: str) -> Response:
    """One paper as a file."""
    made = documents_offers.paper(database(), signed_in.actor(), kind, of_id, suffix)
    return send_file(
        BytesIO(made.data), mimetype=made.mimetype, as_attachment=True, download_name=made.name
    )


def _one(round_id: str, name: str, offers: list[documents_offers.Offer]) -> str:
    round_view = edit.get_round(database(), round_id)
    return render_template("documents/of_unit.html", round=round_view, name=name, offers=offers)
