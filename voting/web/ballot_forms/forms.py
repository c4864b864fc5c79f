"""The forms of a round: what is on the slip, who stands on a form, quotas, rates, class tables."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from voting.assessment.forms.library import TEMPLATES
from voting.assessment.permissions import EDIT_FORMS, READ_FORMS
from voting.language.catalogue import N_
from voting.services.forms import edit
from voting.services.forms.views import FormsPage, FormView, forms_page
from voting.services.rounds import edit as rounds_edit
from voting.web.ballot_forms.form_fields import (
    QuotasForm,
    RatesForm,
    TablesForm,
    TemplateForm,
    TitleForm,
    WhoForm,
)
from voting.web.ballot_forms.words import words
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import ConfirmForm, refusals, show
from voting.web.site.instance import database
from voting.web.site.language import chosen, gettext

blueprint = Room("formseditor", __name__)
blueprint.context_processor(words)

MENDED = {
    "rates-reset": N_("比率已按新的选项重新设置，请核对。"),
    "quotas-dropped": N_("有的限额对应的选项已不存在，已一并删除。"),
}
SOURCES = {
    "seed": N_("通知规定"),
    "found": N_("见于公开文件，可修改"),
    "preset": N_("预设，可修改"),
}


@blueprint.get("/rounds/<round_id>/forms", needs=READ_FORMS)
def overview(round_id: str) -> str:
    """What is on the slip, in order."""
    round_view = rounds_edit.get_round(database(), round_id)
    page = forms_page(database(), signed_in.actor(), round_id)
    return render_template(
        "ballot_forms/forms.html", round=round_view, page=page, form=ConfirmForm()
    )


@blueprint.post("/rounds/<round_id>/forms/move", needs=EDIT_FORMS)
def move(round_id: str) -> Response:
    """Move a form on the slip."""
    edit.move_form(database(), signed_in.actor(), round_id, request.form["form"], _step())
    return redirect(url_for("formseditor.overview", round_id=round_id))


@blueprint.route("/rounds/<round_id>/forms/new", methods=["GET", "POST"], needs=EDIT_FORMS)
def new(round_id: str) -> Response | tuple[str, int]:
    """Choose what to start from."""
    form = TemplateForm()
    form.template.choices = [SelectChoice(t.id, t.text.in_language(chosen())) for t in TEMPLATES]
    if form.validate_on_submit():
        with refusals(form):
            made = edit.add_forms(database(), signed_in.actor(), round_id, form.template.data)
            flash(gettext("已加到选票最后，请核对测评对象和题目。"))
            return _back(round_id, made[0])
    round_view = rounds_edit.get_round(database(), round_id)
    return show(
        "ballot_forms/new.html", form, round=round_view, templates=TEMPLATES, sources=SOURCES
    )


@blueprint.route(
    "/rounds/<round_id>/forms/<form_id>",
    methods=["GET", "POST"],
    needs=READ_FORMS,
    writes=EDIT_FORMS,
)
def one(round_id: str, form_id: str) -> Response | tuple[str, int]:
    """A form: its title, and the way to everything else of it."""
    page, view = _form(round_id, form_id)
    form = TitleForm(**view.form.text.plain())
    if form.validate_on_submit():
        with refusals(form):
            edit.name_form(database(), signed_in.actor(), round_id, form_id, form.read())
            flash(gettext("表名已保存。"))
            return _back(round_id, form_id)
    round_view = rounds_edit.get_round(database(), round_id)
    return show("ballot_forms/form.html", form, round=round_view, page=page, view=view)


@blueprint.post("/rounds/<round_id>/forms/<form_id>/remove", needs=EDIT_FORMS)
def remove(round_id: str, form_id: str) -> Response | tuple[str, int]:
    """Take a form off the slip."""
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals(form):
            tell(edit.remove_form(database(), signed_in.actor(), round_id, form_id))
            flash(gettext("已删除。"))
            return redirect(url_for("formseditor.overview", round_id=round_id))
    round_view = rounds_edit.get_round(database(), round_id)
    page = forms_page(database(), signed_in.actor(), round_id)
    return show("ballot_forms/forms.html", form, round=round_view, page=page)


@blueprint.route(
    "/rounds/<round_id>/forms/<form_id>/who", methods=["GET", "POST"], needs=EDIT_FORMS
)
def who(round_id: str, form_id: str) -> Response | tuple[str, int]:
    """Who stands on the form."""
    page, view = _form(round_id, form_id)
    form = WhoForm.of(view, [(unit.id, unit.name) for unit in page.units])
    if form.validate_on_submit():
        with refusals(form):
            edit.set_who(
                database(),
                signed_in.actor(),
                round_id,
                form_id,
                form.who.data,
                people=form.people(),
                units=form.units.data or (),
            )
            flash(gettext("测评对象已保存。"))
            return _back(round_id, form_id)
    round_view = rounds_edit.get_round(database(), round_id)
    return show("ballot_forms/who.html", form, round=round_view, view=view, page=page)


@blueprint.route(
    "/rounds/<round_id>/forms/<form_id>/limits", methods=["GET", "POST"], needs=EDIT_FORMS
)
def quotas(round_id: str, form_id: str) -> Response | tuple[str, int]:
    """How many may get an option on one ballot."""
    page, view = _form(round_id, form_id)
    form = QuotasForm.of(view)
    if form.validate_on_submit():
        with refusals(form):
            edit.set_quotas(database(), signed_in.actor(), round_id, form_id, form.read())
            flash(gettext("限额已保存。"))
            return _back(round_id, form_id)
    round_view = rounds_edit.get_round(database(), round_id)
    return show("ballot_forms/quotas.html", form, round=round_view, view=view, page=page)


@blueprint.route(
    "/rounds/<round_id>/forms/<form_id>/rates", methods=["GET", "POST"], needs=EDIT_FORMS
)
def rates(round_id: str, form_id: str) -> Response | tuple[str, int]:
    """Which options are added up, and what the sum is called."""
    page, view = _form(round_id, form_id)
    form = RatesForm.of(view)
    if form.validate_on_submit():
        with refusals(form):
            edit.set_rates(database(), signed_in.actor(), round_id, form_id, form.read())
            flash(gettext("比率已保存。"))
            return _back(round_id, form_id)
    round_view = rounds_edit.get_round(database(), round_id)
    return show("ballot_forms/rates.html", form, round=round_view, view=view, page=page)


@blueprint.route("/rounds/<round_id>/class-tables", methods=["GET", "POST"], needs=EDIT_FORMS)
def tables(round_id: str) -> Response | tuple[str, int]:
    """Which class counts as which when people of a position are rated."""
    page = forms_page(database(), signed_in.actor(), round_id)
    form = TablesForm.of(page.plan.tables)
    if form.validate_on_submit():
        with refusals(form):
            edit.set_tables(database(), signed_in.actor(), round_id, form.read())
            flash(gettext("票类的计票办法已保存。"))
            return redirect(url_for("formseditor.overview", round_id=round_id))
    round_view = rounds_edit.get_round(database(), round_id)
    return show("ballot_forms/class_tables.html", form, round=round_view, page=page)


def tell(mended: Sequence[str]) -> None:
    """Say what had to be mended."""
    for code in mended:
        flash(gettext(MENDED[code]))


def _form(round_id: str, form_id: str) -> tuple[FormsPage, FormView]:
    page = forms_page(database(), signed_in.actor(), round_id)
    return page, page.form(form_id)


def _back(round_id: str, form_id: str) -> Response:
    return redirect(url_for("formseditor.one", round_id=round_id, form_id=form_id))


def _step() -> int:
    return -1 if request.form.get("step") == "up" else 1
