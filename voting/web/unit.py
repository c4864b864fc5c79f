"""A unit's grade proposals: what the vote suggests, what the unit puts forward, and why."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.permissions import EDIT_ROUND
from voting.errors import BadInput
from voting.services import grading, rounds
from voting.web import signin
from voting.web.forms import refusals, sentence, show
from voting.web.gradingforms import POOLS, GradingForm, first_values
from voting.web.language import gettext
from voting.web.wiring import database

blueprint = Blueprint("unit", __name__)
blueprint.before_request(signin.guard)


@blueprint.route("/rounds/<round_id>/grading", methods=["GET", "POST"])
def settings(round_id: str) -> Response | tuple[str, int]:
    """How the round proposes grades: quotas, thresholds, ranking."""
    signin.allow(EDIT_ROUND)
    found = rounds.get_round(database(), round_id)
    form = GradingForm(**first_values(found.settings))
    if form.validate_on_submit():
        with refusals(form):
            wanted = form.read(found.settings)
            rounds.set_grade_settings(database(), signin.actor(), round_id, wanted)
            flash(gettext("等次设置已保存。"))
            return redirect(url_for("unit.settings", round_id=round_id))
    return show("unit/grading.html", form, round=found, settings=found.settings, pools=POOLS)


@dataclass(frozen=True, slots=True)
class Fault:
    """An edit that was refused, to be shown where it was made with what had been typed."""

    subject: str
    grade: str
    reason: str
    message: str


@blueprint.get("/rounds/<round_id>/units/<unit_id>/proposals")
def proposals(round_id: str, unit_id: str, fault: Fault | None = None) -> str:
    """The pools of a unit: quota, figures, flags, proposals."""
    signin.allow_proposals(unit_id)
    found = rounds.get_round(database(), round_id)
    pool = grading.proposals_of(database(), round_id, unit_id)
    return render_template("unit/proposals.html", round=found, pool=pool, fault=fault)


@blueprint.post("/rounds/<round_id>/units/<unit_id>/proposals")
def edit(round_id: str, unit_id: str) -> Response | tuple[str, int]:
    """Put a grade forward with a reason, or go back to what the software suggests."""
    signin.allow_proposals(unit_id)
    subject, grade, reason = (request.form.get(n, "") for n in ("subject", "grade", "reason"))
    place = (database(), signin.actor(), round_id, unit_id, subject)
    try:
        if request.form.get("withdraw"):
            grading.withdraw(*place)
        else:
            grading.edit_proposal(*place, grade, reason)
    except BadInput as error:
        fault = Fault(subject, grade, reason, sentence(error))
        return proposals(round_id, unit_id, fault), 400
    flash(gettext("等次建议已保存。"))
    return redirect(url_for("unit.proposals", round_id=round_id, unit_id=unit_id))
