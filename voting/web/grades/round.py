"""The grades of a whole round: where every unit is, shared quotas, what differs, handing on all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.grades import steps as grades_steps
from voting.assessment.grades.line import GradeLine
from voting.assessment.grades.pools import PoolSheet
from voting.assessment.grades.quotas import UNIT as ONE_UNIT
from voting.assessment.grades.sheet import GradeSheet
from voting.assessment.permissions import DECIDE_GRADES, GIVE_OPINION, READ_RESULTS
from voting.services.grades import moves
from voting.services.grades.marks import mark_of
from voting.services.grades.read import round_grades
from voting.services.grades.turn import step_of_round
from voting.services.rounds import edit
from voting.web.grades.unit import check_sure, grade_text
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import SentForm, refusals
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("grades", __name__)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit on the page: its sheet, the column its numbers are of, how many lines some step has
    changed."""

    sheet: GradeSheet
    step: str
    differing: int

    def own_pools(self) -> Sequence[PoolSheet]:
        """The quotas it has for itself."""
        return [pool for pool in self.sheet.pools if pool.scope == ONE_UNIT]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a step says something else than the one before."""

    unit_id: str
    unit_name: str
    line: GradeLine
    steps: tuple[str, ...]


@blueprint.get("/rounds/<round_id>/grades", needs=READ_RESULTS)
def overview(round_id: str, sent: SentForm | None = None) -> str:
    """All units with their stage and numbers, the shared quotas, and what differs."""
    round_view = edit.get_round(database(), round_id)
    grades = round_grades(database(), round_id)
    sheets = grades.sheets
    own = step_of_round(signed_in.actor())
    stage = request.args.get("stage", "")
    shown = [sheet for sheet in sheets if stage in ("", sheet.stage)]
    pools = [pool for pool in grades.pools if pool.scope != ONE_UNIT]
    return render_template(
        "grades/round.html",
        round=round_view,
        rows=[_row(sheet) for sheet in shown],
        pools=sorted(pools, key=lambda pool: (pool.id != "team", pool.key)),
        differences=[one for sheet in shown for one in _differences(sheet)],
        stage=stage,
        stages=Counter(sheet.stage for sheet in sheets),
        total=len(sheets),
        sent=sent,
        own=own,
        seen=mark_of([sheet for sheet in sheets if sheet.stage == own]),
        columns=grades_steps.COLUMNS,
        names=grades_steps.STAGE_NAMES,
        grade_text=grade_text,
    )


@blueprint.post("/rounds/<round_id>/grades", needs=(GIVE_OPINION, DECIDE_GRADES))
def hand_on_all(round_id: str) -> Response | tuple[str, int]:
    """Hand on every unit that waits for this role, after the confirmation was ticked."""
    sent = SentForm()
    with refusals(sent):
        check_sure()
        number = moves.hand_on_all(
            database(), signed_in.actor(), round_id, seen=request.form.get("seen")
        )
        flash(gettext("已提交%(n)s个单位。", n=number))
        return redirect(url_for("grades.overview", round_id=round_id))
    return overview(round_id, sent), sent.exact_status


def _row(sheet: GradeSheet) -> UnitRow:
    step = grades_steps.COMMITTEE if sheet.decided else sheet.stage
    return UnitRow(sheet, step, len(_differences(sheet)))


def _differences(sheet: GradeSheet) -> list[Difference]:
    steps = [step for step in grades_steps.STEPS if sheet.reached(step)]
    differences = []
    for line in sheet.lines:
        differing = tuple(step for step in steps if line.differs(step))
        if differing:
            differences.append(Difference(sheet.unit.id, sheet.unit.name, line, differing))
    return differences
