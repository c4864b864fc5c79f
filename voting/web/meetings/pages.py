"""The department's side of a meeting: planning, slips, trustees' shares, the record."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import (
    PREPARE_MEETING,
    PRINT_SLIPS,
    READ_RECORD,
    READ_ROUND,
    SUBMIT_SHARES,
)
from voting.services.meetings import plan as meetings_plan
from voting.services.meetings import slips, tallying
from voting.services.meetings.views import MeetingView
from voting.services.roster.views import list_units
from voting.services.rounds import edit as rounds_edit
from voting.web.meetings.fields import DATE, MeetingForm, class_rows
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import ConfirmForm, UploadForm, refusals, show
from voting.web.site.instance import base_url, database, plain_http
from voting.web.site.language import gettext
from voting.web.site.steps import meeting_steps

blueprint = Room("meetings", __name__)


@blueprint.route("/rounds/<round_id>/meetings/new", methods=["GET", "POST"], needs=PREPARE_MEETING)
def new(round_id: str) -> Response | tuple[str, int]:
    """Plan a meeting."""
    round_view = rounds_edit.get_round(database(), round_id)
    units = list_units(database(), round_id)
    form = MeetingForm(
        unit=request.args.get("unit"),
        title=gettext("%(year)s年度民主测评大会", year=round_view.year),
        classes=[{"id": "A", "name": gettext("参会人员"), "weight": 100}],
    )
    form.unit.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    if form.validate_on_submit():
        with refusals(form):
            made = meetings_plan.create_meeting(database(), signed_in.actor(), form.read(round_id))
            return redirect(url_for("meetings.one", meeting_id=made))
    return show("meetings/form.html", form, round=round_view, meeting=None)


@blueprint.route("/meetings/<meeting_id>/edit", methods=["GET", "POST"], needs=PREPARE_MEETING)
def edit(meeting_id: str) -> Response | tuple[str, int]:
    """Change a meeting while nothing of it is frozen."""
    meeting = meetings_plan.get_meeting(database(), meeting_id)
    round_view = rounds_edit.get_round(database(), meeting.round_id)
    form = MeetingForm(**_first_values(meeting))
    form.unit.choices = [SelectChoice(meeting.unit_id, meeting.unit_name)]
    if form.validate_on_submit():
        with refusals(form):
            plan = form.read(meeting.round_id)
            meetings_plan.update_meeting(database(), signed_in.actor(), meeting_id, plan)
            return redirect(url_for("meetings.one", meeting_id=meeting_id))
    return show("meetings/form.html", form, round=round_view, meeting=meeting)


@blueprint.get("/meetings/<meeting_id>", needs=READ_ROUND)
def one(meeting_id: str) -> str:
    """A meeting as the department sees it: where it stands and what comes next."""
    meeting = meetings_plan.get_meeting(database(), meeting_id)
    round_view = rounds_edit.get_round(database(), meeting.round_id)
    return render_template(
        "meetings/meeting.html",
        meeting=meeting,
        round=round_view,
        form=ConfirmForm(),
        steps=meeting_steps(meeting),
        plain_http=plain_http(),
        base_url=base_url(),
    )


@blueprint.post("/meetings/<meeting_id>/slips", needs=PRINT_SLIPS)
def print_slips(meeting_id: str) -> Response:
    """Make the slips and hand the PDF out, once: it is kept nowhere."""
    data = slips.print_slips(database(), signed_in.actor(), meeting_id, base_url())
    meeting = meetings_plan.get_meeting(database(), meeting_id)
    return send_file(
        BytesIO(data),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=gettext("%(unit)s-投票纸条.pdf", unit=meeting.unit_name),
    )


@blueprint.route("/meetings/<meeting_id>/shares", methods=["GET", "POST"], needs=SUBMIT_SHARES)
def shares(meeting_id: str) -> Response | tuple[str, int]:
    """Hand in a trustee's shares; the last one needed opens the sums."""
    form = UploadForm()
    if form.validate_on_submit():
        with refusals(form):
            state = tallying.accept_shares(
                database(), signed_in.actor(), meeting_id, form.content()
            )
            if state == MeetingState.TALLIED:
                flash(gettext("解密份额已齐，测评结果已开出。"))
            else:
                flash(gettext("解密份额已核对并保存。"))
            return redirect(url_for("meetings.shares", meeting_id=meeting_id))
    meeting = meetings_plan.get_meeting(database(), meeting_id)
    round_view = rounds_edit.get_round(database(), meeting.round_id)
    return show("meetings/shares.html", form, meeting=meeting, round=round_view)


@blueprint.get("/meetings/<meeting_id>/record.zip", needs=READ_RECORD)
def record(meeting_id: str) -> Response:
    """The record; once tallied with the results, for those who may read them and nobody else."""
    meeting = meetings_plan.get_meeting(database(), meeting_id)
    whole = signed_in.may_read_results(meeting.unit_id)
    data = (tallying.record if whole else tallying.public_record)(database(), meeting_id)
    return send_file(
        BytesIO(data),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"record-{meeting_id}.zip",
    )


def _first_values(meeting: MeetingView) -> dict[str, object]:
    """What the form shows before anything is changed."""
    return {
        "unit": meeting.unit_id,
        "title": meeting.title,
        "date": _moment(meeting.date),
        "place": meeting.place,
        "classes": class_rows(meeting),
        "minimum": meeting.minimum,
        "denominator": meeting.denominator,
        "scores": meeting.scores,
    }


def _moment(text: str) -> datetime | None:
    """The date as the form needs it; None where it was typed in another way."""
    try:
        return datetime.strptime(text, DATE)
    except ValueError:
        return None
