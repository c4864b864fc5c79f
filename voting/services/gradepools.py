"""The pools a unit's teams and cadres compete in for 优秀, computed from tallies and settings.

The teams of the whole round are one pool, for a unit has only one. The 班子成员 of a unit are one
pool, its other cadres another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from voting.assessment.proposals import (
    Candidate,
    PoolProposals,
    Tie,
    candidate_from,
    propose,
)
from voting.assessment.quotas import Quota, Seats, seats
from voting.assessment.table import MeetingTally
from voting.assessment.wording import Text
from voting.services.gradesettings import GradeSettings
from voting.services.rosters import UnitView
from voting.services.tallying import meeting_tally
from voting.storage import meetings
from voting.storage.database import Database, Session

MEMBER: Final = "班子成员"
"""The category of the roster whose cadres are members of the team; all others are others."""
TEAM_POOL, MEMBER_POOL, OTHER_POOL = "team", "member", "other"


@dataclass(frozen=True, slots=True)
class PoolView:
    """A pool and its quota: ``seats`` for 优秀 of a ``base`` (``sentence`` says how), ``filled``
    of them by the software's proposals; ``tie`` at the last seats.

    ``counted`` of ``size`` have results: the teams of a round come in meeting by meeting, and
    until all are there the proposals for them are preliminary.
    """

    id: str
    text: Text
    seats: int
    base: int
    sentence: Text
    filled: int
    tie: Tie | None
    counted: int
    size: int


@dataclass(frozen=True, slots=True)
class Pool:
    """A computed pool: its view and the proposals for its candidates."""

    view: PoolView
    proposals: PoolProposals


def tallied_meeting(session: Session, unit_id: str) -> str | None:
    """The meeting a unit's proposals follow from: the last tallied one, None before."""
    found = [m.id for m in meetings.of_unit(session, unit_id) if m.state == "tallied"]
    return found[-1] if found else None


def team_pool(db: Database, settings: GradeSettings, meeting_ids: Sequence[str],
              size: int) -> Pool | None:
    """The pool of a round's teams: ``size`` of them, voted on in the meetings given so far."""
    candidates = [c for meeting_id in meeting_ids for c in _team_candidates(db, meeting_id)]
    return _pool(TEAM_POOL, settings.team, settings, "team", candidates, max(size, len(candidates)))


def cadre_pools(settings: GradeSettings, tally: MeetingTally, unit: UnitView) -> list[Pool]:
    """The pools of a unit's cadres; one without anybody is left out."""
    categories = {cadre.id: cadre.category for cadre in unit.cadres}
    candidates = _candidates(tally, "cadre")
    members = [c for c in candidates if categories.get(c.id) == MEMBER]
    others = [c for c in candidates if categories.get(c.id) != MEMBER]
    pools = (_pool(MEMBER_POOL, settings.member, settings, "cadre", members, len(members)),
             _pool(OTHER_POOL, settings.other, settings, "cadre", others, len(others)))
    return [pool for pool in pools if pool is not None]


def _pool(pool_id: str, quota: Quota, settings: GradeSettings, kind: str,
          candidates: Sequence[Candidate], size: int) -> Pool | None:
    if not candidates:
        return None
    number = _seats(quota, size)
    made = propose(candidates, number.seats, settings.rules(kind))
    view = PoolView(pool_id, quota.text, number.seats, number.base, number.text, made.filled,
                    made.tie, len(candidates), size)
    return Pool(view, made)


def _seats(quota: Quota, size: int) -> Seats:
    """The seats of a pool; a number set by hand for all units is cut to a small unit's size."""
    if quota.manual is not None and quota.manual > size:
        quota = replace(quota, manual=size)
    return seats(quota, graded=size)


@lru_cache(maxsize=4096)
def _team_candidates(db: Database, meeting_id: str) -> tuple[Candidate, ...]:
    """The teams of a tallied meeting; kept, for a tallied meeting never changes."""
    return tuple(_candidates(meeting_tally(db, meeting_id), "team"))


def _candidates(tally: MeetingTally, kind: str) -> list[Candidate]:
    return [candidate_from(subject, kind) for form in tally.forms if form.kind == kind
            for subject in form.subjects]
