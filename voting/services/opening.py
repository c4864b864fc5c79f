"""Opening a meeting: all that is voted on is frozen in the manifest (protocol §3)."""

from __future__ import annotations

from typing import Any

from voting.assessment.forms import form_for_meeting
from voting.assessment.permissions import OPEN_MEETING, require
from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical
from voting.errors import BadInput, NotFound, Refused
from voting.record.ceremony import Ceremony
from voting.record.manifest import FORMAT, SUITE, Manifest
from voting.record.roll import Roll
from voting.services import audit
from voting.services.context import Actor
from voting.storage import meetings, roll, rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.meetings import MeetingRow
from voting.storage.rounds import RoundRow


def open_meeting(db: Database, actor: Actor, meeting_id: str, bundle: str) -> str:
    """Freeze the manifest and open the vote; returns the fingerprint of the manifest.

    ``bundle`` is the hash of the voter page's files (protocol §12). :class:`Refused` unless slips
    are printed and the round has its keys.
    """
    require(actor.role, OPEN_MEETING)
    with db.transaction() as session:
        meeting = meetings.hold(session, meeting_id)
        if meeting is None:
            raise NotFound("meeting-unknown", "there is no such meeting")
        if meeting.state != "printed":
            raise Refused("meeting-state", "a meeting is opened once, after its slips were printed",
                          state=meeting.state)
        manifest = Manifest.decode(canonical(_manifest(session, meeting, bundle)))
        meeting.manifest = manifest.encode()
        meeting.state = "open"
        mark = fingerprint(manifest.context())
        audit.write(session, actor, "meeting-opened", meeting_id, {"fingerprint": mark})
    return mark


def _manifest(session: Session, meeting: MeetingRow, bundle: str) -> dict[str, Any]:
    round_row = rounds.get(session, meeting.round_id)
    unit = rosters.unit(session, meeting.unit_id)
    if round_row is None or unit is None:
        raise NotFound("meeting-unknown", "the meeting's unit or round is gone")
    slips = Roll.of(meeting.id, roll.entries(session, meeting.id))
    return {
        "format": FORMAT, "suite": SUITE,
        "meeting": {"id": meeting.id, "round": round_row.name, "year": round_row.year,
                    "title": meeting.title, "unit": unit.name, "date": meeting.date,
                    "place": meeting.place},
        "trustees": _trustees(round_row),
        "forms": _forms(session, round_row, meeting.unit_id),
        "quotas": [],
        "classes": [{"id": c.class_id, "name": c.name, "weight": c.weight, "expected": c.expected}
                    for c in meetings.classes(session, meeting.id)],
        "counting": {"denominator": meeting.denominator, "scores": meeting.scores, "tables": []},
        "disclosure": {"minimum": meeting.minimum, "merging": "smallest-first"},
        "roll": {"hash": slips.hash().hex(), "size": len(slips.entries)},
        "bundle": bundle,
    }


def _trustees(round_row: RoundRow) -> dict[str, Any]:
    if round_row.ceremony is None:
        raise Refused("keys-missing", "the round has no keys yet: the trustees' ceremony comes "
                      "first")
    trustees = Ceremony.decode(round_row.ceremony).trustees()
    return {"ceremony": trustees.ceremony, "key": trustees.key, "threshold": trustees.threshold,
            "members": [{"index": m.index, "name": m.name, "verification": m.verification}
                        for m in trustees.members]}


def _forms(session: Session, round_row: RoundRow, unit_id: str) -> list[dict[str, Any]]:
    """The round's forms with the unit's team and cadres, those without a subject left out."""
    team = rosters.teams(session, [unit_id]).get(unit_id)
    subjects = {
        "team": [{"id": team.id, "name": team.name, "post": "", "position": "team"}]
        if team else [],
        "cadre": [{"id": c.id, "name": c.name, "post": c.post, "position": ""}
                  for c in rosters.cadres(session, [unit_id])[unit_id]]}
    forms = [form_for_meeting(form, subjects[form["kind"]]) for form in round_row.forms
             if subjects.get(form["kind"])]
    if not forms:
        raise BadInput("meeting-no-subjects", "the unit has neither a team nor a cadre to assess")
    return forms
