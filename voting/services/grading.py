"""Grade proposals (等次建议) of a unit: what follows from the vote, and what the unit puts forward.

The software's proposal is computed anew from the tally each time and never stored; what is stored
is the unit's edit, with who, when and why. The software never decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from voting.assessment import permissions
from voting.assessment.grades import (
    EXCELLENT,
    FAVOURABLE,
    GRADES,
    UNFAVOURABLE,
    Grade,
    grade_index,
)
from voting.assessment.proposals import Proposal
from voting.assessment.table import MeetingTally, SubjectTally
from voting.assessment.thresholds import Flag
from voting.errors import BadInput, NotFound, Refused
from voting.services import audit, checks
from voting.services.context import Actor, Clock, permit, timestamp, utc_now
from voting.services.gradepools import Pool, PoolView, cadre_pools, tallied_meeting, team_pool
from voting.services.gradesettings import GradeSettings
from voting.services.rosters import UnitView, unit_view
from voting.services.rounds import known_round
from voting.services.tallying import meeting_tally
from voting.storage import proposals as edits
from voting.storage import rosters
from voting.storage.database import Database, Session

__all__ = ["PoolView", "ProposalRow", "UnitProposals", "edit_proposal", "proposals_of",
           "withdraw"]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One team or cadre. Rates in percent (2 decimals) and score (3), None without figures.

    ``software_grade`` None: nothing is proposed; ``tied``: equal in rank to more than the seats
    left. ``unit_grade`` and the three after it are None until the unit edits.
    """

    subject_id: str
    kind: str
    name: str
    post: str
    pool: str
    excellent_rate: Decimal | None
    favourable_rate: Decimal | None
    unfavourable_rate: Decimal | None
    score: Decimal | None
    rank: int | None
    shared: bool
    flags: tuple[Flag, ...]
    tied: bool
    software_grade: Grade | None
    reason_zh: str
    reason_en: str
    unit_grade: Grade | None
    unit_reason: str | None
    edited_by: str | None
    edited_at: str | None

    @property
    def grade(self) -> Grade | None:
        """What stands as the unit's proposal: its edit, or else the software's."""
        return self.unit_grade or self.software_grade


@dataclass(frozen=True, slots=True)
class UnitProposals:
    """The proposals of a unit, in the order of the ballot, with their pools.

    Without a tallied meeting ``meeting_id`` is None and there are no rows and pools. ``grades``
    are the choices for a row of each kind, best first.
    """

    unit: UnitView
    meeting_id: str | None
    rows: tuple[ProposalRow, ...]
    pools: tuple[PoolView, ...]
    grades: Mapping[str, tuple[Grade, ...]]


def proposals_of(db: Database, round_id: str, unit_id: str,
                 actor: Actor | None = None) -> UnitProposals:
    """The proposals of a unit; with ``actor`` only if that person may read them."""
    if actor is not None:
        permit(actor, permissions.READ_PROPOSALS)
        _check_own(actor, unit_id)
    with db.reading() as session:
        settings = GradeSettings.read(known_round(session, round_id).settings)
        unit = _unit_of_round(session, round_id, unit_id)
        meeting_id = tallied_meeting(session, unit_id)
        teams = rosters.teams(session, [u.id for u in rosters.units(session, round_id)])
        tallied = [m for u in teams if (m := tallied_meeting(session, u)) is not None]
        edited = edits.of_unit(session, unit_id)
    if meeting_id is None:
        return UnitProposals(unit, None, (), (), GRADES)
    tally = meeting_tally(db, meeting_id)
    pools = cadre_pools(settings, tally, unit)
    of_teams = team_pool(db, settings, tallied, len(teams))
    if of_teams is not None and unit_id in teams:
        pools.insert(0, of_teams)
    return UnitProposals(unit, meeting_id, _rows(tally, pools, edited),
                         tuple(pool.view for pool in pools), GRADES)


def edit_proposal(db: Database, actor: Actor, round_id: str, unit_id: str, subject_id: str,
                  grade: str, reason: str, *, clock: Clock = utc_now) -> None:
    """Put another grade forward for a subject, with the unit's reason, which is required."""
    row = _row_to_edit(db, actor, round_id, unit_id, subject_id)
    grade_index(GRADES[row.kind], grade)
    text = checks.line("reason", " ".join(reason.split()), 1000)
    with db.transaction() as session:
        edits.put(session, edits.ProposalRow(
            unit_id=unit_id, subject_id=subject_id, grade=grade, reason=text,
            edited_by=actor.name, edited_at=timestamp(clock)))
        audit.write(session, actor, "proposal-edited", subject_id, {
            "unit": unit_id, "name": row.name, "grade": grade, "reason": text,
            "software": row.software_grade.id if row.software_grade else ""}, clock=clock)


def withdraw(db: Database, actor: Actor, round_id: str, unit_id: str, subject_id: str) -> None:
    """Take the unit's edit back: the software's proposal stands again."""
    row = _row_to_edit(db, actor, round_id, unit_id, subject_id)
    with db.transaction() as session:
        if not edits.remove(session, unit_id, subject_id):
            raise NotFound("proposal-none", "there is no edit to take back")
        audit.write(session, actor, "proposal-withdrawn", subject_id,
                    {"unit": unit_id, "name": row.name})


def _row_to_edit(db: Database, actor: Actor, round_id: str, unit_id: str,
                 subject_id: str) -> ProposalRow:
    permit(actor, permissions.EDIT_PROPOSALS)
    _check_own(actor, unit_id)
    for row in proposals_of(db, round_id, unit_id).rows:
        if row.subject_id == subject_id:
            return row
    raise BadInput("proposal-subject", "the unit has no proposal for this subject")


def _check_own(actor: Actor, unit_id: str) -> None:
    """An account of the role unit acts for its own unit only."""
    if actor.role == permissions.UNIT and actor.unit_id != unit_id:
        raise Refused("other-unit", "this account acts for another unit")


def _unit_of_round(session: Session, round_id: str, unit_id: str) -> UnitView:
    unit = unit_view(session, unit_id)
    if unit.round_id != round_id:
        raise NotFound("unit-unknown", "there is no such unit in this round")
    return unit


def _rows(tally: MeetingTally, pools: list[Pool],
          edited: Mapping[str, edits.ProposalRow]) -> tuple[ProposalRow, ...]:
    """A row for each subject of the meeting that stands in a pool, in the order of the ballot."""
    found = {proposal.id: (pool.view.id, proposal) for pool in pools
             for proposal in pool.proposals.proposals}
    return tuple(_row(subject, *found[subject.id], edited.get(subject.id))
                 for form in tally.forms for subject in form.subjects if subject.id in found)


def _row(subject: SubjectTally, pool: str, proposal: Proposal,
         edit: edits.ProposalRow | None) -> ProposalRow:
    overall = subject.overall
    rates = {} if overall is None else overall.weighted.rates
    grades = GRADES[proposal.kind]
    return ProposalRow(
        subject.id, proposal.kind, subject.name, subject.post, pool,
        rates.get(EXCELLENT), rates.get(FAVOURABLE), rates.get(UNFAVOURABLE),
        None if overall is None else overall.weighted.score,
        proposal.rank, proposal.shared, proposal.flags, proposal.tied_at_boundary is not None,
        proposal.grade, proposal.reason.zh, proposal.reason.en,
        None if edit is None else grades[grade_index(grades, edit.grade)],
        None if edit is None else edit.reason,
        None if edit is None else edit.edited_by, None if edit is None else edit.edited_at)
