"""Opening a meeting: all that is voted on is frozen in the manifest (protocol §3)."""

from __future__ import annotations

from voting.assessment.forms.model import Meeting, VoterClass
from voting.assessment.meeting_state import MeetingState
from voting.assessment.permissions import OPEN_MEETING, require
from voting.crypto.base32 import fingerprint
from voting.errors import Refused
from voting.record.ceremony.finished import Ceremony
from voting.record.manifest import Counting, Disclosure, Manifest, RollRef, Trustees
from voting.record.roll import Roll
from voting.services.context import Actor, Clock, today, utc_now
from voting.services.forms.of_meeting import ballot_of
from voting.services.log import chain
from voting.services.materials import readings
from voting.services.materials.publicity import check_before_opening
from voting.services.rounds.plan import forms_of, plan_mark, plan_of
from voting.storage import meetings, roll, rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.meetings import MeetingRow
from voting.storage.rounds import RoundRow


def open_meeting(
    db: Database,
    actor: Actor,
    meeting_id: str,
    bundle: str,
    reason: str = "",
    *,
    clock: Clock = utc_now,
) -> str:
    """Freeze the manifest and open the vote; returns the fingerprint of the manifest.

    ``bundle`` is the hash of the voter page's files (protocol §12). :class:`Refused` unless slips
    are printed and the round has its keys; ``publicity-not-run`` where the unit's 公示 has not run
    its days and no ``reason`` is given, which goes to the log.
    """
    require(actor.role, OPEN_MEETING)
    with db.transaction() as session:
        meeting = meetings.hold(session, meeting_id)
        if meeting.state != MeetingState.PRINTED:
            raise Refused(
                "meeting-state",
                "a meeting is opened once, after its slips were printed",
                state=meeting.state,
            )
        manifest = Manifest.decode(_manifest(session, meeting, bundle).encode())
        early = check_before_opening(session, meeting.unit_id, today(clock), reason)
        meeting.manifest = manifest.encode()
        meeting.materials = readings.freeze(session, meeting.unit_id)
        meeting.state = MeetingState.OPEN
        mark = fingerprint(manifest.context())
        chain.write(
            session,
            actor,
            "meeting-opened",
            meeting_id,
            {
                "fingerprint": mark,
                "plan": _plan_mark(session, meeting),
                **({"before_publicity": early} if early else {}),
            },
            clock=clock,
        )
    return mark


def _manifest(session: Session, meeting: MeetingRow, bundle: str) -> Manifest:
    # its forms may not change meanwhile
    round_row = rounds.hold(session, meeting.round_id, trials=True)
    unit = rosters.hold_unit(session, meeting.unit_id)  # nor what is settled of its materials
    slips = Roll.of(meeting.id, roll.entries(session, meeting.id))
    classes = meetings.classes(session, meeting.id)
    ballot = ballot_of(session, round_row, unit.id, {c.class_id for c in classes})
    return Manifest(
        Meeting(
            meeting.id,
            round_row.name,
            round_row.year,
            meeting.title,
            unit.name,
            meeting.date,
            meeting.place,
        ),
        _trustees(round_row),
        ballot.forms,
        ballot.quotas,
        tuple(VoterClass(c.class_id, c.name, c.weight, c.expected) for c in classes),
        Counting(meeting.denominator, meeting.scores, ballot.tables),
        Disclosure(meeting.minimum, "smallest-first"),
        RollRef(slips.hash().hex(), len(slips.entries)),
        bundle,
    )


def _plan_mark(session: Session, meeting: MeetingRow) -> str:
    """The fingerprint of the round's plan, which is fixed from the first opening on."""
    round_row = rounds.known(session, meeting.round_id, trials=True)
    return plan_mark(forms_of(round_row), plan_of(session, round_row))


def _trustees(round_row: RoundRow) -> Trustees:
    if round_row.ceremony is None:
        raise Refused(
            "keys-missing", "the round has no keys yet: the trustees' ceremony comes first"
        )
    return Ceremony.decode(round_row.ceremony).trustees()
