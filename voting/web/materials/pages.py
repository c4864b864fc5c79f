"""A unit's materials: writing, uploading, settling, and what the department sees of all units."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.materials.rules import whole_text
from voting.assessment.materials.sections import ITEM, WHOLE
from voting.assessment.materials.split import unnamed
from voting.assessment.permissions import (
    EDIT_MATERIALS,
    EDIT_ROUND,
    READ_MATERIALS,
    READ_PROGRESS,
    UNLOCK_MATERIALS,
)
from voting.services.context import today
from voting.services.materials import edit as materials_edit
from voting.services.materials import settle as settling
from voting.services.materials.edit import Parts
from voting.services.materials.overview import round_summary
from voting.services.materials.views import SubjectMaterials, UnitMaterials
from voting.services.rounds import edit as rounds_edit
from voting.web.materials.places import crumbs, whole_number
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import ConfirmForm, SentForm, UploadForm, refusals
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("materials", __name__)

SPARE_ENTRIES = 3
LEAST_ENTRIES = 5


@blueprint.get("/units/<unit_id>/materials", needs=READ_MATERIALS)
def of_unit(unit_id: str) -> str:
    """All that a unit hands in, and how far each piece is."""
    materials = materials_edit.unit_materials(database(), signed_in.actor(), unit_id)
    return render_template(
        "materials/unit.html", materials=materials, crumbs=crumbs(materials.unit)
    )


@blueprint.get("/units/<unit_id>/materials/<subject_id>", needs=READ_MATERIALS)
def subject(unit_id: str, subject_id: str, sent: SentForm | None = None) -> tuple[str, int]:
    """The texts of a team or cadre as they stand, to be read, settled or unlocked."""
    materials = materials_edit.unit_materials(database(), signed_in.actor(), unit_id)
    one = materials.subject(subject_id)
    sent = sent or SentForm()
    page = render_template(
        "materials/subject.html",
        materials=materials,
        subject=one,
        sent=sent,
        crumbs=_crumbs(materials),
        settler=_settler(materials, one),
        today=today(),
        form=ConfirmForm(formdata=None),
        typed=request.form,
    )
    return page, sent.status


@blueprint.route(
    "/units/<unit_id>/materials/<subject_id>/<kind>", methods=["GET", "POST"], needs=EDIT_MATERIALS
)
def edit(unit_id: str, subject_id: str, kind: str) -> Response | tuple[str, int]:
    """Write one material; what is refused stays in the fields."""
    if request.method == "GET":
        return _editor(unit_id, subject_id, kind, None, SentForm())
    sent, parts = SentForm(), _typed()
    with refusals(sent):
        before = whole_number(request.form.get("version", ""), "version")
        number = materials_edit.save(
            database(), signed_in.actor(), unit_id, subject_id, kind, parts, before
        )
        flash(
            gettext("已保存第%(n)s版。", n=number)
            if number != before
            else gettext("内容没有变化。")
        )
        return redirect(url_for("materials.subject", unit_id=unit_id, subject_id=subject_id))
    return _editor(unit_id, subject_id, kind, parts, sent)


@blueprint.post("/units/<unit_id>/materials/<subject_id>/<kind>/upload", needs=EDIT_MATERIALS)
def upload(unit_id: str, subject_id: str, kind: str) -> tuple[str, int]:
    """Read a file into the fields; nothing is kept until a person saves it."""
    sent, form, parts = SentForm(), UploadForm(), None
    if not form.validate():
        sent.form_errors.extend(gettext(str(error)) for error in form.file.errors)
        return _editor(unit_id, subject_id, kind, None, sent)
    with refusals(sent):
        parts = materials_edit.read_upload(
            database(), signed_in.actor(), unit_id, subject_id, kind, form.content()
        )
    return _editor(unit_id, subject_id, kind, parts, sent, read=parts is not None)


@blueprint.get("/units/<unit_id>/materials/<subject_id>/<kind>/versions", needs=READ_MATERIALS)
def versions(unit_id: str, subject_id: str, kind: str) -> str:
    """Every version of a material, the newest first."""
    materials = materials_edit.unit_materials(database(), signed_in.actor(), unit_id)
    one, piece, history = materials_edit.history(
        database(), signed_in.actor(), unit_id, subject_id, kind
    )
    titles = {
        section.id: section.text
        for view in materials.subject(subject_id).materials
        for section in view.sections
    }
    return render_template(
        "materials/versions.html",
        materials=materials,
        subject=one,
        kind=piece,
        versions=history,
        titles=titles,
        crumbs=_crumbs(materials, one),
    )


@blueprint.post("/units/<unit_id>/materials/<subject_id>/settle", needs=EDIT_MATERIALS)
def settle(unit_id: str, subject_id: str) -> Response | tuple[str, int]:
    """Settle all of a subject's materials: locked from then on."""
    sent, typed = SentForm(), request.form
    with refusals(sent):
        settling.settle(
            database(),
            signed_in.actor(),
            unit_id,
            subject_id,
            typed.get("settled_by", ""),
            typed.get("settled_on", ""),
            typed.get("versions", ""),
        )
        flash(gettext("已审定并锁定。"))
        return redirect(url_for("materials.subject", unit_id=unit_id, subject_id=subject_id))
    return subject(unit_id, subject_id, sent)


