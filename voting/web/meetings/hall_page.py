"""What the host's page and the projector tell besides numbers: addresses, keys, ways on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import url_for

from voting.services.meetings.views import MeetingView
from voting.services.rounds import edit
from voting.services.rounds.edit import KeysView
from voting.services.voting import casting
from voting.web.site.instance import base_url, database, plain_http
from voting.web.site.qr_codes import QrPath, qr_path

LOOPBACK = ("localhost", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """Where phones go: ``typed`` by hand, ``test`` of the network with its ``qr``. ``plain``: not
    encrypted; ``own``: it leads to this very computer, and no phone can open it."""

    typed: str
    test: str
    qr: QrPath
    plain: bool
    own: bool


def address_of(meeting_id: str) -> Address:
    """The addresses of a meeting."""
    typed = f"{base_url()}/v/{meeting_id}"
    host = urlsplit(base_url()).hostname or ""
    return Address(
        typed,
        f"{typed}/test",
        qr_path(f"{typed}/test"),
        plain_http(),
        host in LOOPBACK or host.startswith("127."),
    )


def context_of(meeting: MeetingView) -> str:
    """The hash of the manifest, hex, for a statement that voids a slip; empty before opening."""
    if meeting.state.before_opening:
        return ""
    return hashlib.sha256(casting.manifest_bytes(database(), meeting.id)).hexdigest()


def keys_of(meeting_id: str) -> KeysView | None:
    """The keys of the meeting's round, if there are any."""
    return edit.round_of_meeting(database(), meeting_id).keys


def links_of(meeting: MeetingView) -> dict[str, str]:
    """Pages beside this one, by name."""
    return {
        "kiosk": url_for("kiosk.page", meeting=meeting.id),
        "paper": url_for("paper_ballots.page", meeting_id=meeting.id),
    }
