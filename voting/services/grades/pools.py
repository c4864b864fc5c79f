"""The pools of a round: who competes for the same 优秀, what the vote suggests, what each column
uses of its seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voting.assessment.grade_names import NONE
from voting.assessment.grades import steps
from voting.assessment.grades.line import CADRE
from voting.assessment.grades.pools import Place, PoolColumn, PoolSheet, excellent, seats_in
from voting.assessment.grades.proposals import Proposal, propose
from voting.assessment.grades.quotas import COUNTY, SCOPES, UNIT, Quota
from voting.assessment.grades.settings import GradeSettings
from voting.assessment.wording import Text
from voting.language.catalogue import Said
from voting.services.grades.cases import TEAM_POOL, Case, Cases, quota_of

Grades = Mapping[str, str | None]
"""Subject → the grade's id in one column, None for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """The pools of a round by key, who is in each, and the suggestion for each subject."""

    sheets: Mapping[str, PoolSheet]
    members: Mapping[str, Sequence[Case]]
    suggestions: Mapping[str, Proposal]
    quotas: Mapping[str, Quota]
    places: Mapping[str, Mapping[str, Sequence[Place]]]
    """Column → pool → its places there."""


def pools_of(settings: GradeSettings, cases: Cases) -> Pools:
    """All pools with all columns. Teams come first: what is suggested for a team may change the
    ratio of its cadres."""
    members: dict[str, list[Case]] = {}
    for case in cases.everybody():
        members.setdefault(case.pool, []).append(case)
    quotas = {key: quota_of(settings, key.split(":")[0]) for key in members}
    proposed = _proposals(settings, cases, members, quotas)
    suggestions = {
        case.subject_id: _suggestion(case, proposed[case.subject_id]) for case in cases.everybody()
    }
    columns = _columns(cases, {i: p.grade.id if p.grade else None for i, p in suggestions.items()})
    places = {}
    for column, grades in columns.items():
        teams = _team_grades(cases, grades)
        places[column] = {key: _places(members[key], grades, teams) for key in members}
    sheets = {
        key: _sheet(key, members[key], quotas[key], places, cases.stages, suggestions)
        for key in members
    }
    return Pools(
        sheets=sheets, members=members, suggestions=suggestions, quotas=quotas, places=places
    )


def _proposals(
    settings: GradeSettings,
    cases: Cases,
    members: Mapping[str, Sequence[Case]],
    quotas: Mapping[str, Quota],
) -> dict[str, Proposal]:
    """Subject → proposal, the teams' pools first."""
    proposed: dict[str, Proposal] = {}
    for of_teams in (True, False):
        teams = _team_grades(cases, {i: p.grade.id for i, p in proposed.items() if p.grade})
        for key in (key for key in members if (quotas[key].id == TEAM_POOL) is of_teams):
            seats = seats_in(quotas[key], _places(members[key], {}, teams)).seats
            of_pool = propose(
                [case.candidate() for case in members[key]],
                seats,
                settings.rules(members[key][0].kind),
            )
            proposed |= {proposal.id: proposal for proposal in of_pool.proposals}
    return proposed


def _suggestion(case: Case, proposal: Proposal) -> Proposal:
    """What the rules leave without a grade stands in the software's column as 不确定等次."""
    if proposal.outcome == "no-grade" and not case.asked:
        return replace(proposal, grade=NONE)
    return proposal


def _columns(cases: Cases, software: Grades) -> dict[str, Grades]:
    """The grades of all columns: where a step has no entry, that of the step before stands."""
    columns: dict[str, Grades] = {steps.SOFTWARE: software}
    for step in steps.STEPS:
        earlier = columns[steps.before(step)]
        columns[step] = {
            case.subject_id: (
                case.entries[step].grade if step in case.entries else earlier[case.subject_id]
            )
            for case in cases.everybody()
        }
    return columns


def _team_grades(cases: Cases, grades: Grades) -> dict[str, str | None]:
    """Unit → the grade of its team in that column, None without one."""
    return {
        unit.id: None if unit.team is None else grades.get(unit.team.id) for unit in cases.units
    }


def _places(
    members: Sequence[Case], grades: Grades, teams: Mapping[str, str | None]
) -> list[Place]:
    return [
        Place(
            unit=case.unit.id,
            grade=grades.get(case.subject_id),
            graded=case.standing.graded or case.asked,
            team_grade=teams[case.unit.id] if case.kind == CADRE else None,
        )
        for case in members
    ]


def _sheet(
    key: str,
    members: Sequence[Case],
    quota: Quota,
    places: Mapping[str, Mapping[str, Sequence[Place]]],
    stages: Mapping[str, str],
    suggestions: Mapping[str, Proposal],
) -> PoolSheet:
    columns = {}
    for column, of_pools in places.items():
        units = {
            case.unit.id
            for case in members
            if column == steps.SOFTWARE or steps.reached(stages[case.unit.id], column)
        }
        seats = seats_in(quota, of_pools[key])
        columns[column] = PoolColumn(
            seats=seats.seats,
            base=seats.base,
            used=excellent(of_pools[key], units),
            exact=seats.exact,
            sentence=seats.text,
        )
    ties = (suggestions[case.subject_id].tied_at_boundary for case in members)
    return PoolSheet(
        key=key,
        id=quota.id,
        scope=quota.scope,
        text=quota.text,
        where=_where(quota, members[0]),
        columns=columns,
        tie=next((tie for tie in ties if tie is not None), None),
        counted=sum(bool(case.figures.rates) for case in members),
        size=len(members),
    )


def _where(quota: Quota, member: Case) -> Said:
    """Whose seats they are: the unit, the group, or all units."""
    if quota.scope == UNIT:
        return Text(member.unit.name)
    return (
        SCOPES[COUNTY] if quota.scope == COUNTY else Text(member.unit.cluster or member.unit.kind)
    )
