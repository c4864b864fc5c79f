"""What one meeting votes on: the round's forms with its unit's people, quotas, class tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from voting.assessment.forms.checks import form_for_meeting
from voting.assessment.forms.model import ClassTable, Form, Quota, Subject
from voting.assessment.forms.plan import RoundPlan, position_of, subjects_of
from voting.assessment.roster.unit import UnitView
from voting.errors import BadInput, Refused
from voting.services.roster.facts import facts_of
from voting.services.roster.scope import standings
from voting.services.roster.views import unit_view
from voting.services.rounds.plan import forms_of, plan_of
from voting.storage.database import Session
from voting.storage.rounds import RoundRow


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

    forms: tuple[Form, ...]
    quotas: tuple[Quota, ...]
    tables: tuple[ClassTable, ...]


def people_of(session: Session, units: Sequence[UnitView]) -> dict[str, People]:
    """Who may stand on the ballots of some units, by unit id: the teams, and the cadres whom the
    seven rules leave on the ballot. A few queries for all units."""
    held = standings(session, units)
    facts = facts_of(session, [cadre.id for unit in units for cadre in unit.cadres])
    return {
        unit.id: People(
            None if unit.team is None else Subject(unit.team.id, unit.team.name, "", "team"),
            tuple(
                Subject(c.id, c.name, c.post, position_of(c.category, c.head))
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
    return Ballot(forms, quotas_on(plan, forms), _tables(plan.tables, classes))


def filled(
    forms: Sequence[Form], plan: RoundPlan, unit_id: str, people: People
) -> tuple[Form, ...]:
    """The forms with their subjects, those without a subject left out."""
    standing = [
        subjects_of(plan.applies[form.id], unit_id, people.team, people.cadres, people.promoted)
        for form in forms
    ]
    return tuple(
        form_for_meeting(form, subjects)
        for form, subjects in zip(forms, standing, strict=True)
        if subjects
    )


def quotas_on(plan: RoundPlan, forms: Sequence[Form]) -> tuple[Quota, ...]:
    """The quotas of the plan on these forms, shares turned into numbers of their subjects."""
    subjects = {form.id: len(form.subjects) for form in forms}
    return tuple(
        Quota(q.form, q.question, q.option, q.number(subjects[q.form]), q.policy)
        for q in plan.quotas
        if q.form in subjects
    )


def _tables(tables: Sequence[ClassTable], classes: Collection[str]) -> tuple[ClassTable, ...]:
    """The tables of classes that the meeting has; the others have no slips here."""
    mine = tuple(table for table in tables if table.class_id in classes)
    for table in mine:
        if table.counts_as not in classes:
            raise Refused(
                "plan-table-class",
                f"class {table.class_id} counts as"
                f" {table.counts_as}, which the meeting does not have",
                class_id=table.class_id,
                counts_as=table.counts_as,
            )
    return mine
