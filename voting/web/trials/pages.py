"""Trial meetings (试投): made, walked through like a real meeting, looked at and thrown away.

The hall's page and the phones are the real ones; what a department does for a real meeting, whoever
runs a trial does here.
"""

from __future__ import annotations

from io import BytesIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from voting.assessment.permissions import RUN_TRIAL
from voting.language.catalogue import N_
from voting.services.documents import charts
from voting.services.meetings import plan, tallying
from voting.services.rounds import edit
from voting.services.trials import hold
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import FILL_IN, ConfirmForm, OfficeForm, refusals, show
from voting.web.site.instance import base_url, database, plain_http, settings
from voting.web.site.language import chosen, gettext
from voting.web.site.steps import meeting_steps
from voting.web.site.tally import CHART_CAPTIONS, CHART_KINDS, CHART_MIMETYPES, sheets

blueprint = Room("trials", __name__, url_prefix="/trials")

USUAL = 10


class TrialForm(OfficeForm):
    """A new trial: after which meeting, and how many slips of each class."""

    after = SelectField(N_("照哪场会议演练"))
    slips = IntegerField(N_("每个票类的试投纸条数"), [InputRequired(FILL_IN)], default=USUAL)

    def offer(self) -> None:
        """The meetings that are still to be held, and the notice's own forms."""
        coming = [m for m in plan.list_meetings(database(), None) if m.state.before_opening]
        self.after.choices = [
            SelectChoice("", gettext("不照会议，用通知的两张表（班子1个、干部4人）")),
            *(SelectChoice(m.id, f"{m.unit_name} · {m.title}") for m in coming),
        ]


@blueprint.route("/", methods=["GET", "POST"], needs=RUN_TRIAL)
def page() -> Response | tuple[str, int]:
    """All trials with their age, and a new one."""
    form = TrialForm(after=request.args.get("after", ""))
    form.offer()
    if form.validate_on_submit():
        with refusals(form):
            made = hold.create_trial(
                database(), signed_in.actor(), form.after.data or None, form.slips.data
            )
            return redirect(url_for("trials.one", meeting_id=made))
    return show(
        "trials/trials.html",
        form,
        trials=hold.list_trials(database()),
        most=hold.MOST_SLIPS,
        spares=hold.SPARES,
        stale=hold.STALE_DAYS,
    )


@blueprint.get("/<meeting_id>", needs=RUN_TRIAL)
def one(meeting_id: str) -> str:
    """A trial: its steps, the next one first of all."""
    trial = hold.get_trial(database(), meeting_id)
    return render_template(
        "trials/trial.html",
        trial=trial,
        meeting=trial.meeting,
        form=ConfirmForm(),
        steps=meeting_steps(trial.meeting),
        plain_http=plain_http(),
        base_url=base_url(),
        minimum=hold.MINIMUM,
    )


@blueprint.post("/<meeting_id>/slips", needs=RUN_TRIAL)
def slips(meeting_id: str) -> Response:
    """The marked slips, handed out once like real ones."""
    made = hold.print_trial_slips(database(), signed_in.actor(), meeting_id, base_url())
    return send_file(
        BytesIO(made.pdf),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=gettext("试投纸条-%(meeting)s.pdf", meeting=meeting_id),
    )


@blueprint.post("/<meeting_id>/tally", needs=RUN_TRIAL)
def tally(meeting_id: str) -> Response:
    """Open the sums with the trial's own keys."""
    hold.tally_trial(database(), signed_in.actor(), meeting_id, settings().checker.elsewhere)
    flash(gettext("试投结果已开出。"))
    return redirect(url_for("trials.tables", meeting_id=meeting_id))


@blueprint.post("/<meeting_id>/discard", needs=RUN_TRIAL)
def discard(meeting_id: str) -> Response:
    """Throw it away."""
    hold.discard_trial(database(), signed_in.actor(), meeting_id)
    flash(gettext("这场试投已全部清除。"))
    return redirect(url_for("trials.page"))


@blueprint.get("/<meeting_id>/tables", needs=RUN_TRIAL)
def tables(meeting_id: str) -> str:
    """The tables of a trial, as those of a real meeting look."""
    meeting = hold.get_trial(database(), meeting_id).meeting
    round_view = edit.round_of_meeting(database(), meeting_id)
    counted = tallying.meeting_tally(database(), meeting_id)
    heads, used = tallying.meeting_heads(database(), meeting_id)
    return render_template(
        "documents/tally.html",
        meeting=meeting,
        round=round_view,
        tally=counted,
        heads=heads,
        slips=used,
        sheets=sheets(counted, round_view.settings),
        charts=[(kind, gettext(caption)) for kind, caption in CHART_CAPTIONS],
    )


@blueprint.get("/<meeting_id>/charts/<kind>.<suffix>", needs=RUN_TRIAL)
def chart(meeting_id: str, kind: str, suffix: str) -> Response:
    """One chart of a trial."""
    if suffix not in CHART_MIMETYPES or kind not in CHART_KINDS:
        abort(404)
    hold.get_trial(database(), meeting_id)
    data = charts.chart(database(), meeting_id, kind, request.args.get("subject"), suffix, chosen())
    return send_file(
        BytesIO(data),
        mimetype=CHART_MIMETYPES[suffix],
        as_attachment=suffix == "png",
        download_name=f"{meeting_id}-{kind}.{suffix}",
    )
