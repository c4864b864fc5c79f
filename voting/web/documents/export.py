"""All documents of a round in one zip: started, watched and fetched."""

from __future__ import annotations

from pathlib import Path

from flask import jsonify, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from voting.assessment.permissions import EXPORT_TABLES
from voting.errors import Refused
from voting.services.documents import export
from voting.services.rounds import edit
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import ConfirmForm, refusals, show
from voting.web.site.instance import database, settings

blueprint = Room("exports", __name__)


@blueprint.route("/rounds/<round_id>/documents.zip", methods=["GET", "POST"], needs=EXPORT_TABLES)
def start(round_id: str) -> Response | tuple[str, int]:
    """Say what will be built, and begin."""
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals(form):
            job_id = export.start(database(), signed_in.actor(), round_id, _folder())
            return redirect(url_for("exports.watch", job_id=job_id))
    return show("documents/export_new.html", form, round=edit.get_round(database(), round_id))


@blueprint.get("/exports/<job_id>", needs=EXPORT_TABLES)
def watch(job_id: str) -> str:
    """How far the work is; the page reloads itself until it is done."""
    job = export.job(database(), signed_in.actor(), job_id)
    round_view = edit.get_round(database(), job.round_id)
    return render_template("documents/export.html", job=job, round=round_view)


@blueprint.get("/exports/<job_id>/numbers", needs=EXPORT_TABLES)
def numbers(job_id: str) -> Response:
    """The same as numbers, for the page's progress bar."""
    job = export.job(database(), signed_in.actor(), job_id)
    return jsonify(state=job.state, done=job.done, total=job.total, label=job.label)


@blueprint.get("/exports/<job_id>/documents.zip", needs=EXPORT_TABLES)
def fetch(job_id: str) -> Response:
    """The finished file."""
    name, path = export.built(database(), signed_in.actor(), job_id, _folder())
    return send_file(path, mimetype="application/zip", as_attachment=True, download_name=name)


def _folder() -> Path:
    folder = settings().exports
    if folder is None:
        raise Refused("exports-nowhere", "this installation has no folder for large documents")
    return folder.resolve()
