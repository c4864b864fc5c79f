"""The hall: slips out, ballots in, the one button that fits, and never a result."""

from __future__ import annotations

import hashlib
import re

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.permissions import WATCH_MEETING
from voting.errors import BadInput, VotingError
from voting.services import casting, closing, meetings, opening, publicity, rounds
from voting.services.meetings import MeetingView
from voting.web import signin
from voting.web.assets import bundle_hash
from voting.web.errorpages import status_of
from voting.web.forms import ConfirmForm, sentence
from voting.web.language import gettext
from voting.web.wiring import base_url, database, plain_http

blueprint = Blueprint("host", __name__, url_prefix="/host")
blueprint.before_request(signin.guard)

CREDENTIAL = re.compile(r"[0-9a-f]{64}")
SIGNATURE = re.compile(r"[0-9a-f]{128}")
FROZEN = ("open", "closed", "tallied")


@blueprint.get("/")
def meetings_page() -> str:
    """All meetings that have slips, for a host to choose from."""
    signin.allow(WATCH_MEETING)
    held = [m for m in meetings.list_meetings(database(), None) if m.state != "draft"]
    return render_template("host/meetings.html", meetings=held)


@blueprint.get("/<meeting_id>")
def hall(meeting_id: str) -> str:
    """The page for the screen of the hall."""
    signin.allow(WATCH_MEETING)
    meeting = meetings.get_meeting(database(), meeting_id)
    context = ""
    if meeting.state in FROZEN:
        manifest = casting.manifest_bytes(database(), meeting_id)
        context = hashlib.sha256(manifest).hexdigest()
    return render_template(
        "host/hall.html", meeting=meeting, context=context, form=ConfirmForm(),
        keys=rounds.get_round(database(), meeting.round_id).keys,
        plain_http=plain_http(), base_url=base_url(),
        publicity=publicity.state_for_opening(database(), meeting.unit_id),
    )


@blueprint.get("/<meeting_id>/numbers")
def numbers(meeting_id: str) -> Response:
    """The numbers of the hall, for polling: 304 while nothing has changed."""
    signin.allow(WATCH_MEETING)
    meeting = meetings.get_meeting(database(), meeting_id)
    answer = jsonify(_numbers(meeting))
    answer.add_etag()
    answer.cache_control.no_cache = True
    return answer.make_conditional(request)


@blueprint.post("/<meeting_id>/open")
def open_now(meeting_id: str) -> Response:
    """Freeze the manifest and begin; with a reason where the unit's 公示 has not run."""
    opening.open_meeting(database(), signin.actor(), meeting_id, bundle_hash(),
                         request.form.get("reason", ""))
    flash(gettext("投票已经开始。"))
    return _back(meeting_id)


@blueprint.post("/<meeting_id>/heads")
def heads(meeting_id: str) -> Response:
    """Write down 实到 and 发出 of every class."""
    meeting = meetings.get_meeting(database(), meeting_id)
    closing.declare_heads(database(), signin.actor(), meeting_id, _declared(meeting))
    flash(gettext("实到、发出人数已保存。"))
    return _back(meeting_id)


@blueprint.post("/<meeting_id>/close")
def close(meeting_id: str) -> Response:
    """End the vote, for good."""
    closing.close_meeting(database(), signin.actor(), meeting_id)
    flash(gettext("投票已经结束。请把封存指纹抄入会议记录。"))
    return _back(meeting_id)


@blueprint.post("/<meeting_id>/voids")
def void(meeting_id: str) -> tuple[Response, int]:
    """Void a spoilt slip by its own signature; the code itself never comes here."""
    try:
        credential, signature = _hex("credential", CREDENTIAL), _hex("signature", SIGNATURE)
        casting.void_slip(database(), signin.actor(), meeting_id, credential, signature)
    except VotingError as error:
        answer = jsonify({"error": error.code, "message": sentence(error)})
        return answer, status_of(error)
    message = gettext("这张纸条已作废，请另发一张备用纸条。")
    return jsonify({"message": message}), 201


def _numbers(meeting: MeetingView) -> dict[str, object]:
    return {
        "state": meeting.state,
        "issued": meeting.issued,
        "ballots": meeting.ballots,
        "voided": meeting.voided,
        "unused": meeting.unused,
    }


def _declared(meeting: MeetingView) -> dict[str, tuple[int, int]]:
    """实到 and 发出 of each class as typed; BadInput where one is no number."""
    return {
        c.id: (_number(f"present-{c.id}"), _number(f"issued-{c.id}")) for c in meeting.classes
    }


def _number(field: str) -> int:
    text = request.form.get(field, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadInput("heads-number", f"{field} is not a number: {text!r}", text=text[:20])
    return int(text)


def _hex(name: str, pattern: re.Pattern[str]) -> bytes:
    """A field of the JSON object sent; BadInput for anything but its hex digits."""
    sent = request.get_json(silent=True)
    value = sent.get(name) if isinstance(sent, dict) else None
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadInput("void-shape", f"{name} is not hexadecimal", field=name)
    return bytes.fromhex(value)


def _back(meeting_id: str) -> Response:
    return redirect(url_for("host.hall", meeting_id=meeting_id))
