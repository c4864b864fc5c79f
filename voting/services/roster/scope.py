"""Standings of the cadres of a round: the seven rules on what is known, and what people overruled.

Standings hold discipline. Nothing that reaches a ballot, a host, a voter or a unit may carry them
whole: :func:`scope_of` and :func:`standings_for` give everybody what they may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from voting.assessment import permissions
from voting.assessment.permissions import READ_DISCIPLINE, actions_of
from voting.assessment.roster.facts import CadreFacts
from voting.assessment.roster.presets import preset
from voting.assessment.roster.rules import Measure, RuleSet, ruleset_from
from voting.assessment.roster.scope import Override, Standing, overruled, shared, standing
from voting.assessment.roster.unit import CadreView, UnitView
from voting.errors import Refused
from voting.services.context import Actor, check_own_unit, permit
from voting.services.roster.facts import facts_of
from voting.services.roster.views import unit_view, unit_views
from voting.storage import facts as rows
from voting.storage import meetings, rosters, rounds
from voting.storage.database import Database, Session
from voting.storage.rounds import RoundRow


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A cadre of the page: ``ruled`` is what the rules say, ``standing`` what holds; both are what
    holds for those who may not see discipline."""

    unit_id: str
    unit_name: str
    cadre: CadreView
    ruled: Standing
    standing: Standing

    @property
    def open(self) -> bool:
        """A question nobody has answered, or a decision to look at again."""
        return bool(self.standing.asks) or self.standing.stale


@dataclass(frozen=True, slots=True)
class ScopePage:
    """The cadres of a round or unit with something to say, in the order of the roster.

    ``cadres`` is the number of all; ``full``: discipline and other confidential reasons are in.
    """

    round_id: str
    year: int
    rules: RuleSet
    rows: tuple[ScopeRow, ...]
    cadres: int
    full: bool

    @property
    def open(self) -> int:
        """The number of cadres somebody has to look at."""
        return sum(row.open for row in self.rows)


@dataclass(frozen=True, slots=True)
class CadreScope:
    """One cadre as this person may see it: the facts (discipline only where ``full``), what the
    rules say and what holds. ``opened``: who stands on the ballot cannot change any more."""

    round_id: str
    year: int
    row: ScopeRow
    facts: CadreFacts
    measures: tuple[Measure, ...]
    full: bool
    opened: bool


def rules_of(row: RoundRow) -> RuleSet:
    """The rules of a round: the preset until somebody edits them."""
    return ruleset_from(row.rules) if row.rules else preset()


def scope_rules(db: Database, actor: Actor, round_id: str) -> RuleSet:
    """The rules of a round, for reading; they name nobody."""
    permit(actor, permissions.READ_SCOPE)
    with db.reading() as session:
        return rules_of(rounds.known(session, round_id))


def standings(session: Session, units: Sequence[UnitView]) -> dict[str, Standing]:
    """The standing of every cadre of some units, by cadre id, with what people overruled.

    Whole, with confidential reasons: for computing, not for showing. Three queries for all units
    of a round: facts, decisions, the round.
    """
    return {cadre_id: held for cadre_id, (_, held) in _both(session, units).items()}


def standings_for(session: Session, actor: Actor, units: Sequence[UnitView]) -> dict[str, Standing]:
    """The same as this person may see it: without confidential reasons but for the department,
    the committee and the auditor."""
    whole = standings(session, units)
    if sees_discipline(actor):
        return whole
    return {cadre_id: shared(one) for cadre_id, one in whole.items()}


def sees_discipline(actor: Actor) -> bool:
    """True for roles that may see discipline; a use case that only shows it asks here."""
    return READ_DISCIPLINE in actions_of(actor.role)


