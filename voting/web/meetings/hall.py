"""The hall: the list before, slips out, ballots in, the one button that fits; never a result."""

from __future__ import annotations

import re

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import (
    CLOSE_MEETING,
    ENTER_PAPER_BALLOTS,
    OPEN_MEETING,
    VOID_SLIP,
    WATCH_MEETING,
)
from voting.errors import BadInput, VotingError
from voting.services.context import local_time
from voting.services.materials import publicity
from voting.services.meetings import closing, hall, opening, plan
from voting.services.meetings.hall import HallNumbers
from voting.services.meetings.hall_checks import checklist
from voting.services.paper_ballots import enter
from voting.services.voting import casting
from voting.web.meetings.hall_page import address_of, context_of, keys_of, links_of
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.assets import bundle_hash
from voting.web.site.error_pages import status_of
from voting.web.site.forms import ConfirmForm, SentForm, refusals, sentence
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("host", __name__, url_prefix="/host")

CREDENTIAL = re.compile(r"[0-9a-f]{64}")
SIGNATURE = re.compile(r"[0-9a-f]{128}")
Answer = tuple[Response, int]


@blueprint.get("/", needs=WATCH_MEETING)
def meetings_page() -> str:
    """All meetings that have slips, for a host to choose from."""
    held = [m for m in plan.list_meetings(database(), None) if m.state != MeetingState.DRAFT]
    return render_template("meetings/hall_list.html", meetings=held)


@blueprint.get("/<meeting_id>", endpoint="hall", needs=WATCH_MEETING)
def hall_page(meeting_id: str) -> str:
    """The host's page, by the state of the meeting."""
    return _hall_page(meeting_id)


@blueprint.get("/<meeting_id>/screen", needs=WATCH_MEETING)
def screen(meeting_id: str) -> str:
    """The page for the projector: how to vote, counts and fingerprints."""
    numbers = hall.hall_numbers(database(), signed_in.actor(), meeting_id)
    return render_template(
        "meetings/hall_projector.html",
        meeting=plan.get_meeting(database(), meeting_id),
        numbers=numbers,
        keys=keys_of(meeting_id),
        address=address_of(meeting_id),
    )


@blueprint.get("/<meeting_id>/numbers", needs=WATCH_MEETING)
def numbers(meeting_id: str) -> Response:
    """The numbers of the hall, for polling: 304 while nothing has changed."""
    answer = jsonify(_plain(hall.hall_numbers(database(), signed_in.actor(), meeting_id)))
    answer.add_etag()
    answer.cache_control.no_cache = True
    return answer.make_conditional(request)


@blueprint.post("/<meeting_id>/open", needs=OPEN_MEETING)
def open_now(meeting_id: str) -> Response:
    """Freeze the manifest and begin; with a reason where the unit's 公示 has not run."""
    opening.open_meeting(
        database(), signed_in.actor(), meeting_id, bundle_hash(), request.form.get("reason", "")
    )
    flash(gettext("投票已经开始。"))
    return _back(meeting_id)


@blueprint.post("/<meeting_id>/heads", needs=CLOSE_MEETING)
def heads(meeting_id: str) -> Response | tuple[str, int]:
    """Write down 实到 and 发出 of every class, unless another device did so meanwhile."""
    numbers = hall.hall_numbers(database(), signed_in.actor(), meeting_id)
    sent = SentForm()
    with refusals(sent):
        closing.declare_heads(
            database(),
            signed_in.actor(),
            meeting_id,
            _declared(numbers),
            request.form.get("seen", ""),
        )
        flash(gettext("实到、发出人数已保存。"))
        return _back(meeting_id)
    return _hall_page(meeting_id, sent), sent.exact_status


@blueprint.post("/<meeting_id>/countdown", needs=CLOSE_MEETING)
def countdown(meeting_id: str) -> Response:
    """Set the countdown of all devices, or take it back with 0."""
    minutes = _number("minutes", "countdown-number")
    hall.set_countdown(database(), signed_in.actor(), meeting_id, minutes)
    return _back(meeting_id)


@blueprint.get("/<meeting_id>/close", needs=CLOSE_MEETING)
def closing_page(meeting_id: str) -> str:
    """The numbers to be confirmed before the vote ends."""
    return _closing_page(meeting_id)


@blueprint.post("/<meeting_id>/close", needs=CLOSE_MEETING)
def close(meeting_id: str) -> Response | tuple[str, int]:
    """End the vote, for good, if the numbers are still those that were confirmed."""
    sent = SentForm()
    with refusals(sent):
        if not request.form.get("confirmed"):
            raise BadInput("close-unconfirmed", "the numbers were not confirmed")
        closing.close_meeting(
            database(), signed_in.actor(), meeting_id, request.form.get("seen", "")
        )
        flash(gettext("投票已经结束。请把封存指纹抄入会议记录。"))
        return _back(meeting_id)
    return _closing_page(meeting_id, sent), sent.exact_status


