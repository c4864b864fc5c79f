"""Paper ballots (纸质票) of a meeting: printed blank, counted by two people, entered by each."""

from __future__ import annotations

from io import BytesIO

from flask import (
    abort,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response

from voting.assessment.permissions import ENTER_PAPER_BALLOTS
from voting.errors import BadInput
from voting.services.meetings import plan
from voting.services.paper_ballots import enter as paper_ballots_enter
from voting.services.paper_ballots import prints
from voting.services.paper_ballots.enter import PaperBallotState
from voting.services.paper_ballots.form import PaperBallotForm, form_of
from voting.web.paper_ballots.fields import EntryClass, Typed, entry_class, entry_parts, typed_from
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import SentForm, refusals
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("paper_ballots", __name__, url_prefix="/host/<meeting_id>/paper")


@blueprint.get("", needs=ENTER_PAPER_BALLOTS)
def page(meeting_id: str) -> str:
    """What is to be printed, how far the entering is, where the two differ."""
    return _page(meeting_id)


@blueprint.get("/<class_id>", needs=ENTER_PAPER_BALLOTS)
def entry(meeting_id: str, class_id: str) -> str:
    """The numbers of one class as this person entered them, to fill in or to correct."""
    return _entry_page(meeting_id, class_id)


@blueprint.post("/<class_id>", needs=ENTER_PAPER_BALLOTS)
def enter(meeting_id: str, class_id: str) -> Response | tuple[str, int]:
    """Keep the numbers of one class, all at once."""
    form = form_of(database(), meeting_id)
    typed = typed_from(form, request.form)
    sent = SentForm()
    with refusals(sent):
        sums = typed.sums()
        if sums is None or _entry(meeting_id, class_id, typed)[2].missing:
            raise BadInput("paper-missing", "some questions have no number, or a wrong one")
        paper_ballots_enter.enter(database(), signed_in.actor(), meeting_id, {class_id: sums})
        flash(gettext("票类%(name)s的纸质票已保存。", name=class_id))
        return redirect(url_for("paper_ballots.page", meeting_id=meeting_id))
    return _entry_page(meeting_id, class_id, typed, sent), sent.status


@blueprint.get("/<kind>-<class_id>.<suffix>", needs=ENTER_PAPER_BALLOTS)
def printed(meeting_id: str, kind: str, class_id: str, suffix: str) -> Response:
    """A blank paper ballot or a counting sheet of a class, to print."""
    made = prints.paper_print(database(), signed_in.actor(), meeting_id, kind, class_id, suffix)
    return send_file(
        BytesIO(made.data), mimetype=made.mimetype, as_attachment=True, download_name=made.name
    )


@blueprint.post("/discard", needs=ENTER_PAPER_BALLOTS)
def discard(meeting_id: str) -> Response | tuple[str, int]:
    """Throw away what both entered, with a reason for the log."""
    sent = SentForm()
    with refusals(sent):
        paper_ballots_enter.discard(
            database(), signed_in.actor(), meeting_id, request.form.get("reason", "")
        )
        flash(gettext("已清除录入的数字，请两人重新录入。"))
        return redirect(url_for("paper_ballots.page", meeting_id=meeting_id))
    return _page(meeting_id, sent), sent.exact_status


def _page(meeting_id: str, sent: SentForm | None = None) -> str:
    meeting = plan.get_meeting(database(), meeting_id)
    state = paper_ballots_enter.compare(database(), signed_in.actor(), meeting_id)
    return render_template(
        "paper_ballots/meeting.html",
        meeting=meeting,
        state=state,
        sent=sent,
        form=form_of(database(), meeting_id),
    )


def _entry(
    meeting_id: str, class_id: str, typed: Typed | None = None
) -> tuple[PaperBallotForm, PaperBallotState, EntryClass]:
    form = form_of(database(), meeting_id)
    state = paper_ballots_enter.compare(database(), signed_in.actor(), meeting_id)
    mine = entry_class(form, state, class_id, typed)
    if mine is None:
        abort(404)
    return form, state, mine


def _entry_page(
    meeting_id: str, class_id: str, typed: Typed | None = None, sent: SentForm | None = None
) -> str:
    form, state, mine = _entry(meeting_id, class_id, typed)
    meeting = plan.get_meeting(database(), meeting_id)
    return render_template(
        "paper_ballots/entry.html",
        meeting=meeting,
        form=form,
        state=state,
        mine=mine,
        parts=entry_parts(form.forms),
        sent=sent,
    )
