"""The plan of a round's ballots to be printed, and the phone's page with nobody's slip."""

from __future__ import annotations

from flask import Response, render_template, request

from voting.assessment.permissions import READ_FORMS
from voting.services.forms import views
from voting.services.rounds import edit
from voting.web.ballot_forms.words import words
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.instance import database

blueprint = Room("plan", __name__)
blueprint.context_processor(words)


@blueprint.get("/rounds/<round_id>/plan", needs=READ_FORMS)
def plan(round_id: str) -> str:
    """The plan on paper: forms, who stands on them, quotas, tables, fingerprint."""
    round_view = edit.get_round(database(), round_id)
    page = views.forms_page(database(), signed_in.actor(), round_id)
    return render_template("ballot_forms/plan.html", round=round_view, page=page)


@blueprint.get("/rounds/<round_id>/forms/preview", needs=READ_FORMS)
def preview(round_id: str) -> str:
    """The phone's own page, filled with a unit's ballot; nothing can be sent from it."""
    views.preview(database(), signed_in.actor(), round_id, _unit())
    return render_template(
        "ballot_forms/preview.html",
        round_id=round_id,
        unit=_unit() or "",
        page=views.forms_page(database(), signed_in.actor(), round_id),
    )


@blueprint.get("/rounds/<round_id>/forms/preview.json", needs=READ_FORMS)
def preview_data(round_id: str) -> Response:
    """What the preview shows."""
    return Response(
        views.preview(database(), signed_in.actor(), round_id, _unit()),
        mimetype="application/json",
    )


def _unit() -> str | None:
    return request.args.get("unit") or None
