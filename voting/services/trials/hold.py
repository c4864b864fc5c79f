"""Trial meetings (试投): a round of its own, made up, marked, with keys of its own, thrown away.

A trial walks the whole way of a real meeting, by the same code: slips, opening, ballots, closing,
the trustees' shares, the tables. It is kept out of everything else: no list of rounds or meetings,
no progress, no papers, no history and no record has it (:func:`trial_of` keeps its pages apart).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from voting.assessment import permissions
from voting.assessment.forms.plain import plain_form
from voting.assessment.grades.settings import GradeSettings
from voting.assessment.meeting_state import MeetingState
from voting.errors import NotFound, Refused
from voting.record.shares import Shares
from voting.services import checks
from voting.services.context import (
    Actor,
    Clock,
    local_time,
    new_id,
    permit,
    timestamp,
    today,
    utc_now,
)
from voting.services.log import chain
from voting.services.meetings import slips, tallying
from voting.services.meetings.checks import TRIAL_MARK
from voting.services.meetings.views import MeetingView, view
from voting.services.trials import keys as trials_keys
from voting.services.trials.samples import PLACE, Pattern, add_people, pattern_of, usual_pattern
from voting.storage import meetings, rounds
from voting.storage import trials as rows
from voting.storage.database import Database, Session

T = TypeVar("T")
Elsewhere = Callable[[Callable[[bytes, bytes, str], T], bytes, bytes, str], T]

MINIMUM: Final = 2
"""The least ballots of a class in a trial: two phones are enough to see the tables."""
MOST_SLIPS: Final = 60
SPARES: Final = 2
STALE_DAYS: Final = 7
"""From this age on a trial asks to be thrown away."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial: its meeting; ``after`` names the meeting it was made after, empty for none;
    ``days`` how old it is, ``stale`` when it should go."""

    meeting: MeetingView
    after: str
    days: int

    @property
    def stale(self) -> bool:
        """Left lying."""
        return self.days >= STALE_DAYS


def create_trial(
    db: Database,
    actor: Actor,
    after: str | None = None,
    number: int = 10,
    *,
    clock: Clock = utc_now,
) -> str:
    """Make a trial after a meeting (its id) or after none; returns the id of the trial's meeting.

    ``number`` slips for every voter class, spares beside them. Forms, plan, classes and weights
    are the meeting's, people are made up, the keys are made here and at once.
    """
    permit(actor, permissions.RUN_TRIAL)
    checks.number("trial-slips", number, 1, MOST_SLIPS)
    round_id, meeting_id = new_id(), new_id()
    ceremony, keys = trials_keys.make_keys(round_id)
    moment = timestamp(clock)
    with db.transaction() as session:
        pattern = (
            usual_pattern(int(today(clock)[:4])) if after is None else pattern_of(session, after)
        )
        rounds.add(
            session,
            rounds.RoundRow(
                id=round_id,
                year=pattern.year,
                name=f"{TRIAL_MARK}{pattern.year}年度考核",
                number="",
                basis=pattern.label,
                forms=[plain_form(form) for form in pattern.forms],
                plan={} if pattern.plan is None else pattern.plan.plain(),
                settings=GradeSettings.preset().plain(),
                ceremony=ceremony.encode(),
                trial=True,
                trial_keys=keys,
            ),
        )
        unit_id = add_people(session, round_id, pattern, today(clock), moment)
        _add_meeting(session, meeting_id, round_id, unit_id, pattern, number, local_time(moment))
        chain.write(
            session,
            actor,
            "trial-created",
            meeting_id,
            {"title": pattern.title, **({"after": after} if after else {})},
            clock=clock,
        )
    return meeting_id


def list_trials(db: Database, *, clock: Clock = utc_now) -> list[Trial]:
    """All trials that have not been thrown away, the oldest first."""
    with db.reading() as session:
        return [
            _trial(session, round_row, row, today(clock))
            for round_row, row in rows.everything(session)
        ]


def get_trial(db: Database, meeting_id: str, *, clock: Clock = utc_now) -> Trial:
    """One trial; NotFound ``trial-unknown``, for a real meeting too."""
    with db.reading() as session:
        round_row = rounds.known(session, _known(session, meeting_id), trials=True)
        return _trial(session, round_row, meetings.known(session, meeting_id), today(clock))


def print_trial_slips(
    db: Database, actor: Actor, meeting_id: str, base_url: str
) -> slips.PrintedSlips:
    """The slips of a trial, each of them marked; made anew they void the former ones."""
    permit(actor, permissions.RUN_TRIAL)
    with db.reading() as session:
        _known(session, meeting_id)
    return slips.made(db, actor, meeting_id, base_url)


def tally_trial(
    db: Database, actor: Actor, meeting_id: str, elsewhere: Elsewhere[list[bytes]] | None = None
) -> None:
    """Open the sums of a closed trial with its own keys, as its trustees would.

    ``elsewhere`` runs the work in another process: it checks every ballot. Refused
    ``meeting-state`` unless the trial is closed.
    """
    permit(actor, permissions.RUN_TRIAL)
    with db.reading() as session:
        round_id = _known(session, meeting_id)
        keys = rows.keys(session, round_id)
        if keys is None:
            raise _unknown()
        shown = view(session, meetings.known(session, meeting_id))
    if shown.sealing is None or shown.state != MeetingState.CLOSED:
        raise Refused("meeting-state", "only a closed meeting waits for shares", state=shown.state)
    record = tallying.record(db, meeting_id)
    run = elsewhere or _here
    for share in run(trials_keys.open_shares, keys, record, shown.sealing):
        if Shares.decode(share).trustee not in shown.shares:  # of a try that broke off
            tallying.take_shares(db, actor, meeting_id, share)


def discard_trial(db: Database, actor: Actor, meeting_id: str, *, clock: Clock = utc_now) -> None:
    """Throw a trial away with everything of it, in whatever state it is; a phone that is still
    in it gets "no such meeting". NotFound ``trial-unknown``, for a real meeting too."""
    permit(actor, permissions.RUN_TRIAL)
    with db.transaction() as session:
        round_id = _known(session, meeting_id)
        title = meetings.hold(session, meeting_id).title
        rounds.hold(session, round_id, trials=True)
        rows.remove(session, round_id)
        chain.write(session, actor, "trial-discarded", meeting_id, {"title": title}, clock=clock)


def trial_of(
    db: Database,
    *,
    round_id: str | None = None,
    unit_id: str | None = None,
    meeting_id: str | None = None,
    subject_id: str | None = None,
) -> bool:
    """Whether one of these is a trial's: such things have no page but the trial's own."""
    with db.reading() as session:
        return (
            (round_id is not None and rows.is_trial_round(session, round_id))
            or (unit_id is not None and rows.is_trial_unit(session, unit_id))
            or (subject_id is not None and rows.is_trial_subject(session, subject_id))
            or (meeting_id is not None and rows.round_of_meeting(session, meeting_id) is not None)
        )


def _add_meeting(
    session: Session,
    meeting_id: str,
    round_id: str,
    unit_id: str,
    pattern: Pattern,
    number: int,
    moment: str,
) -> None:
    title = f"{TRIAL_MARK}{pattern.title}"[:200]
    meetings.add(
        session,
        meetings.MeetingRow(
            id=meeting_id,
            round_id=round_id,
            unit_id=unit_id,
            title=title,
            date=moment,
            place=PLACE,
            state=MeetingState.DRAFT,
            minimum=MINIMUM,
            denominator=pattern.denominator,
            scores=pattern.scores,
        ),
    )
    meetings.replace_classes(
        session,
        meeting_id,
        [
            meetings.ClassRow(
                meeting=meeting_id,
                class_id=class_id,
                position=position,
                name=name,
                weight=weight,
                expected=number,
                slips=number,
                spares=SPARES,
            )
            for position, (class_id, name, weight) in enumerate(pattern.classes)
        ],
    )


def _trial(
    session: Session, round_row: rounds.RoundRow, row: meetings.MeetingRow, day: str
) -> Trial:
    made = date.fromisoformat(row.date[:10])
    return Trial(view(session, row), round_row.basis, (date.fromisoformat(day) - made).days)


def _known(session: Session, meeting_id: str) -> str:
    """The round of a trial's meeting."""
    round_id = rows.round_of_meeting(session, meeting_id)
    if round_id is None:
        raise _unknown()
    return round_id


def _here(
    function: Callable[[bytes, bytes, str], T], keys: bytes, record: bytes, sealing: str
) -> T:
    return function(keys, record, sealing)


def _unknown() -> NotFound:
    return NotFound("trial-unknown", "there is no such trial")
