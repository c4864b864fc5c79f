"""Scope of a round: who takes part and why, what a person decides, and the rules themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.grade_names import grades_of
from voting.assessment.permissions import EDIT_SCOPE, READ_SCOPE
from voting.assessment.roster.presets import preset
from voting.assessment.roster.rules import RuleSet
from voting.language.catalogue import N_
from voting.services.roster import scope, scope_edits
from voting.services.roster.scope import CadreScope, ScopePage, ScopeRow
from voting.services.rounds import edit
from voting.web.roster.scope_fields import DecisionForm, RulesForm, first_decision, first_rules
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import ConfirmForm, refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("scope", __name__)

CHOICES: Final[Mapping[str, tuple[str, Callable[[ScopeRow], bool]]]] = {
    "open": (N_("待决定"), lambda row: row.open),
    "decided": (N_("人工决定"), lambda row: row.standing.decided is not None),
    "off": (N_("不列入测评"), lambda row: not row.standing.on_ballot),
    "ungraded": (
        N_("不确定等次"),
        lambda row: row.standing.on_ballot and not row.standing.graded and not row.standing.waiting,
    ),
    "capped": (N_("限制等次"), lambda row: row.standing.cap is not None),
    "wanted": (N_("需调材料"), lambda row: bool(row.standing.wanted)),
}
"""What the page can be narrowed to."""

GRADES: Final = {grade.id: grade.text for grade in grades_of("cadre")}
SOURCES: Final = {
    "seed": N_("通知原文"),
    "found": N_("公开资料"),
    "preset": N_("常见做法"),
    "own": N_("本级修改"),
}


@blueprint.get("/rounds/<round_id>/scope", needs=READ_SCOPE)
def page(round_id: str) -> str:
    """Everybody there is something to say about, open questions first."""
    round_view = edit.get_round(database(), round_id)
    whole = scope.scope_of(database(), signed_in.actor(), round_id)
    chosen, text = request.args.get("show", ""), request.args.get("text", "").strip()
    counts = {
        name: (label, sum(map(wanted, whole.rows))) for name, (label, wanted) in CHOICES.items()
    }
    return render_template(
        "roster/scope.html",
        round=round_view,
        whole=whole,
        chosen=chosen,
        text=text,
        counts=counts,
        rows=_chosen(whole, chosen, text),
        grades=GRADES,
    )


@blueprint.get("/rounds/<round_id>/scope/<cadre_id>", needs=READ_SCOPE)
def cadre(round_id: str, cadre_id: str) -> tuple[str, int]:
    """One cadre: what is known, what the rules say, what a person decided."""
    cadre_scope = scope.scope_of_cadre(database(), signed_in.actor(), cadre_id)
    return _show_cadre(cadre_scope, DecisionForm(**first_decision(cadre_scope.row.standing)))


@blueprint.post("/rounds/<round_id>/scope/<cadre_id>", needs=EDIT_SCOPE)
def decide(round_id: str, cadre_id: str) -> Response | tuple[str, int]:
    """Decide about a cadre, with the reason."""
    cadre_scope = scope.scope_of_cadre(database(), signed_in.actor(), cadre_id)
    form = DecisionForm()
    if form.validate_on_submit():
        with refusals(form):
            scope_edits.override(database(), signed_in.actor(), cadre_id, form.read())
            flash(gettext("已记录对%(name)s的决定。", name=cadre_scope.row.cadre.name))
            return redirect(url_for("scope.page", round_id=cadre_scope.round_id))
    return _show_cadre(cadre_scope, form)


@blueprint.post("/rounds/<round_id>/scope/<cadre_id>/withdraw", needs=EDIT_SCOPE)
def withdraw(round_id: str, cadre_id: str) -> Response | tuple[str, int]:
    """Go back to what the rules say."""
    cadre_scope = scope.scope_of_cadre(database(), signed_in.actor(), cadre_id)
    form = DecisionForm(formdata=None, **first_decision(cadre_scope.row.standing))
    if ConfirmForm().validate_on_submit():
        with refusals(form):
            scope_edits.withdraw(database(), signed_in.actor(), cadre_id)
            flash(
                gettext("已撤回对%(name)s的决定，恢复按规则执行。", name=cadre_scope.row.cadre.name)
            )
            return redirect(url_for("scope.page", round_id=cadre_scope.round_id))
    return _show_cadre(cadre_scope, form)


@blueprint.get("/rounds/<round_id>/rules", needs=READ_SCOPE)
def rules(round_id: str) -> tuple[str, int]:
    """The seven rules with the notice's text, their figures and measures, and the version."""
    held = scope.scope_rules(database(), signed_in.actor(), round_id)
    return _show_rules(round_id, held, RulesForm(data=first_rules(held)))


@blueprint.post("/rounds/<round_id>/rules", needs=EDIT_SCOPE)
def change_rules(round_id: str) -> Response | tuple[str, int]:
    """Make the next version of the rules, or go back to the preset."""
    held = scope.scope_rules(database(), signed_in.actor(), round_id)
    form = RulesForm(data=first_rules(held))
    if (len(form.rules), len(form.measures)) != (len(held.rules), len(held.measures)):
        abort(400)  # not the form of this page: a rule must not get lost
    if form.validate_on_submit():
        with refusals(form):
            wanted = preset() if "preset" in request.form else form.read(held)
            made = scope_edits.set_rules(
                database(), signed_in.actor(), round_id, wanted, form.why.data
            )
            flash(gettext("规则已保存为第%(n)s版。", n=made.version))
            return redirect(url_for("scope.rules", round_id=round_id))
    return _show_rules(round_id, held, form)


def _show_cadre(cadre_scope: CadreScope, form: DecisionForm) -> tuple[str, int]:
    return show(
        "roster/scope_cadre.html",
        form,
        cadre_scope=cadre_scope,
        grades=GRADES,
        back=ConfirmForm(formdata=None),
        round=edit.get_round(database(), cadre_scope.round_id),
    )


def _show_rules(round_id: str, held: RuleSet, form: RulesForm) -> tuple[str, int]:
    return show(
        "roster/scope_rules.html",
        form,
        rules=held,
        sources=SOURCES,
        round=edit.get_round(database(), round_id),
    )


def _chosen(whole: ScopePage, chosen: str, text: str) -> list[ScopeRow]:
    """The rows asked for, those with an open question first."""
    _, wanted = CHOICES.get(chosen, ("", lambda row: True))
    rows = [
        row
        for row in whole.rows
        if wanted(row) and (text in row.unit_name or text in row.cadre.name)
    ]
    return sorted(rows, key=lambda row: not row.open)
