"""实绩公示 of a unit: days and text, the printable notice, objections."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.permissions import EDIT_PUBLICITY, READ_MATERIALS
from voting.services.context import today
from voting.services.materials import objections, publicity
from voting.services.materials.publicity import PublicityInput
from voting.services.roster.views import get_unit
from voting.web.materials.places import crumbs
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import SentForm, refusals
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("publicity", __name__)

FIELDS = ("starts", "ends", "place", "objections_to", "text")


@blueprint.get("/units/<unit_id>/publicity", needs=READ_MATERIALS)
def page(unit_id: str, sent: SentForm | None = None) -> tuple[str, int]:
    """公示 of a unit: where it stands, its days and text, the objections."""
    state = publicity.get_publicity(database(), signed_in.actor(), unit_id)
    unit = get_unit(database(), unit_id)
    sent = sent or SentForm()
    kept = (
        {name: getattr(state.plan, name) for name in FIELDS}
        if state.plan
        else {"text": state.proposed}
    )
    told = render_template(
        "materials/publicity.html",
        publicity=state,
        sent=sent,
        today=today(),
        crumbs=crumbs(unit),
        typed=request.form,
        filled={**kept, **request.form.to_dict()} if sent.errors else kept,
    )
    return told, sent.status


@blueprint.post("/units/<unit_id>/publicity", needs=EDIT_PUBLICITY)
def plan(unit_id: str) -> Response | tuple[str, int]:
    """Keep days, place, how to object and what is published."""
    sent = SentForm()
    with refusals(sent):
        data = PublicityInput(*(request.form.get(name, "") for name in FIELDS))
        publicity.plan_publicity(database(), signed_in.actor(), unit_id, data)
        flash(gettext("公示安排已保存。"))
        return _back(unit_id)
    return page(unit_id, sent)


@blueprint.post("/units/<unit_id>/objections", needs=EDIT_PUBLICITY)
def objection(unit_id: str) -> Response | tuple[str, int]:
    """Write an objection down."""
    sent, typed = SentForm(), request.form
    with refusals(sent):
        objections.record_objection(
            database(),
            signed_in.actor(),
            unit_id,
            typed.get("received_on", ""),
            typed.get("sender", ""),
            typed.get("content", ""),
        )
        flash(gettext("异议已登记。"))
        return _back(unit_id)
    return page(unit_id, sent)


@blueprint.post("/units/<unit_id>/objections/<objection_id>", needs=EDIT_PUBLICITY)
def handle(unit_id: str, objection_id: str) -> Response | tuple[str, int]:
    """Write down what was done about an objection."""
    sent, typed = SentForm(), request.form
    with refusals(sent):
        objections.handle_objection(
            database(),
            signed_in.actor(),
            unit_id,
            objection_id,
            typed.get("handled_on", ""),
            typed.get("handling", ""),
        )
        flash(gettext("办理情况已保存。"))
        return _back(unit_id)
    return page(unit_id, sent)


@blueprint.get("/units/<unit_id>/publicity/print", needs=READ_MATERIALS)
def printed(unit_id: str) -> str:
    """The notice as a page, for printing from the browser."""
    paper = publicity.notice_of(database(), signed_in.actor(), unit_id)
    return render_template(
        "materials/notice.html",
        paper=paper,
        crumbs=crumbs(get_unit(database(), unit_id)),
        unit_id=unit_id,
    )


def _back(unit_id: str) -> Response:
    return redirect(url_for("publicity.page", unit_id=unit_id))
