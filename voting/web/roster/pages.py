"""The roster of a round: what is on it, an upload, the preview, and the word to import it."""

from __future__ import annotations

from io import BytesIO

from flask import flash, redirect, request, send_file, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField

from voting.assessment.permissions import IMPORT_ROSTER, READ_ROSTER
from voting.assessment.roster.unit import CadreView, UnitView
from voting.documents.roster.model import Fault, RosterFaults
from voting.documents.roster.template import roster_template
from voting.language.catalogue import N_
from voting.services.roster import facts, uploads, workbook
from voting.services.roster.importing import import_roster, preview_roster
from voting.services.roster.views import list_units
from voting.services.rounds import edit
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import OfficeForm, UploadForm, refusals, show
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("roster", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTED = 200
"""Faults and notices shown at most; more are counted."""


class ImportForm(OfficeForm):
    """The word to import what the preview showed."""

    seal = HiddenField()
    removal = BooleanField(N_("已核对要删去的单位和干部"))


@blueprint.get("/rounds/<round_id>/roster", needs=READ_ROSTER)
def page(round_id: str) -> tuple[str, int]:
    """The roster, and where a new one is uploaded."""
    return _page(round_id, UploadForm(), ())


@blueprint.post("/rounds/<round_id>/roster", needs=IMPORT_ROSTER)
def upload(round_id: str) -> Response | tuple[str, int]:
    """Check an upload; without faults it waits for the word while the preview is looked at."""
    form = UploadForm()
    faults: tuple[Fault, ...] = ()
    if form.validate_on_submit():
        with refusals(form):
            data = form.content()
            try:
                preview_roster(database(), signed_in.actor(), round_id, data)
            except RosterFaults as error:
                faults = error.faults
                raise
            uploads.keep(database(), signed_in.actor(), round_id, data)
            return redirect(url_for("roster.preview", round_id=round_id))
    return _page(round_id, form, faults)


@blueprint.get("/rounds/<round_id>/roster/preview", needs=IMPORT_ROSTER)
def preview(round_id: str) -> tuple[str, int]:
    """What the waiting upload would add, change and remove."""
    return _preview(round_id, ImportForm())


@blueprint.post("/rounds/<round_id>/roster/preview", needs=IMPORT_ROSTER)
def confirm(round_id: str) -> Response | tuple[str, int]:
    """Import what was previewed, whole or not at all."""
    form = ImportForm()
    if form.validate_on_submit():
        with refusals(form):
            data = uploads.kept(database(), signed_in.actor(), round_id)
            summary = import_roster(
                database(),
                signed_in.actor(),
                round_id,
                data,
                form.seal.data or "",
                removal=form.removal.data,
            )
            flash(
                gettext(
                    "已导入：单位%(units)s个、班子%(teams)s个、干部%(cadres)s名。",
                    units=summary.units,
                    teams=summary.teams,
                    cadres=summary.cadres,
                )
            )
            return redirect(url_for("roster.page", round_id=round_id))
    return _preview(round_id, form)


@blueprint.post("/rounds/<round_id>/roster/discard", needs=IMPORT_ROSTER)
def discard(round_id: str) -> Response:
    """Forget the waiting upload."""
    uploads.discard(database(), signed_in.actor(), round_id)
    flash(gettext("已放弃，没有导入任何内容。"))
    return redirect(url_for("roster.page", round_id=round_id))


@blueprint.get("/rounds/<round_id>/roster/current.xlsx", needs=IMPORT_ROSTER)
def current(round_id: str) -> Response:
    """The roster as a workbook, to be changed and imported again."""
    round_view = edit.get_round(database(), round_id)
    data = workbook.current_workbook(database(), signed_in.actor(), round_id)
    return _file(data, f"{gettext('花名册')} {round_view.name}.xlsx")


@blueprint.get("/roster-template.xlsx", needs=IMPORT_ROSTER)
def template() -> Response:
    """The empty roster to fill in."""
    return _file(roster_template(), gettext("花名册模板") + ".xlsx")


def _page(round_id: str, form: UploadForm, faults: tuple[Fault, ...]) -> tuple[str, int]:
    round_view = edit.get_round(database(), round_id)
    text = request.args.get("text", "").strip()
    own = signed_in.actor().unit_id
    units = [unit for unit in list_units(database(), round_id) if own in (None, unit.id)]
    shown = [(unit, cadres) for unit in units if (cadres := _found(unit, text)) is not None]
    return show(
        "roster/roster.html",
        form,
        round=round_view,
        units=units,
        shown=shown,
        text=text,
        years=facts.years_of(database(), [u.id for u, _ in shown]),
        faults=faults,
        listed=LISTED,
    )


def _preview(round_id: str, form: ImportForm) -> tuple[str, int]:
    """The page of the preview, or the upload's with the reason where there is none."""
    again = UploadForm(formdata=None)
    faults: tuple[Fault, ...] = ()
    with refusals(again):
        try:
            data = uploads.kept(database(), signed_in.actor(), round_id)
            upload = preview_roster(database(), signed_in.actor(), round_id, data)
        except RosterFaults as error:
            faults = error.faults
            raise
        form.seal.data = upload.seal
        return show(
            "roster/preview.html",
            form,
            round=edit.get_round(database(), round_id),
            preview=upload,
            done=upload.applied,
            listed=LISTED,
        )
    return _page(round_id, again, faults)


def _found(unit: UnitView, text: str) -> list[CadreView] | None:
    """The cadres of a unit that fit the search, all where the unit itself does; None: none."""
    if text in unit.name:
        return list(unit.cadres)
    return [cadre for cadre in unit.cadres if text in cadre.name] or None


def _file(data: bytes, name: str) -> Response:
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)