@blueprint.post("/units/<unit_id>/materials/<subject_id>/unlock", needs=UNLOCK_MATERIALS)
def unlock(unit_id: str, subject_id: str) -> Response | tuple[str, int]:
    """Open settled materials again, for a reason."""
    sent = SentForm()
    with refusals(sent):
        settling.unlock(
            database(), signed_in.actor(), unit_id, subject_id, request.form.get("reason", "")
        )
        flash(gettext("已解锁，可以修改。"))
        return redirect(url_for("materials.subject", unit_id=unit_id, subject_id=subject_id))
    return subject(unit_id, subject_id, sent)


@blueprint.get("/rounds/<round_id>/materials", needs=READ_PROGRESS)
def of_round(round_id: str) -> str:
    """The materials of all units in numbers, for the department."""
    round_view = rounds_edit.get_round(database(), round_id)
    listed = round_summary(database(), signed_in.actor(), round_id)
    return render_template("materials/round.html", round=round_view, units=listed)


@blueprint.route("/rounds/<round_id>/materials/rules", methods=["GET", "POST"], needs=EDIT_ROUND)
def rules(round_id: str) -> Response | tuple[str, int]:
    """The limits, the section that goes with the year, the days of 公示."""
    sent, typed = SentForm(), request.form
    if request.method == "POST":
        with refusals(sent):
            summary, report, days = (
                whole_number(typed.get(name, ""), field)
                for name, field in (
                    ("summary", "limit-summary"),
                    ("report", "limit-report"),
                    ("days", "days"),
                )
            )
            materials_edit.set_rules(
                database(),
                signed_in.actor(),
                round_id,
                summary,
                report,
                days,
                (typed.get("title", ""), typed.get("guide", "")),
            )
            flash(gettext("材料要求已保存。"))
            return redirect(url_for("materials.rules", round_id=round_id))
    page = render_template(
        "materials/rules.html",
        typed=typed,
        sent=sent,
        round=rounds_edit.get_round(database(), round_id),
        rules=materials_edit.get_rules(database(), round_id),
    )
    return page, sent.status


def _typed() -> list[tuple[str, str]]:
    """The sections and entries of the form sent."""
    form = request.form
    return [(name[2:], form[name]) for name in form if name.startswith("s-")] + [
        (ITEM, text) for text in form.getlist("item")
    ]


def _editor(
    unit_id: str,
    subject_id: str,
    kind: str,
    parts: Parts | None,
    sent: SentForm,
    read: bool = False,
) -> tuple[str, int]:
    """The editor with the fields filled from ``parts``, or from what is kept."""
    materials = materials_edit.unit_materials(database(), signed_in.actor(), unit_id)
    one, view = materials.subject(subject_id), materials.piece(subject_id, kind)
    whole = (
        request.args.get("whole") == "1"
        or any(s == WHOLE for s, _ in parts or ())
        or (parts is None and view.undivided)
    )
    if parts is None:
        parts = [(part["section"], part["text"]) for part in view.body]
        if whole and not view.undivided:
            parts = [(WHOLE, whole_text(view.kind, one.author, materials.rules, view.body))]
    texts = [text for section, text in parts if section == ITEM]
    spare = max(SPARE_ENTRIES, LEAST_ENTRIES - len(texts))
    page = render_template(
        "materials/edit.html",
        materials=materials,
        subject=one,
        view=view,
        sent=sent,
        read=read,
        whole=whole,
        filled=dict(parts),
        entries=texts + [""] * spare,
        version=request.form.get("version", view.version),
        crumbs=_crumbs(materials, one),
        unnamed=unnamed(view.sections, dict(parts).get(WHOLE, "")) if whole else (),
    )
    return page, sent.status


def _crumbs(materials: UnitMaterials, one: SubjectMaterials | None = None) -> list[tuple[str, str]]:
    unit = materials.unit
    here = [
        (gettext("%(unit)s的材料", unit=unit.name), url_for("materials.of_unit", unit_id=unit.id))
    ]
    if one is not None:
        here.append((one.name, url_for("materials.subject", unit_id=unit.id, subject_id=one.id)))
    return crumbs(unit, *here)


def _settler(materials: UnitMaterials, one: SubjectMaterials) -> str:
    """Who settles by the notice: the 党委（党组） together, or its head."""
    body = materials.unit.organisation or "党委（党组）"
    if one.author.team:
        return f"{materials.unit.name}{body}集体研究审定"
    heads = [cadre for cadre in materials.unit.cadres if cadre.head]
    return f"{heads[0].post} {heads[0].name}".strip() if heads else f"{body}主要负责人"
