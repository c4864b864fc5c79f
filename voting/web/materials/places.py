"""What the pages of one unit share: its crumbs and way home, and numbers typed."""

from __future__ import annotations

from flask import url_for

from voting.assessment.permissions import UNIT
from voting.assessment.roster.unit import UnitView
from voting.errors import BadInput
from voting.services.rounds import edit
from voting.web.site import signed_in
from voting.web.site.instance import database
from voting.web.site.language import gettext

Crumbs = list[tuple[str, str]]


def crumbs(unit: UnitView, *further: tuple[str, str]) -> Crumbs:
    """The way to a page of a unit: its own people begin at their home, others at the round."""
    if signed_in.actor().role == UNIT:
        return [(unit.name, url_for("unithome.home")), *further]
    round_view = edit.get_round(database(), unit.round_id)
    return [
        (gettext("考核批次"), url_for("department.all_rounds")),
        (round_view.name, url_for("department.one_round", round_id=round_view.id)),
        (gettext("材料"), url_for("materials.of_round", round_id=round_view.id)),
        *further,
    ]


def whole_number(text: str, field: str) -> int:
    """A number typed; BadInput ``number-range`` for anything else."""
    wanted = text.strip()
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 6):
        raise BadInput(
            "number-range", f"{field} is not a number", field=field, least=0, most=999_999
        )
    return int(wanted)
