"""Papers asked of other units about a unit's cadres; talks and visits of a round."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.permissions import EDIT_MATERIALS, EDIT_VISITS, READ_MATERIALS
from voting.services.materials import statements
from voting.services.materials.statements import KINDS, StatementInput
from voting.services.roster.views import get_unit
from voting.services.rounds import edit
from voting.web.materials.places import crumbs, whole_number
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import SentForm, refusals
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("statements", __name__)

FIELDS = ("cadre_id", "kind", "asked_of", "asked_on", "received_on", "note")


@blueprint.get("/units/<unit_id>/statements", needs=READ_MATERIALS)
def of_unit(unit_id: str, sent: SentForm | None = None) -> tuple[str, int]:
    """The papers about the unit's cadres: asked for, received."""
    listed = statements.unit_statements(database(), signed_in.actor(), unit_id)
    unit = get_unit(database(), unit_id)
    sent = sent or SentForm()
    page = render_template(
        "materials/statements.html",
        unit=unit,
        listed=listed,
        kinds=KINDS,
        sent=sent,
        typed=request.form,
        crumbs=crumbs(unit),
    )
    return page, sent.status


@blueprint.post("/units/<unit_id>/statements", needs=EDIT_MATERIALS)
def note(unit_id: str) -> Response | tuple[str, int]:
    """Keep when a paper was asked for and when it came."""
    sent = SentForm()
    with refusals(sent):
        data = StatementInput(*(request.form.get(name, "") for name in FIELDS))
        statements.note_statement(database(), signed_in.actor(), unit_id, data)
        flash(gettext("已保存。"))
        return redirect(url_for("statements.of_unit", unit_id=unit_id))
    return of_unit(unit_id, sent)


@blueprint.get("/rounds/<round_id>/visits", needs=EDIT_VISITS)
def visits(round_id: str, sent: SentForm | None = None) -> tuple[str, int]:
    """Talks and visits, unit by unit."""
    sent = sent or SentForm()
    page = render_template(
        "materials/visits.html",
        sent=sent,
        typed=request.form,
        round=edit.get_round(database(), round_id),
        units=statements.round_visits(database(), signed_in.actor(), round_id),
    )
    return page, sent.status


@blueprint.post("/rounds/<round_id>/visits", needs=EDIT_VISITS)
def count(round_id: str) -> Response | tuple[str, int]:
    """Keep the numbers of one unit."""
    sent, typed = SentForm(), request.form
    with refusals(sent):
        statements.note_visits(
            database(),
            signed_in.actor(),
            round_id,
            typed.get("unit", ""),
            whole_number(typed.get("talks", "") or "0", "talks"),
            whole_number(typed.get("visits", "") or "0", "visits"),
            typed.get("remark", ""),
        )
        flash(gettext("已保存。"))
        return redirect(
            url_for("statements.visits", round_id=round_id, _anchor=f"u-{typed.get('unit', '')}")
        )
    return visits(round_id, sent)
