"""The grades of one unit: what the vote suggests, what each step says, handing on, sending back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment import permissions
from voting.assessment.grade_names import grade_or_none
from voting.assessment.grades import steps
from voting.assessment.grades.sheet import GradeSheet
from voting.assessment.permissions import (
    DECIDE_GRADES,
    EDIT_PROPOSALS,
    EDIT_ROUND,
    GIVE_OPINION,
    READ_PROPOSALS,
)
from voting.errors import BadInput
from voting.language.catalogue import Said
from voting.services.grades import give, moves
from voting.services.grades.marks import mark_of
from voting.services.grades.read import read_sheet
from voting.services.grades.turn import may_write
from voting.services.rounds import edit as rounds_edit
from voting.web.grades.fields import POOLS, GradingForm, first_values
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import SentForm, refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("unit", __name__)

GRADING = (EDIT_PROPOSALS, GIVE_OPINION, DECIDE_GRADES)
"""Whoever has a column of the grades; the stage of the unit says whose turn it is."""


@blueprint.route("/rounds/<round_id>/grading", methods=["GET", "POST"], needs=EDIT_ROUND)
def settings(round_id: str) -> Response | tuple[str, int]:
    """How the round proposes grades: quotas, thresholds, ranking."""
    round_view = rounds_edit.get_round(database(), round_id)
    form = GradingForm(**first_values(round_view.settings))
    if form.validate_on_submit():
        with refusals(form):
            wanted = form.read(round_view.settings)
            rounds_edit.set_grade_settings(database(), signed_in.actor(), round_id, wanted)
            flash(gettext("等次设置已保存。"))
            return redirect(url_for("unit.settings", round_id=round_id))
    return show(
        "grades/settings.html", form, round=round_view, settings=round_view.settings, pools=POOLS
    )


class GradeForm(SentForm):
    """What was typed, to be shown where it was refused; ``subject`` empty: the whole sheet."""

    def __init__(self, subject: str = "", grade: str = "", reason: str = "") -> None:
        super().__init__()
        self.subject, self.grade, self.reason = subject, grade, reason


@blueprint.get("/rounds/<round_id>/units/<unit_id>/proposals", needs=READ_PROPOSALS)
def proposals(round_id: str, unit_id: str, sent: GradeForm | None = None) -> str:
    """The sheet of a unit: pools with their arithmetic, figures, the columns."""
    round_view = rounds_edit.get_round(database(), round_id)
    sheet = read_sheet(database(), signed_in.actor(), round_id, unit_id)
    return render_template(
        "grades/unit.html",
        round=round_view,
        sheet=sheet,
        sent=sent,
        steps=shown_steps(sheet),
        seen=mark_of([sheet]),
        writes=may_write(signed_in.actor(), sheet) and not sheet.waits_for_tally,
        columns=steps.COLUMNS,
        names=steps.STAGE_NAMES,
        grade_text=grade_text,
    )


def grade_text(kind: str, grade_id: str) -> Said:
    """The name of a grade, 不确定等次 among them."""
    return grade_or_none(kind, grade_id).text


def shown_steps(sheet: GradeSheet) -> tuple[str, ...]:
    """The columns this person sees: those the grades have come to; a unit its own, and at the
    end the decision."""
    if signed_in.actor().role == permissions.UNIT:
        return (steps.UNIT, *((steps.COMMITTEE,) if sheet.decided else ()))
    return tuple(step for step in steps.STEPS if sheet.reached(step))


@blueprint.post("/rounds/<round_id>/units/<unit_id>/proposals", needs=GRADING)
def edit(round_id: str, unit_id: str) -> Response | tuple[str, int]:
    """Give a grade in the own column with a reason, or go back to the step before."""
    subject, grade, reason = (request.form.get(n, "") for n in ("subject", "grade", "reason"))
    place = (database(), signed_in.actor(), unit_id, subject)
    sent = GradeForm(subject, grade, reason)
    with refusals(sent):
        if request.form.get("withdraw"):
            give.withdraw(*place, seen=request.form.get("seen"))
        else:
            give.enter(*place, grade, reason, seen=request.form.get("seen"))
        return _back(round_id, unit_id, gettext("等次已保存。"))
    return proposals(round_id, unit_id, sent), sent.exact_status


@blueprint.post("/rounds/<round_id>/units/<unit_id>/proposals/hand-on", needs=GRADING)
def hand_on(round_id: str, unit_id: str) -> Response | tuple[str, int]:
    """Submit the column to the next step, after the confirmation was ticked."""
    sent = GradeForm()
    with refusals(sent):
        check_sure()
        moves.hand_on(database(), signed_in.actor(), unit_id, seen=request.form.get("seen"))
        return _back(round_id, unit_id, gettext("已提交。"))
    return proposals(round_id, unit_id, sent), sent.exact_status


@blueprint.post(
    "/rounds/<round_id>/units/<unit_id>/proposals/send-back", needs=(GIVE_OPINION, DECIDE_GRADES)
)
def send_back(round_id: str, unit_id: str) -> Response | tuple[str, int]:
    """Return the grades to the step before, with the reason."""
    reason, seen = request.form.get("reason", ""), request.form.get("seen")
    sent = GradeForm("back", "", reason)
    with refusals(sent):
        moves.send_back(database(), signed_in.actor(), unit_id, reason, seen=seen)
        return _back(round_id, unit_id, gettext("已退回。"))
    return proposals(round_id, unit_id, sent), sent.exact_status


def check_sure() -> None:
    """BadInput unless the confirmation beside the button was ticked."""
    if not request.form.get("sure"):
        raise BadInput("grades-unsure", "the confirmation is not ticked")


def _back(round_id: str, unit_id: str, words: str) -> Response:
    """To the sheet as it stands now, with a word of what was done."""
    flash(words)
    return redirect(url_for("unit.proposals", round_id=round_id, unit_id=unit_id))