@blueprint.post("/<meeting_id>/slips", needs=VOID_SLIP)
def slip(meeting_id: str) -> Answer:
    """What has become of a slip and its class, before it is voided; never the tracker."""
    try:
        slip_state = casting.look_up(database(), meeting_id, _hex("credential", CREDENTIAL))
    except VotingError as error:
        return _refusal(error)
    said = {
        "unused": gettext("未用过，可以作废。"),
        "voided": gettext("已经作废过了。"),
        "counted": gettext("已经投过票，选票已计入，不能作废。"),
    }
    return jsonify(
        {
            "state": slip_state.state,
            "class": f"{slip_state.class_id} {slip_state.class_name}",
            "message": said[slip_state.state],
        }
    ), 200


@blueprint.post("/<meeting_id>/voids", needs=VOID_SLIP)
def void(meeting_id: str) -> Answer:
    """Void a spoilt slip by its own signature; the code itself never comes here. 409 for one that
    was voided before: whoever brings it again, to another helper, gets nothing more for it."""
    try:
        credential, signature = _hex("credential", CREDENTIAL), _hex("signature", SIGNATURE)
        replacement = casting.replacement_of(_sent().get("replacement", "none"))
        voided = casting.void_slip(
            database(), signed_in.actor(), meeting_id, credential, signature, replacement
        )
    except VotingError as error:
        return _refusal(error)
    if voided.repeated:
        return jsonify(
            {
                "error": "slip-voided",
                "message": gettext(
                    "这张纸条之前已经作废过，这次没有再记。备用纸条或纸质票已经发过的，不要再发；"
                    "因为断网还没有发的，请先对照本页的数字再发。"
                ),
            }
        ), 409
    said = {
        "spare": gettext(
            "已作废。请从“%(name)s”的备用纸条里取一张发给本人。", name=voided.class_name
        ),
        "paper": gettext("已作废。请发一张“%(name)s”的纸质票。", name=voided.class_name),
        "none": gettext("这张纸条已作废。"),
    }
    return jsonify({"message": said[replacement]}), 201


def _hall_page(meeting_id: str, sent: SentForm | None = None) -> str:
    """The host's page; with what was wrong, and the numbers typed beside those that are kept."""
    actor = signed_in.actor()
    numbers = hall.hall_numbers(database(), actor, meeting_id)
    meeting = plan.get_meeting(database(), meeting_id)
    return render_template(
        "meetings/hall.html",
        meeting=meeting,
        numbers=numbers,
        form=ConfirmForm(),
        sent=sent,
        typed=request.form if sent else {},
        context=context_of(meeting),
        checks=checklist(database(), actor, meeting_id) if meeting.state.before_opening else (),
        keys=keys_of(meeting_id),
        links=links_of(meeting),
        publicity=publicity.state_for_opening(database(), meeting.unit_id),
        address=address_of(meeting_id),
        ends=local_time(numbers.countdown)[-5:] if numbers.countdown else "",
    )


def _closing_page(meeting_id: str, sent: SentForm | None = None) -> str:
    numbers = hall.hall_numbers(database(), signed_in.actor(), meeting_id)
    paper = (
        enter.compare(database(), signed_in.actor(), meeting_id)
        if signed_in.may(ENTER_PAPER_BALLOTS)
        else None
    )
    meeting = plan.get_meeting(database(), meeting_id)
    return render_template(
        "meetings/hall_close.html",
        meeting=meeting,
        numbers=numbers,
        form=ConfirmForm(),
        sent=sent,
        paper=paper,
        links=links_of(meeting),
        changed="changed" in request.args,
        more=[c for c in numbers.classes if c.issued is not None and c.ballots > c.issued],
    )


def _plain(numbers: HallNumbers) -> dict[str, object]:
    return {
        "state": numbers.state,
        "issued": numbers.issued,
        "ballots": numbers.ballots,
        "voided": numbers.voided,
        "waiting": numbers.waiting,
        "paper": numbers.paper,
        "unused": numbers.unused,
        "tested": numbers.tested,
        "countdown": numbers.countdown,
        "heads": numbers.heads_mark,
        "mark": numbers.mark,
        "classes": {
            c.id: {
                "present": c.present,
                "issued": c.issued,
                "ballots": c.ballots,
                "voided": c.voided,
                "paper": c.paper,
                "waiting": c.waiting,
            }
            for c in numbers.classes
        },
    }


def _declared(numbers: HallNumbers) -> dict[str, tuple[int, int]]:
    """实到 and 发出 of each class as typed; BadInput where one is no number."""
    return {c.id: (_number(f"present-{c.id}"), _number(f"issued-{c.id}")) for c in numbers.classes}


def _number(field: str, code: str = "heads-number") -> int:
    text = request.form.get(field, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadInput(code, f"{field} is not a number: {text!r}", text=text[:20])
    return int(text)


def _sent() -> dict[str, object]:
    """The JSON object sent; empty for anything else."""
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


def _hex(name: str, pattern: re.Pattern[str]) -> bytes:
    """A field of the JSON object sent; BadInput for anything but its hex digits."""
    value = _sent().get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadInput("void-shape", f"{name} is not hexadecimal", field=name)
    return bytes.fromhex(value)


def _refusal(error: VotingError) -> Answer:
    return jsonify({"error": error.code, "message": sentence(error)}), status_of(error)


def _back(meeting_id: str) -> Response:
    return redirect(url_for("host.hall", meeting_id=meeting_id))
