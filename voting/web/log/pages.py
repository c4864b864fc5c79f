"""The log, for those who may read it: what was sought, and whether the whole of it holds."""

from __future__ import annotations

from io import BytesIO

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from voting.assessment.permissions import READ_LOG
from voting.errors import BadInput, BadProof
from voting.services.log import read
from voting.services.log.chain import LogSeal, verify_log
from voting.services.log.read import Wanted
from voting.web.site import signed_in
from voting.web.site.access import Room
from voting.web.site.forms import sentence
from voting.web.site.instance import database
from voting.web.site.language import gettext

blueprint = Room("log", __name__)

FIELDS = ("actor", "action", "since", "until", "words")


@blueprint.get("/log", needs=READ_LOG)
def page() -> str:
    """What the people who run the meetings did, the latest first."""
    wanted = Wanted(*(request.args.get(name, "").strip() for name in FIELDS))
    log_page = read.read_log(database(), signed_in.actor(), wanted, _number("page") or 1)
    kept = {name: value for name in FIELDS if (value := getattr(wanted, name))}
    return render_template(
        "log/log.html", log=log_page, wanted=wanted, kept=kept, answer=_compared()
    )


@blueprint.get("/log.jsonl", needs=READ_LOG)
def lines() -> Response:
    """The whole log to keep elsewhere."""
    data = read.log_lines(database(), signed_in.actor())
    return send_file(
        BytesIO(data),
        mimetype="application/jsonl",
        as_attachment=True,
        download_name=gettext("操作日志") + ".jsonl",
    )


def _compared() -> tuple[bool, str] | None:
    """Whether the log is still the one whose seal was noted, and that as a sentence; None where
    nothing was asked."""
    printed = request.args.get("fingerprint", "").strip()
    if not printed and not request.args.get("noted"):
        return None
    number = _number("noted")
    try:
        verify_log(database(), LogSeal(number, printed))
    except (BadInput, BadProof) as error:
        return False, sentence(error)
    return True, gettext("与抄录的相符：前%(number)s条一条未改，一条未少。", number=number)


def _number(name: str) -> int:
    """A number of the address; 0 for anything else."""
    text = request.args.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
