"""A unit's grade proposals: what the vote suggests, what the unit puts forward, and why."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.errors import BadInput
from voting.services import grading, rounds
from voting.web import signin
from voting.web.forms import sentence
from voting.web.language import gettext
from voting.web.wiring import database

blueprint = Blueprint("unit", __name__)
blueprint.before_request(signin.guard)


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
