"""The charts of a round, and a team or cadre over the years."""

from __future__ import annotations

from io import BytesIO

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from voting.assessment.permissions import READ_RESULTS
from voting.services.documents import round_charts
from voting.services.progress import histories
from voting.services.rounds import edit
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.instance import database
from voting.web.site.language import chosen
from voting.web.site.tally import CHART_MIMETYPES

blueprint = Room("roundcharts", __name__)


@blueprint.get("/rounds/<round_id>/charts", needs=READ_RESULTS)
def page(round_id: str) -> str:
    """Units compared and heat tables of their teams, kind by kind."""
    round_view = edit.get_round(database(), round_id)
    kinds = round_charts.charts_of_round(database(), signed_in.actor(), round_id)
    return render_template("documents/charts.html", round=round_view, kinds=kinds)


@blueprint.get("/rounds/<round_id>/charts/<chart>.<suffix>", needs=READ_RESULTS)
def chart(round_id: str, chart: str, suffix: str) -> Response:
    """One chart: of which kind and which page of it stands in the query."""
    kind, number = request.args.get("kind", ""), request.args.get("page", 1, type=int)
    data = round_charts.round_chart(
        database(), signed_in.actor(), round_id, chart, kind, number, suffix, chosen()
    )
    return _sent(data, f"{chart}-{number}", suffix)


@blueprint.get("/subjects/<subject_id>/history", needs=READ_RESULTS)
def history(subject_id: str) -> str:
    """A team or cadre over the years."""
    past = histories.history(database(), signed_in.actor(), subject_id)
    return render_template("documents/history.html", history=past)


@blueprint.get("/subjects/<subject_id>/history.<suffix>", needs=READ_RESULTS)
def history_chart(subject_id: str, suffix: str) -> Response:
    """The history of a team or cadre as a chart."""
    data = round_charts.history_chart(database(), signed_in.actor(), subject_id, suffix, chosen())
    return _sent(data, "history", suffix)


def _sent(data: bytes, name: str, suffix: str) -> Response:
    return send_file(
        BytesIO(data),
        mimetype=CHART_MIMETYPES[suffix],
        as_attachment=suffix == "png",
        download_name=f"{name}.{suffix}",
    )
