"""The round at a glance: every unit's stage on one screen, deadlines, and one unit's way."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateField
from wtforms.validators import Optional

from voting.assessment import progress as assessment_progress
from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import EDIT_ROUND, READ_MATERIALS, READ_PROGRESS
from voting.assessment.progress import STAGES
from voting.services.progress import overview
from voting.services.progress.overview import Choice
from voting.services.roster.views import get_unit
from voting.services.rounds import edit
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import OfficeForm, refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("overview", __name__)


class DeadlinesForm(OfficeForm):
    """The day each stage is due; empty: none."""

    def read(self) -> dict[str, str]:
        """Stage → day as text."""
        return {stage: self[stage].data.isoformat() if self[stage].data else "" for stage in STAGES}


for _stage, _text in STAGES.items():
    setattr(DeadlinesForm, _stage, DateField(_text.zh, [Optional()]))


@blueprint.get("/rounds/<round_id>/progress", needs=READ_PROGRESS)
def progress(round_id: str) -> str:
    """All units of the round, filtered by what was asked for."""
    round_view = edit.get_round(database(), round_id)
    whole = overview.progress_of(database(), signed_in.actor(), round_id)
    asked = request.args
    choice = Choice(
        kind=asked.get("kind", ""),
        stage=asked.get("stage", ""),
        waits_for=asked.get("waits", ""),
        late=bool(asked.get("late")),
        text=asked.get("text", ""),
    )
    kinds = tuple(dict.fromkeys(unit.kind for unit in whole.units))
    return render_template(
        "rounds/progress.html",
        round=round_view,
        whole=whole,
        choice=choice,
        units=choice.of(whole.units),
        kinds=kinds,
        stages=STAGES,
    )


@blueprint.route("/rounds/<round_id>/deadlines", methods=["GET", "POST"], needs=EDIT_ROUND)
def deadlines(round_id: str) -> Response | tuple[str, int]:
    """When each stage is due."""
    kept = overview.progress_of(database(), signed_in.actor(), round_id).deadlines
    form = DeadlinesForm(**overview.days(kept))
    if form.validate_on_submit():
        with refusals(form):
            overview.set_deadlines(database(), signed_in.actor(), round_id, form.read())
            flash(gettext("期限已保存。"))
            return redirect(url_for("overview.progress", round_id=round_id))
    round_view = edit.get_round(database(), round_id)
    return show("rounds/deadlines.html", form, round=round_view, stages=STAGES)


@blueprint.get("/rounds/<round_id>/units/<unit_id>", needs=READ_PROGRESS)
def one_unit(round_id: str, unit_id: str) -> str:
    """The way of one unit, with a link to the page of every stage."""
    round_view = edit.get_round(database(), round_id)
    progress = overview.unit_progress(database(), signed_in.actor(), round_id, unit_id)
    unit = get_unit(database(), unit_id)
    return render_template(
        "rounds/unit.html",
        round=round_view,
        unit=unit,
        progress=progress,
        links=_links(round_id, progress),
    )


def _links(round_id: str, progress: overview.UnitProgress) -> dict[str, str]:
    """Stage → the page where it is worked on, for the stages that have one by now."""
    links: dict[str, str] = {}
    if signed_in.may(READ_MATERIALS):
        links[assessment_progress.MATERIALS] = url_for(
            "materials.of_unit", unit_id=progress.unit_id
        )
        links[assessment_progress.PUBLICITY] = url_for("publicity.page", unit_id=progress.unit_id)
    if progress.meeting_id is not None:
        meeting = url_for("meetings.one", meeting_id=progress.meeting_id)
        links |= dict.fromkeys(
            (assessment_progress.SLIPS, assessment_progress.MEETING, assessment_progress.TALLY),
            meeting,
        )
    if progress.meeting_state == MeetingState.TALLIED and signed_in.may_read_results(
        progress.unit_id
    ):
        links[assessment_progress.TALLY] = url_for("results.tally", meeting_id=progress.meeting_id)
        grades = url_for("unit.proposals", round_id=round_id, unit_id=progress.unit_id)
        links |= dict.fromkeys(
            (
                assessment_progress.PROPOSAL,
                assessment_progress.OPINION,
                assessment_progress.DECISION,
            ),
            grades,
        )
    return links
