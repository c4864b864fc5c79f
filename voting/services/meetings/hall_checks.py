"""What is looked at before a vote begins: what is necessary, and what is advised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.assessment.permissions import WATCH_MEETING, require
from voting.errors import VotingError
from voting.services.context import Actor, Clock, today, utc_now
from voting.services.forms.of_meeting import ballot_of
from voting.services.materials.publicity import publicity_state
from voting.services.materials.views import materials_state
from voting.services.roster.scope import standings_for
from voting.services.roster.views import unit_view
from voting.services.rounds.edit import keys_of
from voting.storage import counts, meetings, rounds
from voting.storage.database import Database, Session
from voting.storage.meetings import MeetingRow
from voting.storage.rounds import RoundRow


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the list. ``needed``: the vote cannot begin without it; others are advised.

    ``name`` is keys, ballot, slips, spares, materials, publicity, scope or network; ``values``
    are what its sentence tells; ``error`` is what stands in the way of a ballot.
    """

    name: str
    done: bool
    needed: bool = False
    values: Mapping[str, int | str] = field(default_factory=dict)
    error: VotingError | None = None


def checklist(
    db: Database, actor: Actor, meeting_id: str, *, clock: Clock = utc_now
) -> tuple[Check, ...]:
    """The list for a meeting that has not opened, what is necessary first. Of the questions of
    scope only those are counted that this person may see."""
    require(actor.role, WATCH_MEETING)
    with db.reading() as session:
        row = meetings.known(session, meeting_id)
        round_row = rounds.known(session, row.round_id, trials=True)
        needed = (_keys(round_row), _ballot(session, row, round_row), _slips(session, row))
        advised = (
            ()
            if round_row.trial
            else (
                _materials(session, row),
                _publicity(session, row, today(clock)),
                _scope(session, actor, row),
            )
        )
        return (
            *needed,
            _spares(session, row),
            *advised,
            Check("network", row.tested > 0, values={"tested": row.tested}),
        )


def _keys(round_row: RoundRow) -> Check:
    if round_row.ceremony is None:
        return Check("keys", False, needed=True)
    keys = keys_of(round_row.ceremony)
    return Check(
        "keys",
        True,
        needed=True,
        values={
            "fingerprint": keys.fingerprint,
            "names": "、".join(name for _, name in keys.members),
        },
    )


def _ballot(session: Session, row: MeetingRow, round_row: RoundRow) -> Check:
    ids = {c.class_id for c in meetings.classes(session, row.id)}
    try:
        forms = ballot_of(session, round_row, row.unit_id, ids).forms
    except VotingError as error:
        return Check("ballot", False, needed=True, error=error)
    return Check(
        "ballot",
        True,
        needed=True,
        values={
            "subjects": sum(len(form.subjects) for form in forms),
            "questions": sum(len(form.subjects) * len(form.questions) for form in forms),
        },
    )


def _slips(session: Session, row: MeetingRow) -> Check:
    printed = sum(counts.printed(session, row.id).values())
    return Check("slips", printed > 0, needed=True, values={"printed": printed})


def _spares(session: Session, row: MeetingRow) -> Check:
    """Every class has a slip more than it expects people: one will be torn or lost."""
    classes = meetings.classes(session, row.id)
    without = [c.name for c in classes if c.slips + c.spares <= c.expected]
    return Check(
        "spares",
        not without,
        values={"spares": sum(c.spares for c in classes), "without": "、".join(without)},
    )


def _materials(session: Session, row: MeetingRow) -> Check:
    state = materials_state(session, [row.unit_id])[row.unit_id]
    return Check(
        "materials",
        state.settled == state.wanted,
        values={"settled": state.settled, "wanted": state.wanted},
    )


def _publicity(session: Session, row: MeetingRow, day: str) -> Check:
    state = publicity_state(session, row.unit_id, day)
    return Check("publicity", state == "done", values={"state": state})


def _scope(session: Session, actor: Actor, row: MeetingRow) -> Check:
    held = standings_for(session, actor, [unit_view(session, row.unit_id)])
    number = sum(bool(one.asks) or one.stale for one in held.values())
    return Check("scope", number == 0, values={"open": number})