def scope_of(db: Database, actor: Actor, round_id: str) -> ScopePage:
    """The scope of a round as this person may see it; a unit sees its own cadres only.

    NotFound ``round-unknown``.
    """
    permit(actor, permissions.READ_SCOPE)
    full = sees_discipline(actor)
    with db.reading() as session:
        row = rounds.known(session, round_id)
        units = [
            unit
            for unit in unit_views(session, rosters.units(session, round_id))
            if actor.role != permissions.UNIT or unit.id == actor.unit_id
        ]
        both = _both(session, units)
    cadres = []
    for unit in units:
        for cadre in unit.cadres:
            ruled, held = both[cadre.id]
            if not full:  # what the rules said before a decision would tell of discipline
                ruled = held = shared(held)
            if not (held.plain_case and ruled.plain_case):
                cadres.append(ScopeRow(unit.id, unit.name, cadre, ruled, held))
    return ScopePage(
        round_id,
        row.year,
        rules_of(row),
        tuple(cadres),
        sum(len(unit.cadres) for unit in units),
        full,
    )


def scope_of_cadre(db: Database, actor: Actor, cadre_id: str) -> CadreScope:
    """One cadre as this person may see it; NotFound ``cadre-unknown``, Refused ``other-unit``."""
    permit(actor, permissions.READ_SCOPE)
    full = sees_discipline(actor)
    with db.reading() as session:
        unit, cadre, ruled, held = standing_of_cadre(session, cadre_id)
        check_own_unit(actor, unit.id)
        facts = facts_of(session, [cadre_id])[cadre_id]
        row = rounds.known(session, unit.round_id)
        opened = meetings.has_opened(session, unit.id)
    if not full:
        facts = replace(facts, discipline=())
        ruled = held = shared(held)
    return CadreScope(
        row.id,
        row.year,
        ScopeRow(unit.id, unit.name, cadre, ruled, held),
        facts,
        rules_of(row).measures if full else (),
        full,
        opened,
    )


def standing_of_cadre(
    session: Session, cadre_id: str
) -> tuple[UnitView, CadreView, Standing, Standing]:
    """Unit and view of one cadre, what the rules say and what holds, whole.

    NotFound ``cadre-unknown``.
    """
    unit = unit_view(session, rosters.known_cadre(session, cadre_id).unit_id)
    cadre = next(one for one in unit.cadres if one.id == cadre_id)
    return unit, cadre, *_both(session, [unit])[cadre_id]


@contextmanager
def ballots_kept(session: Session, round_id: str) -> Iterator[None]:
    """Refused ``roster-frozen`` where what is done inside changes who stands on the ballot of a
    unit whose meeting has opened; everything else may change."""
    before = _opened_ballots(session, round_id)
    yield
    session.flush()
    after = _opened_ballots(session, round_id)
    for unit_id, (name, ballot) in before.items():
        if after.get(unit_id, (name, frozenset()))[1] != ballot:
            raise Refused(
                "roster-frozen",
                f"a meeting of {name} has opened: who stands on its ballot cannot change",
                unit=name,
            )


def _opened_ballots(session: Session, round_id: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Name and cadres on the ballot of every unit with a meeting that has opened."""
    opened = meetings.opened_units(session, round_id)
    if not opened:
        return {}
    units = unit_views(session, [u for u in rosters.units(session, round_id) if u.id in opened])
    current = standings(session, units)
    return {
        unit.id: (unit.name, frozenset(c.id for c in unit.cadres if current[c.id].on_ballot))
        for unit in units
    }


def _both(session: Session, units: Sequence[UnitView]) -> dict[str, tuple[Standing, Standing]]:
    """What the rules say and what holds, by cadre id."""
    ids = [cadre.id for unit in units for cadre in unit.cadres]
    facts, decided = facts_of(session, ids), rows.overrides(session, ids)
    round_rows = {
        unit.round_id: rounds.known(session, unit.round_id, trials=True) for unit in units
    }
    rules = {round_id: (row.year, rules_of(row)) for round_id, row in round_rows.items()}
    by_cadre = {}
    for unit in units:
        year, of_round = rules[unit.round_id]
        for cadre in unit.cadres:
            ruled = standing(facts[cadre.id], year, of_round, cadre.concurrent)
            row = decided.get(cadre.id)
            by_cadre[cadre.id] = (ruled, ruled if row is None else overruled(ruled, _read(row)))
    return by_cadre


def _read(row: rows.OverrideRow) -> Override:
    return Override(
        row.on_ballot, row.graded, row.cap, row.reason, row.decided_by, row.decided_at, row.seen
    )
