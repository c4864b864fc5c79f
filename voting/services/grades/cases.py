"""Everybody of a round who may get a grade: figures, standing, entries, pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from voting.assessment.grades import steps
from voting.assessment.grades.line import CADRE, TEAM
from voting.assessment.grades.proposals import Candidate
from voting.assessment.grades.quotas import CLUSTER, UNIT, Quota
from voting.assessment.grades.settings import GradeSettings
from voting.assessment.roster.scope import Standing, shared, why_no_grade
from voting.assessment.roster.unit import CadreView, UnitView
from voting.services.grades.figures import NO_FIGURES, Figures, figures_of
from voting.services.roster.scope import standings
from voting.storage import grade_steps as rows
from voting.storage import meetings
from voting.storage.database import Database, Session

MEMBER: Final = "班子成员"
"""The category of the roster whose cadres are members of the team; all others are others."""
TEAM_POOL, MEMBER_POOL, OTHER_POOL = "team", "member", "other"

_FULL: Final = Standing(on_ballot=True, graded=True, cap=None)
"""The standing of a team, which no rule of scope touches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A team or cadre that takes part. ``standing`` is whole; ``told`` without discipline.

    ``entries`` are by step; ``pool`` is the key of its pool.
    """

    unit: UnitView
    subject_id: str
    kind: str
    name: str
    post: str
    category: str
    pool: str
    figures: Figures
    standing: Standing
    told: Standing
    entries: Mapping[str, rows.GradeRow]

    @property
    def asked(self) -> bool:
        """A person has still to decide whether a grade is given."""
        return any("graded" in ask.about for ask in self.standing.asks)

    def candidate(self) -> Candidate:
        """As the proposals see it; why there is no grade is said without discipline."""
        no_grade = None if self.standing.graded else why_no_grade(self.told)
        return Candidate(
            id=self.subject_id,
            name=self.name,
            kind=self.kind,
            rates=self.figures.rates,
            score=self.figures.score,
            cap=self.standing.cap,
            no_grade=no_grade,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """A round: its units, those who take part by unit, those who do not, and where the grades
    are."""

    units: Sequence[UnitView]
    cases: Mapping[str, Sequence[Case]]
    left_out: Mapping[str, Sequence[tuple[CadreView, Standing, Standing]]]
    meetings: Mapping[str, str]
    stages: Mapping[str, str]
    moves: Mapping[str, Sequence[rows.MoveRow]]

    def everybody(self) -> list[Case]:
        """All cases, unit by unit."""
        return [case for unit in self.units for case in self.cases[unit.id]]


def quota_of(settings: GradeSettings, pool_id: str) -> Quota:
    """The quota of ``team``, ``member`` or ``other``."""
    return {TEAM_POOL: settings.team, MEMBER_POOL: settings.member, OTHER_POOL: settings.other}[
        pool_id
    ]


def pool_key(settings: GradeSettings, pool_id: str, unit: UnitView) -> str:
    """The pool of that kind a unit's people are in: its own, its cluster's or the round's.

    A unit without a cluster shares with the units of its kind.
    """
    scope = quota_of(settings, pool_id).scope
    whose = {UNIT: unit.id, CLUSTER: unit.cluster or unit.kind}.get(scope, "")
    return f"{pool_id}:{scope}:{whose}"


def gather(
    db: Database, session: Session, units: Sequence[UnitView], settings: GradeSettings
) -> Cases:
    """All that grades follow from, with a few queries for all units of a round together."""
    ids = [unit.id for unit in units]
    tallied = dict(meetings.tallied_of_round(session, units[0].round_id)) if units else {}
    standing = standings(session, units)
    kept: dict[str, dict[str, dict[str, rows.GradeRow]]] = {}
    for (unit_id, subject_id, step), row in rows.entries(session, ids).items():
        kept.setdefault(unit_id, {}).setdefault(subject_id, {})[step] = row
    cases, left_out = {}, {}
    for unit in units:
        figures = figures_of(db, tallied[unit.id]) if unit.id in tallied else {}
        told = {c.id: (full := standing.get(c.id, _FULL), shared(full)) for c in unit.cadres}
        cases[unit.id] = _cases(unit, settings, figures, told, kept.get(unit.id, {}))
        left_out[unit.id] = [
            (c, *told[c.id]) for c in unit.cadres if not _takes_part(told[c.id][0])
        ]
    stages = dict.fromkeys(ids, steps.UNIT) | rows.stages(session, ids)
    return Cases(
        units=units,
        cases=cases,
        left_out=left_out,
        meetings=tallied,
        stages=stages,
        moves=rows.moves(session, ids),
    )


def _takes_part(standing: Standing) -> bool:
    """不参加考核 is who neither stands on a ballot nor may get a grade; an open question is no no."""
    return standing.on_ballot or standing.graded or bool(standing.asks)


def _cases(
    unit: UnitView,
    settings: GradeSettings,
    figures: Mapping[str, Figures],
    told: Mapping[str, tuple[Standing, Standing]],
    kept: Mapping[str, Mapping[str, rows.GradeRow]],
) -> list[Case]:
    """The team first, then the cadres in the department's order."""
    cases = []
    if unit.team is not None:
        team = unit.team
        cases.append(
            Case(
                unit=unit,
                subject_id=team.id,
                kind=TEAM,
                name=team.name,
                post="",
                category="",
                pool=pool_key(settings, TEAM_POOL, unit),
                figures=figures.get(team.id, NO_FIGURES),
                standing=_FULL,
                told=_FULL,
                entries=kept.get(team.id, {}),
            )
        )
    for cadre in unit.cadres:
        full, shown = told[cadre.id]
        if not _takes_part(full):
            continue
        pool = MEMBER_POOL if cadre.category == MEMBER else OTHER_POOL
        cases.append(
            Case(
                unit=unit,
                subject_id=cadre.id,
                kind=CADRE,
                name=cadre.name,
                post=cadre.post,
                category=cadre.category,
                pool=pool_key(settings, pool, unit),
                figures=figures.get(cadre.id, NO_FIGURES),
                standing=full,
                told=shown,
                entries=kept.get(cadre.id, {}),
            )
        )
    return cases
