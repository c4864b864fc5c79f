"""The organisation department's rounds: keys, meetings, workbook."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import (
    EDIT_ROUND,
    EXPORT_TABLES,
    HOST,
    READ_PROGRESS,
    READ_ROUND,
    RUN_CEREMONY,
    UNIT,
)
from voting.services.documents import charts
from voting.services.meetings import plan
from voting.services.progress import overview
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.web.rounds.fields import RoundForm
from voting.web.site import signed_in
from voting.web.site.access import SIGNED_IN, Room
from voting.web.site.forms import UploadForm, refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext
from voting.web.site.steps import round_steps

blueprint = Room("department", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/", needs=SIGNED_IN)
def home() -> Response:
    """Where a person's day begins."""
    starts = {HOST: "host.meetings_page", UNIT: "unithome.home"}
    return redirect(url_for(starts.get(signed_in.actor().role, "department.all_rounds")))


@blueprint.get("/rounds", needs=READ_ROUND)
def all_rounds() -> str:
    """All rounds, the latest first."""
    return render_template("rounds/rounds.html", rounds=edit.list_rounds(database()))


@blueprint.route("/rounds/new", methods=["GET", "POST"], needs=EDIT_ROUND)
def new_round() -> Response | tuple[str, int]:
    """Create a round."""
    form = RoundForm()
    if form.validate_on_submit():
        with refusals(form):
            round_id = edit.create_round(database(), signed_in.actor(), form.read())
            return redirect(url_for("department.one_round", round_id=round_id))
    return show("rounds/new.html", form)


@blueprint.get("/rounds/<round_id>", needs=READ_ROUND)
def one_round(round_id: str) -> str:
    """A round: its steps, the next one first of all, and its meetings."""
    round_view = edit.get_round(database(), round_id)
    held = plan.list_meetings(database(), round_id)
    units = list_units(database(), round_id)
    finished: Mapping[str, int] = {}
    if signed_in.may(READ_PROGRESS):
        finished = overview.progress_of(database(), signed_in.actor(), round_id).finished
    return render_template(
        "rounds/round.html",
        round=round_view,
        meetings=held,
        units=units,
        steps=round_steps(round_view, held, finished),
        finished=finished,
        tallied=sum(m.state == MeetingState.TALLIED for m in held),
    )


@blueprint.route(
    "/rounds/<round_id>/keys", methods=["GET", "POST"], needs=READ_ROUND, writes=RUN_CEREMONY
)
def keys(round_id: str) -> Response | tuple[str, int]:
    """The trustees' keys: how they are made, and where their result is handed in."""
    form = UploadForm()
    if form.validate_on_submit():
        with refusals(form):
            edit.accept_ceremony(database(), signed_in.actor(), round_id, form.content())
            flash(gettext("密钥仪式文件已核对并保存。"))
            return redirect(url_for("department.keys", round_id=round_id))
    return show("rounds/keys.html", form, round=edit.get_round(database(), round_id))


@blueprint.get("/rounds/<round_id>/workbook.xlsx", needs=EXPORT_TABLES)
def workbook(round_id: str) -> Response:
    """Tallies and proposals of the round in one workbook."""
    round_view = edit.get_round(database(), round_id)
    data = charts.round_workbook(database(), round_id)
    return send_file(
        BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=f"{round_view.name}.xlsx"
    )
