"""What a trial (试投) is made of: the forms and classes of a meeting, and people who do not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from voting.assessment.forms.defaults import default_forms
from voting.assessment.forms.model import Form, Subject
from voting.assessment.forms.plan import RoundPlan
from voting.assessment.materials.rules import Author, characters_of, kinds_of
from voting.assessment.materials.sections import WHOLE
from voting.assessment.roster.facts import CadreFacts
from voting.services.context import new_id
from voting.services.forms.of_meeting import ballot_of, people_of
from voting.services.roster.facts import put_facts
from voting.services.roster.views import unit_view
from voting.services.rounds.plan import forms_of, plan_of
from voting.storage import materials, meetings, publicity, rosters, rounds
from voting.storage.database import Session

UNIT, TEAM, PLACE = "示例单位", "示例领导班子", "试投演练"
SAVED_BY: Final = "试投"
TEXT: Final = (
    "这是示例材料，用来练习在手机上查看，没有实际内容。正式测评时，这里是已审定的述职材料。"
)

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_POSTS: Final = {
    "head": "示例职务（主要负责人）",
    "member": "示例职务（班子成员）",
    "other": "示例职务",
}
_USUAL: Final = ("head", "member", "member", "other")


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up cadre: ``position`` as in ``voting.assessment.forms.plan``, ``promoted`` as in rule 2."""

    position: str
    promoted: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a trial copies: forms and plan without anybody's name, classes, how it is counted.

    Without a ``plan`` the usual one holds. ``label`` says what it was copied from; ``classes`` are (id, name, weight).
    """

    label: str
    title: str
    year: int
    forms: list[Form]
    plan: RoundPlan | None
    team: bool
    people: tuple[Person, ...]
    classes: tuple[tuple[str, str, int], ...]
    denominator: str
    scores: bool


def usual_pattern(year: int) -> Pattern:
    """A trial after no meeting: the notice's forms, a team and four cadres, one class."""
    return Pattern(
        "",
        "民主测评大会",
        year,
        default_forms(),
        None,
        True,
        tuple(Person(position, False) for position in _USUAL),
        (("A", "参会人员", 10_000),),
        "valid",
        False,
    )


def pattern_of(session: Session, meeting_id: str) -> Pattern:
    """A trial after a meeting; NotFound ``meeting-unknown``, for a trial's own meeting too."""
    row = meetings.known(session, meeting_id)
    round_row = rounds.known(session, row.round_id)
    unit = unit_view(session, row.unit_id)
    classes = meetings.classes(session, meeting_id)
    ids = {c.class_id for c in classes}
    held = [form.id for form in ballot_of(session, round_row, unit.id, ids).forms]
    people = people_of(session, [unit])[unit.id]
    return Pattern(
        f"{unit.name} · {row.title}",
        row.title,
        round_row.year,
        [form for form in forms_of(round_row) if form.id in held],
        _plan(plan_of(session, round_row), held, ids),
        people.team is not None,
        tuple(Person(c.position, c.id in people.promoted) for c in people.cadres),
        tuple((c.class_id, c.name, c.weight) for c in classes),
        row.denominator,
        row.scores,
    )


def _plan(plan: RoundPlan, held: Sequence[str], classes: set[str]) -> RoundPlan:
    """The plan for the forms that are held, in every unit, its typed lists made up anew."""
    return RoundPlan(
        {
            form: replace(applies, units=(), listed=_made_up(len(applies.listed)))
            for form, applies in plan.applies.items()
            if form in held
        },
        tuple(quota for quota in plan.quotas if quota.form in held),
        tuple(table for table in plan.tables if {table.class_id, table.counts_as} <= classes),
    )


def _made_up(number: int) -> tuple[Subject, ...]:
    return tuple(Subject(new_id(), name_of(place), _POSTS["other"]) for place in range(number))


def name_of(place: int) -> str:
    """The name of the made-up person at a place, counted from 0: 示例甲 … 示例癸, then 示例11."""
    return f"示例{_STEMS[place] if place < len(_STEMS) else place + 1}"


def add_people(session: Session, round_id: str, pattern: Pattern, day: str, moment: str) -> str:
    """The unit of a trial with its team, cadres, a 公示 that has run and materials to read.

    ``day`` is that of the trial, ``moment`` the same in UTC. Returns the unit's id.
    """
    unit = rosters.UnitRow(
        id=new_id(), round_id=round_id, position=1, name=UNIT, kind="县直单位", organisation="党组"
    )
    teams = [rosters.TeamRow(id=new_id(), unit_id=unit.id, name=TEAM)] if pattern.team else []
    cadres = [_cadre(unit.id, place, person) for place, person in enumerate(pattern.people)]
    rosters.add(session, [unit], teams, cadres)
    put_facts(
        session,
        {
            row.id: CadreFacts(promoted=person.promoted)
            for row, person in zip(cadres, pattern.people, strict=True)
        },
    )
    publicity.put(
        session,
        publicity.PublicityRow(
            unit_id=unit.id,
            starts="2000-01-01",
            ends="2000-01-05",
            place=PLACE,
            objections_to=SAVED_BY,
            text=TEXT,
            saved_by=SAVED_BY,
            saved_at=moment,
        ),
    )
    authors = {row.id: Author(team=True) for row in teams} | {
        row.id: Author(team=False, head=row.head) for row in cadres
    }
    _add_materials(session, unit.id, authors, day, moment)
    return unit.id


def _cadre(unit_id: str, place: int, person: Person) -> rosters.CadreRow:
    other = person.position == "other"
    return rosters.CadreRow(
        id=new_id(),
        unit_id=unit_id,
        position=place + 1,
        name=name_of(place),
        post=_POSTS[person.position],
        category="其他" if other else "班子成员",
        concurrent="",
        note="",
        person="",
        head=person.position == "head",
        nonparty=False,
    )


def _add_materials(
    session: Session, unit_id: str, authors: Mapping[str, Author], day: str, moment: str
) -> None:
    """A settled sample of everybody's own text."""
    body = [{"section": WHOLE, "text": TEXT}]
    settled = []
    for subject_id, author in authors.items():
        for kind in kinds_of(author)[:1]:  # the text itself; a team's four lists stay empty
            materials.add(
                session,
                materials.MaterialRow(
                    subject_id=subject_id,
                    kind=kind.id,
                    version=1,
                    unit_id=unit_id,
                    body=body,
                    characters=characters_of(body),
                    saved_by=SAVED_BY,
                    saved_at=moment,
                ),
            )
            settled.append(
                materials.SettledRow(
                    subject_id=subject_id,
                    kind=kind.id,
                    version=1,
                    unit_id=unit_id,
                    settled_by=SAVED_BY,
                    settled_on=day,
                    locked_by=SAVED_BY,
                    locked_at=moment,
                )
            )
    materials.settle(session, settled)
