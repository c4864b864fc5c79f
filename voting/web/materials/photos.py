"""The photos of a unit's cadres beside their names on the ballot: adding, looking, taking out."""

from __future__ import annotations

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from voting.assessment.permissions import EDIT_MATERIALS, READ_MATERIALS
from voting.errors import BadInput
from voting.services.materials import photos
from voting.services.materials.photos import Taken
from voting.web.materials.places import crumbs
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import SentForm, refusals, sentence
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("photos", __name__)


@blueprint.get("/units/<unit_id>/photos", needs=READ_MATERIALS)
def page(
    unit_id: str,
    sent: SentForm | None = None,
    taken: Taken | None = None,
) -> tuple[str, int]:
    """The photos of all cadres of a unit."""
    unit_photos = photos.unit_photos(database(), signed_in.actor(), unit_id)
    sent = sent or SentForm()
    way = crumbs(
        unit_photos.unit,
        (
            gettext("%(unit)s的材料", unit=unit_photos.unit.name),
            url_for("materials.of_unit", unit_id=unit_id),
        ),
    )
    refused = [(name, sentence(error)) for name, error in taken.refused] if taken else []
    shown = render_template(
        "materials/photos.html",
        unit_photos=unit_photos,
        sent=sent,
        taken=taken,
        refused=refused,
        crumbs=way,
    )
    return shown, sent.status


@blueprint.post("/units/<unit_id>/photos", needs=EDIT_MATERIALS)
def add(unit_id: str) -> AnyResponse | tuple[str, int]:
    """Several at once, matched by the names of the files."""
    sent, taken = SentForm(), None
    with refusals(sent):
        taken = photos.put_many(database(), signed_in.actor(), unit_id, _sent())
        if not (taken.unmatched or taken.ambiguous or taken.refused):
            flash(gettext("已保存%(n)s张照片。", n=len(taken.kept)))
            return redirect(url_for("photos.page", unit_id=unit_id))
    return page(unit_id, sent, taken)


@blueprint.post("/units/<unit_id>/photos/<subject_id>", needs=EDIT_MATERIALS)
def add_one(unit_id: str, subject_id: str) -> AnyResponse | tuple[str, int]:
    """The photo of one cadre, whatever the file is called."""
    sent = SentForm()
    with refusals(sent):
        photos.put(database(), signed_in.actor(), unit_id, subject_id, _sent()[0][1])
        flash(gettext("照片已保存。"))
        return redirect(url_for("photos.page", unit_id=unit_id, _anchor=f"c-{subject_id}"))
    return page(unit_id, sent)


@blueprint.post("/units/<unit_id>/photos/<subject_id>/remove", needs=EDIT_MATERIALS)
def remove(unit_id: str, subject_id: str) -> AnyResponse:
    """Take a photo out."""
    photos.remove(database(), signed_in.actor(), unit_id, subject_id)
    flash(gettext("照片已删除。"))
    return redirect(url_for("photos.page", unit_id=unit_id, _anchor=f"c-{subject_id}"))


@blueprint.get("/units/<unit_id>/photos/<subject_id>.jpg", needs=READ_MATERIALS)
def picture(unit_id: str, subject_id: str) -> Response:
    """The small photo itself."""
    data = photos.photo(database(), signed_in.actor(), unit_id, subject_id)
    return make_response(data, {"Content-Type": "image/jpeg"})


def _sent() -> list[tuple[str, bytes]]:
    """(name, content) of the files sent; BadInput ``photos-none``."""
    files = [
        (file.filename or "", file.read())
        for file in request.files.getlist("files")
        if file.filename
    ]
    if not files:
        raise BadInput("photos-none", "no file was chosen")
    return files
