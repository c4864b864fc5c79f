"""One question of a form: its words, its options, one tap for a scale of the library."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.forms.library_votes import blank_form
from voting.assessment.forms.model import NO_TEXT, Question
from voting.assessment.forms.scales import SCALES, scale
from voting.assessment.permissions import EDIT_FORMS
from voting.services.forms import edit
from voting.services.forms.views import FormView, forms_page
from voting.services.rounds import edit as rounds_edit
from voting.web.ballot_forms.form_fields import TitleForm
from voting.web.ballot_forms.forms import tell
from voting.web.ballot_forms.phone_look import look_of
from voting.web.ballot_forms.question_fields import QuestionForm, first_values
from voting.web.ballot_forms.words import words
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import ConfirmForm, refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("questioneditor", __name__, url_prefix="/rounds/<round_id>/forms/<form_id>")
blueprint.context_processor(words)


@blueprint.route("/questions/new", methods=["GET", "POST"], needs=EDIT_FORMS)
def new(round_id: str, form_id: str) -> Response | tuple[str, int]:
    """A new question, with the options of the form's first single choice to start from."""
    return _edit(round_id, form_id, None)


@blueprint.route("/questions/<question_id>", methods=["GET", "POST"], needs=EDIT_FORMS)
def one(round_id: str, form_id: str, question_id: str) -> Response | tuple[str, int]:
    """A question that is there."""
    return _edit(round_id, form_id, question_id)


@blueprint.post("/questions/<question_id>/move", needs=EDIT_FORMS)
def move(round_id: str, form_id: str, question_id: str) -> Response:
    """Move a question on its form."""
    step = -1 if request.form.get("step") == "up" else 1
    edit.move_question(database(), signed_in.actor(), round_id, form_id, question_id, step)
    return _back(round_id, form_id)


@blueprint.post("/questions/<question_id>/remove", needs=EDIT_FORMS)
def remove(round_id: str, form_id: str, question_id: str) -> Response | tuple[str, int]:
    """Take a question out."""
    page = forms_page(database(), signed_in.actor(), round_id)
    view = page.form(form_id)
    form = TitleForm(None, **view.form.text.plain())
    if ConfirmForm().validate_on_submit():
        with refusals(form):
            tell(
                edit.remove_question(database(), signed_in.actor(), round_id, form_id, question_id)
            )
            flash(gettext("已删除。"))
            return _back(round_id, form_id)
    return show(
        "ballot_forms/form.html",
        form,
        round=rounds_edit.get_round(database(), round_id),
        page=page,
        view=view,
    )


def _edit(round_id: str, form_id: str, question_id: str | None) -> Response | tuple[str, int]:
    page = forms_page(database(), signed_in.actor(), round_id)
    view = page.form(form_id)
    before = None if question_id is None else view.question(question_id)
    form = QuestionForm(**first_values(_start(view) if before is None else before))
    wish = request.form.get("do", "save")
    if request.method == "POST" and wish != "save":
        _arrange(form, wish)
    elif form.validate_on_submit():
        with refusals(form):
            tell(
                edit.put_question(
                    database(),
                    signed_in.actor(),
                    round_id,
                    form_id,
                    question_id,
                    form.read(before),
                    spread=form.spread.data,
                )
            )
            flash(gettext("题目已保存。"))
            return _back(round_id, form_id)
    return show(
        "ballot_forms/question.html",
        form,
        round=rounds_edit.get_round(database(), round_id),
        view=view,
        question=before,
        scales=SCALES,
        look=look_of(form),
        frozen=page.frozen,
        arranged=wish if wish != "save" else "",
    )


def _arrange(form: QuestionForm, wish: str) -> None:
    """What the buttons beside 保存 do: nothing is kept yet."""
    form.form_errors.clear()
    if wish == "more":
        form.more()
    elif wish.startswith("scale:"):
        form.put(scale(wish.removeprefix("scale:")).options)


def _start(view: FormView) -> Question:
    """A new question: options as in the form's first single-choice one, under the last heading."""
    questions = view.form.questions
    model = next((q for q in questions if q.single), blank_form().questions[0])
    return replace(model, role="aspect", text=NO_TEXT, help=NO_TEXT, section=questions[-1].section)


def _back(round_id: str, form_id: str) -> Response:
    return redirect(url_for("formseditor.one", round_id=round_id, form_id=form_id))
