"""Where a unit's day begins: what it has to do in its round, and how far each is."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from voting.assessment.permissions import UNIT
from voting.services.materials import edit, publicity, statements
from voting.services.meetings import plan
from voting.services.rounds import edit as rounds_edit
from voting.web.site import signed_in
from voting.web.site.access import SIGNED_IN, Room
from voting.web.site.instance import database

blueprint = Room("unithome", __name__)


@blueprint.get("/unit", needs=SIGNED_IN)
def home() -> Response | str:
    """A unit's own page; everybody else begins elsewhere."""
    actor = signed_in.actor()
    if actor.role != UNIT or actor.unit_id is None:
        return redirect(url_for("department.home"))
    db, unit_id = database(), actor.unit_id
    materials = edit.unit_materials(db, actor, unit_id)
    held = [m for m in plan.list_meetings(db, materials.unit.round_id) if m.unit_id == unit_id]
    return render_template(
        "materials/home.html",
        materials=materials,
        round=rounds_edit.get_round(db, materials.unit.round_id),
        publicity=publicity.get_publicity(db, actor, unit_id),
        meetings=held,
        statements=statements.unit_statements(db, actor, unit_id),
    )
