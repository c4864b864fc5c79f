"""What one meeting votes on: the round's forms with its unit's people, limits, class tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.assessment.forms.defaults import form_for_meeting
from voting.assessment.forms.plan import ClassTable, RoundPlan, Subject, position_of, subjects_of
from voting.errors import BadInput, Refused
from voting.services.roster.facts import facts_of
from voting.services.roster.scope import standings
from voting.services.roster.views import UnitView, unit_view
from voting.services.rounds.plan import forms_of, plan_of
from voting.storage.database import Session
from voting.storage.rounds import RoundRow

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class People:
    """The team and the cadres of a unit that may stand on a ballot, in the roster's order;
    ``promoted`` are the ids of those newly promoted (rule 2)."""

    team: Subject | None
    cadres: tuple[Subject, ...]
    promoted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The parts of a manifest (protocol §3) that follow from plan and roster."""

    forms: list[Plain]
    quotas: list[Plain]
    tables: list[Plain]


def people_of(session: Session, units: Sequence[UnitView]) -> dict[str, People]:
    """Who may stand on the ballots of some units, by unit id: the teams, and the cadres whom the
    seven rules leave on the ballot. A few queries for all units."""
    held = standings(session, units)
    facts = facts_of(session, [cadre.id for unit in units for cadre in unit.cadres])
    return {
        unit.id: People(
            None
            if unit.team is None
            else {"id": unit.team.id, "name": unit.team.name, "post": "", "position": "team"},
            tuple(
                {
                    "id": c.id,
                    "name": c.name,
                    "post": c.post,
                    "position": position_of(c.category, c.head),
                }
                for c in unit.cadres
                if held[c.id].on_ballot
            ),
            frozenset(c.id for c in unit.cadres if facts[c.id].promoted),
        )
        for unit in units
    }


def ballot_of(
    session: Session, round_row: RoundRow, unit_id: str, classes: Collection[str]
) -> Ballot:
    """What a meeting of the unit votes on; ``classes`` are the ids of its voter classes.

    BadInput ``meeting-no-subjects`` where nobody stands on any form, Refused ``plan-table-class``
    where a class shall count as one the meeting does not have.
    """
    unit = unit_view(session, unit_id)
    plan = plan_of(session, round_row)
    forms = filled(forms_of(round_row), plan, unit_id, people_of(session, [unit])[unit_id])
    if not forms:
        raise BadInput("meeting-no-subjects", "the unit has neither a team nor a cadre to assess")
    return Ballot(forms, limits(plan, forms), _tables(plan.tables, classes))


def filled(
    forms: Sequence[Mapping[str, Any]], plan: RoundPlan, unit_id: str, people: People
) -> list[Plain]:
    """The forms with their subjects, those without a subject left out."""
    found = []
    for form in forms:
        subjects = subjects_of(
            plan.applies[form["id"]], unit_id, people.team, people.cadres, people.promoted
        )
        if subjects:
            found.append(form_for_meeting(form, subjects))
    return found


def limits(plan: RoundPlan, forms: Sequence[Mapping[str, Any]]) -> list[Plain]:
    """The limits of the plan on these forms, shares turned into numbers of their subjects."""
    subjects = {form["id"]: len(form["subjects"]) for form in forms}
    return [
        {
            "form": quota.form,
            "question": quota.question,
            "option": quota.option,
            "at_most": quota.number(subjects[quota.form]),
            "policy": quota.policy,
        }
        for quota in plan.quotas
        if quota.form in subjects
    ]


def _tables(tables: Sequence[ClassTable], classes: Collection[str]) -> list[Plain]:
    """The tables of classes that the meeting has; the others have no slips here."""
    mine = [table for table in tables if table.class_id in classes]
    for table in mine:
        if table.counts_as not in classes:
            raise Refused(
                "plan-table-class",
                f"class {table.class_id} counts as"
                f" {table.counts_as}, which the meeting does not have",
                class_id=table.class_id,
                counts_as=table.counts_as,
            )
    return [dict(table.plain()) for table in mine]
