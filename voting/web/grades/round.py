"""The grades of a whole round: where every unit is, shared quotas, what differs, handing on all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment import permissions
from voting.assessment.grades import steps as grades_steps
from voting.assessment.permissions import DECIDE_GRADES, GIVE_OPINION, READ_RESULTS
from voting.services.grades import give
from voting.services.grades.marks import mark_of
from voting.services.grades.read import round_grades
from voting.services.gradeviews import GradeLine, GradeSheet, PoolSheet
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

    @property
    def team(self) -> GradeLine | None:
        """Its team's line, if it has one."""
        return next((line for line in self.sheet.lines if line.kind == "team"), None)

    def numbers(self) -> Counter[str]:
        """Grades of its cadres in that column."""
        return self.sheet.numbers(self.step, "cadre")

    def own_pools(self) -> Sequence[PoolSheet]:
        """The quotas it has for itself."""
        return [pool for pool in self.sheet.pools if pool.scope == "unit"]


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
    found = edit.get_round(database(), round_id)
    sheets = round_grades(database(), round_id)
    stage = request.args.get("stage", "")
    shown = [sheet for sheet in sheets if stage in ("", sheet.stage)]
    pools = {pool.key: pool for sheet in sheets for pool in sheet.pools if pool.scope != "unit"}
    return render_template(
        "grades/round.html",
        round=found,
        rows=[_row(sheet) for sheet in shown],
        pools=sorted(pools.values(), key=lambda pool: (pool.id != "team", pool.key)),
        differences=[one for sheet in shown for one in _differences(sheet)],
        stage=stage,
        stages=Counter(sheet.stage for sheet in sheets),
        total=len(sheets),
        sent=sent,
        own=_own_step(),
        seen=mark_of([sheet for sheet in sheets if sheet.stage == _own_step()]),
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
        number = give.hand_on_all(
            database(), signed_in.actor(), round_id, seen=request.form.get("seen")
        )
        flash(gettext("已提交%(n)s个单位。", n=number))
        return redirect(url_for("grades.overview", round_id=round_id))
    return overview(round_id, sent), sent.exact_status


def _own_step() -> str:
    """The step this person hands on for many units at once; empty for readers."""
    for step, action in (
        (grades_steps.COMMITTEE, permissions.DECIDE_GRADES),
        (grades_steps.DEPARTMENT, permissions.GIVE_OPINION),
    ):
        if signed_in.may(action):
            return step
    return ""


def _row(sheet: GradeSheet) -> UnitRow:
    step = grades_steps.COMMITTEE if sheet.decided else sheet.stage
    return UnitRow(sheet, step, len(_differences(sheet)))


def _differences(sheet: GradeSheet) -> list[Difference]:
    steps = [step for step in grades_steps.STEPS if sheet.reached(step)]
    found = []
    for line in sheet.lines:
        differing = tuple(step for step in steps if line.differs(step))
        if differing:
            found.append(Difference(sheet.unit.id, sheet.unit.name, line, differing))
    return found
